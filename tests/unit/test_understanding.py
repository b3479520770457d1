"""What is read out of the words of families, and what is left to search."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_search.query import CatalogQuery
from catalog_search.query.wishes import Ages, Cost, Reading
from catalog_search.search.ranking import functions
from catalog_search.understanding import Area, Names, read
from catalog_search.understanding.days import DATES, season
from catalog_search.understanding.foreign import LANGUAGES as ABROAD
from catalog_search.understanding.foreign import listed
from catalog_search.understanding.kinds import KINDS, Kind
from catalog_search.understanding.reading import PHRASES
from contracts.values import Point
from contracts.vocabularies import (
    ACCESSIBILITY,
    CATEGORIES,
    DELIVERIES,
    DESCRIPTORS,
    LANGUAGES,
    NEEDS,
    RECIPIENTS,
)

TODAY = date(2026, 11, 22)
HERE, THERE = Point(lat=45.48, lon=9.23), Point(lat=45.44, lon=9.22)

NAMES = Names(
    [
        Area("nil", "LAMBRATE - ORTICA", HERE),
        Area("nil", "LODI - CORVETTO", THERE),
        Area("nil", "QUARTO OGGIARO - VIALBA - MUSOCCO", THERE),
        Area("nil", "GIAMBELLINO", THERE),
        Area("nil", "ISOLA", THERE),
        Area("nil", "STAZIONE CENTRALE - PONTE SEVESO", HERE),
        Area("nil", "GRECO - SEGNANO", HERE),
        Area("nil", "QT 8", HERE),
        Area("nil", "BUENOS AIRES - PORTA VENEZIA - PORTA MONFORTE", HERE),
        Area("metro", "Loreto M1", HERE, ("M1",)),
        Area("metro", "Loreto M2", HERE, ("M2",)),
        Area("metro", "Lodi TIBB", HERE, ("M3",)),
        Area("metro", "Corvetto", THERE, ("M3",)),
        Area("metro", "Centrale FS", HERE),
        Area("metro", "Gioia", HERE),
        Area("metro", "P.ta Genova FS", HERE),
        Area("municipio", "Municipio 3", HERE),
    ]
)


def reading(typed: str, *refused: str) -> Reading:
    return read(typed, NAMES, TODAY, refused=refused)


def ids(typed: str) -> set[str]:
    return {one.id for one in reading(typed).understood}


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        # ages
        ("6 anni", "age:6"),
        ("6anni", "age:6"),
        ("tra i 3 e i 5", "age:3-5"),
        ("dai 6 agli 8 anni", "age:6-8"),
        ("corso 11/14 anni", "age:11-14"),
        ("6-8 anni", "age:6-8"),
        ("dai 3 anni in su", "age:3-"),
        ("fino a 12 anni", "age:0-12"),
        ("basket under 14", "age:12-14"),
        ("kids under 5", "age:0-5"),
        ("18 mesi", "age:1.5"),
        ("2 anni e mezzo", "age:2.5"),
        ("sedici anni", "age:16"),
        ("elementari", "age:6-11"),
        ("terza media", "age:13-14"),
        ("superiori", "age:14-19"),
        ("asilo nido", "age:0-3"),
        ("scuola dell'infanzia", "age:3-6"),
        ("neonati", "age:0-1"),
        ("adolescenti", "age:13-18"),
        ("6-year-old", "age:6"),
        ("ages 3 to 5", "age:3-5"),
        ("niño de seis años", "age:6"),
        ("enfant de 6 ans", "age:6"),
        ("6岁", "age:6"),
        ("十二岁", "age:12"),
        ("三到五岁", "age:3-5"),
        ("٦ سنوات", "age:6"),
        ("عمره ست سنوات", "age:6"),
        # places
        ("zona 3", "municipio:3"),
        ("Municipio tre", "municipio:3"),
        ("第3区", "municipio:3"),
        ("Corvetto", "place:corvetto"),
        ("vicino a Lambrate", "place:lambrate"),
        ("metro Loreto", "place:loreto"),
        ("LORETO", "place:loreto"),
        ("porta genova", "place:porta-genova"),
        ("quarto ogiaro", "place:quarto-oggiaro"),
        ("giambelino", "place:giambellino"),
        ("zona greco", "place:greco"),
        ("stazione centrale", "place:stazione-centrale"),
        ("M3", "place:m3"),
        ("linea M3", "place:m3"),
        ("MM 3", "place:m3"),
        ("metro 3", "place:m3"),
        ("vicino alla linea gialla", "place:m3"),
        ("metropolitana rossa", "place:m1"),
        ("yellow line", "place:m3"),
        ("línea amarilla", "place:m3"),
        ("ligne 3", "place:m3"),
        ("3号线", "place:m3"),
        ("الخط الأصفر", "place:m3"),
        # troubles in plain words
        ("mio figlio di tre anni non parla", "trouble:logopedia linguaggio"),
        ("i miei litigano sempre", "trouble:separazione genitori"),
        ("sempre chiusa in camera", "trouble:ritiro sociale educativa"),
        ("ha paura dell'acqua", "trouble:acquagioco nuoto"),
        ("non parla italiano", "need:non_native_italian"),
        # ages that are not told in years
        ("una dodicenne", "age:12"),
        ("figlio 8enne", "age:8"),
        ("nati nel 2015", "age:10-11"),
        ("annata 2018", "age:7-8"),
        ("2a media", "age:12-13"),
        ("III media", "age:13-14"),
        ("primo liceo", "age:14-15"),
        ("di anni 6", "age:6"),
        ("bimbi piccoli", "age:0-5"),
        # as phones and teachers write
        ("sab mattina", "day:sat"),
        ("alle 5 del pomeriggio", "hour:17:00"),
        ("isee basso", "need:economic_hardship"),
        ("spendere poco", "price:low"),
        ("sono una maestra", "recipient:insegnanti"),
        ("siamo arrivati dal perù", "language:es"),
        # prices
        ("gratis", "price:free"),
        ("GRATUITE", "price:free"),
        ("economico", "price:low"),
        ("sotto i 50 euro", "price:5000"),
        ("max 30€", "price:3000"),
        ("meno di 100 euro settimana", "price:10000/week"),
        ("免费", "price:free"),
        ("مجاني", "price:free"),
        ("gratuit", "price:free"),
        ("non posso pagare", "need:economic_hardship"),
        # days
        ("sabato", "day:sat"),
        ("weekend", "day:sat+sun"),
        ("pomerigio", "part:afternoon"),
        ("dopo le 17", "hour:17:00-"),
        ("prima delle 12.30", "hour:-12:30"),
        ("alle 16", "hour:16:00"),
        ("after 12 pm", "hour:12:00-"),
        ("after 6 pm", "hour:18:00-"),
        ("estate", "season:summer"),
        ("campus di Natale", "season:christmas"),
        ("周六", "day:sat"),
        ("مساء", "part:evening"),
        ("por la tarde", "part:afternoon"),
        # needs
        ("autismo", "need:autism"),
        ("dislessica", "need:bes_dsa"),
        ("ho lasciato la scuola", "need:school_dropout"),
        ("non voglio più andare a scuola", "need:school_dropout"),
        ("carrozzina", "accessibility:wheelchair"),
        ("mio figlio non parla italiano", "need:non_native_italian"),
        ("自闭症", "need:autism"),
        # wellbeing
        ("timido", "wellbeing:relationships"),
        ("timido", "need:anxiety"),
        ("muoversi", "wellbeing:body"),
        ("farsi amici", "wellbeing:relationships"),
        ("mi sento sola", "wellbeing:relationships"),
        ("non ho amici", "wellbeing:relationships"),
        ("non riesce a stare fermo", "wellbeing:body"),
        ("alla scoperta della città", "wellbeing:knowledge"),
        # for whom
        ("gruppo di papà", "recipient:famiglie"),
        ("attività con un neonato", "recipient:neogenitori"),
        ("progetto per le scuole", "recipient:classi"),
        ("bambino disabile con sostegno", "accessibility:educational_support"),
        # where
        ("cosa fare quando piove", "delivery:venue"),
        ("arrampicata indoor", "delivery:venue"),
    ],
)
def test_families_are_understood(typed: str, understood: str) -> None:
    assert understood in ids(typed)


def test_a_trouble_is_searched_in_the_words_of_cards_and_beside_them_as_told() -> None:
    found = reading("figlia 14 anni non mi piace il mio corpo")

    assert (found.wanted, found.abroad) == (
        "autostima disturbi alimentari",
        "non mi piace il mio corpo",
    )
    refused = reading("non parla", "trouble:logopedia linguaggio")
    assert (refused.wanted, refused.understood) == ("non parla", ())


def test_what_says_for_whom_is_no_part_of_what_is_asked_for() -> None:
    found = reading("doposcuola medie corvetto")

    assert (found.wanted, found.asked) == ("doposcuola medie", "doposcuola")
    assert reading("nuoto").asked == "nuoto"
    assert reading("medie").asked == ""


def test_a_metro_line_is_all_of_its_stops_and_never_a_municipio() -> None:
    found = reading("danza M3")

    assert found.wishes.near == (THERE, HERE)
    assert found.wishes.municipi == ()
    assert found.wanted == "danza"
    assert reading("danza M3 Loreto").wishes.near == (HERE,), "the stop says more than its line"
    assert read("danza M3", Names(), TODAY).understood == ()


@pytest.mark.parametrize(
    "typed",
    [
        "M5",
        "rossa",
        "anni 80",
        "nato nel 1985",
        "10 anni di esperienza",
        "corso di 3 mesi",
        "chi sei",
        "gioia di vivere",
        "greco antico",
        "scuola guida",
        "30 anni",
        "calcio a 7",
        "dopo scuola",
        "sostegno psicologico",
        "sovrappeso",
        "serra",
        "piscina scoperta",
        "vacanza senza genitori",
        "attività under 18",
        "2026",
    ],
)
def test_what_only_looks_like_a_wish_is_left_alone(typed: str) -> None:
    kinds = {one.kind for one in reading(typed).understood}

    assert kinds <= {"who", "category"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_read_from_its_examples_and_feeds_a_factor(kind: Kind) -> None:
    for example in kind.example.split(", "):
        found = reading(example)
        assert kind.name in {one.kind for one in found.understood}, example
        wished = CatalogQuery(q=example, reading=found)
        factors = {one.name.partition(":")[0] for one in functions(wished, TODAY)}
        assert (kind.factor in factors) or not kind.factor


CODES = {
    "need": NEEDS.codes,
    "accessibility": ACCESSIBILITY.codes,
    "language": LANGUAGES.codes,
    "wellbeing": DESCRIPTORS.codes,
    "category": CATEGORIES.codes,
    "recipient": RECIPIENTS.codes,
    "delivery": DELIVERIES.codes,
}


def test_every_phrase_has_a_kind_and_a_code_of_its_vocabulary() -> None:
    for _, meaning in PHRASES:
        assert meaning.kind in {kind.name for kind in KINDS}
        assert meaning.value in CODES.get(meaning.kind, (meaning.value,)), meaning.id


def test_what_says_only_who_where_and_when_is_no_longer_searched() -> None:
    found = reading("nuoto bambini 6 anni zona 3 gratis sabato mattina")

    assert found.wanted == "nuoto"
    assert found.wishes.ages == (Ages(6, 6),)
    assert found.wishes.municipi == ("3",)
    assert (found.wishes.days, found.wishes.parts) == (("sat",), ("morning",))
    assert found.wishes.free


def test_words_of_needs_holidays_and_wellbeing_are_searched_too() -> None:
    for typed in ("autismo", "campus natale", "farsi nuovi amici"):
        found = reading(typed)
        assert found.wanted == typed


def test_only_wishes_ask_for_nothing_and_so_for_all_there_is() -> None:
    found = reading("gratis sabato mattina 6 anni")

    assert found.wanted == ""


def test_a_stage_of_life_is_searched_beside_other_words_and_alone_asks_for_nothing() -> None:
    assert reading("robotica elementari").wanted == "robotica elementari"
    assert [reading(name).wanted for name in ("multi sport", "e-sport")] == [
        "multi sport",
        "e-sport",
    ]
    assert reading("attività per adolescenti in Corvetto").wanted == ""


def test_where_nothing_but_who_asks_is_said_all_words_are_searched() -> None:
    found = reading("mio figlio")

    assert found.wanted == "mio figlio"
    assert reading("per il").wanted == "per il"


def test_a_name_that_means_other_things_ranks_and_stays_in_the_search() -> None:
    assert reading("danza isola").wanted == "danza isola"
    assert reading("danza zona isola").wanted == "danza"


def test_the_words_are_told_as_they_were_typed() -> None:
    found = reading("Nuoto VICINO a Lambrate, 6 Anni")

    assert {one.id: one.words for one in found.understood} == {
        "place:lambrate": "VICINO a Lambrate",
        "age:6": "6 Anni",
    }
    assert found.wishes.near == (HERE,)


def test_a_refused_reading_gives_its_words_back() -> None:
    found = reading("nuoto corvetto 6 anni", "place:corvetto")

    assert found.wanted == "nuoto corvetto"
    assert [one.id for one in found.understood] == ["age:6"]
    assert found.wishes.near == ()


def test_amounts_are_cents_of_what_they_pay() -> None:
    assert reading("meno di 20 euro a lezione").wishes.cost == Cost(2_000, "session")
    assert reading("sotto i 50 euro").wishes.cost == Cost(5_000, None)
    assert reading("costa poco").wishes.cost == Cost(1_000, "session")


def test_chinese_keeps_what_is_left_in_one_piece() -> None:
    assert reading("6岁男孩龙舟").wanted == "龙舟"


def test_without_reference_data_there_are_no_names() -> None:
    assert read("nuoto lambrate", Names(), TODAY).wanted == "nuoto lambrate"


@pytest.mark.parametrize("name", [*DATES, "carnival", "easter"])
@given(day=st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31)))
def test_a_season_is_the_next_one_that_is_not_over(name: str, day: date) -> None:
    found = season(name, day)

    assert found.earliest <= found.first < found.last <= found.latest
    assert found.latest >= day
    assert found.first - day < timedelta(days=400)


def test_carnival_is_the_one_of_milan() -> None:
    assert season("carnival", TODAY).first <= date(2027, 2, 13) <= season("carnival", TODAY).last


SPOKEN = """nuoto swimming niños samedi 游泳 المسرح dyslexia
6 anni tra i 3 e 5 zona metro Loreto isola sotto 50 euro € sabato alle 17:30
natale timido 岁 六 سنوات ٦ دي l' - / dopo bambini corso gratis"""
ITALIAN = {letter for language in ABROAD for said, _ in listed(language) for letter in f"{said} "}
WORDS = st.sampled_from(SPOKEN.split())


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)))
def test_whatever_is_typed_is_read_and_nothing_is_made_up(typed: str) -> None:
    found = reading(typed)

    assert set(found.wanted) <= set(typed) | ITALIAN
    assert all(one.words in typed for one in found.understood)
    assert len({one.id for one in found.understood}) == len(found.understood)
    refused = {one.id for one in found.understood}
    # who refuses a wish still means the Italian word of it, which can be refused as well
    refused |= {one.id for one in reading(typed, *refused).understood}
    as_typed = reading(typed, *refused)
    assert not as_typed.understood
    assert as_typed.wanted == typed


@pytest.mark.parametrize("q", ["e-sport", "multi sport", "multi-sport", "gioco sport"])
def test_half_of_a_name_is_no_wish_and_stays_searched(q: str) -> None:
    assert read(q, NAMES, TODAY).wanted == q


def test_an_e_sport_is_no_sport() -> None:
    assert read("e-sport", NAMES, TODAY).wishes.categories == ()
    assert read("sport", NAMES, TODAY).wishes.categories == ("sport",)


def test_who_asks_where_to_take_a_child_searches_none_of_these_words() -> None:
    found = read("dove posso portare mio figlio di 2 anni quando piove", NAMES, TODAY)

    assert (found.wanted, found.wishes.ages) == ("", (Ages(2, 2),))


def test_a_nursery_is_looked_for_and_not_only_an_age() -> None:
    assert read("asilo nido", NAMES, TODAY).wanted == "asilo nido"
