"""What each fact that is heard makes of its document: the one table of who does what."""

from catalog_search.index.writer import Handlers
from catalog_search.projection.document import Document, document, hidden
from contracts.areas import AreaForgotten, AreaKnown
from contracts.offers import OfferPublished, OfferWithdrawn
from contracts.providers import ProviderAdmitted, ProviderRemoved, ProviderSuspended
from kit.events import Fact


def hide_area(fact: Fact, change: int) -> Document:
    return hidden(fact, "area", change)


def hide_provider(fact: Fact, change: int) -> Document:
    """Its offers are told one by one as withdrawn."""
    return hidden(fact, "provider", change)


def hide_offer(fact: Fact, change: int) -> Document:
    """Of a listing too: what is gone no longer says what it was."""
    return hidden(fact, "offer", change)


HANDLERS: Handlers = {
    AreaKnown: document,
    AreaForgotten: hide_area,
    ProviderAdmitted: document,
    ProviderSuspended: hide_provider,
    ProviderRemoved: hide_provider,
    OfferPublished: document,
    OfferWithdrawn: hide_offer,
}
"""Whatever state of a thing comes first, and however often, its document is made from it alone."""
