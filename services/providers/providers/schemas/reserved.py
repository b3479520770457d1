"""What a body says of itself to the city alone, over HTTP."""

from typing import Annotated

import msgspec

from providers.schemas.applications import ContactPerson

Iban = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
        description="IBAN without blanks: it has two check digits, and those of its country.",
        examples=["IT60X0542811101000000123456"],
    ),
]


class Reserved(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Read by officers and by who keeps the body's card, and by nobody else. Never leaves."""

    contact: ContactPerson | None = None
    """Whom the city calls."""
    safeguarding: ContactPerson | None = None
    """Who answers for the safety of minors."""
    staff_certificates: bool = False
    """The body declares that staff in contact with minors have the certificate of D.Lgs. 39/2014.
    """
    iban: Iban | None = None
    """Account to which the city pays."""
