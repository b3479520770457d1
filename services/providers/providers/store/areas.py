"""The rows of areas, and the finder of places made from them."""

import asyncio
from typing import Literal
from uuid import UUID

import msgspec

from contracts.areas import AreaKnown
from kit.db import Row, Tx
from providers.domain.areas import Locator, Outline
from providers.schemas.areas import AreaItem
from providers.store.sources import source_of


async def keep(
    tx: Tx, known: AreaKnown, *, imported: str
) -> Literal["new", "changed", "unchanged"]:
    """Raises UniqueViolation if another area has its kind and code."""
    new = await tx.fetchval(
        """
        insert into area (id, source_name, source_id, kind, code, area, imported)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do update
            set kind = excluded.kind, code = excluded.code, area = excluded.area,
                imported = excluded.imported, version = area.version + 1
            where area.imported <> excluded.imported
        returning old.id is null
        """,
        known.id,
        known.source.name,
        known.source.id,
        known.area.kind,
        known.area.code,
        known.area,
        imported,
    )
    if new is None:
        return "unchanged"
    return "new" if new else "changed"


async def page(
    tx: Tx, *, kind: str | None, after: UUID | None, limit: int
) -> tuple[list[AreaItem], int]:
    """Without geometry, in the order of ids, and how many there are in all."""
    rows = await tx.fetch(
        """
        select id, source_name, source_id, area - 'geometry' as area from area
        where ($1::text is null or kind = $1) and ($2::uuid is null or id > $2)
        order by id limit $3
        """,
        kind,
        after,
        limit,
    )
    total: int = await tx.fetchval(
        "select count(*) from area where $1::text is null or kind = $1", kind
    )
    return [item(row) for row in rows], total


def item(row: Row) -> AreaItem:
    return msgspec.convert({**row["area"], "id": row["id"], "source": source_of(row)}, AreaItem)


class Reference:
    """The finder of places, made anew when areas have changed, by whichever process."""

    def __init__(self) -> None:
        self._locator = Locator()
        self._made_from = "0/0"

    async def locator(self, tx: Tx) -> Locator:
        stamp: str = await tx.fetchval(
            "select count(*) || '/' || coalesce(sum(version), 0) from area"
        )
        if stamp != self._made_from:
            rows = await tx.fetch(
                """
                select kind, code, area ->> 'name' as name, area ->> 'geometry' as geometry
                from area where kind in ('municipio', 'nil')
                """
            )
            outlines = [msgspec.convert(dict(row), Outline) for row in rows]
            # 97 polygons of 4.4 MB take some 0.2 s: not on the event loop
            self._locator = await asyncio.to_thread(Locator, outlines)
            self._made_from = stamp
        return self._locator
