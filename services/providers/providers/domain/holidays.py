"""Days on which no term ends: Sundays and the national holidays of Italy."""

from datetime import date, timedelta

from dateutil.easter import easter

SUNDAY = 6
FIXED = {
    (1, 1),
    (1, 6),
    (4, 25),
    (5, 1),
    (6, 2),
    (8, 15),
    (11, 1),
    (12, 8),
    (12, 25),
    (12, 26),
}
"""Month and day (L. 260/1949, art. 2; DPR 792/1985; L. 336/2000). Sant'Ambrogio is a holiday of
Milan alone, and a Saturday is none."""
ST_FRANCIS, SINCE = (10, 4), 2026
"""A national holiday again (L. 151/2025)."""


def working(day: date) -> date:
    """This day, or the first after it on which a term can end (Codice civile, art. 1187 e 2963)."""
    while festive(day):
        day += timedelta(days=1)
    return day


def festive(day: date) -> bool:
    on = (day.month, day.day)
    return (
        day.weekday() == SUNDAY
        or on in FIXED
        or (on == ST_FRANCIS and day.year >= SINCE)
        or day == easter(day.year) + timedelta(days=1)
    )
