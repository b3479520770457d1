"""How old a child is: ages, school levels, stages of life."""

import re
from collections.abc import Iterator
from datetime import date

from catalog_search.understanding.lexicon import Found, Meaning, phrases
from catalog_search.understanding.numbers import NUMBER, number, shown
from catalog_search.understanding.text import Text

OLDEST = 19
"""Older ones are not who is looked for ("10 anni di esperienza", "corso da 40 anni"): the last
year of upper secondary school ends at 19."""

UNDER_FROM, UNDER_TO, UNDER_YEARS = 6, 17, 2
"""Sport clubs name their groups by the age that nobody has passed ("Under 14"), two years each and
the smallest at 6; under 18 are all."""

MONTHS_MOST = 36
"""Ages are told in months until three; beyond, months are how long something lasts."""

THE = r"(?:(?:i|gli|le|los|las|les|the|l|los) )?"
TO = r"(?:-|/|a|ai|agli|e|ed|i|o|al|to|and|or|y|et|ou|到|至|الي|و)"
YEARS = (
    r"(?:ann[oi]|enn[ei]|anos?|ans?|y ?o|(?:- )?(?:years?|yrs?)(?: (?:- )?olds?)?|岁|歲|周 岁"
    r"|سنوات|سنه|سنين|عاما?|اعوام)"
)
MONTHS = r"(?:mes[ei]|meses|mois|(?:- )?months?(?: (?:- )?olds?)?|个 月|个 月 大|اشهر|شهرا?|شهور)"
AGED = r"(?:eta|(?:di )?anni|age|aged|ages|edad|年 龄|عمر(?:ه|ها|هم)?|العمر)"

RANGE = re.compile(
    rf"(?<!\S)(?:(?P<lead>tra|fra|between|entre|ages?|aged|dai|from|从|بين|من) {THE})?"
    rf"(?P<low>{NUMBER}) (?:{YEARS} )?{TO} {THE}(?P<high>{NUMBER})(?: (?P<unit>{YEARS}))?(?!\S)"
)
ONE = re.compile(
    rf"(?<!\S)(?P<lead>(?:da|dai|from|desde|a partir de|a partire dai|des|至 少|من)|"
    rf"(?:fino a|fino ai|sotto i|meno di|under|up to|hasta|jusqu a|不 到|حتي)|{AGED})? ?{THE}"
    rf"(?P<age>{NUMBER})(?: (?:(?P<years>{YEARS})|(?P<months>{MONTHS})))?"
    rf"(?P<half> e mezzo| and a half| y medio| et demi)?(?P<more> in su| and up| e oltre)?(?!\S)"
)
AFTER = re.compile(r" (?:di esperienza|fa|ago|of experience)\b")
FOR = re.compile(r"(?:\bper|\bfor|\bdura|\bpendant|\bdurante|corso di|corsi di) $")

FROM = frozenset(
    {"da", "dai", "from", "desde", "a partir de", "a partire dai", "des", "至 少", "من"}
)
UP_TO = frozenset(
    {
        "fino a",
        "fino ai",
        "sotto i",
        "meno di",
        "under",
        "up to",
        "hasta",
        "jusqu a",
        "不 到",
        "حتي",
    }
)

STAGES = {
    "0-1": "neonato/a/i/e,appena nato/a/i/e,lattante/i,bebè,primi mesi",
    "3-6": "materna,scuola materna,asilo,scuola dell'infanzia,scuola infanzia,prescolare",
    "6-11": "elementare/i,primaria,scuola primaria",
    "11-14": "medie,scuola media,scuole medie,secondaria di primo grado,preadolescente/i,"
    "preadolescenza",
    "14-19": "superiori,scuola superiore,scuole superiori,secondaria di secondo grado,liceo",
    "13-18": "adolescente/i,adolescenza",
    "18-19": "maturità",
    # who says that a child is small has one that does not go to school yet
    "0-5": "bambino/a piccolo/a,bambini piccoli,bambine piccole,bimbo/a piccolo/a,bimbi piccoli,"
    "bimbe piccole,figlio/a piccolo/a,figli piccoli",
}
"""Stages and school levels, with the ages that belong to them in Italy. Their words stay in the
search: "esame di terza media" and "quali superiori" are also what is looked for."""

