"""What the rules refuse, as the caller is told."""

from uuid import UUID

from kit.clock import rome
from kit.problems import Conflict, Fault, Forbidden, Problem, Unauthorized
from providers.schemas.calls import Window


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


class OwnDraft(Forbidden):
    """Four eyes: who wrote a draft does not publish it."""

    code = "own_draft"
    title = "La bozza è tua"
    explanation = (
        "Chi ha scritto o presentato una bozza non la pubblica: serve un altro funzionario."
    )


class TooManyImages(Conflict):
    """A body keeps what its cards show, and a little more."""

    code = "too_many_images"
    title = "L'ente ha troppe immagini"


class ImageInUse(Conflict):
    """What a card shows is not removed."""

    code = "image_in_use"
    title = "L'immagine è in uso"


class AlreadyClaimed(Conflict):
    """One listing, one body."""

    code = "already_claimed"
    title = "La segnalazione è già di un ente"


class NotItsManager(Forbidden):
    """A body claims the listings that have its tax code; of the others officers decide."""

    code = "not_its_manager"
    title = "La segnalazione non ha il codice fiscale dell'ente"
    explanation = "Chiedi agli uffici di assegnarla all'ente."


class Incomplete(Conflict):
    """A draft that families could not use yet: each missing thing is a fault with its sentence."""

    code = "offer_incomplete"
    title = "La scheda non è completa"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("Completa la scheda prima di presentarla.", errors=faults)


class NothingChanged(Conflict):
    """An officer would read what families see already."""

    code = "nothing_changed"
    title = "La bozza non cambia nulla"
    explanation = "La bozza è uguale alla scheda pubblicata: cambiala, poi presentala."


class QuoteOver(Conflict):
    """A quote cannot be accepted after its last moment, swept or not."""

    code = "quote_expired"
    title = "Il preventivo è scaduto"


class PurchaseUnderWay(Conflict):
    """What is being paid is called off and concluded where it is paid."""

    code = "purchase_under_way"
    title = "C'è un acquisto in corso"


class NotUsed(Conflict):
    """Who has not used an offer does not review it."""

    code = "not_used"
    title = "La proposta non è ancora stata usata"


class AlreadyReviewed(Conflict):
    """One review for each answer; it is named."""

    code = "already_reviewed"
    title = "C'è già un gradimento"

    def __init__(self, first: UUID) -> None:
        super().__init__(
            "Ogni risposta ha un gradimento solo: è indicato in first.",
            first=f"/v1/reviews/{first}",
        )


class OwnReview(Forbidden):
    """Who writes a review, or is reviewed, does not moderate it."""

    code = "own_review"
    explanation = "Chi scrive un gradimento, o chi lo riceve, non lo modera."


class CallNotOpen(Conflict):
    """Applications are taken in the windows of their call only."""

    code = "call_not_open"
    title = "Ora non si prendono domande"

    def __init__(self, following: Window | None) -> None:
        if following is None:
            super().__init__("L'avviso è chiuso.")
        else:
            opens = f"{rome(following.opens):%d/%m/%Y %H:%M}"
            super().__init__(f"La prossima finestra si apre il {opens}.", next_window=following)


class AlreadyApplied(Conflict):
    """One body, one registration: the first application of its tax code stands."""

    code = "already_applied"
    title = "C'è già una domanda di questo ente"

    def __init__(self, first: UUID) -> None:
        super().__init__(
            "Un ente ha una domanda sola: la prima è indicata in first.",
            first=f"/v1/applications/{first}",
        )


class TermRunning(Conflict):
    """The body still has the time that the law gives it."""

    code = "term_running"
    title = "Un termine non è ancora passato"


class ApplicationIncomplete(Conflict):
    """A draft that could not be judged: each missing thing is a fault with its sentence."""

    code = "application_incomplete"
    title = "La domanda non è completa"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("Completa la domanda prima di presentarla.", errors=faults)


class NotAnOperator(Forbidden):
    """The token names a body, and the body's operators do not have who shows it (any more)."""

    code = "not_an_operator"
    title = "Non sei tra gli operatori dell'ente"
    explanation = "L'incarico manca, è scaduto o è revocato: lo dà chi rappresenta l'ente."


class ActsForSeveral(Forbidden):
    """An officer stands on the side of the body that they act for, and on one side alone."""

    code = "acts_for_several"
    title = "Operi per più enti"
    explanation = "Chi opera per più enti non decide come ufficio: tieni un incarico solo."


class AlreadyAnOperator(Conflict):
    """Nobody acts for a body by two mandates."""

    code = "already_an_operator"
    title = "È già tra gli operatori dell'ente"
    explanation = "Cambia o revoca l'incarico che c'è."


class RepresentativeFirst(Conflict):
    """Who would give the others their mandates, if nobody represented the body?"""

    code = "representative_first"
    title = "L'ente non ha ancora un rappresentante"
    explanation = "Il primo operatore di un ente lo rappresenta: ha anche l'incarico represent."


class InvalidClient(Unauthorized):
    """Id and secret of a programme are not, or no longer, right."""

    code = "invalid_client"
    title = "Credenziale non valida"
    explanation = "Id e segreto non sono giusti, o la credenziale è scaduta o revocata."

    def __init__(self) -> None:
        super().__init__(challenge='Basic realm="wishmi"')
        self.members["error"] = self.code  # what clients of OAuth 2 look for (RFC 6749, 5.2)


class TokenRefused(Problem):
    """A token was asked for in a way that is not RFC 6749's, which names the ways (5.2)."""

    status = 400

    def __init__(self, *faults: Fault) -> None:
        super().__init__(errors=list(faults), error=self.code)


class InvalidTokenRequest(TokenRefused):
    """What says which token is meant is missing, or is there twice, or in the wrong place."""

    code = "invalid_request"
    title = "Richiesta di token non valida"
    explanation = "La richiesta di un token non è come dice la RFC 6749."


class UnsupportedGrantType(TokenRefused):
    """Programmes have a way to get a token, and there is no other."""

    code = "unsupported_grant_type"
    title = "Modo di avere un token non previsto"
    explanation = "Un programma ha un token per id e segreto: grant_type è client_credentials."


class InvalidScope(TokenRefused):
    """More than the credential may."""

    code = "invalid_scope"
    title = "La credenziale non permette tanto"
    explanation = "In scope c'è ciò che la credenziale non permette: toglilo, o togli scope."


class SuspensionUndecided(Conflict):
    """What was suspended while it was looked into is not left so by forgetting it."""

    code = "suspension_undecided"
    title = "Resta una sospensione su cui decidere"

    def __init__(self) -> None:
        detail = "Scrivi in suspension se la sospensione urgente finisce (lifted) o resta (kept)."
        super().__init__(detail, errors=[Fault("/suspension", "missing", "È obbligatorio.")])


class NotSuspendable(Conflict):
    """Who tells of danger may not say what it is about."""

    code = "not_suspendable"
    title = "Da qui non si sospende"
    explanation = "Il caso non dice quale voce, gradimento o ente riguarda."
