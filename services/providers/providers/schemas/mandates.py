"""Who acts for a family, over HTTP: the family itself, or a hub that has its mandate."""

from typing import Annotated
from uuid import UUID

import msgspec

Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class OnBehalf(msgspec.Struct, frozen=True, kw_only=True):
    """A family that is present at a hub or desk, whose operator acts by its signed mandate."""

    hub: UUID
    mandate_id: UUID
    mandate_sha256: Sha256
    """Of the signed mandate, as the hub keeps it."""


class Acting(msgspec.Struct, frozen=True, kw_only=True):
    """What a family does; an operator of a hub says for whom."""

    on_behalf: OnBehalf | None = None
