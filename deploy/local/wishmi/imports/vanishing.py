"""Ask the providers service what a file names no more, and have it withdrawn if that is wished."""

import httpx
import msgspec

from providers.schemas.imports import Named, Vanished, VanishedReport
from wishmi.imports.rows import Part
from wishmi.imports.sending import post

ROUTES = frozenset({"listings", "offers"})
"""A body that is not in a file any more has not left the register, nor an area the city."""


async def vanished(part: Part, http: httpx.AsyncClient, *, withdraw: bool) -> list[Vanished]:
    """What families find of the source, and its file does not name. With a row that was refused the
    file is not whole (the row may be one of these), so that nothing is withdrawn."""
    if part.route not in ROUTES or not part.ready:
        return []
    named = Named(
        source=part.ready[0].source.name,
        ids=tuple(row.source.id for row in part.ready),
        withdraw=withdraw and not part.refused,
    )
    answer = await post(http, "vanished", msgspec.json.encode(named))
    return list(msgspec.json.decode(answer, type=VanishedReport).items)
