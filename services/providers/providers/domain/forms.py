"""What an application must say, and how its numbers are checked."""

import re
from collections.abc import Callable, Iterable

import msgspec
from stdnum.it import codicefiscale, iva

from kit.problems import Fault
from providers.domain.cards import first_card_faults, tax_code_faults
from providers.domain.history import Changes, changes, withheld
from providers.domain.privacy import notice_faults
from providers.domain.requirements import Requirement, unmet, written
from providers.schemas.applications import ApplicationForm, Declarations, RegistryCode
from providers.schemas.documents import DocumentKind

PERSONAL = ("representative", "contact", "safeguarding")
"""Fields about persons: history says that they changed, never what they said."""


class Enrolling(msgspec.Struct, frozen=True):
    """In which registers bodies of a form are, and whether they must be in one."""

    registries: tuple[RegistryCode, ...] = ()
    required: bool = True


THIRD_SECTOR = Enrolling(("runts",))
SOCIAL_ENTERPRISE = Enrolling(("rea", "runts"))
"""Its section of the Chamber of Commerce counts as RUNTS (D.Lgs. 117/2017, art. 11, c. 3)."""
SPORT = Enrolling(("rasd",))
MAY_BE = Enrolling(("runts",), required=False)

ENROLLING: dict[str, Enrolling] = {
    "aps": THIRD_SECTOR,
    "odv": THIRD_SECTOR,
    "associazione": MAY_BE,
    "asd": SPORT,
    "ssd": SPORT,
    "cooperativa_sociale": SOCIAL_ENTERPRISE,
    "impresa_sociale": SOCIAL_ENTERPRISE,
    "impresa": Enrolling(("rea",)),
    "fondazione": MAY_BE,
    "ente_religioso": MAY_BE,
    "ente_pubblico": Enrolling(required=False),
}
"""By legal form, a row for each (a test says so)."""

NUMBERS: dict[RegistryCode, tuple[str, str]] = {
    "runts": (r"\d{1,7}", "Un numero di repertorio RUNTS ha solo cifre: 12345."),
    "rea": (r"[A-Z]{2}-\d{1,7}", "Un numero REA ha provincia e cifre: MI-1234567."),
    "rasd": (r"\d{1,10}", "Un numero RASD ha solo cifre: 123456."),
}
"""What the numbers of each register look like, and how to say so."""


def form_faults(form: ApplicationForm, at: str = "") -> list[Fault]:
    """What is wrong with what an application says, however unfinished it is."""
    faults = first_card_faults(form.card, f"{at}/card")
    faults += tax_code_faults(form.tax_code, f"{at}/tax_code")
    wrong_digit = "La cifra di controllo non torna."
    if form.vat_number is not None and not iva.is_valid(form.vat_number):
        faults.append(Fault(f"{at}/vat_number", "malformed", wrong_digit))
    person = form.representative
    if person is not None and not codicefiscale.is_valid(person.tax_code):
        faults.append(Fault(f"{at}/representative/tax_code", "malformed", wrong_digit))
    return faults + enrolment_faults(form, f"{at}/enrolment")


def enrolment_faults(form: ApplicationForm, at: str) -> list[Fault]:
    if form.enrolment is None or form.card.legal_form not in ENROLLING:
        return []
    allowed = ENROLLING[form.card.legal_form].registries
    if form.enrolment.registry not in allowed:
        detail = "Gli enti di questa forma giuridica non sono in questo registro."
        return [Fault(f"{at}/registry", "not_allowed", detail, allowed)]
    shape, detail = NUMBERS[form.enrolment.registry]
    if not re.fullmatch(shape, form.enrolment.number, re.ASCII):
        return [Fault(f"{at}/number", "malformed", detail)]
    return []


def enrolled(form: ApplicationForm) -> bool:
    return form.enrolment is not None or not ENROLLING[form.card.legal_form].required


def taxed(form: ApplicationForm) -> bool:
    """Who is among the firms of the Chamber of Commerce has a VAT number."""
    firm = form.enrolment is not None and form.enrolment.registry == "rea"
    return form.vat_number is not None or not firm


def declared(field: str) -> Callable[[ApplicationForm], bool]:
    return lambda form: bool(getattr(form.declarations, field))


REQUIREMENTS: tuple[Requirement[ApplicationForm], ...] = (
    Requirement(
        "/card/description", lambda form: written(form.card.description), "Descrivi l'ente."
    ),
    Requirement(
        "/enrolment", enrolled, "Indica il numero di iscrizione al registro della forma giuridica."
    ),
    Requirement("/vat_number", taxed, "Indica la partita IVA."),
    Requirement(
        "/pec",
        lambda form: form.pec is not None,
        "Indica la PEC a cui ricevere gli atti del Comune.",
    ),
    Requirement(
        "/representative",
        lambda form: form.representative is not None,
        "Indica chi rappresenta l'ente.",
    ),
    Requirement(
        "/contact", lambda form: form.contact is not None, "Indica con chi parlare della domanda."
    ),
    Requirement(
        "/safeguarding",
        lambda form: form.safeguarding is not None,
        "Indica chi nell'ente risponde della tutela dei minori.",
    ),
    *(
        Requirement(
            f"/declarations/{field}",
            declared(field),
            "Questa dichiarazione è necessaria per aderire.",
        )
        for field in Declarations.__struct_fields__
    ),
    Requirement(
        "/capacity/years",
        lambda form: form.capacity.years is not None,
        "Indica da quanti anni l'ente lavora con i minori.",
    ),
    Requirement(
        "/capacity/projects",
        lambda form: form.capacity.projects is not None,
        "Racconta i progetti più importanti.",
    ),
    Requirement(
        "/capacity/staff",
        lambda form: form.capacity.staff is not None,
        "Indica quante persone lavorano nell'ente.",
    ),
    Requirement(
        "/organisation",
        lambda form: form.organisation is not None,
        "Spiega come l'ente è organizzato.",
    ),
)


def missing(form: ApplicationForm) -> list[Fault]:
    return unmet(REQUIREMENTS, form) + notice_faults("application", form.privacy_notice)


def lacking(kinds: Iterable[DocumentKind]) -> list[Fault]:
    """Documents that the call asks for and the application does not bring."""
    detail = "L'avviso chiede questo documento."
    return [Fault(f"/documents/{kind}", "missing", detail) for kind in kinds]


def form_changes(before: ApplicationForm | None, after: ApplicationForm) -> Changes:
    """What differs, field by field, without what is about persons."""
    return withheld(changes(before, after), PERSONAL)
