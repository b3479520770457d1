"""Which language is answered in, and that every sentence of ours has its English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_search.english import ENGLISH as OF_THE_CATALOGUE
from catalog_search.english import REASONS, say
from catalog_search.search.explain import FITS, MEANT, MOVED_DOWN
from catalog_search.search.meaning import NOTE
from catalog_search.search.ranking import FACTORS
from kit import english, languages
from kit.languages import Texts, preferred
from kit.problems import Fault, Invalid, NotFound, Problem, document
from providers.domain import problems as of_the_register
from providers.english import ENGLISH as OF_THE_REGISTER
from tests.commands import REPOSITORY

TABLES = {
    "libs/kit": (english.ENGLISH,),
    "services/catalog-search/catalog_search": (english.ENGLISH, OF_THE_CATALOGUE),
    "services/providers/providers": (english.ENGLISH, OF_THE_REGISTER),
}
"""What callers are told in each folder, and where its English is."""

NOT_TOLD = frozenset({"description", "summary", "why", "sentence", "response_description"})
"""Arguments that go into documents, in which nobody chooses a language."""

LEFT_OUT = frozenset({"english.py", "openapi.py", "explain.py"})
"""The tables themselves, documents, and reasons for an order, which have a test of their own."""

UNDERSTANDING = "understanding"
"""What words mean: its sentences are reasons, and helplines that are there in both languages."""

SENTENCE = re.compile(r"[A-ZÈ{«][^:]*[ '](?s:.)*\.")
"""How all begin and end; names, patterns and queries have no full stop behind words."""


def test_every_reason_for_an_order_has_its_english() -> None:
    generic = "Forte su ciò che cerchi"  # of a factor whose parts name their descriptor
    reasons = {FITS, MEANT, NOTE, f"{NOTE}.", MOVED_DOWN, *(one.sentence for one in FACTORS)}

    assert reasons - {generic} | {"Forte su {}"} == REASONS.keys()

    languages.choose("en")
    try:
        assert say("Forte su corpo e movimento") == "Strong in body and movement"
    finally:
        languages.choose(languages.DEFAULT)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "it"),
        ("en", "en"),
        ("EN-us", "en"),
        ("en-GB,en;q=0.9,it;q=0.8", "en"),
        ("en;q=0.1, it;q=0.9", "it"),
        ("it;q=0, en", "en"),
        ("fr", "it"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "en"),
        ("*", "it"),
        ("en;q=abc", "it"),
        ("\xff;;;,,=", "it"),
        ("en," * 100_000, "en"),
    ],
)
def test_the_language_liked_best_of_ours_is_answered_in(header: str, language: str) -> None:
    assert preferred(header) == language


def test_values_in_sentences_stay_and_words_in_them_are_said_too() -> None:
    texts = Texts(english.ENGLISH)

    assert texts.english("Al massimo 5 elementi.") == "At most 5 items."
    assert texts.english("Al massimo 5 byte.") == "At most 5 bytes."
    assert texts.english("Fuori dai limiti: almeno 0, al massimo 5.") == (
        "Out of bounds: at least 0, at most 5."
    )
    assert texts.english("Non è JSON: riga 1, colonna 2.") == "It is not JSON: line 1, column 2."
    assert texts.english("Frase che nessuno ha tradotto.") == "Frase che nessuno ha tradotto."


def test_a_problem_is_told_in_one_language_from_title_to_faults() -> None:
    problem = Invalid([Fault("q", "too_long", "Al massimo 3 caratteri.")])
    told = document(problem, request_id="a", say=Texts(english.ENGLISH).english)

    assert (told["title"], told["detail"]) == ("Invalid request", "One error to correct.")
    assert told["errors"] == [Fault("q", "too_long", "At most 3 characters.")]
    assert problem.members["errors"] == [Fault("q", "too_long", "Al massimo 3 caratteri.")]


def test_italian_is_said_where_nobody_asks() -> None:
    assert languages.chosen() == "it"
    assert Texts(english.ENGLISH).say(NotFound.title) == "Non trovato"


@pytest.mark.parametrize("folder", TABLES)
def test_every_sentence_has_its_english(folder: str) -> None:
    texts = Texts(*TABLES[folder])
    told = [one for one in texts_of(folder) if SENTENCE.fullmatch(one)]

    assert len(told) > 10
    assert [one for one in told if texts.english(one) == one] == []


def test_every_problem_has_its_english() -> None:
    texts = Texts(english.ENGLISH, OF_THE_CATALOGUE, OF_THE_REGISTER)
    kinds = [kind for kind in problems(Problem) if not kind.__module__.startswith("tests.")]

    assert of_the_register.WrongMove in kinds
    for kind in kinds:
        assert texts.english(kind.title) != kind.title, kind
        assert texts.english(kind.explanation) != kind.explanation, kind


@pytest.mark.parametrize("folder", TABLES)
def test_no_english_is_kept_for_what_nobody_says(folder: str) -> None:
    said = set(texts_of(folder)) | {"{}, {}"}  # a list is joined

    for it in TABLES[folder][-1]:
        assert it in said or it.removesuffix(" {}") in said


def problems(kind: type[Problem]) -> Iterator[type[Problem]]:
    yield kind
    for special in kind.__subclasses__():
        yield from problems(special)


def texts_of(folder: str) -> Iterator[str]:
    for file in sorted((REPOSITORY / folder).rglob("*.py")):
        if file.name not in LEFT_OUT and UNDERSTANDING not in file.parts:
            yield from texts_in(file)


def texts_in(file: Path) -> Iterator[str]:
    """What a module may tell a caller, values as `{}`: its texts but for docstrings and arguments
    that go into documents."""
    tree = ast.parse(file.read_text())
    passed_over: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                passed_over.add(docstring)
            case ast.keyword(arg=name) if name in NOT_TOLD:
                passed_over |= set(ast.walk(node.value))
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and key.value in NOT_TOLD:
                        passed_over |= set(ast.walk(value))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node not in passed_over:
            passed_over |= set(node.values)
        if node not in passed_over and (text := template(node)):
            yield text


def template(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(template(part) or "{}" for part in parts)
        case _:
            return None
