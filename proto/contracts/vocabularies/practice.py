"""How an offer works: where, when, for how much, alone or together."""

from contracts.vocabularies.terms import Term, Vocabulary

DELIVERIES = Vocabulary(
    name="deliveries",
    it="Dove si svolge",
    en="Where it takes place",
    terms=(
        Term(code="venue", it="In sede", en="At a venue"),
        Term(code="outdoor", it="All'aperto", en="Outdoors"),
        Term(code="school", it="A scuola", en="At school"),
        Term(code="home", it="A domicilio", en="At home"),
        Term(code="online", it="Online", en="Online"),
    ),
)

WEEKDAYS = Vocabulary(
    name="weekdays",
    it="Giorno",
    en="Day of the week",
    terms=(
        Term(code="mon", it="Lunedì", en="Monday", uri="https://schema.org/Monday"),
        Term(code="tue", it="Martedì", en="Tuesday", uri="https://schema.org/Tuesday"),
        Term(code="wed", it="Mercoledì", en="Wednesday", uri="https://schema.org/Wednesday"),
        Term(code="thu", it="Giovedì", en="Thursday", uri="https://schema.org/Thursday"),
        Term(code="fri", it="Venerdì", en="Friday", uri="https://schema.org/Friday"),
        Term(code="sat", it="Sabato", en="Saturday", uri="https://schema.org/Saturday"),
        Term(code="sun", it="Domenica", en="Sunday", uri="https://schema.org/Sunday"),
    ),
)

PARTS_OF_DAY = Vocabulary(
    name="parts_of_day",
    it="Momento della giornata",
    en="Part of the day",
    terms=(
        Term(code="morning", it="Mattina (prima delle 12)", en="Morning (before 12)"),
        Term(code="afternoon", it="Pomeriggio (12-18)", en="Afternoon (12 to 18)"),
        Term(code="evening", it="Sera (dalle 18)", en="Evening (from 18)"),
    ),
)

PRICE_UNITS = Vocabulary(
    name="price_units",
    it="Unità di prezzo",
    en="Price unit",
    terms=(
        Term(code="session", it="A incontro", en="Per session"),
        Term(code="hour", it="All'ora", en="Per hour"),
        Term(code="week", it="Alla settimana", en="Per week"),
        Term(code="month", it="Al mese", en="Per month"),
        Term(code="course", it="A corso", en="Per course"),
        Term(code="year", it="All'anno", en="Per year"),
    ),
)

PRICE_BANDS = Vocabulary(
    name="price_bands",
    it="Prezzo a incontro",
    en="Price per session",
    terms=(
        Term(code="free", it="Gratis", en="Free"),
        Term(code="under_10", it="Meno di 10 euro", en="Under 10 euro"),
        Term(code="10_to_20", it="Da 10 a 20 euro", en="10 to 20 euro"),
        Term(code="20_to_40", it="Da 20 a 40 euro", en="20 to 40 euro"),
        Term(code="over_40", it="Più di 40 euro", en="Over 40 euro"),
    ),
)

SHARING = Vocabulary(
    name="sharing",
    it="Individuale o condiviso",
    en="Individual or shared",
    terms=(
        Term(code="individual", it="Individuale", en="Individual"),
        Term(code="shared", it="In gruppo", en="Shared"),
        Term(code="both", it="Individuale o in gruppo", en="Individual or shared"),
    ),
)
