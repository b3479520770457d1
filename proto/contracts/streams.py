"""The streams of the system, and what may be in each: the one table of who tells what."""

from contracts.areas import AreaForgotten, AreaKnown
from contracts.offers import OfferPublished, OfferWithdrawn
from contracts.providers import ProviderAdmitted, ProviderRemoved, ProviderSuspended
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

STREAMS = (PROVIDERS, DEAD)

TOMBSTONES: dict[str, type[Fact]] = {
    fact.SUBJECT: fact for fact in (AreaForgotten, ProviderRemoved, OfferWithdrawn)
}
"""What to tell of a thing that its owner no longer has, by subject without id."""
