"""A body of the register: its card, its standing, and what is told of it."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from contracts.providers import (
    Decision,
    ProviderAdmitted,
    ProviderCard,
    ProviderRemoved,
    ProviderSuspended,
    Registration,
)
from contracts.values import LicenceCode, Source
from kit.events import Fact
from providers.domain.history import WITHHELD, Changes, changes
from providers.domain.problems import WrongMove
from providers.schemas.providers import Proposal
from providers.schemas.reserved import Reserved

Standing = Literal["admitted", "suspended", "removed"]

LICENCE: LicenceCode = "CC-BY-4.0"
"""What each body grants on the texts of its card when it is admitted."""


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """A body, profit or not, that an act has admitted to the register."""

    id: UUID
    source: Source | None = None
    state: Standing = "admitted"
    card: ProviderCard
    proposal: Proposal | None = None
    """The card as the body would have it."""
    proposed_by: str | None = None
    """Pseudonym of who wrote it."""
    reserved: Reserved = Reserved()
    """Private, as is the tax code."""
    tax_code: str
    """Private: never in a fact, a log or another body's answer."""
    decision: Decision
    periods: tuple[Registration, ...]
    imported: str | None = None
    """Digest of the row as last imported: the same row again changes nothing."""
    version: int = 1

    @property
    def admitted(self) -> bool:
        return self.state == "admitted"

    @property
    def mailbox(self) -> str | None:
        """Where it is told that something waits: at the address that it makes public, and else at
        that of whom the city calls. Certified ones are for acts.
        """
        public = self.card.contacts.email if self.card.contacts else None
        return public or (self.reserved.contact.email if self.reserved.contact else None)

    def suspended(self, on: date) -> "Provider":
        self._only_from("admitted")
        return self._moved("suspended", ended(self.periods, on))

    def reinstated(self, on: date) -> "Provider":
        self._only_from("suspended")
        return self._moved("admitted", (*self.periods, Registration(start=on)))

    def admitted_again(
        self, card: ProviderCard, reserved: Reserved, decision: Decision
    ) -> "Provider":
        """By its own application: it was in the register already by an act alone, or once was."""
        self._only_from("admitted", "removed")
        periods = self.periods
        if not self.admitted:
            periods = (*periods, Registration(start=decision.date))
        return msgspec.structs.replace(
            self._moved("admitted", periods),
            card=msgspec.structs.replace(card, logo=self.card.logo),
            reserved=msgspec.structs.replace(reserved, iban=self.reserved.iban),
            decision=decision,
        )

    def removed(self, on: date) -> "Provider":
        self._only_from("admitted", "suspended")
        return self._moved("removed", ended(self.periods, on))

    def _only_from(self, *states: Standing) -> None:
        if self.state not in states:
            raise WrongMove(f"L'ente è {IN_ITALIAN[self.state]}.")

    def _moved(self, state: Standing, periods: tuple[Registration, ...]) -> "Provider":
        return msgspec.structs.replace(self, state=state, periods=periods)


IN_ITALIAN: dict[Standing, str] = {
    "admitted": "nell'elenco",
    "suspended": "sospeso",
    "removed": "cancellato dall'elenco",
}


def ended(periods: tuple[Registration, ...], on: date) -> tuple[Registration, ...]:
    """The last period ends that day, if it had not ended yet."""
    *earlier, last = periods
    if last.end is not None:
        return periods
    # an act may admit from a later day than that on which the body is suspended again
    return (*earlier, Registration(start=last.start, end=max(on, last.start)))


def differences(before: Provider, after: Provider) -> Changes:
    """What history keeps, field by field. A tax code may be a person's."""
    differs = changes(before.card, after.card)
    if before.state != after.state:
        differs["state"] = (before.state, after.state)
    if before.decision != after.decision:
        differs["decision"] = (before.decision, after.decision)
    if before.tax_code != after.tax_code:
        differs["tax_code"] = (WITHHELD, WITHHELD)
    return differs


def told(provider: Provider) -> Fact:
    """What the others may know of it now."""
    if provider.state == "admitted":
        return ProviderAdmitted(
            id=provider.id,
            source=provider.source,
            card=provider.card,
            decision=provider.decision,
            periods=provider.periods,
            licence=LICENCE,
        )
    fact = ProviderSuspended if provider.state == "suspended" else ProviderRemoved
    return fact(id=provider.id, periods=provider.periods)
