"""Who may see what: officers everything, a body its own, and of the rest not even that it is."""

from uuid import UUID

from kit.auth import Principal, Role
from kit.problems import Forbidden, NotFound
from providers.domain.history import Actor
from providers.domain.offers import Side

ROLES: tuple[Role, ...] = ("officer", "safeguarding", "provider", "software", "citizen")
"""Those that may do something here, the mightiest first."""


def is_officer(who: Principal) -> bool:
    return "officer" in who.roles


def side(who: Principal, provider_id: UUID | None) -> Side | None:
    """On which side of a thing of this body (none: a listing) the caller stands; none: for them it
    does not exist. A body's people stand on its side only, even those who are officers.
    """
    if provider_id is not None and provider_id == who.provider_id:
        return "body"
    return "officer" if is_officer(who) else None


def may_see(who: Principal, provider_id: UUID | None) -> bool:
    return side(who, provider_id) is not None


def check_decides(who: Principal, provider_id: UUID) -> None:
    """Who is of a body decides nothing about it, officers or not."""
    if side(who, provider_id) == "body":
        raise Forbidden


def body_of(who: Principal) -> UUID | None:
    """The body whose operator the caller is."""
    return who.provider_id if "provider" in who.roles else None


def own(who: Principal) -> UUID | None:
    """The only body that the caller sees; none for officers, who see all."""
    return None if is_officer(who) else own_body(who)


def own_body(who: Principal) -> UUID:
    if who.provider_id is None:
        raise NotFound("L'accesso non è legato a un ente.")
    return who.provider_id


def actor(who: Principal) -> Actor:
    role = next(role for role in ROLES if role in who.roles)  # the guards let no other in
    return Actor(role=role, subject=who.subject)
