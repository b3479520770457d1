"""Whom an offer is for: recipients, needs, accessibility, languages."""

from contracts.vocabularies.terms import Term, Vocabulary

RECIPIENTS = Vocabulary(
    name="recipients",
    it="Destinatari",
    en="Recipients",
    terms=(
        Term(code="neogenitori", it="Neogenitori", en="New parents"),
        Term(code="bambini", it="Bambine e bambini", en="Children"),
        Term(code="ragazzi", it="Ragazze e ragazzi", en="Older children"),
        Term(code="adolescenti", it="Adolescenti", en="Teenagers"),
        Term(code="famiglie", it="Famiglie", en="Families"),
        Term(code="classi", it="Classi", en="School classes"),
        Term(code="insegnanti", it="Insegnanti ed educatori", en="Teachers and educators"),
    ),
)

NEEDS = Vocabulary(
    name="needs",
    it="Bisogni",
    en="Needs",
    terms=(
        Term(code="disability", it="Disabilità", en="Disability"),
        Term(code="autism", it="Spettro autistico", en="Autism spectrum"),
        Term(code="bes_dsa", it="BES e DSA", en="Special educational needs and dyslexia"),
        Term(
            code="non_native_italian", it="Italiano da imparare", en="Italian as a second language"
        ),
        Term(code="school_dropout", it="Fatica a restare a scuola", en="At risk of leaving school"),
        Term(code="anxiety", it="Ansia e timidezza", en="Anxiety and shyness"),
        Term(code="economic_hardship", it="Difficoltà economiche", en="Economic hardship"),
    ),
)

ACCESSIBILITY = Vocabulary(
    name="accessibility",
    it="Accessibilità",
    en="Accessibility",
    terms=(
        Term(code="wheelchair", it="Accessibile in carrozzina", en="Wheelchair accessible"),
        Term(code="educational_support", it="Sostegno educativo", en="Educational support"),
        Term(code="sensory_friendly", it="Attento agli stimoli sensoriali", en="Sensory friendly"),
        Term(code="easy_to_read", it="Testi facili da leggere", en="Easy-to-read texts"),
        Term(
            code="caa",
            it="Comunicazione aumentativa (CAA)",
            en="Augmentative and alternative communication",
        ),
        Term(code="lis", it="Lingua dei segni (LIS)", en="Italian Sign Language"),
    ),
)

EU_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
"""The named authority list of the Publications Office of the EU."""

LANGUAGES = Vocabulary(
    name="languages",
    it="Lingue",
    en="Languages",
    # those of the example catalogue and of the largest foreign communities of Milan
    terms=(
        Term(code="it", it="Italiano", en="Italian", uri=EU_LANGUAGE + "ITA"),
        Term(code="lis", it="Lingua dei segni italiana", en="Italian Sign Language"),
        Term(code="en", it="Inglese", en="English", uri=EU_LANGUAGE + "ENG"),
        Term(code="fr", it="Francese", en="French", uri=EU_LANGUAGE + "FRA"),
        Term(code="es", it="Spagnolo", en="Spanish", uri=EU_LANGUAGE + "SPA"),
        Term(code="pt", it="Portoghese", en="Portuguese", uri=EU_LANGUAGE + "POR"),
        Term(code="de", it="Tedesco", en="German", uri=EU_LANGUAGE + "DEU"),
        Term(code="ar", it="Arabo", en="Arabic", uri=EU_LANGUAGE + "ARA"),
        Term(code="zh", it="Cinese", en="Chinese", uri=EU_LANGUAGE + "ZHO"),
        Term(code="tl", it="Filippino (tagalog)", en="Filipino (Tagalog)"),
        Term(code="ro", it="Romeno", en="Romanian", uri=EU_LANGUAGE + "RON"),
        Term(code="sq", it="Albanese", en="Albanian", uri=EU_LANGUAGE + "SQI"),
        Term(code="uk", it="Ucraino", en="Ukrainian", uri=EU_LANGUAGE + "UKR"),
        Term(code="ru", it="Russo", en="Russian", uri=EU_LANGUAGE + "RUS"),
        Term(code="pl", it="Polacco", en="Polish", uri=EU_LANGUAGE + "POL"),
        Term(code="bn", it="Bengalese", en="Bengali"),
        Term(code="si", it="Singalese", en="Sinhala"),
        Term(code="ta", it="Tamil", en="Tamil"),
        Term(code="ur", it="Urdu", en="Urdu"),
        Term(code="hi", it="Hindi", en="Hindi"),
        Term(code="pa", it="Punjabi", en="Punjabi"),
        Term(code="fa", it="Persiano", en="Persian"),
        Term(code="tr", it="Turco", en="Turkish", uri=EU_LANGUAGE + "TUR"),
        Term(code="ti", it="Tigrino", en="Tigrinya"),
        Term(code="am", it="Amarico", en="Amharic"),
        Term(code="wo", it="Wolof", en="Wolof"),
        Term(code="ja", it="Giapponese", en="Japanese", uri=EU_LANGUAGE + "JPN"),
    ),
)
