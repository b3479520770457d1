"""What families and the other services may know of an offer now."""

from datetime import date

from contracts.offers import Edition, OfferPublished, OfferWithdrawn, Places
from contracts.values import ProviderName
from kit.events import Fact
from providers.domain.offers import Offer
from providers.domain.providers import Provider
from providers.schemas.editions import KeptEdition


def found(offer: Offer, provider: Provider | None) -> bool:
    """Whether families can find it: published, and the body behind it, if any, in the register."""
    body = behind(offer, provider)
    return offer.state == "published" and (body is None or body.admitted)


def told(offer: Offer, provider: Provider | None, today: date) -> Fact:
    """What the others may know of it, with the prices of a day of Milan."""
    card = offer.shown_on(today)
    if not found(offer, provider) or card is None or offer.published_at is None:
        return OfferWithdrawn(id=offer.id)
    return OfferPublished(
        id=offer.id,
        kind=offer.kind,
        source=offer.source,
        provider=name_of(offer, provider),
        card=card,
        places=stated(offer.places),
        editions=tuple(map(edition_told, offer.editions)),
        rating=offer.rating,
        published_at=offer.published_at,
    )


def stated(places: Places) -> Places | None:
    return None if places == Places() else places


def edition_told(edition: KeptEdition) -> Edition:
    """Without why it was cancelled: the words of a body about what happened."""
    return Edition(
        id=edition.id,
        name=edition.name,
        start=edition.start,
        end=edition.end,
        signup=edition.signup,
        places=stated(edition.places),
        state=edition.state,
    )


def behind(offer: Offer, provider: Provider | None) -> Provider | None:
    """Who answers for what families see: for a listing nobody, even when it has been claimed."""
    return provider if offer.kind == "offer" else None


def name_of(offer: Offer, provider: Provider | None) -> ProviderName | None:
    """What an offer says of who is behind it."""
    body = behind(offer, provider)
    if body is not None:
        return ProviderName(
            id=body.id,
            name=body.card.name,
            legal_form=body.card.legal_form,
            source=body.source,
        )
    return ProviderName(name=offer.manager) if offer.manager else None
