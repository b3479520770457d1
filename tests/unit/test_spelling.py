"""Which words are right, and what the others were meant to be, as far as no index is needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_search.query import CatalogQuery
from catalog_search.spelling import OWN, Speller, dictionary, doublings, likeliest, plain
from kit.letters import single


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(dictionary())


@pytest.mark.parametrize(
    "words", ["nuoto", "NUOTO", "dislessia", "sitting volley", "natación", "游泳", "سباحة"]
)
def test_words_are_words(speller: Speller, words: str) -> None:
    assert speller.knows(words)


@pytest.mark.parametrize(
    "words", ["blarg", "asdfgh qwerty", "xyzzy", "hjkl", "qwertyuiop", "zagcivaro", "??", "123"]
)
def test_a_row_of_letters_is_no_word(speller: Speller, words: str) -> None:
    assert not speller.knows(words)


@pytest.mark.parametrize(
    "words",
    [
        "nipotina",  # what Italian makes of any noun is right
        "cavallino",
        "taekwondo",  # in our own lists
        "corso sull'ambiente",  # "sull" is no slip for "sulla"
        "quell'orto",
        "clases de natación",
        "artes",
    ],
)
def test_what_is_right_is_not_doubted(speller: Speller, words: str) -> None:
    assert speller.doubted(CatalogQuery(q=words)) == []


@pytest.mark.parametrize("word", ["fummetti", "trampolinno", "vilino", "scogliosi"])
def test_what_nobody_knows_is_doubted(speller: Speller, word: str) -> None:
    assert speller.doubted(CatalogQuery(q=f"corso di {word}")) == [word]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("scogliosi", "scoliosi"), ("giardinagio", "giardinaggio"), ("psicolgo", "psicologo")],
)
def test_our_own_lists_know_what_no_title_says(typed: str, meant: str) -> None:
    assert likeliest(typed, []) == meant


def test_double_letters_go_before_other_slips_and_titles_before_our_lists() -> None:
    options = [{"text": "staccato", "freq": 9}, {"text": "attaccato", "freq": 1}]

    assert likeliest("atacato", options) == "attaccato"
    assert likeliest("pallamanno", [{"text": "pallamanna", "freq": 1}]) == "pallamano"


def test_nobody_is_led_to_what_they_did_not_ask() -> None:
    assert likeliest("sessuallità", [{"text": "sessualità", "freq": 9}]) is None
    assert "droga" not in doublings("drogga")


@given(st.sampled_from(sorted(OWN)))
def test_doublings_change_nothing_but_double_letters(word: str) -> None:
    made = list(doublings(word))

    assert {single(one) for one in made} <= {single(plain(word))}
    assert len(made) == len(set(made))
