"""What a body says of itself to the city alone: how it is checked, how a change of it is told."""

from stdnum import iban

from kit.problems import Fault
from providers.domain.history import Changes, changes, withheld
from providers.schemas.applications import ApplicationForm
from providers.schemas.reserved import Reserved

PRIVATE = ("contact", "safeguarding", "iban")
"""History says that they changed, never what they said."""


def reserved_faults(reserved: Reserved) -> list[Fault]:
    if reserved.iban is None or iban.is_valid(reserved.iban):
        return []
    return [Fault("/iban", "malformed", "Le cifre di controllo dell'IBAN non tornano.")]


def taken_away(before: Reserved, after: Reserved) -> list[Fault]:
    """What a body has to say for as long as it is in the register: others, but not nobody."""
    needed = (
        ("contact", "Indica un'altra persona con cui parlare: senza, l'ente non si raggiunge."),
        ("safeguarding", "Indica chi nell'ente risponde della tutela dei minori."),
        ("staff_certificates", "Questa dichiarazione è necessaria per restare nell'elenco."),
    )
    return [
        Fault(f"/{field}", "missing", detail)
        for field, detail in needed
        if getattr(before, field) and not getattr(after, field)
    ]


def reserved_changes(before: Reserved, after: Reserved) -> Changes:
    return withheld(changes(before, after), PRIVATE)


def brought_by(form: ApplicationForm) -> Reserved:
    """What an application that is admitted has said already."""
    return Reserved(
        contact=form.contact,
        safeguarding=form.safeguarding,
        staff_certificates=form.declarations.staff_certificates,
    )
