"""Vocabularies as the API tells them: in both languages, labelled in the one asked for."""

import msgspec

from contracts.vocabularies import Vocabulary
from kit import languages


class Word(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A term of a vocabulary, with its label in the language asked for."""

    code: str
    label: str
    it: str
    en: str
    uri: str | None = None
    """The same thing in a public authority list, where there is one and it is surely the same."""
    category: str | None = None
    """Of an activity."""
    words: tuple[str, ...] = ()
    """Other names of an activity."""
    ages: tuple[int, int] | None = None
    """That a challenge of the city is about."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A vocabulary: a closed list of terms, in the order in which people should see them."""

    name: str
    label: str
    it: str
    en: str
    terms: tuple[Word, ...]


class Vocabularies(msgspec.Struct, kw_only=True):
    """Every vocabulary."""

    items: list[Words]
    total: int


def words(vocabulary: Vocabulary) -> Words:
    """The vocabulary in the language asked for."""
    return Words(
        name=vocabulary.name,
        label=languages.label(vocabulary),
        it=vocabulary.it,
        en=vocabulary.en,
        terms=tuple(
            Word(label=languages.label(term), **msgspec.structs.asdict(term))
            for term in vocabulary.terms
        ),
    )
