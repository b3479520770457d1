"""Where: municipi, and the names of neighbourhoods, metro stops and metro lines."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from catalog_search.understanding.lexicon import Found, Lexicon, Meaning
from catalog_search.understanding.numbers import NUMBER, number
from catalog_search.understanding.text import Text
from contracts.values import Point
from kit.letters import plain, single, words


class Area(NamedTuple):
    """A place of the reference data."""

    kind: str
    name: str
    centre: Point
    lines: tuple[str, ...] = ()
    """Of a metro stop: `M3`."""


MUNICIPI = 9

MUNICIPIO = re.compile(
    rf"(?<!\S)(?:in )?(?:zona|zone|municipio|municipi|borough|district|distrito|zona numero|第|"
    rf"البلديه|المنطقه) (?P<one>{NUMBER})(?: (?:e|o|and|or|y|et) (?P<two>[1-9]))?(?: 区)?(?!\S)"
)

SHORTEST = 4
"""Letters of a name; shorter ones (FN, QT, S.) are parts of names."""

STRIPPED = re.compile(r"\b(?:fs|fn|f s|m ?[1-5]|q re|t i b b|fieramilanocity)\b")
"""Of the names of stops and neighbourhoods, what nobody says."""
SPELLED = ((re.compile(r"\bp ta\b|\bpta\b"), "porta"), (re.compile(r"\bs(?= \w\w)"), "san"))

NEAR = (
    r"(?:vicino|vicina|vicini|vicinanze|zona|quartiere|dalle parti|nei pressi|presso|metro|"
    r"metropolitana|fermata|stazione|piazza|piazzale|via|viale|near|close to|around|subway|"
    r"cerca|barrio|pres|quartier|附 近|قرب|بالقرب)"
)
LEAD = re.compile(
    rf"(?:(?<!\S)(?:in )?{NEAR}(?: (?:a|al|alla|all|allo|ad|di|del|della|dell|de|da|to|m [1-5]|mm|"
    rf"metro|fermata|piazza|stazione|من))*(?: (?:la|l|il|the))? )$"
)
TO = re.compile(r"(?<!\S)(?:a|ad|in|all|alla|to|at|en|à|在|في) $")
STOP = re.compile(r"(?:metro|metropolitana|fermata|subway|m [1-5]|mm) $")

COMMON = frozenset(
    {
        "adriano", "barona", "centrale", "conciliazione", "corsica", "crocetta", "duomo", "forum",
        "gioia", "greco", "isola", "istria", "lima", "lodi", "loreto", "maggiore", "magenta",
        "marche", "molise", "padova", "pero", "portello", "repubblica", "sondrio", "stadio",
        "stadera", "udine", "umbria", "uruguay", "wagner", "zara", "parco nord", "san donato",
    }
)  # fmt: skip
"""Names that also mean something else: a joy, an island, the Greek language. With a word such as
`zona` or `metro` before them they are places; alone they rank all the same, and stay in the search
as words, so that nothing is lost where they meant the other thing."""

COLOURS = {"1": "rossa", "2": "verde", "3": "gialla", "4": "blu", "5": "lilla"}
"""What Milan calls its metro lines by, as often as by their numbers."""
LINES = ("m", "mm", "metro", "metropolitana", "linea", "linea m", "line", "ligne")
"""What people write before a line's number; before its colour those of more than two letters."""

NEVER_ALONE = frozenset(
    {"centrale", "conciliazione", "gioia", "greco", "lima", "maggiore", "marche", "pero", "stadio"}
)
"""Of those, what people hardly ever mean as a place unless they say so."""


class Names:
    """The names of places, prepared once when the areas are read."""

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        meant: dict[str, Meaning] = {}
        self._stops: dict[str, Meaning] = {}
        lines: dict[str, list[Point]] = {}
        for area in sorted(areas, key=lambda one: (one.kind != "nil", one.name)):
            if area.kind not in {"nil", "metro"}:
                continue
            for name in spoken(area.name):
                slug = "-".join(words(name))
                meaning = Meaning(kind="place", value=slug, words="spent", points=(area.centre,))
                meant.setdefault(single(name), meaning)
                if area.kind == "metro":
                    self._stops.setdefault(slug, meaning)
            for line in area.lines:
                lines.setdefault(line, []).append(area.centre)
        for line, points in lines.items():
            meaning = Meaning(kind="place", value=line.lower(), words="spent", points=tuple(points))
            meant |= dict.fromkeys(map(single, called(line)), meaning)
        self._lexicon = Lexicon(meant.items())

    def find(self, text: Text) -> Iterator[Found]:
        last = 0
        for found in self._lexicon.find(text.singly()):
            if found.after <= last:
                continue  # Centrale, in Stazione Centrale
            last = found.after
            name = found.meaning.value.replace("-", " ")
            before = " ".join(text.words[: found.first]) + " " if found.first else ""
            lead = LEAD.search(before)
            if lead is None and name in NEVER_ALONE:
                continue
            first = found.first
            if near := lead or TO.search(before):
                first = len(before[: near.start()].split())
            meaning = found.meaning
            if STOP.search(before):
                meaning = self._stops.get(meaning.value, meaning)
            if lead is None and name in COMMON:
                first, meaning = found.first, unspent(meaning)
            yield Found(first, found.after, meaning)


def unspent(meaning: Meaning) -> Meaning:
    return msgspec.structs.replace(meaning, words="aside")


def called(line: str) -> Iterator[str]:
    """What people write for `M3`: metro M3, linea 3, la gialla only after `linea` or `metro`."""
    number = line.removeprefix("M")
    for before in LINES:
        yield f"{before} {number}"
        if (colour := COLOURS.get(number)) and len(before) > len("mm"):
            yield f"{before} {colour}"


def spoken(name: str) -> Iterator[str]:
    """The names in a name: `LAMBRATE - ORTICA` are two, `P.TA VENEZIA` is Porta Venezia."""
    for part in name.split(" - "):
        found = " ".join(re.findall(r"\w+", plain(part)))
        for pattern, spelled in SPELLED:
            found = pattern.sub(spelled, found)
        found = " ".join(STRIPPED.sub(" ", found).split())
        if len(found) >= SHORTEST:
            yield found


def find(text: Text) -> Iterator[Found]:
    """Municipi by number. M3 is the metro line: no word `zona` before it, and no municipio."""
    for found in MUNICIPIO.finditer(text.plain):
        for said in (found["one"], found["two"]):
            if said and (value := number(said)) in range(1, MUNICIPI + 1):
                meaning = Meaning(kind="municipio", value=str(int(value)), words="spent")
                yield Found(*text.of(found), meaning)
