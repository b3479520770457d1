"""The versioned privacy notices: which form shows which, since when."""

from datetime import date
from typing import Literal

import msgspec

from kit.problems import Fault

Form = Literal["follow", "application", "request", "question", "review"]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the notice that a form shows. Its text never changes: another one follows."""

    form: Form
    number: int
    since: date

    @property
    def id(self) -> str:
        return f"{self.form}-{self.number}"


VERSIONS = (
    Version(form="follow", number=1, since=date(2026, 11, 22)),
    Version(form="application", number=1, since=date(2026, 11, 22)),
    Version(form="request", number=1, since=date(2026, 11, 22)),
    Version(form="question", number=1, since=date(2026, 11, 22)),
    Version(form="review", number=1, since=date(2026, 11, 22)),
)
"""In the order in which they came; the texts are in `providers/privacy`."""


def current(form: Form) -> Version:
    return max((one for one in VERSIONS if one.form == form), key=lambda one: one.number)


def notice_faults(form: Form, named: str | None) -> list[Fault]:
    """What a form says it has shown must be what is in force; a draft may name none yet."""
    expected = current(form).id
    if named == expected:
        return []
    code = "missing" if named is None else "not_allowed"
    detail = "L'informativa in vigore è un'altra: mostrala, e indica la sua versione."
    if named is None:
        detail = "Mostra l'informativa sulla privacy in vigore, e indica la sua versione."
    return [Fault("/privacy_notice", code, detail, allowed=(expected,), nearest=expected)]
