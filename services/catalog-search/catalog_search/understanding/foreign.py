"""Say in the words of cards what a family says in another language, or in its own, by lists."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.resources import files

from catalog_search.understanding.lexicon import Found, Lexicon, Meaning, apart, forms
from catalog_search.understanding.text import Text
from contracts.vocabularies.activities import CODES
from kit.letters import words

LANGUAGES = ("en", "es", "fr", "zh", "ar")
"""Those of the judged queries; the file of each (`words/en.txt`) says how it is made."""

PLAIN = "it"
"""The list of what people tell in plain Italian, and cards call by its name."""

KIND, TROUBLE = "italian", "trouble"

STAYS = Meaning(kind=KIND, value="")
"""Of a phrase that is Italian, too."""

HYPHEN = "-"

PLURAL = "sx"
"""Its endings in English, Spanish and French."""

ARTICLE = "ال"
"""Written together with the word that it belongs to, in Arabic."""

JOINED = ("لل", "و", "ب", "ل", "ف", "ك")
"""What else Arabic joins to a word: for the, and, with, for, so, as."""

FEWEST = 3
"""Letters that are left of a word without what is joined to it."""


def troubles() -> Iterator[tuple[str, str]]:
    """The same of plain Italian, in every gender and number."""
    return ((italian, form) for italian, phrase in listed(PLAIN) for form in forms(phrase))


def listed(language: str) -> Iterator[tuple[str, str]]:
    """The Italian words of each phrase in a language's file."""
    text = (files(__package__) / "words" / f"{language}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        italian, equal, phrases = line.partition("#")[0].partition("=")
        if equal:
            yield from ((italian.strip(), phrase.strip()) for phrase in phrases.split(","))


class Foreign:
    """The phrases of all languages, found in one pass."""

    def __init__(
        self, phrases: Iterable[tuple[str, tuple[str, str]]], names: Iterable[str]
    ) -> None:
        """`names`: what Italian has taken over ("peer tutoring") stays as it is."""
        meanings: dict[str, Meaning] = {}
        for kind, (italian, phrase) in phrases:
            for said in map(plainly, {phrase, phrase.replace(HYPHEN, "")}):
                # the first language that has it; what another one means by it is rarer here
                meanings.setdefault(said, Meaning(kind=kind, value=italian))
                if said == plainly(italian):
                    meanings[said] = STAYS
        meanings |= dict.fromkeys(map(plainly, names), STAYS)
        self._known = {word for said in meanings for word in said.split()}
        self._lexicon = Lexicon(meanings.items(), key=str)

    def find(self, said: Sequence[str]) -> Iterator[Found]:
        """As typed, and without what is joined to words. Hyphens are as good as blanks: people
        write both."""
        places = [place for place, word in enumerate(said) if word != HYPHEN]
        keys = [bare(said[place]) for place in places]
        found = list(self._lexicon.find(keys))
        if (shorter := [self._shorter(key) for key in keys]) != keys:
            found += self._lexicon.find(shorter)
        for one in found:
            yield Found(places[one.first], places[one.after - 1] + 1, one.meaning)

    def _shorter(self, word: str) -> str:
        """The word that is known in a longer one. Only in what is typed, never in the lists, where
        the Italian "padre" would then be meant by the Spanish "padres"."""
        if word[-1] in PLURAL:
            return word[:-1] if word[:-1] in self._known else word
        if word.isascii():
            return word
        return next((base for base in bases(word) if base in self._known), word)


def plainly(phrase: str) -> str:
    return " ".join(bare(word) for word in words(phrase) if word != HYPHEN)


def bare(word: str) -> str:
    """Without the article."""
    while word.startswith(ARTICLE) and len(word) >= len(ARTICLE) + FEWEST:
        word = word[len(ARTICLE) :]
    return word


def bases(word: str) -> Iterator[str]:
    """What a word of Arabic may be without what is joined to it."""
    for joined in JOINED:
        if word.startswith(joined) and len(word) >= len(joined) + FEWEST:
            yield bare(word[len(joined) :])


FOREIGN = Foreign(
    [
        *((TROUBLE, one) for one in troubles()),
        *((KIND, one) for language in LANGUAGES for one in listed(language)),
    ],
    CODES,
)


def in_italian(text: Text, refused: Collection[str] = ()) -> tuple[Text, list[Found]]:
    """The text with its words of other languages in Italian, and where these stand in it."""
    said: dict[int, Found] = {}
    for one in apart([one for one in FOREIGN.find(text.words) if one.meaning.id not in refused]):
        said.setdefault(one.first, one)  # as typed before without what is joined
    if not (found := [one for one in said.values() if one.meaning is not STAYS]):
        return text, []
    moved, longer = [], 0
    for one in found:
        count = len(words(one.meaning.value))
        first = one.first + longer
        moved.append(Found(first, first + count, one.meaning))
        longer += count - (one.after - one.first)
    spans = [((one.first, one.after), one.meaning.value) for one in found]
    return text.rewritten(spans), moved
