"""What was just answered is answered again without asking the engine, and never for long."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.builders import an_offer_card, an_offer_published
from tests.searching import Site, a_site, its_settings

KEPT = {"Cache-Control": "max-age=1"}
"""What anybody says who does not ask for an answer made anew."""


class Seconds:
    """Passing when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def site(nats_url: str, opensearch_url: str, seconds: Seconds) -> AsyncIterator[Site]:
    settings = its_settings(nats_url, opensearch_url, meaning=False)
    async with a_site(settings, timer=seconds) as site:
        yield site


async def told(site: Site, headers: dict[str, str] = KEPT, /, **asked: str) -> dict[str, Any]:
    response = await site.http.get("/v1/catalog", params=asked, headers=headers)
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


async def total(site: Site, headers: dict[str, str] = KEPT, /, **asked: str) -> int:
    return int((await told(site, headers, **asked))["total"])


async def test_an_answer_is_kept_until_it_could_be_too_old(site: Site, seconds: Seconds) -> None:
    assert await total(site) == 0
    await site.hold([an_offer_published()])

    seconds.now = 0.9
    assert await total(site) == 0
    assert await total(site, limit="5") == 1  # another question

    seconds.now = 1.1
    assert await total(site) == 1


async def test_who_wants_an_answer_made_now_has_it(site: Site) -> None:
    assert await total(site) == 0
    await site.hold([an_offer_published()])

    assert await total(site, {"Cache-Control": "no-cache"}) == 1
    assert await total(site) == 1  # and it is the one that is kept


async def test_each_language_has_its_own_answer(site: Site) -> None:
    await site.hold([an_offer_published()])

    italian = await told(site, KEPT | {"Accept-Language": "it"})
    english = await told(site, KEPT | {"Accept-Language": "en"})

    assert italian["facets"][1]["label"] != english["facets"][1]["label"]


@pytest.mark.parametrize("asked", [{"need": "autism"}, {"q": "autismo"}])
async def test_what_tells_of_a_childs_needs_is_not_kept(site: Site, asked: dict[str, str]) -> None:
    assert await total(site, **asked) == 0
    card = an_offer_card(title="Gruppo per bambini con autismo", needs=("autism",))
    await site.hold([an_offer_published(card=card)])

    assert await total(site, **asked) == 1
