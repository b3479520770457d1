"""Documents of an application over HTTP."""

from datetime import datetime
from typing import Literal

import msgspec

DocumentKind = Literal["statute", "accounts", "identity", "projects", "other"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF that an application brings, without its content."""

    kind: DocumentKind
    """`statute`: atto costitutivo e statuto; `accounts`: bilancio; `identity`: of who represents
    the body; `projects`: relazione sulle attività."""
    size: int
    """Bytes."""
    sha256: str
    """Of the content, in hexadecimal."""
    received_at: datetime
