"""A call that moves money or places has its effect once, however often it is sent."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec

from kit.db import Tx
from kit.problems import Conflict, Fault, Invalid, Problem, Unprocessable

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
"""Long enough for a client that was off line for a night."""
KEPT_ONE = "INSERT 0 1"
"""What PostgreSQL says of one row, put in or overwritten."""
STORED = """
select exists (
    select from idempotency where caller = $1 and route = $2 and key = $3 and at > $4
)
"""
LONGEST_KEY = 255
"""Characters; a UUID has 36."""


class InFlight(Conflict):
    """The same call is at work now."""

    code = "idempotency_in_flight"
    title = "Operazione già in corso"
    explanation = "La stessa richiesta è in lavorazione: riprova tra poco."

    def __init__(self) -> None:
        super().__init__()
        self.headers["Retry-After"] = "1"


class KeyReused(Unprocessable):
    """The key belongs to a call with another body."""

    code = "idempotency_key_reused"
    title = "Chiave già usata"
    explanation = "Questa Idempotency-Key è già stata usata con un altro contenuto."


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two calls the same one."""

    caller: str
    """The subject of the token."""
    route: str
    """Method and path, ids included: the same key elsewhere is another call."""
    key: str
    body: bytes


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered, and is answered again."""

    status: int
    body: bytes
    headers: dict[str, str] = {}


def key(headers: Mapping[str, str]) -> str:
    """The key of a request; a fault when there is none, or none that we can keep."""
    value = headers.get(HEADER)
    if value is None:
        detail = f"Manca l'intestazione {HEADER}, per esempio un UUID."
        raise Invalid([Fault(HEADER, "missing", detail)])
    if not (0 < len(value) <= LONGEST_KEY and value.isascii() and value.isprintable()):
        detail = f"Da 1 a {LONGEST_KEY} caratteri ASCII, per esempio un UUID."
        raise Invalid([Fault(HEADER, "malformed", detail)])
    return value


async def once(
    tx: Tx, call: Call, effect: Callable[[], Awaitable[Answer]], *, at: datetime
) -> Answer:
    """The stored answer, or the effect's, which is stored in the effect's own transaction.

    An effect that raises is not stored, and its call may be tried again.
    """
    who = (call.caller, call.route, call.key)
    fingerprint = sha256(call.body).digest()
    # Tried, not waited for: an insert would wait until the other call is through.
    [stored] = await tx.fetch(
        """
        with tried as materialized (
            select pg_try_advisory_xact_lock(hashtextextended($4, 0)) as held
        )
        select held, fingerprint, status, headers, body
        from tried left join idempotency
             on caller = $1 and route = $2 and key = $3 and at > $5
        """,
        *who,
        "\n".join(who),
        at - KEPT,
    )
    if not stored["held"]:
        raise InFlight
    if stored["fingerprint"] is not None:
        if stored["fingerprint"] != fingerprint:
            raise KeyReused
        return Answer(status=stored["status"], body=stored["body"], headers=stored["headers"])
    try:
        answer = await effect()
    except Problem:
        if await tx.fetchval(STORED, *who, at - KEPT):
            raise InFlight from None  # it ended as below, and what it did is why ours is refused
        raise
    kept = await tx.execute(
        """
        insert into idempotency (caller, route, key, fingerprint, status, headers, body, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (caller, route, key) do update set
            fingerprint = excluded.fingerprint, status = excluded.status,
            headers = excluded.headers, body = excluded.body, at = excluded.at
        where idempotency.at <= $9  -- one that is older than a day
        """,
        *who,
        fingerprint,
        answer.status,
        answer.headers,
        answer.body,
        at,
        at - KEPT,
    )
    if kept != KEPT_ONE:  # the other call ended between the statement's beginning and its lock
        raise InFlight
    return answer


async def sweep(tx: Tx, *, at: datetime) -> int:
    """Forget what is older than a day. How many."""
    status = await tx.execute("delete from idempotency where at <= $1", at - KEPT)
    return int(status.removeprefix("DELETE "))
