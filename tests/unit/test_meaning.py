"""What is near in meaning: texts and their keys, the encoder's own words, bands, clauses."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_search.meaning.bands import (
    BANDS,
    BEST,
    BEST_UNKNOWN,
    LEAST,
    MOST,
    SHARE_OF_BEST,
    bands,
)
from catalog_search.meaning.encoder import SIZE, Matrix, SentenceEncoder, load
from catalog_search.meaning.store import Written
from catalog_search.meaning.texts import ENCODER, LONGEST, Texts, key, texts
from catalog_search.meaning.vectors import ROOM, Vectors
from catalog_search.query import CatalogQuery
from catalog_search.query.band import Band
from catalog_search.search.builder import hits_body
from catalog_search.search.counting import counts_body
from catalog_search.search.meaning import worth
from tests.unit.test_search_bodies import TODAY

NEAR = CatalogQuery(q="nuoto", bands=(Band(0.6, ("a", "b")), Band(0.3, ("c",))))

GOLDEN = {"use3-1": [0.0025, 0.0005, 0.0234, 0.0366]}
"""First numbers of an entry's vector, for the present ENCODER."""


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return load()


def cosines(*values: float) -> Matrix:
    return np.array(values, dtype=np.float32)


def found(values: Matrix, *, known: bool = True) -> list[str]:
    keys = [str(row) for row in range(len(values))]
    return [key for band in bands(values, keys, known=known) for key in band.keys]


def test_activities_are_read_in_the_bodys_own_words_if_it_has_any() -> None:
    own = texts("Vasca", ["Nuoto", "acquagym"], ["Sport acquatici"], "Due volte.", "In vasca.")
    bare = texts("Vasca", [], ["Sport acquatici"], None, None)

    assert own == Texts("nuoto, acquagym", "vasca. due volte.", "in vasca.")
    assert bare == Texts("sport acquatici", "vasca", "vasca")


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert texts("t", [], [], None, "x" * 10_000).description == "x" * LONGEST


def test_a_key_is_of_the_texts_and_of_nothing_else() -> None:
    one = texts("Nuoto", ["nuoto"], [], "Per chi comincia.", None)

    assert key(one) == key(texts("NUOTO", ["Nuoto"], ["Altro"], "Per chi comincia.", None))
    assert key(one) != key(texts("Nuoto", ["nuoto"], [], "Per chi sa già.", None))
    assert key(Texts("a", "b", "c")) != key(Texts("ab", "", "c"))


def test_vectors_do_not_change_without_a_new_name_of_the_encoder(encoder: SentenceEncoder) -> None:
    entry = texts("Delfini", ["nuoto"], [], "Nuoto per chi comincia.", "In piccoli gruppi.")
    vector = encoder.entries([entry])[0]

    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert {ENCODER: vector[:4].round(4).tolist()} == {
        name: pytest.approx(numbers, abs=1e-3) for name, numbers in GOLDEN.items()
    }, "raise ENCODER in meaning/texts.py, so that all vectors are made anew, and write these here"


def test_an_entrys_vector_does_not_depend_on_what_is_encoded_with_it(
    encoder: SentenceEncoder,
) -> None:
    entries = [
        texts(title, [], [], None, "x " * n) for n, title in enumerate(("uno", "due", "tre"))
    ]

    together = encoder.entries(entries)

    alone = np.concatenate([encoder.entries([entry]) for entry in entries])
    assert np.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("words", ["swimming", "natación", "natation", "游泳", "سباحة", "NUOTO"])
def test_swimming_is_swimming_in_every_language(encoder: SentenceEncoder, words: str) -> None:
    swimming, chess = encoder.entries(
        [
            texts("Delfini", ["nuoto"], [], "Nuoto per chi comincia.", None),
            texts("Torri e alfieri", ["scacchi"], [], "Scacchi per chi comincia.", None),
        ]
    )
    asked = encoder.query(words)

    assert asked @ swimming > asked @ chess + 0.2


def test_nothing_is_near_unless_something_is_near_enough() -> None:
    assert found(cosines(BEST - 0.01, LEAST)) == []
    assert found(cosines(BEST + 0.01, LEAST + 0.01, LEAST - 0.01)) == ["0", "1"]
    assert found(cosines(BEST_UNKNOWN - 0.01), known=False) == []
    assert found(cosines(BEST_UNKNOWN + 0.01), known=False) == ["0"]
    assert found(cosines()) == []


