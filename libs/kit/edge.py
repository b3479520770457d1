"""The outermost layer of every app: what holds for each request, whatever becomes of it."""

import asyncio
import secrets
from collections.abc import Iterable
from contextlib import suppress
from time import perf_counter
from typing import Any, cast

import structlog
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.types import (
    ASGIApp,
    HTTPResponseStartEvent,
    Message,
    Receive,
    Scope,
    Send,
)
from litestar.utils import normalize_path

from kit import failures, languages, log
from kit.limits import Limiter, client_address
from kit.metrics import HttpMetrics
from kit.problems import Internal, Problem, TooManyRequests

_ALWAYS = (
    (b"referrer-policy", b"no-referrer"),  # a page's address may hold a child's needs
    (b"x-content-type-options", b"nosniff"),
)
_UNLIMITED = ("/health/", "/metrics")
"""Asked by Kubernetes, Prometheus and `wishmi up`; /status is public and so limited."""

_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_DRAIN_BYTES = 16 * 1024 * 1024
"""Sixteen times our limit of a body: enough for a mistake, not for an attack."""
_DRAIN_SECONDS = 5.0
"""16 MiB at 26 Mbit/s, a home's upload."""


class Edge:
    """Request id, security headers, rate limit, HEAD, metrics and the request's log line.

    Litestar's own middlewares run after routing and so never see a 404 or a 405.
    """

    def __init__(self, inner: ASGIApp, *, app: Litestar, metrics: HttpMetrics) -> None:
        self._inner = inner
        self._app = app
        self._metrics = metrics
        settings = app.state.settings
        self._limiter = Limiter(settings.requests_per_second)
        self._proxies: int = settings.proxies
        self._log = log.get_logger()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._inner(scope, receive, send)
            return
        started = perf_counter()
        method: str = scope["method"]
        if method == "HEAD":  # hyper leaves the body out
            cast("dict[str, Any]", scope)["method"] = "GET"
        request_id = secrets.token_hex(8)
        scope["state"]["request_id"] = request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)
        extra = [*_ALWAYS, (b"request-id", request_id.encode())]
        if not scope["path"].startswith(_UNLIMITED):  # what machines of ours read has no language
            languages.choose(languages.preferred(_joined(scope["headers"], b"accept-language")))
            extra += [
                (b"content-language", languages.chosen().encode()),
                (b"vary", b"Accept-Language"),
            ]
        status = 0
        read = method not in _WITH_BODY

        async def receive_noting() -> Any:
            nonlocal read
            message = await receive()
            read = not cast("dict[str, Any]", message).get("more_body", False)
            return message

        async def send_more(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if not read:
                    await _drain(receive)
                message["headers"] = [*self._headers(scope, message), *extra]
            await send(message)

        self._metrics.in_flight.inc()
        try:
            problem = self._refusal(scope, extra)
            if problem is None:
                await self._inner(scope, receive_noting, send_more)
            else:
                await self._answer(problem, request_id, send_more)
        except Exception as error:
            self._log.error("request_failed", error=error)
            if status:  # the head is out: only breaking the connection can tell
                raise
            await self._answer(Internal(), request_id, send_more)
        finally:
            self._metrics.in_flight.dec()
            self._tell(scope, method, status, perf_counter() - started)

    async def _answer(self, problem: Problem, request_id: str, send: Send) -> None:
        status, headers, body = failures.rendered(
            problem, request_id=request_id, texts=self._app.state.texts
        )
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [
                    *((name.lower().encode(), value.encode()) for name, value in headers.items()),
                    (b"content-length", b"%d" % len(body)),
                ],
            }
        )
        await send({"type": "http.response.body", "body": body, "more_body": False})

    def _refusal(self, scope: Scope, extra: list[tuple[bytes, bytes]]) -> Problem | None:
        if not self._limiter.most or scope["path"].startswith(_UNLIMITED):
            return None
        peer = scope["client"][0] if scope["client"] else ""
        left = self._limiter.left(client_address(peer, scope["headers"], proxies=self._proxies))
        extra += (
            (b"ratelimit-limit", b"%d" % self._limiter.most),
            (b"ratelimit-remaining", b"%d" % max(left, 0)),
            (b"ratelimit-reset", b"1"),
        )
        return TooManyRequests() if left < 0 else None

    def _headers(
        self, scope: Scope, message: HTTPResponseStartEvent
    ) -> Iterable[tuple[bytes, bytes]]:
        """No cache keeps what was told to somebody: desks of hubs are shared computers.

        Litestar's Allow knows one of the handlers of a path only, and no HEAD.
        """
        if _given(scope["headers"], b"authorization") and not _given(
            message["headers"], b"cache-control"
        ):
            message["headers"] = [*message["headers"], (b"cache-control", b"no-store")]
        if message["status"] != 405 and cast("dict[str, Any]", scope)["method"] != "OPTIONS":
            return message["headers"]
        path = self._route(scope)
        methods = {
            method
            for route in self._app.routes
            if route.path_format == path
            for method in route.methods
        }
        methods |= {"HEAD"} if "GET" in methods else set()
        others = ((name, value) for name, value in message["headers"] if name.lower() != b"allow")
        return [*others, (b"allow", ", ".join(sorted(methods)).encode())]

    def _tell(self, scope: Scope, method: str, status: int, seconds: float) -> None:
        route = self._route(scope)
        self._metrics.observe(method, route, status, seconds)
        write = self._log.debug if route.startswith(_UNLIMITED) else self._log.info
        write("request", method=method, route=route, status=status, ms=round(seconds * 1000, 2))

    def _route(self, scope: Scope) -> str:
        """The template of the path, also where the method was wrong or nothing was asked."""
        template: str | None = cast("dict[str, Any]", scope).get("path_template")
        if template is not None:
            return template
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            try:
                return self._app.asgi_router.handle_routing(
                    path=normalize_path(scope["path"]), method=cast("Any", method)
                )[4]
            except MethodNotAllowedException:
                continue
            except NotFoundException:
                break
        return "unmatched"


def _given(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bool:
    return any(given.lower() == name for given, _ in headers)


def _joined(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    """All lines of a header as one, as RFC 9110 (5.3) reads them."""
    return ",".join(value.decode("latin-1") for given, value in headers if given.lower() == name)


async def _drain(receive: Receive) -> None:
    """Let a body end that nobody wanted: closing on unread bytes resets the connection, and the
    caller would see that instead of the answer."""
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            more = True
            while more and size < _DRAIN_BYTES:
                message = cast("dict[str, Any]", await receive())
                size += len(message.get("body", b""))
                more = message.get("more_body", False)
