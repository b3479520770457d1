"""Who may act for a family: itself, if it is of age, or a hub that has its mandate."""

from uuid import UUID

from kit.auth import Principal
from kit.problems import Fault, Forbidden, Invalid
from providers.schemas.mandates import OnBehalf

ADULTS_ONLY = "Per chiedere, accettare o usare serve un adulto con la responsabilità genitoriale."


def hub_of(who: Principal) -> UUID | None:
    """The hub whose requests the caller sees."""
    return who.hub_id if "hub_operator" in who.roles else None


def check_acts(who: Principal, given: OnBehalf | None) -> None:
    """An operator says by which mandate of its hub it acts; nobody else has one."""
    if given is not None:
        if hub_of(who) is None:
            raise Forbidden("Un mandato lo indica chi opera in un hub: per te togli on_behalf.")
        if hub_of(who) != given.hub:
            raise Forbidden("Il mandato è di un altro hub.")
    elif "citizen" not in who.roles:
        detail = "Indica il mandato della famiglia per cui agisci."
        raise Invalid([Fault("/on_behalf", "missing", detail)])
    elif not who.of_age:
        raise Forbidden(ADULTS_ONLY)


def check_same(given: OnBehalf | None, asked: OnBehalf | None) -> None:
    """What follows a request is done by its own mandate, or by the family itself."""
    if given != asked:
        detail = "La richiesta non è stata fatta con questo mandato."
        raise Invalid([Fault("/on_behalf", "not_allowed", detail)])
