"""What the catalogue answers of an offer, whole and as a line of a list."""

from catalog_search import domain
from catalog_search.schemas import Entry, EntryPrice, Item
from contracts.offers import OfferPublished


def entry_of(fact: OfferPublished) -> Entry:
    card = fact.card
    return Entry(
        id=fact.id,
        kind=fact.kind,
        source=fact.source,
        title=card.title,
        summary=card.summary,
        image=card.images[0] if card.images else None,
        description=card.description,
        category=card.category,
        activities=card.activities,
        keywords=card.keywords,
        provider=fact.provider,
        place=card.place,
        municipi=domain.municipi(card),
        ages=card.ages,
        delivery=card.delivery,
        price=EntryPrice(
            kind=card.price.kind,
            amount_cents=card.price.amount_cents,
            unit=card.price.unit,
            shared_cents=card.price.shared_cents,
            total_cents=card.price.total_cents,
            per_session_cents=domain.per_session_cents(card.price, card.schedule, card.period),
        )
        if card.price
        else None,
        takes_vouchers=card.takes_vouchers,
        wellbeing=card.wellbeing,
        schedule=card.schedule,
        period=card.period,
        places=fact.places,
        rating=fact.rating,
        published_at=fact.published_at,
        url=f"/v1/catalog/{fact.id}",
        recipients=card.recipients,
        sharing=card.sharing,
        signup=card.signup,
        accessibility=card.accessibility,
        needs=card.needs,
        languages=card.languages,
        challenges=card.challenges,
        staff=card.staff,
        activation=card.activation,
        max_wait_days=card.max_wait_days,
        contacts=card.contacts,
        images=card.images,
        price_list=card.price_list,
        extras=card.extras,
        free_trial=card.free_trial,
        cancellation=card.cancellation,
        first_contact=card.first_contact,
        medical_certificate=card.medical_certificate,
        meals=card.meals,
        transport=card.transport,
        what_to_bring=card.what_to_bring,
        editions=fact.editions,
    )


def shown(entry: Entry) -> Item:
    return Item(**{name: getattr(entry, name) for name in Item.__struct_fields__})
