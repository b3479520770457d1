"""Which words of Italian meet and which must not, on the real engine."""

from collections.abc import AsyncIterator

import pytest

from contracts.offers import OfferCard
from tests.builders import an_offer_published
from tests.searching import Site, a_site, its_settings

MEET = [
    # elision
    ("allattamento", "Consulenza all'allattamento"),
    ("orto", "Un pomeriggio nell'orto"),
    ("arte", "Storia dell'arte"),
    ("aria aperta", "All’aria aperta"),
    ("l'orchestra", "Orchestra giovanile"),
    ("un'orchestra", "Orchestra giovanile"),
    ("quell'orchestra", "Orchestra giovanile"),
    ("orchestra", "Dov'è l'orchestra?"),
    ("dell'inglese", "Inglese"),
    # accents, typed or not
    ("attivita motoria", "Attività motoria"),
    ("attività motoria", "Attivita motoria"),
    ("psicomotricita", "Psicomotricità"),
    ("bebe", "Canzoni per bebè"),
    ("bebè", "Canzoni per bebe"),
    ("caffe", "Caffè delle lingue"),
    ("eta", "Ogni età"),
    # number
    ("cori", "Coro di voci bianche"),
    ("coro", "Cori in piazza"),
    ("gare", "Gara di nuoto"),
    ("laboratori", "Laboratorio di ceramica"),
    ("giochi", "Gioco da tavolo"),
    ("biblioteche", "Visita in biblioteca"),
    ("attività", "Un'attivita all'aperto"),
    ("corsi di danza", "Corso di danze popolari"),
    ("doposcuola", "Doposcuole di quartiere"),
    # gender
    ("bambine", "Disegno per bambini"),
    ("bambino", "Disegno per bambine"),
    ("ragazze", "Difesa personale per ragazzi"),
    ("amiche", "Con gli amici"),
    ("psicologa", "Lo psicologo risponde"),
    ("educatrice educatore", "Un educatore in casa"),
    # compounds apart, together and with a hyphen
    ("doposcuola", "Dopo scuola in oratorio"),
    ("dopo scuola", "Doposcuola in oratorio"),
    ("dopo-scuola", "Doposcuola in oratorio"),
    ("doposcuola", "Il dopo-scuola"),
    ("prescuola", "Pre-scuola e post-scuola"),
    ("post scuola", "Pre-scuola e post-scuola"),
    ("multisport", "Multi-sport"),
    ("multi sport", "Multisport"),
    ("palla volo", "Pallavolo"),
    ("mini volley", "Minivolley"),
    ("psico motricità", "Psicomotricità"),
    ("musico-terapia", "Musicoterapia"),
    ("anti bullismo", "Sportello antibullismo"),
    ("nuoto pinnato", "Nuoto pinnato"),
    ("nuoto-pinnato", "Nuoto pinnato"),
    ("pinnato", "Nuoto pinnato"),
    ("nuoto", "Nuoto pinnato"),
    # abbreviations and what they stand for
    ("DSA", "Disturbi specifici dell'apprendimento"),
    ("D.S.A.", "Tutor DSA"),
    ("dislessia", "Tutor DSA"),
    ("BES", "Bisogni educativi speciali"),
    ("bisogni educativi speciali", "Aiuto per BES"),
    ("CAA", "Comunicazione aumentativa"),
    ("comunicazione aumentativa", "Piccolo gruppo con la CAA"),
    ("L2", "Italiano per stranieri"),
    ("italiano per stranieri", "Italiano L2"),
    ("LIS", "Lingua dei segni"),
    ("lingua dei segni", "Interprete LIS"),
    ("ADHD", "Bambini iperattivi"),
    # English in use
    ("coding", "Programmazione a blocchi"),
    ("programmare", "Coding"),
    ("summer camp", "Centro estivo"),
    ("centro estivo", "English summer camp"),
    ("baby dance", "Gioco danza"),
    ("hip hop", "Hip-hop kids"),
    ("hiphop", "Hip hop kids"),
    ("baby sitter", "Babysitting a ore"),
    ("babysitter", "Baby-sitter all'ultimo"),
    ("ping-pong", "Tennis da tavolo"),
    ("basket", "Pallacanestro"),
    ("volley", "Pallavolo"),
    ("e-sport", "Videogiochi in squadra"),
    # one thing, several names
    ("calcetto", "Scuola calcio"),
    ("scuola calcio", "Calcio a sette"),
    ("biliardino", "Torneo di calcio balilla"),
    ("calcio balilla", "Torneo di biliardino"),
    ("piscina", "Corso di nuoto"),
    ("nuoto", "Corsi in piscina"),
    ("acquaticità", "Nuoto neonatale"),
    ("aiuto compiti", "Spazio compiti"),
    ("aiuto compiti", "Supporto allo studio"),
    ("doposcuola", "Aiuto compiti"),
    ("logopedista", "Logopedia"),
    ("cucire", "Cucito creativo"),
    ("robot", "Robotica"),
    ("tata", "Baby-sitter"),
    ("estate", "Centro estivo"),
    ("campagna", "Fattoria didattica"),
    ("acrobazie", "Circo per bambini"),
    ("mi prendono in giro", "Sportello antibullismo"),
    ("chi lo prende a scuola", "Accompagnamento casa-scuola"),
    ("triste", "Parlare con lo psicologo"),
    ("mio figlio balbetta", "Logopedia"),
    ("troppo aggressivo", "Laboratorio sulla rabbia"),
    ("baby parking", "Baby-sitter a ore"),
    ("coreografia", "Danza moderna"),
    ("tiktok", "Genitori e social"),
]

