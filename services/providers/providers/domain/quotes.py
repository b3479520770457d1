"""Quotes: what their lines come to, and how long they may be valid."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from kit.clock import rome
from kit.problems import Fault
from providers.domain.cards import out_of_range
from providers.schemas.quotes import NewQuote, Quote

SHORTEST, LONGEST = timedelta(hours=24), timedelta(days=45)
"""How long a quote may be valid, by the rules of the catalogue: time to think it over, and no
price that a body is held to for a season."""
REMINDED = timedelta(hours=24)
"""Before its end a family is told that a quote is about to expire: an evening to decide in."""
WORTH_REMINDING = 2 * REMINDED
"""How long a quote is valid at least, if its end is told: of a shorter one the mail that told of
the quote has just said it."""
MOST_CENTS = 10_000_000
"""Of all lines: what one amount of a contract can say (`contracts.values.Cents`)."""


def quote_faults(new: NewQuote, *, at: datetime) -> list[Fault]:
    faults = []
    if not at + SHORTEST <= new.valid_until <= at + LONGEST:
        earliest, latest = rome(at + SHORTEST), rome(at + LONGEST)
        faults.append(
            out_of_range(
                "/valid_until",
                f"Un preventivo vale da 24 ore a 45 giorni: da {earliest:%d/%m/%Y %H:%M} "
                f"a {latest:%d/%m/%Y %H:%M}.",
            )
        )
    if total(new) > MOST_CENTS:
        faults.append(out_of_range("/lines", "Il totale supera 100.000 euro."))
    return faults


def priced(new: NewQuote, *, edition_id: UUID | None, operator: str, at: datetime) -> Quote:
    """The quote with what the server alone says of it."""
    said = msgspec.structs.asdict(new) | {"edition_id": edition_id}
    return Quote(**said, total_cents=total(new), quoted_at=at, operator=operator)


def total(new: NewQuote) -> int:
    """In cents."""
    return sum(line.unit_cents * line.quantity for line in new.lines)
