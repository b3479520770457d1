"""Our names of streams and subjects, and what NATS knows them as."""

from kit.events import Stream

ROOT = "wishmi"
"""First token of every subject; the namespace stands in its place."""


class Names:
    """A namespace keeps tests on one server apart; the default one changes nothing."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def stream(self, stream: Stream) -> str:
        return (
            stream.name if self._namespace == ROOT else f"{self._namespace.upper()}-{stream.name}"
        )

    def outside(self, subject: str) -> str:
        """Our name of a subject, as NATS knows it."""
        return self._namespace + subject.removeprefix(ROOT)

    def inside(self, subject: str) -> str:
        return ROOT + subject.removeprefix(self._namespace)
