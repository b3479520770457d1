"""Claims of listings over HTTP."""

from uuid import UUID

from providers.schemas.providers import Reason


class Assignment(Reason, frozen=True, kw_only=True):
    """An officer's decision that a listing is this body's."""

    provider_id: UUID
