"""What a draft or a proposed card would change of what families see, field by field."""

from collections.abc import Iterator
from typing import Any

import msgspec

from contracts.offers import OfferCard
from contracts.providers import ProviderCard
from providers.schemas.offers import Difference, Section
from providers.schemas.providers import CardDifference

SECTIONS: dict[Section, tuple[str, ...]] = {
    "presentation": (
        "title",
        "summary",
        "description",
        "images",
        "category",
        "activities",
        "keywords",
    ),
    "audience": ("recipients", "ages", "accessibility", "needs", "languages", "challenges"),
    "wellbeing": ("wellbeing", "wellbeing_reasons"),
    "when_and_where": ("delivery", "place", "municipi", "schedule", "period", "signup"),
    "price": (
        "price",
        "price_list",
        "extras",
        "free_trial",
        "cancellation",
        "sharing",
        "takes_vouchers",
    ),
    "access": (
        "staff",
        "activation",
        "max_wait_days",
        "contacts",
        "first_contact",
        "medical_certificate",
        "meals",
        "transport",
        "what_to_bring",
    ),
}
"""Each field of the card stands in one (a test says so)."""


def differences(published: OfferCard | None, draft: OfferCard) -> tuple[Difference, ...]:
    before = msgspec.to_builtins(published) if published is not None else {}
    after = msgspec.to_builtins(draft)
    return tuple(
        Difference(section=section, field=pointer, before=old, after=new)
        for section, fields in SECTIONS.items()
        for field in fields
        for pointer, old, new in differing(f"/{field}", before.get(field), after.get(field))
    )


def card_differences(published: ProviderCard, proposed: ProviderCard) -> tuple[CardDifference, ...]:
    before, after = msgspec.to_builtins(published), msgspec.to_builtins(proposed)
    return tuple(
        CardDifference(field=pointer, before=old, after=new)
        for pointer, old, new in differing("", before, after)
    )


def differing(at: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """Into what has fields of its own on both sides; lists are compared whole."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            yield from differing(f"{at}/{name}", before.get(name), after.get(name))
    elif before != after:
        yield at, before, after