SCHOOLS = (
    (6, 5, ("elementare", "primaria")),
    (11, 3, ("media",)),
    (14, 5, ("superiore", "liceo")),
)
"""Schools by the age at which their first class begins, and how many classes they have."""
CLASSES = (
    ("prima", "primo", "1", "1 a"),
    ("seconda", "secondo", "2", "2 a", "ii"),
    ("terza", "terzo", "3", "3 a", "iii"),
    ("quarta", "quarto", "4", "4 a", "iv"),
    ("quinta", "quinto", "5", "5 a"),
)
"""How a class is said, and how it is written: 2a media, 3^ elementare, IV liceo."""


def classes() -> Iterator[tuple[str, Meaning]]:
    for begins, years, schools in SCHOOLS:
        for year, said in enumerate(CLASSES[:years], start=begins):
            meaning = Meaning(kind="age", value=f"{year}-{year + 1}", words="aside")
            yield from ((f"{one} {school}", meaning) for one in said for school in schools)


NAMED = (
    "uno,due,tre,quattr,cinqu,sei,sett,ott,nov,dec,undic,dodic,tredic,quattordic,quindic,sedic,"
    "diciassett,diciott"
)
"""Whose -enne is a child of that age: dodicenne. `8enne` is read as a number."""

SERVICES = {"0-3": "nido,asilo nido"}
"""Places that are looked for by themselves, not only how old their children are."""

PHRASES = (
    *phrases("age", STAGES, use="aside"),
    *classes(),
    *phrases(
        "age",
        {str(age): f"{stem}enne,{stem}enni" for age, stem in enumerate(NAMED.split(","), start=1)},
        use="spent",
    ),
    *phrases("age", SERVICES),
)

BORN = re.compile(
    r"(?<!\S)(?:nat[oaie]|classe|annata|leva)(?: (?:nel|il|del|dal))? (?P<year>20\d\d)(?!\S)"
)


def born(text: Text, today: date) -> Iterator[Found]:
    """Who tells the year of birth, as sport clubs ask for it: that age this year, or not yet."""
    for found in BORN.finditer(text.plain):
        if 0 < (age := today.year - int(found["year"])) <= OLDEST:
            yield told(text, found, f"{age - 1}-{age}")


def find(text: Text) -> Iterator[Found]:
    """Ages told in numbers."""
    ranges = [found for found in RANGE.finditer(text.plain) if found["unit"] or found["lead"]]
    for found in ranges:
        low, high = sorted((number(found["low"]), number(found["high"])))
        if high <= OLDEST and not AFTER.match(text.plain, found.end()):
            yield told(text, found, f"{shown(low)}-{shown(high)}")
    for found in ONE.finditer(text.plain):
        if not any(one.start() <= found.start("age") < one.end() for one in ranges):
            yield from one_age(text, found)


def one_age(text: Text, found: re.Match[str]) -> Iterator[Found]:
    lead = (found["lead"] or "").strip()
    bare = not (found["years"] or found["months"])
    if bare and lead == "under" and (most := number(found["age"])) <= UNDER_TO:
        least = most - UNDER_YEARS if most >= UNDER_FROM else 0
        yield told(text, found, f"{shown(least)}-{shown(most)}")
        return
    if bare and (not lead or lead in FROM or lead in UP_TO):
        return
    age = number(found["age"]) + (0.5 if found["half"] else 0)
    if found["months"]:
        if age > MONTHS_MOST or FOR.search(text.plain, 0, found.start("age")):
            return
        age = age / 12
    if age > OLDEST or AFTER.match(text.plain, found.end()):
        return
    ends = {True: f"{shown(age)}-", False: shown(age)}[lead in FROM or bool(found["more"])]
    yield told(text, found, f"0-{shown(age)}" if lead in UP_TO else ends)


def told(text: Text, found: re.Match[str], value: str) -> Found:
    return Found(*text.of(found), Meaning(kind="age", value=value, words="spent"))
