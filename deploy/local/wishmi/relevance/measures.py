"""What a list of entries is worth by the judgements of people."""

from collections.abc import Mapping, Sequence
from math import log2

FIRST = 10
"""What a family reads: the first page of a phone."""

FOUND = 20
"""Where recall is counted: one page of the API as it comes."""

WANTED = 1
"""The grade from which an offer counts as found: related is worth a place on the page."""


def gain(grades: Sequence[int]) -> float:
    """1, 3 or 7 by the grade (field-notes.md: one that is exact is worth seven that are related),
    less from place to place; ir-measures says `nDCG(gains={1:1,2:3,3:7})@10`."""
    return sum((2.0**grade - 1) / log2(place) for place, grade in enumerate(grades, start=2))


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The gain of the first ten beside that of the best ten there are; 1 is a person's own list."""
    best = gain(sorted(grades.values(), reverse=True)[:FIRST])
    return gain([grades.get(offer, 0) for offer in found[:FIRST]]) / best if best else 0.0


def recall(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """How much of what is at least related stands among the first twenty."""
    wanted = {offer for offer, grade in grades.items() if grade >= WANTED}
    return len(wanted & set(found[:FOUND])) / len(wanted) if wanted else 0.0
