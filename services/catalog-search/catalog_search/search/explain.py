"""Say why an entry stands where it stands, from the engine's own explanation of its score."""

import re
from collections.abc import Iterator
from typing import Any

from catalog_search.schemas import Explanation, Part
from catalog_search.search.ranking import BY_NAME
from contracts.vocabularies import DESCRIPTORS

NAME = re.compile(r"match filter\(_name: ([\w:]+)\)")
ROUNDED = 6
"""Decimals: the engine computes with seven figures."""

MOVED_DOWN = "Spostato più in basso: molte voci di questo ente."


def explanation(tree: dict[str, Any], *, moved_down: bool) -> Explanation:
    """The parts are the engine's; the value is what the formula makes of them."""
    product = scored(tree)
    text, factors = product["details"]
    added = list(parts(factors))
    worth = Part(factor="text", value=text["value"], sentence="Corrisponde alle parole cercate")
    names = [part.factor for part in added]
    return Explanation(
        score=tree["value"],
        formula=f"text × (1 + {' + '.join(names)})" if names else "text",
        value=round(worth.value * (1 + sum(part.value for part in added)), ROUNDED),
        parts=(worth, *added),
        moved_down=MOVED_DOWN if moved_down else None,
    )


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
        return f"Forte su {(DESCRIPTORS.label(detail) or detail).lower()}"
    return BY_NAME[factor].sentence
