"""Read a query: what its words wish, and which of them remain to be searched."""

from collections.abc import Iterable
from datetime import date

from catalog_search.index import it
from catalog_search.query.wishes import Ages, Cost, Reading, Wishes
from catalog_search.schemas import Understood
from catalog_search.understanding import ages, days, needs, people, places, prices, wellbeing
from catalog_search.understanding.foreign import in_italian
from catalog_search.understanding.lexicon import Found, Lexicon, Meaning, Use, apart
from catalog_search.understanding.places import Names
from catalog_search.understanding.text import Span, Text
from kit.letters import words

PHRASES = (
    *ages.PHRASES,
    *prices.PHRASES,
    *days.PHRASES,
    *needs.PHRASES,
    *wellbeing.PHRASES,
    *people.PHRASES,
)
LEXICON = Lexicon(PHRASES)

SILENT = frozenset({"who"})
"""Kinds that wish nothing: words that only say who asks. Where nothing else is said, they are all
there is to search for."""

SMALL = frozenset(
    word
    for listed in {
        "it": "a ad al alla alle ai agli all anche che chi con da dai dal dalla dalle del dell "
        "della delle di dove e ed fare gli i il in io l la le lo ma mi nei nel nella nelle nell o "
        "per piu se si su sui sul suo sua tra fra un una uno voglio quasi circa",
        "en": "an and any are at be by can do for from he her his in is it its me my of on or "
        "our she some that the their them they this to us we which who with you",
        "es": "al de el en es hay las los mi mis nos para por que su sus un unas unos y",
        "fr": "au aux avec ce chez d dans de des du elle en est et il je la les leur ma mes mon "
        "nous ou par pour qu que qui sa ses sur une",
        "zh": "的 和 在 给 我 有 是 要 了 吗",
        "ar": "في من و مع الي علي عن",
    }.values()
    for word in listed.split()
)
"""Words that ask for nothing by themselves, in the languages that families write."""

EMPTY = SMALL.union(words(" ".join(it.lines("general.txt"))))
"""Words that tell nothing of what is looked for: "clases" as typed would find "classi"."""

PRIVATE = frozenset({"need", "accessibility", "trouble"})
"""Kinds that tell of a child's health or of a family's means."""

LOW = 1_000
"""Cents a session that families call cheap: the first of the price bands (`domain.BANDS`)."""


def read(
    typed: str,
    names: Names,
    today: date,
    *,
    refused: Iterable[str] = (),
    translated: bool = True,
) -> Reading:
    refused = frozenset(refused)
    text, foreign = Text(typed), list[Found]()
    if translated:
        text, foreign = in_italian(text, refused)
    found = [
        one
        for one in apart(
            [
                *places.find(text),
                *ages.find(text),
                *ages.born(text, today),
                *prices.find(text),
                *days.find(text),
                *names.find(text),
                *LEXICON.find(text.words),
            ]
        )
        if one.meaning.id not in refused and not halved(text, one)
    ]
    understood: dict[str, Understood] = {}
    for one in sorted([*found, *besides(foreign, found)], key=lambda one: one.first):
        meaning = one.meaning
        understood.setdefault(
            meaning.id,
            Understood(
                id=meaning.id,
                kind=meaning.kind,
                value=meaning.value,
                words=text.as_typed(one.first, one.after),
            ),
        )
    spent = [one for one in found if one.meaning.words == "spent"]
    wanted, asked = left(text, found, foreign)
    return Reading(
        understood=tuple(understood.values()),
        wishes=wishes([one.meaning for one in found], today),
        wanted=wanted,
        asked=asked,
        abroad=" ".join(
            text.as_typed(one.first, one.after)
            for one in besides(foreign, spent)
            if not EMPTY.issuperset(words(one.meaning.value))
        ),
    )


def besides(some: list[Found], others: list[Found]) -> list[Found]:
    """Those that have a word which none of the others has."""
    taken = {place for one in others for place in range(one.first, one.after)}
    return [one for one in some if not taken.issuperset(range(one.first, one.after))]


def halved(text: Text, one: Found) -> bool:
    """Whether a category is only the second half of a word: an e-sport is no sport."""
    before = text.words[one.first - 1 : one.first]
    return one.meaning.kind == "category" and before == ["-"]


def tells_of_needs(typed: str) -> bool:
    """Understood or not."""
    text, said = in_italian(Text(typed))
    return any(one.meaning.kind in PRIVATE for one in [*said, *LEXICON.find(text.words)])


def left(text: Text, found: list[Found], foreign: list[Found]) -> tuple[str, str]:
    """The words that are left, and of these the ones that ask for something. If none does, the
    wishes rank all there is; where there are no wishes either, all words are searched."""
    uses: dict[Span, set[Use]] = {}
    for one in found:
        uses.setdefault((one.first, one.after), set()).add(one.meaning.words)
    aside = [span for span, said in uses.items() if "asked" not in said]
    if not SMALL.issuperset(words(text.without(aside))):
        spent = [span for span, said in uses.items() if said == {"spent"}]
        small: list[Span] = []
        if foreign:  # what joins its words; the analysis leaves out only the small ones of Italian
            said = {place for one in foreign for place in range(one.first, one.after)}
            small = [
                (place, place + 1)
                for place, word in enumerate(text.words)
                if word in SMALL and place not in said
            ]
        return text.without([*spent, *small]), text.without([*aside, *small])
    rest = "" if any(one.meaning.kind not in SILENT for one in found) else text.typed
    return rest, rest


def wishes(meanings: list[Meaning], today: date) -> Wishes:
    values: dict[str, list[str]] = {}
    for meaning in meanings:
        values.setdefault(meaning.kind, []).append(meaning.value)

    def said(kind: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(one for value in values.get(kind, ()) for one in value.split("+"))
        )

    amounts = [value for value in said("price") if value not in {"free", "low"}]
    seasons = said("season")
    return Wishes(
        ages=tuple(map(an_age, said("age"))),
        municipi=said("municipio"),
        # who names a stop and its line means the stop
        near=min((one.points for one in meanings if one.points), key=len, default=()),
        free="free" in said("price"),
        cost=cost(amounts[0])
        if amounts
        else (Cost(LOW, "session") if "low" in said("price") else None),
        days=said("day"),
        parts=said("part"),
        hours=next(map(days.hours, said("hour")), None),
        season=days.season(seasons[-1], today) if seasons else None,
        categories=said("category"),
        needs=said("need"),
        accessibility=said("accessibility"),
        languages=said("language"),
        wellbeing=dict.fromkeys(said("wellbeing"), 1),
        recipients=said("recipient"),
        delivery=said("delivery"),
    )


def an_age(value: str) -> Ages:
    low, dash, high = value.partition("-")
    return Ages(float(low), (float(high) if high else None) if dash else float(low))


def cost(value: str) -> Cost:
    cents, _, unit = value.partition("/")
    return Cost(int(cents), unit or None)
