"""When a family has time: days, parts of the day, hours, holidays."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.easter import easter

from catalog_search.domain import DAY
from catalog_search.query.wishes import Hours, Season
from catalog_search.understanding.lexicon import Found, Meaning, phrases
from catalog_search.understanding.text import Text

DAYS = {
    # as phones write them, save "mar" and "mer", which are words of Spanish and French
    "mon": "lunedì,lun",
    "tue": "martedì,mart",
    "wed": "mercoledì,merc",
    "thu": "giovedì,giov,gio",
    "fri": "venerdì,ven",
    "sat": "sabato/i,sab",
    "sun": "domenica,domeniche,dom",
    "sat+sun": "weekend,week end,week-end,fine settimana,finesettimana",
    "mon+tue+wed+thu+fri": "durante la settimana,in settimana,giorni feriali,infrasettimanale/i",
}
PARTS = {
    "morning": "mattina,mattino,mattine,mattinata,la mattina,di mattina,al mattino",
    "afternoon": "pomeriggio,pomeriggi,pomeridiano/a/i/e,di pomeriggio,nel pomeriggio",
    "evening": "sera,sere,serale/i,serata,la sera,di sera,dopo cena,dopo il lavoro,dopo lavoro",
}
PHRASES = (
    *phrases("day", DAYS, use="spent"),
    *phrases("part", PARTS, use="spent"),
    *phrases(
        "season",
        {
            "christmas": "natale,vacanze di natale,natalizio/a/i/e,vacanze natalizie",
            "winter": "inverno,invernale/i,settimana bianca",
            "carnival": "carnevale,vacanze di carnevale",
            "easter": "pasqua,vacanze di pasqua,pasquale/i,vacanze pasquali",
            "summer": "estate,estivo/a/i/e,vacanze estive,d'estate",
            "june": "giugno",
            "july": "luglio",
            "august": "agosto",
            "september": "settembre",
        },
    ),
)
"""Words of holidays stay in the search: titles name them ("Campus di Natale")."""

HOUR = re.compile(
    r"(?<!\S)(?P<lead>dopo|dalle|a partire dalle|after|from|despues de|desde|apres|a partir de|"
    r"بعد(?: الساعه)?|alle|ore|h|at|a|الساعه|prima delle|entro le|prima di|before|antes de|avant|"
    r"قبل(?: الساعه)?) (?P<the>(?:le|las|la|the) )?(?:ore )?(?P<hour>[01]?\d|2[0-3])"
    r"(?: ?(?:[:.h]|y) ?(?P<minutes>[0-5]\d)|[.,](?P<decimal>[0-5]\d))?(?: (?P<half>pm|am|h|点|"
    r"heures))?"
    r"(?!\S)"
)
BEFORE = frozenset({"prima delle", "entro le", "prima di", "before", "antes de", "avant"})
FROM = frozenset({"dopo", "dalle", "a partire dalle", "after", "from", "despues de", "desde",
                  "apres", "a partir de"})  # fmt: skip
AFTERNOON = 7
"""Hours before which nothing for children begins: "alle 5" is in the afternoon. Early care does
at seven."""

EARLIER, LATER = 30, 60
"""Minutes around an hour that is said alone ("alle 16"): sessions begin at whole and half hours."""


def find(text: Text) -> Iterator[Found]:
    """Hours of the day: `17:00-` from five on, `-12:00` before noon, `16:00` at about four."""
    for found in HOUR.finditer(text.plain):
        lead = found["lead"]
        if lead in {"a", "dopo", "from", "after", "desde", "prima di", "before"} and not (
            found["the"] or found["half"] or found["minutes"]
        ):
            continue  # "dopo 6 mesi", "a 6 anni", "from 6": no hour
        hour = int(found["hour"])
        if found["half"] in {"am", "pm"}:
            hour = hour % 12 + 12 * (found["half"] == "pm")
        elif hour < AFTERNOON:
            hour += 12
        said = f"{hour:02}:{found['minutes'] or found['decimal'] or '00'}"
        if lead in BEFORE or lead.startswith("قبل"):
            said = f"-{said}"
        elif lead in FROM or lead.startswith("بعد"):
            said = f"{said}-"
        yield Found(*text.of(found), Meaning(kind="hour", value=said, words="spent"))


def hours(said: str) -> Hours:
    """As `find` writes them."""
    hour, _, minute = said.strip("-").partition(":")
    at = int(hour) * 60 + int(minute)
    if said.startswith("-"):
        return Hours(0, at)
    if said.endswith("-"):
        return Hours(at, DAY)
    return Hours(max(0, at - EARLIER), min(at + LATER, DAY))


def season(name: str, today: date) -> Season:
    """The next one that is not over."""
    years = (today.year - 1, today.year, today.year + 1)
    return next(one for year in years if (one := of_year(name, year)).latest >= today)


def of_year(name: str, year: int) -> Season:
    """Days of school holidays in Lombardy, with some slack on both sides for camps that begin with
    a weekend."""
    if name == "carnival":  # the Ambrosian one ends on the Saturday after Ash Wednesday
        saturday = easter(year) - timedelta(days=43)
        first, last = saturday - timedelta(days=6), saturday + timedelta(days=1)
        return Season(first, last, first - timedelta(days=3), last + timedelta(days=2))
    if name == "easter":
        first, last = easter(year) - timedelta(days=4), easter(year) + timedelta(days=3)
        return Season(first, last, first - timedelta(days=4), last + timedelta(days=4))
    (month, day), (to_month, to_day), (early, early_day), (late, late_day) = DATES[name]
    after = year + (to_month < month)
    return Season(
        date(year, month, day),
        date(after, to_month, to_day),
        date(year, early, early_day),
        date(year + (late < early), late, late_day),
    )


DATES = {
    # the days that are meant, and those between which such an offer begins and ends
    "christmas": ((12, 22), (1, 6), (12, 18), (1, 10)),
    "winter": ((12, 22), (3, 10), (12, 18), (3, 20)),
    "summer": ((6, 8), (9, 11), (6, 1), (9, 15)),
    "june": ((6, 1), (6, 30), (6, 1), (9, 15)),
    "july": ((7, 1), (7, 31), (6, 1), (9, 15)),
    "august": ((8, 1), (8, 31), (6, 1), (9, 15)),
    "september": ((9, 1), (9, 30), (8, 20), (10, 5)),
}
