"""Applications to the register over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from contracts.providers import Decision, ProviderCard
from contracts.values import Mail, ShortText
from kit.kinds import ONE_LINE
from providers.schemas.documents import Document
from providers.schemas.privacy import NoticeId
from providers.schemas.providers import TaxCode

State = Literal["draft", "submitted", "integration_asked", "admitted", "rejected", "withdrawn"]
RegistryCode = Literal["runts", "rea", "rasd"]

PersonTaxCode = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Z0-9]{16}$",
        description="Codice fiscale of a person: the last is a check.",
        examples=["RSSMRA80A01F205X"],
    ),
]
VatNumber = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d{11}$",
        description="Partita IVA: the last digit is a check.",
        examples=["01199250158"],
    ),
]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """The number that a body has in the register of bodies of its kind."""

    registry: RegistryCode
    """`runts`: the third sector; `rea`: firms; `rasd`: amateur sport."""
    number: Annotated[str, msgspec.Meta(min_length=1, max_length=20, extra=ONE_LINE)]


class Representative(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs for the body. Never leaves."""

    name: ShortText
    tax_code: PersonTaxCode


class ContactPerson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom the city calls. Never leaves."""

    name: ShortText
    email: Mail
    phone: Annotated[str, msgspec.Meta(max_length=50, extra=ONE_LINE)] | None = None


class Declarations(msgspec.Struct, frozen=True, kw_only=True):
    """What the body declares under its own responsibility (DPR 445/2000); all are asked."""

    no_exclusion: bool = False
    """No one who represents it is excluded from contracts with public bodies."""
    no_insolvency: bool = False
    """It is not bankrupt nor being wound up."""
    dues_paid: bool = False
    """Taxes and social contributions are paid."""
    staff_certificates: bool = False
    """Staff in contact with minors have the certificate of D.Lgs. 39/2014."""
    open_texts: bool = False
    """Once admitted, its texts may be used by anybody under CC BY 4.0."""
    open_images: bool = False
    """So may the images that it publishes: they are its to share and show no recognisable minors.
    """


class Capacity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the body has done, and with whom."""

    years: Annotated[int, msgspec.Meta(ge=0, le=1_000)] | None = None
    """Of work with people under 18."""
    projects: Text | None = None
    """The most important ones."""
    staff: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None
    """People who work in it."""


class ApplicationForm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a body says of itself. A draft may be unfinished."""

    card: ProviderCard
    """What will be public once it is admitted."""
    tax_code: TaxCode
    vat_number: VatNumber | None = None
    enrolment: Enrolment | None = None
    pec: Mail | None = None
    """Certified mailbox, to which the city's acts go."""
    representative: Representative | None = None
    contact: ContactPerson | None = None
    safeguarding: ContactPerson | None = None
    """Who answers for the safety of minors."""
    declarations: Declarations = Declarations()
    capacity: Capacity = Capacity()
    organisation: Text | None = None
    """How it is organised: premises, roles, how quality is kept."""
    privacy_notice: NoticeId | None = None
    """The one that was shown to who writes; the one in force is asked for."""


class NewApplication(msgspec.Struct, frozen=True, kw_only=True):
    """A first draft, under a call."""

    call_id: UUID
    form: ApplicationForm


class IntegrationRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the body must add or put right."""

    request: Text


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """Why the application is about to be rejected."""

    reasons: Text


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the body says to it."""

    reply: Text


class AdmissionOrder(msgspec.Struct, frozen=True, kw_only=True):
    """The act that admits the body."""

    decision: Decision
    responsible: ShortText
    """Officer or office that answers for the procedure, as the act names them."""


class RejectionOrder(AdmissionOrder, frozen=True, kw_only=True):
    """The act that does not, with its reasons. They are told to the body alone."""

    reason: Text


class Integration(IntegrationRequest, frozen=True, kw_only=True):
    """What was asked, and whether it was answered."""

    asked_at: datetime
    delivered_at: datetime | None = None
    """When the request came to the certified mailbox: from then on its term runs."""
    answered_at: datetime | None = None


class RejectionNotice(Objection, frozen=True, kw_only=True):
    """The notice of rejection (L. 241/1990, art. 10-bis), and the reply."""

    given_at: datetime
    delivered_at: datetime | None = None
    """When the notice came to the certified mailbox: from then on its term runs."""
    reply: str | None = None
    replied_at: datetime | None = None


class Deadlines(msgspec.Struct, frozen=True, kw_only=True):
    """Until which day, in Milan, what must be done; none where nothing is awaited."""

    decision_due: date | None
    """None too while integrations are awaited: the term stands still."""
    integration_due: date | None
    reply_due: date | None
    appeal: str
    """Where one may appeal against the decision, and until when."""


class ApplicationItem(msgspec.Struct, frozen=True, kw_only=True):
    """An application in a list."""

    id: UUID
    call_id: UUID
    state: State
    name: str
    legal_form: str
    tax_code: str
    submitted_at: datetime | None
    receipt: int | None
    """Our number, given when it is first submitted."""
    protocol: str | None
    """The city's number, a little later."""


class ApplicationAnswer(ApplicationItem, frozen=True, kw_only=True):
    """An application whole, as who sent it and officers see it."""

    form: ApplicationForm
    documents: tuple[Document, ...]
    integration: Integration | None
    rejection_notice: RejectionNotice | None
    deadlines: Deadlines | None
    """None for what was never submitted."""
    decision: Decision | None
    responsible: str | None
    decided_at: datetime | None
    reason: str | None
    """Why it was rejected."""
    provider_id: UUID | None
    """The body of the register that it has become."""


class ApplicationPage(msgspec.Struct, frozen=True, kw_only=True):
    """Applications, in the order of their ids."""

    items: tuple[ApplicationItem, ...]
    total: int
    next: str | None
    """Address of the next page."""