def test_beside_what_is_very_near_the_rest_is_not() -> None:
    best = 0.8

    assert found(cosines(best, SHARE_OF_BEST * best + 0.01, SHARE_OF_BEST * best - 0.01)) == [
        "0",
        "1",
    ]


def test_of_too_many_the_nearest_ones_are_taken() -> None:
    values = np.linspace(0.3, 0.6, 3 * MOST, dtype=np.float32)

    near = found(values)

    assert len(near) == MOST
    assert {int(key) for key in near} == set(range(2 * MOST, 3 * MOST))


@given(st.lists(st.floats(-1, 1, width=32), max_size=200))
def test_bands_go_from_near_to_far_and_hold_each_entry_once(values: list[float]) -> None:
    given = cosines(*values)
    keys = [str(row) for row in range(len(values))]

    made = bands(given, keys, known=True)

    assert len(made) <= BANDS
    assert [band.cosine for band in made] == sorted((b.cosine for b in made), reverse=True)
    inside = [key for band in made for key in band.keys]
    assert len(inside) == len(set(inside))
    nearest = [min(given[int(key)] for key in band.keys) for band in made]
    farthest = [max(given[int(key)] for key in band.keys) for band in made]
    assert all(near >= far for near, far in zip(nearest, farthest[1:], strict=False))


def written(position: int, name: str, place: int) -> Written:
    vector = np.zeros(SIZE, dtype=np.float32)
    vector[place] = 1
    return Written(position, name, vector)


def test_a_search_sees_the_vectors_of_its_first_page() -> None:
    vectors = Vectors()
    vectors.put([written(1, "early", 0), written(2, "later", 0)])
    asked = written(0, "", 0).vector

    assert vectors.near(asked, known=True, position=0) == ()
    assert vectors.near(asked, known=True, position=1) == (Band(1.0, ("early",)),)
    assert vectors.near(asked, known=True, position=9) == (Band(1.0, ("early", "later")),)


def test_vectors_find_themselves_however_many_come() -> None:
    vectors = Vectors()
    for start in range(0, 3 * ROOM, 500):
        vectors.put(
            [written(n + 1, str(n), n % SIZE) for n in range(start, min(start + 500, 3 * ROOM))]
        )
    vectors.put([written(3 * ROOM + 1, "7", 7)])  # dropped, and made again

    (band,) = vectors.near(written(0, "", 7).vector, known=True, position=3 * ROOM + 1)
    assert len(vectors) == 3 * ROOM
    assert band.keys == tuple(str(n) for n in range(7, 3 * ROOM, SIZE))


def keys_in(clause: Any) -> set[str]:
    """Every key of a vector that stands anywhere in a clause."""
    if isinstance(clause, list):
        return {key for one in clause for key in keys_in(one)}
    if not isinstance(clause, dict):
        return set()
    if "terms" in clause and "meaning" in clause["terms"]:
        return set(clause["terms"]["meaning"])
    return {key for one in clause.values() for key in keys_in(one)}


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_hits_and_counts_join_the_same_entries(sort: Any) -> None:
    query = CatalogQuery(q="nuoto", bands=NEAR.bands, sort=sort)

    assert keys_in(hits_body(query, TODAY)["query"]) == {"a", "b", "c"}
    assert keys_in(counts_body(query)["query"]) == {"a", "b", "c"}


def test_what_is_nearer_is_worth_more_and_its_name_says_how_much() -> None:
    near, far = NEAR.bands
    explained = CatalogQuery(q="nuoto", bands=NEAR.bands, explain=True)

    assert worth(near) == 4 * worth(far)
    assert f"meaning:{worth(near)}" in str(hits_body(explained, TODAY))
    assert "meaning:" not in str(hits_body(NEAR, TODAY))


def test_where_nothing_is_near_the_words_are_asked_for_as_ever() -> None:
    assert "meaning" not in str(hits_body(CatalogQuery(q="nuoto"), TODAY))
    assert "meaning" not in str(counts_body(CatalogQuery(q="nuoto")))


def test_the_entries_near_it_are_no_part_of_the_question() -> None:
    assert NEAR.fingerprint == CatalogQuery(q="nuoto", vectors=7).fingerprint
