"""The streams of the system, and what may be in each: the one table of who tells what."""

from contracts.areas import AreaForgotten, AreaKnown
from contracts.offers import OfferPublished, OfferWithdrawn
from contracts.providers import ProviderAdmitted, ProviderRemoved, ProviderSuspended
from contracts.purchases import PurchaseCancelled, PurchaseCaptured, PurchaseRegistered
from contracts.quotes import QuoteAccepted, QuoteClosed
from kit.events import DEAD, Fact, Stream

PROVIDERS = Stream(
    name="PROVIDERS",
    subjects=("wishmi.providers.>",),
    facts=(
        AreaKnown,
        AreaForgotten,
        ProviderAdmitted,
        ProviderSuspended,
        ProviderRemoved,
        OfferPublished,
        OfferWithdrawn,
    ),
)

PRIVATE = Stream(
    name="PRIVATE",
    subjects=("wishmi.private.>",),
    facts=(
        QuoteAccepted,
        QuoteClosed,
        PurchaseRegistered,
        PurchaseCaptured,
        PurchaseCancelled,
    ),
)
"""Between providers and vouchers, who alone may read it. Each makes it and tells in it."""

STREAMS = (PROVIDERS, PRIVATE, DEAD)

TOMBSTONES: dict[str, type[Fact]] = {
    fact.SUBJECT: fact
    for fact in (AreaForgotten, ProviderRemoved, OfferWithdrawn, QuoteClosed, PurchaseCancelled)
}
"""What to tell of a thing that its owner no longer has, by subject without id."""
