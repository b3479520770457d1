"""Every kind of reading, said once: what it is, what it moves, whether its words are searched."""

import msgspec


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing that the words may say."""

    name: str
    says: str
    example: str
    factor: str
    """The factor of the ranking that it feeds; empty where it only says what is searched."""
    searched: str
    """What becomes of its words."""


NO = "no"
BESIDE = "beside others"
YES = "yes"

KINDS = (
    Kind(
        name="age",
        says="Ages in years and months; school levels and stages of life.",
        example="6 anni, tra i 3 e i 5, 18 mesi, under 14, elementari, 6岁, ٦ سنوات",
        factor="age",
        searched=f"numbers: {NO}; levels and stages: {BESIDE}",
    ),
    Kind(
        name="municipio",
        says="A municipio by its number; M3 is the metro line.",
        example="zona 3, municipio tre",
        factor="municipio",
        searched=NO,
    ),
    Kind(
        name="place",
        says="A neighbourhood (NIL), metro stop or metro line of the city's reference data; for a "
        "line what is ten minutes from any of its stops.",
        example="Corvetto, vicino a Lambrate, metro Loreto, M3, linea gialla",
        factor="distance",
        searched=f"{NO}; names that mean other things too: {BESIDE}",
    ),
    Kind(
        name="price",
        says="Free, cheap, or up to an amount.",
        example="gratis, economico, sotto i 50 euro",
        factor="budget",
        searched=NO,
    ),
    Kind(name="day", says="Days.", example="sabato, weekend", factor="time", searched=NO),
    Kind(
        name="part",
        says="Parts of the day.",
        example="mattina, di sera",
        factor="time",
        searched=NO,
    ),
    Kind(
        name="hour",
        says="When a session is to begin.",
        example="dopo le 17, prima delle 12.30, alle 16",
        factor="time",
        searched=NO,
    ),
    Kind(
        name="season",
        says="Holidays and summer months: what is held in those days.",
        example="Natale, estate, luglio",
        factor="season",
        searched=YES,
    ),
    Kind(
        name="need",
        says="Needs, means included.",
        example="autismo, dislessia, non parla italiano, pochi soldi",
        factor="need",
        searched=f"{YES}; means: {NO}",
    ),
    Kind(
        name="accessibility",
        says="What makes it accessible.",
        example="carrozzina, LIS",
        factor="need",
        searched=YES,
    ),
    Kind(
        name="language",
        says="The language that a family speaks.",
        example="egiziano, parla cinese",
        factor="language",
        searched=YES,
    ),
    Kind(
        name="wellbeing",
        says="What should do a child good, in plain words.",
        example="timido, muoversi, farsi amici",
        factor="wellbeing",
        searched=YES,
    ),
    Kind(
        name="category",
        says="One of the five categories.",
        example="sport, scienze",
        factor="",
        searched=f"sport: {NO}, all of its category is found; others: {YES}",
    ),
    Kind(
        name="recipient",
        says="For whom it is made.",
        example="bambini, per la classe, in famiglia",
        factor="recipient",
        searched=f"children: {NO}; others: {BESIDE}",
    ),
    Kind(
        name="delivery",
        says="Where it takes place.",
        example="online, all'aperto, quando piove",
        factor="delivery",
        searched=NO,
    ),
    Kind(
        name="italian",
        says="Words of English, Spanish, French, Chinese and Arabic that no other kind reads.",
        example="swimming, deberes, jardinage, 足球, شطرنج",
        factor="",
        searched="in Italian, and beside others as typed",
    ),
    Kind(
        name="trouble",
        says="Troubles and wishes in plain words, as the words that cards say for them.",
        example="non parla, i miei litigano, chiuso in camera, non mi piaccio",
        factor="",
        searched="in the words of cards, and beside others as typed",
    ),
    Kind(
        name="who",
        says="Who asks, and that one asks.",
        example="mia figlia, cerco, cosa fare",
        factor="",
        searched=NO,
    ),
)
