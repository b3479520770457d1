"""What schemathesis does not know by itself: how to send a PDF."""

from typing import Any

import schemathesis


@schemathesis.serializer("application/pdf")
def as_it_is(_context: Any, value: Any) -> bytes:
    """Of a body of the wrong kind, its text: no such thing can be a PDF."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")
