"""Errors that callers can do something about; `kit.failures` turns them into problem+json."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, ClassVar

import msgspec

MEDIA_TYPE = "application/problem+json"

MOST_FAULTS = 100
"""Faults told of one request: more than any form has, little enough to send back."""


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is wrong with a request."""

    field: str
    """Parameter name, header name, or JSON Pointer into the body (empty: the body as a whole)."""
    code: str
    """The same fault always has the same code, in English."""
    detail: str
    """What would be right, for people."""
    allowed: tuple[str, ...] | None = None
    """All that would do, where they are few."""
    nearest: str | None = None
    """The word that was perhaps meant."""


class Refused(ValueError):
    """A value that cannot be taken, said by whoever parses it; `at` adds where it stood."""

    def __init__(
        self, code: str, detail: str, *, allowed: Sequence[str] = (), nearest: str | None = None
    ) -> None:
        super().__init__(code)  # never the value: messages end in logs
        self.code = code
        self.detail = detail
        self.allowed = tuple(allowed) or None
        self.nearest = nearest

    def at(self, field: str) -> Fault:
        return Fault(field, self.code, self.detail, self.allowed, self.nearest)


class Problem(Exception):
    """Becomes application/problem+json. Subclass it with a status, a code and a title."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    type: ClassVar[str] = "/problems/internal"
    title: ClassVar[str] = "Errore interno"
    explanation: ClassVar[str] = "Qualcosa non ha funzionato. Riprova più tardi."
    """The detail where none is given."""

    def __init_subclass__(cls) -> None:
        if "code" in cls.__dict__ and "type" not in cls.__dict__:
            cls.type = f"/problems/{cls.code.replace('_', '-')}"

    def __init__(self, detail: str | None = None, **members: Any) -> None:
        """`detail` and `members` are told to the caller."""
        super().__init__(detail or self.code)
        self.detail = detail or self.explanation
        self.members = members
        self.headers: dict[str, str] = {}


class Invalid(Problem):
    """The request cannot be understood; all that is wrong with it is told together."""

    status = 400
    code = "invalid"
    title = "Richiesta non valida"
    explanation = "La richiesta non può essere letta."

    def __init__(self, faults: Iterable[Fault] = (), detail: str | None = None) -> None:
        self.faults = list(faults)
        if detail is None and self.faults:
            count = len(self.faults)
            detail = "Un errore da correggere." if count == 1 else f"{count} errori da correggere."
        super().__init__(detail, **({"errors": self.faults} if self.faults else {}))


class Unauthorized(Problem):
    """Who calls is not known."""

    status = 401
    code = "unauthorized"
    title = "Accesso non effettuato"
    explanation = "Serve un token di accesso valido."

    def __init__(self, detail: str | None = None, *, challenge: str = "Bearer") -> None:
        super().__init__(detail)
        self.headers["WWW-Authenticate"] = challenge


class Forbidden(Problem):
    """Who calls is known and may not."""

    status = 403
    code = "forbidden"
    title = "Operazione non permessa"
    explanation = "Il tuo ruolo non permette questa operazione."


class NotFound(Problem):
    """There is nothing here, or nothing that this caller may know of."""

    status = 404
    code = "not_found"
    title = "Non trovato"
    explanation = "A questo indirizzo non c'è nulla."


class MethodNotAllowed(Problem):
    """The thing is there, the verb is not."""

    status = 405
    code = "method_not_allowed"
    title = "Metodo non permesso"
    explanation = "Questo indirizzo risponde ad altri metodi: vedi l'intestazione Allow."


class Conflict(Problem):
    """The state of things does not allow it."""

    status = 409
    code = "conflict"
    title = "Operazione non possibile ora"
    explanation = "Lo stato attuale non permette questa operazione."


class Stale(Problem):
    """The caller saw an older version."""

    status = 412
    code = "stale"
    title = "Versione superata"
    explanation = "Nel frattempo è cambiato: rileggi e riprova."


class TooLarge(Problem):
    """The body is larger than this route takes."""

    status = 413
    code = "too_large"
    title = "Richiesta troppo grande"
    explanation = "Il contenuto inviato supera il limite."


class UnsupportedMediaType(Problem):
    """The body is not of a kind that this route takes."""

    status = 415
    code = "unsupported_media_type"
    title = "Formato non accettato"
    explanation = "Invia JSON, con Content-Type: application/json."


class Unprocessable(Problem):
    """Understood, and against a rule."""

    status = 422
    code = "unprocessable"
    title = "Richiesta non accettabile"
    explanation = "La richiesta è chiara, ma una regola non la permette."


class PreconditionRequired(Problem):
    """A change must say which version it changes."""

    status = 428
    code = "precondition_required"
    title = "Manca la versione di partenza"
    explanation = "Indica in If-Match l'ETag letto."


class TooManyRequests(Problem):
    """The caller asks too often."""

    status = 429
    code = "too_many_requests"
    title = "Troppe richieste"
    explanation = "Riprova tra poco: vedi l'intestazione Retry-After."

    def __init__(self, detail: str | None = None, *, retry_after: int = 1) -> None:
        super().__init__(detail)
        self.headers["Retry-After"] = str(retry_after)


class Internal(Problem):
    """A mistake of ours; the log has it under the request's id."""

    status = 500
    code = "internal"


class Unavailable(Problem):
    """Something we lean on is away; the same call may work later. A waiting error: repeat it."""

    status = 503
    code = "unavailable"
    title = "Servizio momentaneamente non disponibile"
    explanation = "Riprova tra poco."

    def __init__(self, detail: str | None = None, *, retry_after: int = 2, **members: Any) -> None:
        super().__init__(detail, **members)
        self.headers["Retry-After"] = str(retry_after)


def together(problems: Sequence[Problem]) -> Problem:
    """All faults of one request, or else the first thing that stands in its way."""
    faults = [fault for one in problems if isinstance(one, Invalid) for fault in one.faults]
    return Invalid(faults[:MOST_FAULTS]) if faults else problems[0]


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What goes over HTTP, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    """The same problem always has the same code, in English."""
    instance: str
    """The request's id, as a URN: what to quote when asking for help."""
    errors: tuple[Fault, ...] = ()


def document(
    problem: Problem, *, request_id: str, say: Callable[[str], str] = str
) -> dict[str, Any]:
    """What is told of a problem; `say` gives our sentences in the caller's language."""
    members: dict[str, Any] = {
        "type": problem.type,
        "title": say(problem.title),
        "status": problem.status,
        "detail": say(problem.detail),
        "code": problem.code,
        "instance": f"urn:request:{request_id}",
    }
    told = dict(problem.members)
    if "errors" in told:
        told["errors"] = [
            msgspec.structs.replace(fault, detail=say(fault.detail)) for fault in told["errors"]
        ]
    return members | told


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was perhaps meant; none for what is too long to be a slip."""
    if len(word) > 40:  # longer than any name of ours; difflib takes 0.4 ms for 45 names of 10
        return None
    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.6)), None)
