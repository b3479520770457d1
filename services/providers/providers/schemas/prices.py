"""Price lists over HTTP: those that an offer has had."""

from datetime import datetime

import msgspec

from contracts.offers import Price, PriceList


class Prices(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A price, and the list that it is worked out from where there is one."""

    price: Price | None = None
    price_list: PriceList | None = None


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
