"""The facets of the catalogue, listed once: mapping, filters, counts, API and docs read this."""

from typing import Literal

import msgspec

from contracts.vocabularies import (
    ACCESSIBILITY,
    ACTIVITIES,
    CATEGORIES,
    CHALLENGES,
    DELIVERIES,
    DESCRIPTORS,
    KINDS,
    LANGUAGES,
    LEGAL_FORMS,
    NEEDS,
    PARTS_OF_DAY,
    PRICE_BANDS,
    PRICE_UNITS,
    RECIPIENTS,
    WEEKDAYS,
    Term,
)

NONE = "_none"
"""As a value: not stated. Every facet of every entry has a value, so it counts like any other."""

NOT_STATED = Term(code=NONE, it="Non indicato", en="Not stated")


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One way to narrow the catalogue."""

    name: str
    """The parameter, and the key in the answer."""
    it: str
    """What families read above it."""
    en: str
    description: str
    """What choosing a value means; goes into the API's document."""
    terms: tuple[Term, ...] = ()
    """The values it may have, in the order in which people see them; none: an open list."""
    combine: Literal["any", "all"] = "any"
    """Whether an entry must have any or all of the values chosen."""
    by_count: bool = False
    """Whether the most frequent values come first: long lists have no order that people know."""
    labelled: bool = False
    """Whether the index keeps `value TAB label`, for values that only the entries can name."""
    worked_out: bool = False
    """Whether it is worked out for each search and not stored."""

    @property
    def open(self) -> bool:
        return not self.terms

    @property
    def values(self) -> tuple[str, ...]:
        """What may be chosen where the list is closed."""
        return () if self.open else (*(term.code for term in self.terms), NONE)

    @property
    def field(self) -> str:
        """The keyword field that filters."""
        return f"facets.{self.name}"

    @property
    def counted_field(self) -> str:
        """The keyword field whose values are counted."""
        return f"labels.{self.name}" if self.labelled else self.field


YES_NO = (Term(code="true", it="Sì", en="Yes"), Term(code="false", it="No", en="No"))
MUNICIPI = tuple(
    Term(code=str(number), it=f"Municipio {number}", en=f"Municipio {number}")
    for number in range(1, 10)
)
LEVELS = tuple(
    Term(
        code=f"{term.code}:{level}",
        it=f"{term.it}: almeno {level}",
        en=f"{term.en}: at least {level}",
    )
    for term in DESCRIPTORS.terms
    for level in range(1, 6)
)
COVERED = (
    Term(code="wholly", it="Coperto dal voucher", en="Covered by the voucher"),
    Term(code="partly", it="Coperto in parte", en="Covered in part"),
    Term(code="not_at_all", it="Non coperto", en="Not covered"),
)

FACETS = (
    Facet(
        name="kind",
        it="Tipo di voce",
        en="Kind of entry",
        description="Kind of entry.",
        terms=KINDS.terms,
    ),
    Facet(
        name="category",
        it="Categoria",
        en="Category",
        description="Category.",
        terms=CATEGORIES.terms,
    ),
    Facet(
        name="activity",
        it="Attività",
        en="Activity",
        description="What one does there.",
        terms=ACTIVITIES.terms,
        by_count=True,
    ),
    Facet(
        name="municipio",
        it="Municipio",
        en="Municipio",
        description="Municipio served; that of the venue is always among them.",
        terms=MUNICIPI,
    ),
    Facet(
        name="nil",
        it="Quartiere",
        en="Neighbourhood",
        description="Neighbourhood (NIL) of the venue, as the city writes it, in any case.",
        by_count=True,
    ),
    Facet(
        name="delivery",
        it="Dove si svolge",
        en="Where it takes place",
        description="Where it takes place.",
        terms=DELIVERIES.terms,
    ),
    Facet(
        name="weekday",
        it="Giorno",
        en="Day",
        description="Day of a weekly session; with part_of_day, one session that is both.",
        terms=WEEKDAYS.terms,
    ),
    Facet(
        name="part_of_day",
        it="Momento della giornata",
        en="Part of the day",
        description="When a session starts: before 12, before 18, later.",
        terms=PARTS_OF_DAY.terms,
    ),
    Facet(
        name="price_band",
        it="Prezzo a incontro",
        en="Price of a session",
        description="Price of one session, worked out where schedule and period allow.",
        terms=PRICE_BANDS.terms,
    ),
    Facet(
        name="price_unit",
        it="Unità di prezzo",
        en="What the price is for",
        description="What the stated price is for.",
        terms=PRICE_UNITS.terms,
    ),
    Facet(name="free", it="Gratis", en="Free", description="Free, or paid.", terms=YES_NO),
    Facet(
        name="accessibility",
        it="Accessibilità",
        en="Accessibility",
        description="All of the ones chosen.",
        terms=ACCESSIBILITY.terms,
        combine="all",
    ),
    Facet(
        name="need",
        it="Bisogni",
        en="Needs",
        description="Needs that it is fit for: all of the ones chosen.",
        terms=NEEDS.terms,
        combine="all",
    ),
    Facet(
        name="language",
        it="Lingue",
        en="Languages",
        description="Language spoken there.",
        terms=LANGUAGES.terms,
    ),
    Facet(
        name="recipient",
        it="Destinatari",
        en="Whom it is for",
        description="Whom it is for.",
        terms=RECIPIENTS.terms,
    ),
    Facet(
        name="challenge",
        it="Sfida della città",
        en="Challenge of the city",
        description="Challenge of the city that it answers.",
        terms=CHALLENGES.terms,
    ),
    Facet(
        name="provider",
        it="Ente",
        en="Provider",
        description="Id of the body behind it.",
        by_count=True,
        labelled=True,
    ),
    Facet(
        name="legal_form",
        it="Forma giuridica",
        en="Legal form",
        description="Legal form of the body behind it.",
        terms=LEGAL_FORMS.terms,
    ),
    Facet(
        name="wellbeing",
        it="Benessere",
        en="Wellbeing",
        description="How much it gives of a descriptor: `relationships:3` is at least 3.",
        terms=LEVELS,
    ),
    Facet(
        name="voucher",
        it="Accetta voucher",
        en="Takes vouchers",
        description="Whether vouchers can be spent on it.",
        terms=YES_NO,
    ),
    Facet(
        name="available",
        it="Posti liberi",
        en="Places left",
        description="`true` hides only what says that no place is left.",
        terms=YES_NO,
    ),
    Facet(
        name="covered",
        it="Coperto dal voucher",
        en="Covered by the voucher",
        description="How far `credit` pays the stated price.",
        terms=COVERED,
        worked_out=True,
    ),
)

BY_NAME = {facet.name: facet for facet in FACETS}
STORED = tuple(facet for facet in FACETS if not facet.worked_out)

SLOT = "facets.slot"
"""Day and part of one session together (`sat-afternoon`): what filters and counts weekday and
part_of_day once both are chosen. Not a facet by itself."""
