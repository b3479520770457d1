"""Price lists over HTTP: those that an offer has had."""

from datetime import datetime

import msgspec

from contracts.offers import PriceList


class PublishedPriceList(msgspec.Struct, frozen=True, kw_only=True):
    """The price list that families saw from then on, until the next one; none: there was none."""

    since: datetime
    price_list: PriceList | None


class PriceListPage(msgspec.Struct, frozen=True, kw_only=True):
    """Price lists, newest first."""

    items: tuple[PublishedPriceList, ...]
    total: int
    next: str | None
    """Address of the next page."""
