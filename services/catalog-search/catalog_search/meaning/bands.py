"""Which entries mean what a query says, in a few bands of nearness: the cosines' one judgement."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from catalog_search.meaning.encoder import Matrix
from catalog_search.query.band import Band

BEST = 0.26
"""Cosine that the nearest entry must have, or nothing is near. 0.30 loses 0.03 on the judgements in
other languages (nDCG@10), 0.20 gains nothing and would let "lorem ipsum" find something."""

BEST_UNKNOWN = 0.36
"""The same where most of the words are in none of the dictionaries. Of 300 rows of letters the
nearest entry has a median of 0.21 among the 390 example entries and of 0.26 among 12,000, as the
nearest of more is nearer; among these one row of 300 exceeds 0.36, and six of 300 that are made of
syllables ("lahelfen"). Words of languages without a dictionary of ours mostly exceed it: of 14 in
German, Portuguese, Polish, Dutch and Turkish 13, from "Nachhilfe" (0.39) to "natação" (0.61)."""

LEAST = 0.15
"""Cosine below which an entry is none of it. 0.20 loses 0.004 on the judgements and 0.01 on those
in other languages (nDCG@10)."""

SHARE_OF_BEST = 0.4
"""Of the nearest one's cosine, the same: where "nuoto" has entries at 0.7, those at 0.2 are mere
sport. It leaves half as many entries and costs the judgements nothing (nDCG@10); 0.6 costs 0.02."""

MOST = 200
"""Entries near a query, the nearest ones: ten pages, and the five hundredth of "nuoto" is some
other sport. Each costs a search, for the engine finds, ranks and counts it: over 10,000 entries
random keys cost it 3.4 ms of processor time for these and 5.2 for 500, which the judgements do not
tell apart (nDCG@10)."""

BANDS = 10
"""One clause each. With twenty, which take the engine a millisecond more, or with every cosine by
itself, the judgements say the same."""

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
