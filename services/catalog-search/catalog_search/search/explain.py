"""Say why an entry stands where it stands, from the engine's own explanation of its score."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from catalog_search.english import say
from catalog_search.schemas import Explanation, Part
from catalog_search.search.meaning import NOTE, WORDS, by_meaning
from catalog_search.search.ranking import BY_NAME
from contracts.vocabularies import DESCRIPTORS

NAME = re.compile(r"match filter\(_name: ([\w:]+)\)")
ROUNDED = 6
"""Decimals: the engine computes with seven figures."""

FITS = "Corrisponde alle parole cercate"

MEANT = "Parla di ciò che cerchi"

MOVED_DOWN = "Spostato più in basso: molte voci di questo ente."


def explanation(tree: dict[str, Any], matched: Sequence[str], *, moved_down: bool) -> Explanation:
    """The parts are the engine's; the value is what the formula makes of them. `matched`: names of
    the clauses that the entry fits, among them its band of meaning."""
    product = scored(tree)
    text, factors = product["details"]
    added = list(parts(factors))
    grounds = list(found_by(text["value"], matched))
    names = [part.factor for part in added]
    ground = " + ".join(part.factor for part in grounds)
    if names and len(grounds) > 1:
        ground = f"({ground})"
    worth = sum(part.value for part in grounds)
    return Explanation(
        score=tree["value"],
        formula=f"{ground} × (1 + {' + '.join(names)})" if names else ground,
        value=round(worth * (1 + sum(part.value for part in added)), ROUNDED),
        parts=(*grounds, *added),
        moved_down=say(MOVED_DOWN) if moved_down else None,
    )


def found_by(score: float, matched: Sequence[str]) -> Iterator[Part]:
    """What the factors multiply: the words' score, and what the meaning adds to it. What counts to
    be found at all (`text.FLOOR`) belongs to that by which it was found."""
    near = by_meaning(matched)
    if near and WORDS not in matched:
        yield Part(factor="meaning", value=score, sentence=say(NOTE))
        return
    text = round(score - near, ROUNDED) if near else score
    yield Part(factor="text", value=text, sentence=say(FITS))
    if near:
        yield Part(factor="meaning", value=near, sentence=say(MEANT))


def scored(tree: dict[str, Any]) -> dict[str, Any]:
    """The node of the function score: the first with a text and its multiplier below."""
    nodes = [tree]
    for node in nodes:  # grows while we walk
        if node["description"] == "function score, product of:" and len(node["details"]) == 2:
            return node
        nodes += node["details"]
    raise ValueError("an explanation without a function score")


def parts(multiplier: dict[str, Any]) -> Iterator[Part]:
    """Each named function that added something; the nameless one is the formula's 1."""
    (total,) = [
        node for node in walk(multiplier) if node["description"].startswith("function score, score")
    ]
    for function in total["details"]:
        named = next((found for node in walk(function) if (found := called(node))), None)
        if named and function["value"]:
            yield Part(factor=named, value=function["value"], sentence=sentence(named))


def walk(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield tree
    for node in tree["details"]:
        yield from walk(node)


def called(node: dict[str, Any]) -> str | None:
    found = NAME.match(node["description"])
    return found[1] if found else None


def sentence(name: str) -> str:
    """What a family reads of a part: `wellbeing:relationships` names its descriptor."""
    factor, _, detail = name.partition(":")
    if factor == "wellbeing":
        return say(f"Forte su {(DESCRIPTORS.label(detail) or detail).lower()}")
    return say(BY_NAME[factor].sentence)
