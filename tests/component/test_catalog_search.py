"""The catalogue over HTTP, on the real engine: finding, ordering, paging, explaining, refusing."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from contracts.offers import Price, Wellbeing
from contracts.values import Ages, ProviderName
from tests.builders import (
    LAMBRATE,
    a_listing_published,
    a_place,
    an_area,
    an_area_known,
    an_offer_card,
    an_offer_published,
)
from tests.catalogue import example_offers
from tests.searching import Site, a_site, an_api, its_settings, values

SORTS = ("relevance", "price", "newest", "rating")


async def walk(site: Site, path: str) -> list[str]:
    """Ids of every page, by following `next`."""
    ids: list[str] = []
    following: str | None = path
    while following:
        answer = (await site.http.get(following)).json()
        ids += [item["id"] for item in answer["items"]]
        following = answer.get("next")
    return ids


async def test_words_find_an_entry_by_its_title_and_by_provider_and_activity(site: Site) -> None:
    offers = [offer for place, offer in enumerate(example_offers()) if place % 5 == 0]

    for offer in offers:
        answer = await site.get(q=offer.card.title, limit=3, facets="none")
        assert str(offer.id) in [item["id"] for item in answer["items"]], offer.card.title


async def test_singular_plural_elision_and_accents_make_no_difference(site: Site) -> None:
    for one, other in (
        ("laboratorio", "laboratori"),
        ("corso", "corsi"),
        ("danza", "danze"),
        ("acquaticità", "acquaticita"),
        ("l'arte", "arte"),
        ("arte", "ARTE"),
        ("dopo scuola", "doposcuola"),
    ):
        answers = [await site.get(q=q, limit=0, facets="none") for q in (one, other)]
        assert answers[0]["total"] == answers[1]["total"] > 0, (one, other)


async def test_what_has_all_the_words_in_whatever_fields_comes_first(empty: Site) -> None:
    card = an_offer_card(title="Scuola nuoto", summary="Per chi comincia", keywords=("nuoto",))
    body = ProviderName(id=uuid4(), name="Polisportiva Garibaldina")
    await empty.hold([an_offer_published(card=card, provider=body), an_offer_published(card=card)])

    answer = await empty.get(q="nuoto garibaldina")

    assert [item["provider"]["name"] for item in answer["items"]] == [
        "Polisportiva Garibaldina",
        "Cooperativa L'Aquilone",
    ]


async def test_the_words_searched_are_marked_and_nothing_else_is_html(empty: Site) -> None:
    card = an_offer_card(title="Nuoto & <b>giochi</b>", summary="Corsi di NUOTO")
    await empty.hold([an_offer_published(card=card)])

    (item,) = (await empty.get(q="nuoto giochi"))["items"]

    assert item["highlights"] == {
        "title": "<mark>Nuoto</mark> &amp; &lt;b&gt;<mark>giochi</mark>&lt;/b&gt;",
        "summary": "Corsi di <mark>NUOTO</mark>",
    }


async def test_only_small_words_are_as_if_there_were_none(site: Site) -> None:
    assert (await site.get(q="per il", limit=0, facets="none"))["total"] == 390


@pytest.mark.parametrize(
    "q", ["ﷺ" * 512, "a b " * 128, "nuoto " * 85, "游泳 سباحة", "''''", '"x AND (', "l'", "-"]
)
async def test_whatever_is_typed_has_an_answer(site: Site, q: str) -> None:
    assert (await site.get(q=q, limit=1, explain="true"))["total"] >= 0


async def test_what_is_not_stated_is_found_by_none_and_is_never_free(empty: Site) -> None:
    listing = a_listing_published()
    free = an_offer_published(card=an_offer_card(price=Price(kind="free")))
    await empty.hold([listing, free])

    assert (await empty.get(price_band="_none"))["items"][0]["id"] == str(listing.id)
    assert (await empty.get(free="true"))["items"][0]["id"] == str(free.id)
    assert (await empty.get(price_max=0))["items"][0]["id"] == str(free.id)
    counted = await empty.get()
    assert values(counted, "price_band") == {"free": 1}
    assert counted["price"] == {
        "min": 0,
        "max": 0,
        "histogram": counted["price"]["histogram"],
    }
    assert counted["price"]["histogram"][0] == {"from_cents": 0, "to_cents": 500, "count": 1}


async def test_an_entry_without_ages_fits_every_age_and_stands_below_one_that_states_it(
    empty: Site,
) -> None:
    names = {"unstated": None, "fits": Ages(min=4, max=8), "edge": Ages(min=6, max=11)}
    await empty.hold(
        an_offer_published(card=an_offer_card(title=f"Nuoto {name}", ages=ages))
        for name, ages in (names | {"grown": Ages(min=14)}).items()
    )

    answer = await empty.get(q="nuoto", age=6)

    titles = [item["title"].removeprefix("Nuoto ") for item in answer["items"]]
    assert titles == ["fits", "edge", "unstated"]


@pytest.mark.parametrize("asked", ["14-", "14", "-0.5", "0.5", "13-11"])
async def test_ages_may_be_open_halved_or_turned_around(site: Site, asked: str) -> None:
    answer = await site.get(age=asked, limit=100)

    assert answer["total"] > 0
    low, dash, high = asked.partition("-")
    ends = sorted(float(end) for end in (low, high) if end)
    first, last = ends[0], ends[-1] if high or not dash else 999
    if not low:
        first = 0
    for item in answer["items"]:
        ages = item["ages"]
        assert ages["min"] <= last
        assert ages.get("max", 999) >= first


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("q", ["", "laboratorio bambini"])
async def test_pages_neither_repeat_nor_skip(site: Site, sort: str, q: str) -> None:
    total = (await site.get(q=q, limit=0, facets="none"))["total"]

    ids = await walk(site, f"/v1/catalog?q={q}&sort={sort}&limit=37&facets=none")

    assert len(ids) == len(set(ids)) == total > 0


async def test_pages_by_offset_are_slices_of_one_list_whatever_their_size(site: Site) -> None:
    whole = await walk(site, "/v1/catalog?q=teatro&limit=100&facets=none")

    for limit in (1, 7, 20):
        assert await walk(site, f"/v1/catalog?q=teatro&limit={limit}&facets=none") == whole
    near = "near=45.4642,9.1914&sort=distance&facets=none"
    far = await walk(site, f"/v1/catalog?{near}&limit=100")
    assert await walk(site, f"/v1/catalog?{near}&limit=33") == far
    assert len(far) == 390


@pytest.mark.parametrize("sort", ["price", "newest", "rating"])
async def test_a_walk_by_cursor_keeps_what_did_not_change_while_the_rest_does(
    empty: Site, sort: str
) -> None:
    offers = list(example_offers())[:60]
    await empty.hold(offers)
    changing, still = offers[::2], {str(offer.id) for offer in offers[1::2]}
    seen: Counter[str] = Counter()
    following: str | None = f"/v1/catalog?sort={sort}&limit=7&facets=none"
    while following:
        answer = (await empty.http.get(following)).json()
        seen.update(item["id"] for item in answer["items"])
        cheaper = (
            msgspec.structs.replace(
                offer,
                published_at=offer.published_at + timedelta(days=len(seen)),
                card=msgspec.structs.replace(offer.card, price=None),
            )
            for offer in changing
        )
        await empty.hold([*cheaper, an_offer_published()])
        following = answer.get("next")

    assert {identity: seen[identity] for identity in still} == dict.fromkeys(still, 1)


async def test_the_last_page_has_no_next(site: Site) -> None:
    for sort in SORTS:
        answer = await site.get(sort=sort, limit=30, offset=360, facets="none")
        assert len(answer["items"]) == 30
        assert "next" not in answer


async def test_no_page_goes_deeper_than_the_engine_can(site: Site) -> None:
    for sort in SORTS:
        answer = await site.get(sort=sort, offset=10_000, limit=100)
        assert (answer["items"], answer["total"], answer.get("next")) == ([], 390, None)


async def test_orders_are_what_they_say_and_what_is_not_stated_comes_last(empty: Site) -> None:
    cheap = Price(kind="paid", amount_cents=500, unit="session")
    dear = Price(kind="paid", amount_cents=5_000, unit="session")
    prices = (dear, None, cheap, Price(kind="free"))
    offers = [
        an_offer_published(
            card=an_offer_card(price=price, title=f"Nuoto {place}"),
            published_at=an_offer_published().published_at + timedelta(days=place),
        )
        for place, price in enumerate(prices)
    ]
    await empty.hold(offers)

    async def order(**asked: Any) -> list[int]:
        answer = await empty.get(**asked)
        return [int(item["title"].removeprefix("Nuoto ")) for item in answer["items"]]

    assert await order(sort="price") == [3, 2, 0, 1]
    assert await order(sort="newest") == [3, 2, 1, 0]


async def test_distance_orders_hides_only_by_radius_and_is_told(site: Site) -> None:
    near = await site.get(near="45.4845,9.2416", sort="distance", limit=100)
    assert near["total"] == 390
    metres = [item["distance_m"] for item in near["items"]]
    assert metres == sorted(metres)

    within = await site.get(near="45.4845,9.2416", radius=2_000, limit=100)
    assert 0 < within["total"] < 390
    assert all(item["distance_m"] <= 2_000 for item in within["items"])


async def test_a_neighbourhood_can_be_named_once_the_city_s_map_is_loaded(empty: Site) -> None:
    refused = await empty.http.get("/v1/catalog", params={"near": "Lambrate"})
    assert refused.status_code == 400
    assert "caricati" in refused.json()["errors"][0]["detail"]


async def test_a_named_neighbourhood_is_a_place(empty: Site) -> None:
    area = an_area(kind="nil", code="23", name="LAMBRATE - ORTICA", centre=LAMBRATE)
    close = an_offer_published(card=an_offer_card(place=a_place(point=LAMBRATE)))
    await empty.hold([an_area_known(area=area), close])

    for named in ("lambrate - ortica", "Lambrate", "ORTICA"):
        answer = await empty.get(near=named, radius=100)
        assert [item["distance_m"] for item in answer["items"]] == [0], named

    refused = await empty.http.get("/v1/catalog", params={"near": "Lambrate Ortica"})
    assert refused.json()["errors"][0]["nearest"] == "lambrate - ortica"


async def test_wishes_move_what_fits_up_and_hide_nothing(site: Site) -> None:
    wished = await site.get(q="laboratorio", prefer_municipio=4, limit=100)
    plain = await site.get(q="laboratorio", limit=100)

    assert wished["total"] == plain["total"]

    def places(answer: dict[str, Any]) -> int:
        return sum(
            place for place, item in enumerate(answer["items"]) if 4 in item.get("municipi", ())
        )

    assert places(wished) < places(plain)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "nuoto"},
        {"q": "laboratorio di teatro per ragazzi timidi", "age": "12-14"},
        {"prefer_near": "45.48,9.23", "prefer_municipio": "3"},
        {"q": "robotica", "prefer_budget": 1_500, "prefer_wellbeing": "creativity:3,autonomy:1"},
        {"q": "aiuto compiti", "need": "bes_dsa", "prefer_near": "45.44,9.20", "age": 9},
        {"q": "sport", "without": ["synonyms", "completeness"], "category": "sport"},
    ],
)
async def test_an_explanation_gives_the_score_that_the_engine_gave(
    site: Site, asked: dict[str, Any]
) -> None:
    answer = await site.get(**asked, explain="true", limit=50, facets="none")

    assert answer["items"]
    for item in answer["items"]:
        told = item["explanation"]
        assert told["value"] == pytest.approx(told["score"], rel=0.001)
        text, *added = told["parts"]
        assert told["score"] == pytest.approx(
            text["value"] * (1 + sum(part["value"] for part in added)), rel=0.001
        )
        assert all(part["sentence"] for part in told["parts"])
        assert all(f"{part['factor']}" in told["formula"] for part in added)


async def test_an_explanation_speaks_italian(empty: Site) -> None:
    card = an_offer_card(municipi=(3,), wellbeing=Wellbeing(relationships=5))
    await empty.hold([an_offer_published(card=card)])

    answer = await empty.get(prefer_municipio=3, prefer_wellbeing="relationships:2", explain="true")

    sentences = {p["factor"]: p["sentence"] for p in answer["items"][0]["explanation"]["parts"]}
    assert sentences["municipio"] == "Nel tuo municipio"
    assert sentences["wellbeing:relationships"] == "Forte su relazioni"


async def test_a_course_stands_before_the_grounds_of_the_citys_list(empty: Site) -> None:
    grounds = an_offer_card(
        title="Atletica - Centro Sportivo Saini",
        summary="Atletica presso Centro Sportivo Saini.",
        description=None,
        keywords=("Atletica",),
    )
    course = an_offer_card(
        title="Scuola di atletica 6-11",
        summary="Corse, salti e lanci per gioco, due pomeriggi alla settimana in pista.",
        description="Si comincia correndo e si finisce saltando, con due istruttori e niente gare.",
        keywords=("corsa", "salto", "atletica leggera"),
    )
    await empty.hold(
        [
            an_offer_published(card=course),
            *(an_offer_published(kind="listing", provider=None, card=grounds) for _ in range(9)),
        ]
    )

    asked = {"q": "atletica", "facets": "none"}
    kinds = [item["kind"] for item in (await empty.get(**asked))["items"]]
    without = [item["kind"] for item in (await empty.get(**asked, without="managed"))["items"]]

    assert (kinds[0], without[0]) == ("offer", "listing")
    named = (await empty.get(q="centro saini", facets="none"))["items"]
    assert named[0]["kind"] == "listing"


def equals(count: int, bodies: int) -> list[Any]:
    """Offers that differ in nothing that is ranked."""
    names = [ProviderName(id=uuid4(), name=f"Ente numero {n}") for n in range(bodies)]
    return [an_offer_published(provider=names[n % bodies]) for n in range(count)]


async def test_equals_take_turns_day_by_day_and_each_is_on_the_first_page_within_a_month(
    empty: Site,
) -> None:
    offers = equals(50, bodies=50)
    await empty.hold(offers)
    first = [
        [item["id"] for item in (await empty.get(day=day.isoformat(), facets="none"))["items"]]
        for day in (date(2026, 11, 1) + timedelta(days=n) for n in range(30))
    ]

    assert {identity for page in first for identity in page} == {str(one.id) for one in offers}
    assert all(one != other for one, other in pairwise(first))
    again = await empty.get(day="2026-11-01", facets="none")
    assert [item["id"] for item in again["items"]] == first[0]
    assert "day=2026-11-22" in (await empty.get(facets="none"))["next"]


async def test_no_body_has_more_than_three_of_the_first_ten_unless_it_is_asked_for(
    empty: Site,
) -> None:
    big = ProviderName(id=uuid4(), name="Piscine Riunite Ambrosiane")
    title = {"title": "Corso di nuoto nuoto nuoto", "keywords": ("nuoto",)}
    many = [an_offer_published(provider=big, card=an_offer_card(**title)) for _ in range(45)]
    others = [
        an_offer_published(card=an_offer_card(title="Ginnastica e nuoto per chi comincia"))
        for _ in range(9)
    ]
    await empty.hold([*many, *others])

    def of_big(answer: dict[str, Any]) -> int:
        return sum(item["provider"]["name"] == big.name for item in answer["items"])

    assert of_big(await empty.get(q="nuoto", limit=10)) == 3
    assert of_big(await empty.get(q="nuoto", limit=10, without="provider_limit")) == 10
    assert of_big(await empty.get(q="nuoto piscine ambrosiane", limit=10)) == 10
    assert of_big(await empty.get(q="nuoto", limit=10, provider=str(big.id))) == 10
    told = await empty.get(q="nuoto", limit=30, explain="true")
    moved = [item for item in told["items"] if "moved_down" in item["explanation"]]
    assert {item["provider"]["name"] for item in moved} == {big.name}
    assert len(await walk(empty, "/v1/catalog?q=nuoto&limit=4")) == 54


async def test_a_voucher_s_credit_says_what_is_left_to_pay(site: Site) -> None:
    answer = await site.ask(credit=10_000, limit=100, fields=["price", "takes_vouchers", "you_pay"])

    for item in answer["items"]:
        price = item["price"]
        if price["kind"] == "free":
            assert item["you_pay"] == 0
        elif item["takes_vouchers"]:
            assert item["you_pay"] == max(0, price["amount_cents"] - 10_000)
        else:
            assert item["you_pay"] == price["amount_cents"]
    assert sum(values(answer, "covered").values()) == 390
    assert set(values(await site.get(), "kind")) == {"offer"}


async def test_what_tells_of_needs_or_means_is_kept_by_no_cache(site: Site) -> None:
    private = [
        await site.http.get("/v1/catalog", params={"need": "autism"}),
        await site.http.post("/v1/catalog/search", json={"credit": 5_000}),
    ]
    assert [response.headers.get("cache-control") for response in private] == ["no-store"] * 2
    refused = await site.http.get("/v1/catalog", params={"credit": 5_000})
    assert refused.json()["errors"][0]["code"] == "unknown_parameter"


async def test_a_post_asks_the_same_and_says_how_to_read_on_without_an_address(site: Site) -> None:
    by_address = await site.get(q="laboratorio", municipio=[3, 4], age="8", limit=5)
    by_body = await site.ask(q="laboratorio", municipio=[3, "4"], age=8, limit=5)

    assert by_body["items"] == by_address["items"]
    assert by_body["facets"] == by_address["facets"]
    assert by_body["next"] == {"offset": 5, "day": "2026-11-22", "vectors": 0}
    onwards = await site.ask(
        q="laboratorio", municipio=["3", "4"], age="8", limit=5, **by_body["next"]
    )
    assert onwards["items"] == (await site.http.get(by_address["next"])).json()["items"]


async def test_only_what_is_asked_for_is_answered(site: Site) -> None:
    answer = await site.get(fields=["title", "price"], facets=["category", "free"], limit=3)

    assert all(set(item) == {"id", "title", "price"} for item in answer["items"])
    assert [facet["name"] for facet in answer["facets"]] == ["category", "free"]
    assert "price" not in answer
    assert (await site.get(facets="none", limit=0)) == {"items": [], "total": 390, "facets": []}


@pytest.mark.parametrize("asked", [{}, {"activity": ["yoga", "lacrosse"]}])
async def test_long_lists_begin_with_what_there_is_most_of(
    site: Site, asked: dict[str, Any]
) -> None:
    long = ["activity", "nil", "provider"]
    answer = await site.get(**asked, facets=long, limit=0)

    for facet in answer["facets"]:
        told = [(-value["count"], value["value"]) for value in facet["values"]]
        assert told == sorted(told)
        assert len(told) > 2


async def test_next_dates_are_those_of_sessions_to_come(site: Site) -> None:
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for item in (await site.get(limit=100))["items"]:
        wanted = {session["weekday"] for session in item.get("schedule", ())}
        for day in map(date.fromisoformat, item.get("next_dates", ())):
            assert day >= date(2026, 11, 22)
            assert days[day.weekday()] in wanted


async def test_an_entry_is_read_whole_and_a_hidden_thing_is_not_there(empty: Site) -> None:
    offer, area = an_offer_published(), an_area_known()
    await empty.hold([offer, area])

    whole = await empty.get(f"/v1/catalog/{offer.id}")
    assert (whole["id"], whole["source"]) == (
        str(offer.id),
        msgspec.to_builtins(offer.source),
    )
    assert whole["description"] == offer.card.description
    for identity in (area.id, uuid4()):
        assert (await empty.http.get(f"/v1/catalog/{identity}")).status_code == 404
    assert (await empty.http.get("/v1/catalog/nuoto")).status_code == 404


async def test_vocabularies_can_be_read_together_and_one_by_one(site: Site) -> None:
    every = await site.get("/v1/vocabularies")
    assert every["total"] == len(every["items"]) > 10
    one = await site.get("/v1/vocabularies/categories")
    assert one in every["items"]
    assert {term["code"]: term["it"] for term in one["terms"]}["scuola_piu"] == "Scuola +"
    assert (await site.http.get("/v1/vocabularies/nothing")).status_code == 404


async def test_every_fault_of_a_search_is_told_at_once(site: Site) -> None:
    response = await site.http.get(
        "/v1/catalog",
        params={
            "q": "a" * 600,
            "limit": "1000",
            "municipi": "3",
            "category": "sports",
            "age": "tanti",
            "sort": "best",
            "prefer_wellbeing": "joy:9",
            "near": "!",
            "without": "luck",
        },
    )

    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    faults = {fault["field"]: fault for fault in response.json()["errors"]}
    assert {name: fault["code"] for name, fault in faults.items()} == {
        "q": "too_long",
        "limit": "out_of_range",
        "municipi": "unknown_parameter",
        "category": "not_allowed",
        "age": "malformed",
        "sort": "not_allowed",
        "prefer_wellbeing": "malformed",
        "near": "malformed",
        "without": "not_allowed",
    }
    assert faults["municipi"]["nearest"] == "municipio"
    assert faults["category"]["nearest"] == "sport"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"sort": "distance"}, "near"),
        ({"radius": 500}, "near"),
        ({"cursor": "abc"}, "cursor"),
        ({"cursor": "abc", "sort": "price"}, "cursor"),
        ({"covered": ["wholly"]}, "credit"),
        ({"start_after": "2027-02-01", "start_before": "2027-01-31"}, "start_before"),
    ],
)
async def test_parameters_that_do_not_go_together_are_a_conflict(
    site: Site, asked: dict[str, Any], field: str
) -> None:
    response = await site.http.post("/v1/catalog/search", json=asked)

    assert response.status_code == 409
    assert [fault["field"] for fault in response.json()["errors"]] == [field]


async def test_a_cursor_belongs_to_one_question(site: Site) -> None:
    following = (await site.get(sort="price", limit=5, category="sport"))["next"]

    other = await site.http.get(following.replace("category=sport", "category=arte"))

    assert other.status_code == 409
    assert (await site.http.get(following.replace("limit=5", "limit=9"))).status_code == 200


async def test_factors_to_come_can_already_be_left_out(site: Site) -> None:
    assert (await site.get(without="meaning", limit=0, facets="none"))["total"] == 390


async def test_without_the_engine_the_answer_is_to_try_again(nats_url: str) -> None:
    """Nobody listens at the address."""
    settings = its_settings(nats_url, "http://127.0.0.1:9")
    async with an_api(settings) as http:
        response = await http.get("/v1/catalog", params={"q": "nuoto"})
        assert response.status_code == 503
        assert response.json()["code"] == "unavailable"
        assert response.headers["retry-after"]
        assert (await http.get("/health/ready")).status_code == 503


async def test_it_is_ready_once_a_search_was_answered(nats_url: str, opensearch_url: str) -> None:
    """While the engine gives single documents and refuses to search."""
    settings = its_settings(nats_url, opensearch_url, meaning=False)
    window = "index.max_result_window"
    async with a_site(settings) as site:
        await site.client.indices.put_settings(index=site.alias, body={window: 1})
        early = (await site.http.get("/health/ready")).json()["checks"]
        await site.client.indices.put_settings(index=site.alias, body={window: None})
        late = (await site.http.get("/health/ready")).json()["checks"]

    assert (early["search"], late["search"]) == ("RuntimeError", "ok")


async def test_who_looks_whether_it_is_ready_leaves_places_to_be_read_later(empty: Site) -> None:
    assert (await empty.http.get("/health/ready")).json()["checks"]["search"] == "ok"
    await empty.hold([an_offer_published()])

    assert (await empty.ask(q="nuoto lambrate"))["understood"][0]["value"] == "lambrate"


async def test_before_there_is_an_index_the_answer_is_to_try_again(
    nats_url: str, opensearch_url: str
) -> None:
    async with an_api(its_settings(nats_url, opensearch_url)) as http:
        for path in ("/v1/catalog", "/v1/catalog?near=isola", f"/v1/catalog/{uuid4()}"):
            assert (await http.get(path)).status_code == 503, path
