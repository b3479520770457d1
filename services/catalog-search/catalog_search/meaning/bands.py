"""Which entries mean what a query says, in a few bands of nearness: the cosines' one judgement."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from catalog_search.meaning.encoder import Matrix
from catalog_search.query.band import Band

BEST = 0.26
"""Cosine that the nearest entry must have, or nothing is near. Nonsense that looks like words
("blarg") comes to 0.22 among the 390 example entries and to 0.25 among 2,900, as the nearest of
more is nearer; of 148 judged queries five stay below, three of them misspelt. 0.28 loses 0.01 on
those in other languages (nDCG@10), 0.20 gains nothing."""

BEST_UNKNOWN = 0.34
"""The same where the encoder does not know the words: rows of letters came to 0.30 ("hjkl" to
0.28), and a misspelt word is for the spelling help to mend; "niñera" has 0.36, "clay" 0.35."""

LEAST = 0.15
"""Cosine below which an entry is none of it. 0.20 loses 0.01 on the judgements (nDCG@10)."""

SHARE_OF_BEST = 0.4
"""Of the nearest one's cosine, the same: where "nuoto" has entries at 0.7, those at 0.2 are mere
sport. On the judgements it costs 0.007 (nDCG@10) and leaves half as many entries."""

MOST = 500
"""Entries near a query, the nearest ones: among 10,000 the engine takes 3 ms more for 1,000 of them
and 1.5 for these, and the five hundredth of "nuoto" is some other sport."""

BANDS = 20
"""One clause each. With ten, or with every cosine by itself, the judgements say the same."""

TINY = 1e-6
"""Less than any difference between cosines that counts: they are stored to three figures."""


def bands(cosines: Matrix, keys: Sequence[str], *, known: bool) -> tuple[Band, ...]:
    """From near to far; none where nothing is near. Depends on words and catalogue alone."""
    best = float(cosines.max(initial=0.0))
    if best < (BEST if known else BEST_UNKNOWN):
        return ()
    near = np.flatnonzero(cosines >= max(LEAST, SHARE_OF_BEST * best))
    near = near[np.argsort(-cosines[near], kind="stable")[:MOST]]
    values = cosines[near]
    step = max((best - float(values[-1])) / BANDS, TINY)
    places = np.minimum(((best - values) / step).astype(int), BANDS - 1)
    ends = [*(np.flatnonzero(np.diff(places)) + 1).tolist(), len(near)]
    rows = near.tolist()
    return tuple(
        Band(
            cosine=round(float(values[start:end].mean()), 4),
            keys=tuple(keys[row] for row in rows[start:end]),
        )
        for start, end in pairwise([0, *ends])
    )
