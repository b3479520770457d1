"""Wishes read out of the words, on the real engine: they rank, they hide nothing, they can go."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_search.query import CatalogQuery
from catalog_search.search.wished import wellbeing
from contracts.offers import Price, Wellbeing
from contracts.values import Ages, Point, Session
from contracts.vocabularies import DESCRIPTORS
from kit import log
from tests.builders import LAMBRATE, a_place, an_area, an_area_known, an_offer_card
from tests.builders import an_offer_published as published
from tests.catalogue import example_offers
from tests.searching import NOW, Site, a_site, its_settings, values

PLACES = [
    an_area_known(area=an_area(kind="nil", code="23", name="LAMBRATE - ORTICA", centre=LAMBRATE)),
    an_area_known(
        area=an_area(kind="metro", code="7", name="Loreto M1", centre=Point(lat=45.486, lon=9.216))
    ),
]


@pytest.fixture(scope="module")
async def site(nats_url: str, opensearch_url: str) -> AsyncIterator[Site]:
    """The example catalogue with two places, which no test here changes."""
    facts = [*PLACES, *example_offers()]
    async with a_site(its_settings(nats_url, opensearch_url), facts) as site:
        yield site


def titles(answer: dict[str, Any]) -> list[str]:
    return [item["title"] for item in answer["items"]]


WISHES = {
    "6 anni": an_offer_card(title="Corso ab", ages=Ages(min=5, max=8)),
    "municipio 7": an_offer_card(title="Corso ab", municipi=(7,)),
    "vicino a Lambrate": an_offer_card(title="Corso ab", place=a_place(point=LAMBRATE)),
    "gratis": an_offer_card(title="Corso ab", price=Price(kind="free")),
    "sotto i 20 euro": an_offer_card(
        title="Corso ab", price=Price(kind="paid", amount_cents=1_500, unit="session")
    ),
    "per chi è autistico": an_offer_card(title="Corso ab", needs=("autism",)),
    "in carrozzina": an_offer_card(title="Corso ab", accessibility=("wheelchair",)),
    "per insegnanti": an_offer_card(title="Corso ab", recipients=("insegnanti",)),
    "all'aperto": an_offer_card(title="Corso ab", delivery="outdoor"),
    "muoversi": an_offer_card(title="Corso ab", wellbeing=Wellbeing(body=5)),
    "egiziano": an_offer_card(title="Corso ab", languages=("ar",)),
}
"""What is said, and a card that fits it better than the others do."""

OTHERS = an_offer_card(
    title="Corso ab",
    ages=Ages(min=15, max=17),
    municipi=(1,),
    place=a_place(point=Point(lat=45.40, lon=9.10), municipio=1, nil="FIGINO"),
    price=Price(kind="paid", amount_cents=90_000, unit="course"),
    wellbeing=Wellbeing(body=0),
    schedule=(),
)


@pytest.mark.parametrize("said", WISHES)
async def test_what_fits_the_words_comes_first_and_nothing_is_hidden(
    empty: Site, said: str
) -> None:
    wished = published(card=WISHES[said])
    await empty.hold([*PLACES, wished, *(published(card=OTHERS) for _ in range(3))])

    answer = await empty.get(q=f"corso ab {said}")

    assert answer["items"][0]["id"] == str(wished.id)
    assert answer["total"] == 4
    assert answer["understood"]


async def test_what_is_strong_in_what_is_wished_for_is_found_though_no_text_says_it(
    empty: Site,
) -> None:
    strong, weak = [
        published(card=an_offer_card(title="Corso ab", wellbeing=Wellbeing(relationships=level)))
        for level in (4, 3)
    ]
    await empty.hold([strong, weak])

    answer = await empty.get(q="farsi amici")

    assert [item["id"] for item in answer["items"]] == [str(strong.id)]


async def test_days_and_holidays_are_wishes_too(site: Site) -> None:
    saturday = await site.get(q="sabato mattina", limit=10)
    for item in saturday["items"]:
        assert any(session["weekday"] == "sat" for session in item["schedule"])
    christmas = await site.get(q="campus vacanze di natale", limit=5)
    assert all(item["period"]["end"] < "2027-01-11" for item in christmas["items"])
    assert all(item["period"]["start"] > "2026-12-01" for item in christmas["items"])


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("corso ab dopo le 17", {"mon 17:00", "sat 18:30"}),
        ("corso ab prima delle 16", {"sat 10:00", "mon 15:45"}),
        ("corso ab alle 16", {"mon 15:45"}),
        ("corso ab sabato dopo le 17.30", {"sat 18:30"}),
    ],
)
async def test_hours_are_those_at_which_a_session_begins(
    empty: Site, q: str, first: set[str]
) -> None:
    begins = ["mon 15:45", "mon 17:00", "sat 10:00", "sat 18:30"]
    for day, at in (one.split() for one in begins):
        weekly = {"weekday": day, "start": f"{at}:00", "end": "20:00:00"}
        session = msgspec.convert(weekly, Session)
        card = an_offer_card(title="Corso ab", summary=f"{day} {at}", schedule=(session,))
        await empty.hold([published(card=card)])

    answer = await empty.get(q=q, explain="true")

    assert [one["kind"] for one in answer["understood"] if one["kind"] == "hour"] == ["hour"]
    most = max(at_that_time(item) for item in answer["items"])
    assert {one["summary"] for one in answer["items"] if at_that_time(one) == most} == first
    assert {one["summary"] for one in answer["items"][: len(first)]} == first
    assert answer["total"] == len(begins)  # it hides nothing


def at_that_time(item: dict[str, Any]) -> float:
    """What its day and hours add."""
    parts = item["explanation"]["parts"]
    added: list[float] = [one["value"] for one in parts if one["factor"].startswith("time:")]
    return round(sum(added), 3)


async def test_totals_and_counts_are_those_of_the_words_that_remain(site: Site) -> None:
    plain = await site.get(q="nuoto", limit=100)
    said = await site.get(q="nuoto bambini 6 anni zona 3 gratis sabato mattina", limit=100)

    assert said["total"] == plain["total"] > 0
    assert values(said, "category") == values(plain, "category")
    assert {item["id"] for item in said["items"]} == {item["id"] for item in plain["items"]}


async def test_wishes_alone_rank_all_there_is(site: Site) -> None:
    answer = await site.get(q="gratis sabato mattina 6 anni", limit=5, explain="true")

    assert answer["total"] == 390
    first = answer["items"][0]
    assert first["price"]["kind"] == "free"
    assert first["ages"]["min"] <= 6 <= first["ages"]["max"]
    assert {one["kind"] for one in answer["understood"]} == {"price", "day", "part", "age"}


async def test_a_reading_can_be_refused_one_by_one_or_altogether(site: Site) -> None:
    understood = (await site.get(q="nuoto zona 3 gratis"))["understood"]
    assert [one["id"] for one in understood] == ["municipio:3", "price:free"]
    assert [one["words"] for one in understood] == ["zona 3", "gratis"]

    one = await site.get(q="nuoto zona 3 gratis", not_understood="price:free")
    assert [reading["id"] for reading in one["understood"]] == ["municipio:3"]
    both = await site.get(q="nuoto zona 3", not_understood=["municipio:3", "price:free"])
    for off in ({"understand": "false"}, {"without": "understanding"}):
        none = await site.get(q="nuoto zona 3", **off)
        assert "understood" not in none
        assert [item["id"] for item in both["items"]] == [item["id"] for item in none["items"]]


@pytest.mark.parametrize("q", ["swimming", "nadar", "natation", "游泳", "السباحة"])
async def test_other_languages_find_what_italian_finds_and_say_so(site: Site, q: str) -> None:
    italian = await site.get(q="nuoto", limit=100)
    other = await site.get(q=q, limit=100)

    # beside the Italian word all of them are searched as typed, which no entry has
    assert {item["id"] for item in other["items"]} == {item["id"] for item in italian["items"]}
    assert values(other, "category") == values(italian, "category")
    assert "italian:nuoto" in {one["id"] for one in other["understood"]}
    for off in ("italian:nuoto", "translation", "understanding"):
        switched = {"not_understood" if ":" in off else "without": off}
        assert (await site.get(q=q, **switched))["total"] < italian["total"]


async def test_a_name_in_another_language_is_found_as_it_is_written(empty: Site) -> None:
    named = published(card=an_offer_card(title="Sunday Chess Academy", summary=None))
    scacchi = [published(card=an_offer_card(title=f"Scacchi di domenica {n}")) for n in range(5)]
    await empty.hold([named, *scacchi])

    answer = await empty.get(q="sunday chess academy")

    assert answer["items"][0]["title"] == "Sunday Chess Academy"
    assert answer["total"] == 6


async def test_what_the_caller_says_goes_before_what_was_read(site: Site) -> None:
    said = await site.get(q="laboratorio zona 3", prefer_municipio=8, explain="true", limit=50)

    for item in said["items"]:
        names = {part["factor"] for part in item["explanation"]["parts"]}
        assert ("municipio" in names) == (8 in item["municipi"])
    said = await site.get(q="laboratorio vicino a Lambrate", prefer_near="45.40,9.10", limit=50)
    same = await site.get(q="laboratorio", prefer_near="45.40,9.10", limit=50)
    assert said["items"] == same["items"]


@pytest.mark.parametrize(
    "q",
    [
        "nuoto bambini 6 anni zona 3 gratis sabato mattina",
        "campus natale vicino a Lambrate 8 anni",
        "sport disabile autismo carrozzina all'aperto la sera",
        "laboratorio timido sotto i 20 euro per la classe egiziano",
        "18 mesi metro loreto domenica",
    ],
)
async def test_an_explanation_of_wishes_gives_the_engine_s_score(site: Site, q: str) -> None:
    answer = await site.get(q=q, explain="true", limit=50, facets="none")

    assert answer["items"]
    seen = set()
    for item in answer["items"]:
        told = item["explanation"]
        assert told["value"] == pytest.approx(told["score"], rel=0.001)
        seen |= {part["factor"].partition(":")[0] for part in told["parts"]}
        assert all(part["sentence"] for part in told["parts"])
    assert len(seen & {"age", "time", "need", "season", "budget", "distance", "municipio"}) >= 1


async def test_a_metro_line_wishes_for_what_is_near_any_of_its_stops(empty: Site) -> None:
    def at(lat: float) -> Any:
        place = a_place(point=Point(lat=lat, lon=9.2), municipio=3, nil="FIGINO")
        return published(card=an_offer_card(title="Corso ab", place=place))

    first, last, between = at(45.44), at(45.501), at(45.47)
    stops = (
        an_area_known(
            area=an_area(
                kind="metro", code=code, name=code, centre=Point(lat=lat, lon=9.2), lines=("M3",)
            )
        )
        for code, lat in (("Lodi", 45.44), ("Zara", 45.5))
    )
    await empty.hold([*stops, first, last, between])

    answer = await empty.get(q="corso ab M3", explain="true", limit=3)

    assert [one["id"] for one in answer["understood"]] == ["who:asking", "place:m3"]
    near = {
        item["id"]: "distance" in {part["factor"] for part in item["explanation"]["parts"]}
        for item in answer["items"]
    }
    assert near == {str(first.id): True, str(last.id): True, str(between.id): False}
    assert answer["items"][-1]["id"] == str(between.id)
    (stop,) = {item["id"] for item in (await empty.get(q="corso ab M3 Zara", limit=1))["items"]}
    assert stop == str(last.id)


async def test_without_the_city_s_map_venues_name_their_neighbourhoods(empty: Site) -> None:
    close = published(card=an_offer_card(title="Corso ab"))
    far = published(card=OTHERS)
    await empty.hold([close, far])

    answer = await empty.get(q="corso ab ortica")

    assert "place:ortica" in [one["id"] for one in answer["understood"]]
    assert answer["items"][0]["id"] == str(close.id)
    assert answer["items"][0]["distance_m"] < 10  # the engine rounds where the middle is


async def test_a_map_reads_the_words_as_the_list_does(site: Site) -> None:
    listed = await site.get(q="nuoto 6 anni gratis", limit=0)
    response = await site.http.get(
        "/v1/catalog/map", params={"q": "nuoto 6 anni gratis", "bbox": "9,45.3,9.4,45.6", "zoom": 9}
    )
    drawn = response.json()

    assert response.status_code == 200, drawn
    assert drawn["total"] + drawn["without_place"] == listed["total"]
    private = await site.http.get(
        "/v1/catalog/map", params={"q": "autismo", "bbox": "9,45.3,9.4,45.6", "zoom": 9}
    )
    assert private.headers["cache-control"] == "no-store"


async def test_needs_that_were_read_are_kept_by_no_cache(site: Site) -> None:
    async def cached(q: str) -> str | None:
        response = await site.http.get("/v1/catalog", params={"q": q, "limit": 1})
        said: str | None = response.headers.get("cache-control")
        return said

    assert await cached("nuoto autismo") == "no-store"
    assert await cached("nuoto carrozzina") == "no-store"
    assert await cached("voglio morire") == "no-store"
    assert await cached("nuoto 6 anni gratis") is None


async def test_danger_brings_help_above_all_and_is_told_to_nobody(
    site: Site, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    log.configure("debug")
    by_address = await site.get(q="mio padre mi picchia xylofonia")
    by_body = await site.ask(q="voglio morire xylofonia", understand=False)
    logged = capfdbinary.readouterr().out

    for answer in (by_address, by_body):
        assert [line["number"] for line in answer["help"]] == ["112", "114", "19696"]
        assert next(iter(answer)) == "help"
    assert logged.count(b"\n") >= 2
    for word in (b"picchia", b"morire", b"xylofonia", b"padre"):
        assert word not in logged
    assert "help" not in await site.get(q="fuga di Bach")


LEVELS = st.lists(st.integers(0, 5), min_size=5, max_size=5)
WEIGHTS = st.dictionaries(st.sampled_from(DESCRIPTORS.codes), st.integers(1, 5), min_size=1)


def worth(levels: list[int], weights: dict[str, int]) -> float:
    """What the engine computes, by the functions that it is given."""
    stated = dict(zip(DESCRIPTORS.codes, levels, strict=True))
    added: list[float] = [
        function.weight
        * stated[function.name.partition(":")[2]]
        * function.value["field_value_factor"]["factor"]
        for function in wellbeing(CatalogQuery(prefer_wellbeing=weights), NOW.date(), 0.15)
    ]
    return sum(added)


@given(LEVELS, st.integers(0, 4), st.integers(1, 5), WEIGHTS, st.integers(1, 4))
def test_to_wish_more_of_something_never_lowers_what_has_more_of_it(
    levels: list[int], which: int, more: int, weights: dict[str, int], by: int
) -> None:
    higher = [*levels]
    higher[which] = min(5, higher[which] + more)
    name = DESCRIPTORS.codes[which]
    raised = weights | {name: weights.get(name, 0) + by}

    ahead = worth(higher, weights) - worth(levels, weights)
    then = worth(higher, raised) - worth(levels, raised)
    assert ahead > -1e-9
    assert then > ahead - 1e-9
    assert 0 <= worth(higher, raised) <= 0.15 + 1e-9


@settings(max_examples=10)
@given(weights=WEIGHTS)
async def test_the_engine_orders_by_the_wellbeing_that_is_wished(
    site: Site, weights: dict[str, int]
) -> None:
    wish = ",".join(f"{name}:{weight}" for name, weight in weights.items())
    answer = await site.get(prefer_wellbeing=wish, limit=50, explain="true", facets="none")

    for item in answer["items"]:
        parts = {part["factor"]: part["value"] for part in item["explanation"]["parts"]}
        read = sum(value for name, value in parts.items() if name.startswith("wellbeing:"))
        levels = [item["wellbeing"][code] for code in DESCRIPTORS.codes]
        assert read == pytest.approx(worth(levels, weights), abs=1e-4)


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        ({"prefer_municipio": ["4"]}, lambda item: 4 in item["municipi"]),
        (
            {"prefer_budget": 800},
            lambda item: item["price"].get("per_session_cents", 9_999) <= 800,
        ),
        ({"credit": 6_000}, lambda item: item.get("you_pay") == 0),
    ],
)
async def test_a_wish_never_puts_what_fits_behind_what_does_not(
    site: Site, wish: dict[str, Any], fits: Any
) -> None:
    plain = await site.ask(q="corso", limit=100, without=["provider_limit"])
    wished = await site.ask(q="corso", limit=100, without=["provider_limit"], **wish)
    assert wished["total"] == plain["total"] <= 100
    before = {item["id"]: place for place, item in enumerate(plain["items"])}
    seen_misfits: list[str] = []
    moved = False
    for item in wished["items"]:
        if not fits(item):
            seen_misfits.append(item["id"])
            continue
        moved = moved or bool(before[item["id"]] > len(seen_misfits))
        assert all(before[one] < before[item["id"]] for one in seen_misfits)
    assert moved


@pytest.mark.parametrize("parameter", ["near", "prefer_near"])
async def test_a_place_draws_the_near_ones_up(site: Site, parameter: str) -> None:
    answer = await site.get(**{parameter: "45.44,9.20"}, limit=20)
    plain = await site.get(limit=20)

    def mean(found: dict[str, Any]) -> float:
        points = [
            item["place"]["point"] for item in found["items"] if item.get("place", {}).get("point")
        ]
        away: list[float] = [abs(p["lat"] - 45.44) + abs(p["lon"] - 9.20) for p in points]
        return sum(away) / len(away)

    assert mean(answer) < mean(plain)