APART = [
    # two words that are one thing
    ("calcio", "Torneo di calcio balilla"),
    ("calcetto", "Torneo di calcio balilla"),
    ("scuola calcio", "Torneo di calcio balilla"),
    ("calcio balilla", "Scuola calcio"),
    ("scuola guida", "Scuola calcio"),
    ("scuola calcio", "Scuola guida"),
    ("scuola di danza", "Scuola guida"),
    ("tennis", "Tennis da tavolo"),
    ("tennis da tavolo", "Tennis"),
    ("calcio", "Football americano"),
    ("doposcuola", "La scuola"),
    ("gioco d'azzardo", "Giochi da tavolo"),
    # a word that is no wish finds nothing by itself beside one that is
    ("corso di cucito", "Corso di karate"),
    ("nuoto per bambini di 6 anni", "Karate per bambini di 6 anni"),
    ("attività di robotica gratis", "Attività teatrale gratis"),
    # stems that look alike
    ("corsa", "Corso di chitarra"),
    ("corso", "Corsa campestre"),
    ("parto", "Una parte del gruppo"),
    ("arti marziali", "Storia dell'arte"),
    ("sala", "Sale e pepe"),
    ("coro", "Corri con noi"),
    ("medie", "Il medio evo"),
    ("cane", "Canestro"),
    ("canto", "Cantiere civico"),
    ("latino", "Latte e biscotti"),
    ("segni", "Disegno dal vero"),
    ("nuoto", "Nuovi amici"),
    ("non mangia", "Manga e fumetti"),
    ("mi prendono in giro", "Giro in bicicletta"),
    # a part does not stand for the whole
    ("nuoto", "Acquaticità"),
    ("BES", "Tutor DSA"),
    ("judo", "Arti marziali"),
    ("italiano", "Francese"),
]


@pytest.fixture(scope="module")
async def site(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    """One entry for each text, which says nothing else."""
    settings = its_settings(nats_url, opensearch_url)
    texts = sorted({text for _, text in MEET + APART})
    facts = [an_offer_published(card=OfferCard(title=text), provider=None) for text in texts]
    async with a_site(settings, facts) as site:
        yield site


async def found(site: Site, q: str) -> list[str]:
    # of words only: "medie" and "sport" are also wishes, which rank whatever there is
    page = await site.get(q=q, limit=100, facets="none", fields="title", understand="false")
    return [item["title"] for item in page["items"]]


@pytest.mark.parametrize(("q", "text"), MEET)
async def test_words_that_mean_the_same_meet(site: Site, q: str, text: str) -> None:
    assert text in await found(site, q)


@pytest.mark.parametrize(("q", "text"), APART)
async def test_words_that_only_look_alike_do_not(site: Site, q: str, text: str) -> None:
    assert text not in await found(site, q)


async def test_words_side_by_side_stand_before_the_same_words_apart(site: Site) -> None:
    await site.hold(
        an_offer_published(card=OfferCard(title=title))
        for title in ("Ritmo, corpo e poi danza del ventre", "Ritmo danza")
    )

    assert (await found(site, "ritmo danza"))[0] == "Ritmo danza"


async def test_the_form_as_typed_stands_before_its_stem_and_that_before_a_synonym(
    site: Site,
) -> None:
    await site.hold(
        an_offer_published(card=OfferCard(title=title), provider=None)
        for title in ("Ballerini di tango", "Ballerine di tango", "Vogatori in barca")
    )

    assert (await found(site, "ballerine tango"))[:2] == [
        "Ballerine di tango",
        "Ballerini di tango",
    ]
    coding = await found(site, "coding")
    assert coding.index("Coding") < coding.index("Programmazione a blocchi")
