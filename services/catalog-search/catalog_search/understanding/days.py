"""When a family has time: days, parts of the day, hours, holidays."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.easter import easter

from catalog_search.query.wishes import Season
from catalog_search.understanding.lexicon import Found, Meaning, phrases
from catalog_search.understanding.text import Text

DAYS = {
    "mon": "lunedì,monday,mondays,lunes,lundi,lundis,周一,星期一,الاثنين,الإثنين",
    "tue": "martedì,tuesday,tuesdays,martes,mardi,mardis,周二,星期二,الثلاثاء",
    "wed": "mercoledì,wednesday,wednesdays,miércoles,mercredi,mercredis,周三,星期三,الاربعاء",
    "thu": "giovedì,thursday,thursdays,jueves,jeudi,jeudis,周四,星期四,الخميس",
    "fri": "venerdì,friday,fridays,viernes,vendredi,vendredis,周五,星期五,الجمعة",
    "sat": "sabato/i,saturday,saturdays,sábado,sábados,samedi,samedis,周六,星期六,السبت",
    "sun": "domenica,domeniche,sunday,sundays,domingo,domingos,dimanche,dimanches,周日,星期日,"
    "星期天,الاحد",
    "sat+sun": "weekend,week end,fine settimana,finesettimana,fin de semana,fines de semana,周末,"
    "نهاية الاسبوع,عطلة نهاية الاسبوع",
    "mon+tue+wed+thu+fri": "durante la settimana,in settimana,giorni feriali,infrasettimanale/i,"
    "weekday,weekdays,weeknights,entre semana,en semaine,平日",
}
PARTS = {
    "morning": "mattina,mattino,mattine,mattinata,la mattina,di mattina,al mattino,morning,"
    "mornings,in the morning,por la mañana,de mañana,matin,le matin,matinée,上午,早上,صباحا,"
    "الصباح,في الصباح",
    "afternoon": "pomeriggio,pomeriggi,pomeridiano/a/i/e,di pomeriggio,nel pomeriggio,afternoon,"
    "afternoons,in the afternoon,por la tarde,tarde,tardes,après-midi,l'après-midi,下午,"
    "بعد الظهر,ظهرا",
    "evening": "sera,sere,serale/i,serata,la sera,di sera,evening,evenings,in the evening,"
    "por la noche,noche,soir,le soir,soirée,晚上,傍晚,مساء,المساء,في المساء",
}
PHRASES = (
    *phrases("day", DAYS, use="spent"),
    *phrases("part", PARTS, use="spent"),
    *phrases(
        "season",
        {
            "christmas": "natale,vacanze di natale,natalizio/a/i/e,vacanze natalizie,christmas,"
            "xmas,navidad,navidades,noël,vacances de noël,圣诞,圣诞节,عيد الميلاد,الكريسماس",
            "winter": "inverno,invernale/i,settimana bianca,winter,invierno,hiver,寒假,冬天,الشتاء",
            "carnival": "carnevale,vacanze di carnevale,carnival,carnaval",
            "easter": "pasqua,vacanze di pasqua,pasquale/i,vacanze pasquali,easter,pascua,"
            "semana santa,pâques,复活节,عيد الفصح",
            "summer": "estate,estivo/a/i/e,vacanze estive,d'estate,summer,verano,été,暑假,夏天,"
            "夏令营,الصيف,صيفي,صيفية,الصيفية",
            "june": "giugno,june,junio,juin,六月,يونيو",
            "july": "luglio,july,julio,juillet,七月,يوليو",
            "august": "agosto,august,août,八月,اغسطس",
            "september": "settembre,september,septiembre,septembre,九月,سبتمبر",
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
FROM = frozenset({"dopo", "dalle", "a partire dalle", "after", "from", "despues de", "desde"})
NOON, EVENING = 12, 18
"""Where afternoon and evening begin (`domain.NOON`, `domain.EVENING`)."""


def find(text: Text) -> Iterator[Found]:
    """Hours of the day, as the parts of it that they leave."""
    for found in HOUR.finditer(text.plain):
        lead = found["lead"]
        if lead in {"a", "dopo", "from", "after", "desde", "prima di", "before"} and not (
            found["the"] or found["half"] or found["minutes"]
        ):
            continue  # "dopo 6 mesi", "a 6 anni", "from 6": no hour
        hour = int(found["hour"]) + (12 if found["half"] == "pm" else 0)
        yield Found(
            *text.of(found),
            Meaning(kind="part", value="+".join(parts(hour, lead)), words="spent"),
        )


def parts(hour: int, lead: str) -> tuple[str, ...]:
    """The parts of the day that fit to an hour."""
    if lead in BEFORE or lead.startswith("قبل"):
        return ("morning",) if hour <= NOON else ("morning", "afternoon")
    if hour >= EVENING:
        return ("evening",)
    if lead in FROM or lead.startswith("بعد"):
        return ("afternoon", "evening") if hour >= NOON else ("morning", "afternoon", "evening")
    return ("afternoon",) if hour >= NOON else ("morning",)


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
