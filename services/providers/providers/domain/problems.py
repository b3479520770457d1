"""What the rules refuse, as the caller is told."""

from kit.problems import Conflict, Fault


class WrongMove(Conflict):
    """The thing is not in a state from which this can be done."""

    code = "wrong_state"
    title = "Operazione non possibile nello stato attuale"


class NotAdmitted(Conflict):
    """What can be done only for a body that is in the register."""

    code = "provider_not_admitted"
    title = "L'ente non è nell'elenco"


class AlreadyRegistered(Conflict):
    """One body, one registration."""

    code = "already_registered"
    title = "L'ente è già nell'elenco"


class ReferenceMissing(Conflict):
    """Listings are placed by the city's polygons, and there are none."""

    code = "reference_missing"
    title = "Mancano i dati di riferimento della città"


class Incomplete(Conflict):
    """A draft that families could not use yet: each missing thing is a fault with its sentence."""

    code = "offer_incomplete"
    title = "La scheda non è completa"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("Completa la scheda prima di pubblicarla.", errors=faults)
