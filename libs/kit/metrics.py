"""What Prometheus is told; a registry for each app, so that several can live in one process."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
"""From the overhead goals (a few milliseconds over the engine), past the engine's own 18 to 73 ms
(architecture.md), to the 2 seconds after which a search gives up; beyond 5 all is equally lost."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def registry() -> CollectorRegistry:
    """An empty registry that already knows the process."""
    made = CollectorRegistry()
    ProcessCollector(registry=made)
    PlatformCollector(registry=made)
    GCCollector(registry=made)
    return made


def exposition(of: CollectorRegistry) -> bytes:
    return generate_latest(of)


class HttpMetrics:
    """Requests by method, route template and true status."""

    def __init__(self, into: CollectorRegistry) -> None:
        self._requests = Counter(
            "http_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=into,
        )
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Time from the request's head to the end of its answer",
            ("method", "route"),
            buckets=SECONDS,
            registry=into,
        )

        self.in_flight = Gauge("http_requests_in_flight", "Requests being answered", registry=into)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Labels have few values: invented methods count as one, paths by their template."""
        if method not in _METHODS:
            method = "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
