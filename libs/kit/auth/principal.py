"""Who calls, as a verified token says."""

from typing import Literal
from uuid import UUID

import msgspec

from kit.problems import Forbidden

Role = Literal[
    "citizen",
    "minor",
    "provider",
    "officer",
    "commissioner",
    "hub_operator",
    "school_staff",
    "referrer",
    "auditor",
    "software",
    "safeguarding",
]
"""`minor` is 14 to 17; `software` is a body's own programme, by client credentials;
`safeguarding` is for officers who answer for the safety of minors, besides `officer`."""
AgeBand = Literal["14_17", "18_plus"]
"""All that a login yields of somebody's age; under 14 there are no accounts."""


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The caller. `subject` is the issuer's pseudonym, never a name or a fiscal code."""

    subject: str
    roles: frozenset[Role]
    provider_id: UUID | None = None
    """The body that it acts for."""
    hub_id: UUID | None = None
    """The hub or desk that it acts for."""
    scopes: frozenset[str] | None = None
    """What it may do of all that its roles may, where a service knows; none: all of it."""
    refusal: type[Forbidden] = Forbidden
    """What is said of what neither its roles nor its scopes let it do."""
    age_band: AgeBand | None = None
    """Absent where the issuer gives none."""

    @property
    def of_age(self) -> bool:
        """Neither a role nor the age band is that of somebody under 18."""
        return "minor" not in self.roles and self.age_band != "14_17"
