"""The one place that reads the wall clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Whoever needs the time takes one of these, so that a test can say what time it is."""

ROME = ZoneInfo("Europe/Rome")


def now() -> datetime:
    return datetime.now(UTC)


def rome(moment: datetime) -> datetime:
    """The same moment as people in Milan read it."""
    return moment.astimezone(ROME)
