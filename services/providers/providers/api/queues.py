"""Parameters of officers' queues: since when something waits, and where a page begins."""

from datetime import datetime, timedelta

from kit import kinds
from kit.parameters import Parameter

WAITING_DAYS = Parameter(
    name="waiting_days",
    # ten years: more than any edition of the catalogue has lasted
    kind=kinds.integer(at_least=0, at_most=3_650),
    description="Solo ciò che attende da almeno tanti giorni.",
)
AFTER_NUMBER = Parameter(
    name="after",
    kind=kinds.integer(at_least=0, at_most=2**53 - 1),
    description="Ciò che viene dopo questo numero.",
)


def until(waiting_days: int | None, now: datetime) -> datetime | None:
    """When at the latest it came."""
    return None if waiting_days is None else now - timedelta(days=waiting_days)
