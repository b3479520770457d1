"""The table `told`: one row for each subject, with how far it was told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from kit.db import Tx
from kit.events import LARGEST, Event, Fact, Stream, dataschema


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is still to be told."""

    subject: str
    type: str
    data: dict[str, object]
    id: UUID
    time: datetime
    version: int
    seq: int

    def event(self, source: str) -> Event:
        """The row in its envelope: the same row always gives the same event."""
        return Event(
            id=self.id,
            source=source,
            type=self.type,
            subject=self.subject,
            time=self.time,
            dataschema=dataschema(self.type),
            data=msgspec.Raw(msgspec.json.encode({**self.data, "version": self.version})),
        )


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What the stream said about a row that we tried to tell."""

    subject: str
    id: UUID
    version: int
    seq: int
    """Of the subject's last message now; 0: it has none."""
    ours: bool
    """That message is this telling of the row."""


class Backlog(msgspec.Struct, frozen=True):
    """What is still to be told."""

    rows: int
    age: float
    """Seconds since the oldest of them was recorded."""


async def record(tx: Tx, *facts: Fact, at: datetime) -> None:
    """Have these facts told, if and when the transaction commits.

    Of several about one thing the last counts. Call it once in a transaction: the rows are
    locked in the order of their subjects, so that two transactions cannot wait for each other.
    """
    newest = {fact.subject: fact for fact in facts}
    data = [_data(fact) for fact in newest.values()]
    await tx.execute(
        """
        insert into told (subject, type, data, id, time, version)
        select subject, type, data, uuidv7(), $5, version + 1
        from unnest($1::text[], $2::text[], $3::jsonb[], $4::bigint[])
             as fact (subject, type, data, version)
        order by subject
        on conflict (subject) do update set
            type = excluded.type,
            data = excluded.data,
            id = excluded.id,
            time = excluded.time,
            version = greatest(told.version + 1, excluded.version)
        """,
        list(newest),
        [fact.TYPE for fact in newest.values()],
        data,
        [fact.version for fact in newest.values()],
        at,
    )


def _data(fact: Fact) -> msgspec.Raw:
    data = msgspec.json.encode(fact)
    if len(data) > LARGEST:
        raise ValueError(f"{fact.subject}: {len(data)} bytes are more than a message can have")
    return msgspec.Raw(data)


async def republish(tx: Tx, subjects: Sequence[str] | None = None) -> int:
    """Have things told again, with a new id and so a new sequence: these, or all. How many."""
    status = await tx.execute(
        """
        with chosen as (
            select subject from told
            where $1::text[] is null or subject = any ($1)
            order by subject for update  -- the order of `record`
        )
        update told set told_version = 0, id = uuidv7()
        from chosen where told.subject = chosen.subject
        """,
        subjects,
    )
    return int(status.removeprefix("UPDATE "))


async def waiting(tx: Tx, most: int, *, of: Stream) -> list[Waiting]:
    """What is still to be told in a stream, oldest first."""
    rows = await tx.fetch(
        """
        select subject, type, data, id, time, version, seq from told
        where told_version < version and subject ^@ any ($2::text[]) order by id limit $1
        """,
        most,
        of.prefixes,
    )
    return [Waiting(**row) for row in rows]


async def mark(tx: Tx, heard: Sequence[Heard]) -> None:
    """Note what the stream holds now.

    A row that was recorded again meanwhile has another id and stays waiting. One that a handler
    is changing is skipped, never waited for: it is told again, and the stream recognises it.
    """
    await tx.execute(
        """
        with free as (
            select subject from told where subject = any ($1) for update skip locked
        )
        update told set
            seq = heard.seq,
            told_version = case
                when heard.ours and heard.id = told.id then heard.version
                else told.told_version
            end
        from free join unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[], $5::boolean[])
             as heard (subject, id, version, seq, ours) using (subject)
        where told.subject = free.subject
        """,
        [row.subject for row in heard],
        [row.id for row in heard],
        [row.version for row in heard],
        [row.seq for row in heard],
        [row.ours for row in heard],
    )


async def backlog(tx: Tx, *, of: Stream) -> Backlog:
    (row,) = await tx.fetch(
        """
        select count(*) as rows, extract(epoch from coalesce(
            clock_timestamp() - uuid_extract_timestamp((array_agg(id order by id))[1]), interval '0'
        ))::float8 as age
        from told where told_version < version and subject ^@ any ($1::text[])
        """,
        of.prefixes,
    )
    return Backlog(**row)


async def unknown(tx: Tx, subjects: Iterable[str]) -> set[str]:
    """Those of the subjects that we have no row for."""
    rows = await tx.fetch(
        """
        select subject from unnest($1::text[]) as asked (subject)
        where not exists (select from told where told.subject = asked.subject)
        """,
        list(subjects),
    )
    return {row["subject"] for row in rows}
