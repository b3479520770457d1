"""What a vocabulary is: a closed list of codes with the words that people read."""

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One word of a vocabulary."""

    code: str
    """What is stored and asked for; never changed once used."""
    it: str
    """What families read."""
    en: str
    uri: str | None = None
    """The same thing in a public authority list, where there is one and it is surely the same."""


class Challenge(Term, frozen=True, kw_only=True, omit_defaults=True):
    """A challenge of the city, with the ages that it is about."""

    ages: tuple[int, int]


class Activity(Term, frozen=True, kw_only=True, omit_defaults=True):
    """What one does there."""

    category: str
    """The category that the register puts it in; an offer may have another one."""
    words: tuple[str, ...] = ()
    """Free names and declared disciplines that mean this activity and nothing else."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """A closed list of terms, in the order in which people should see them."""

    name: str
    it: str
    en: str
    terms: tuple[Term, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    def label(self, code: str) -> str | None:
        """The Italian word for a code."""
        return next((term.it for term in self.terms if term.code == code), None)
