"""Whether a process lives, whether it can serve, and its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from litestar import Controller, Litestar, Request, Response, get

from kit import metrics
from kit.problems import MEDIA_TYPE, Document, Problem, Unavailable

Check = Callable[[], Awaitable[None]]
"""Raises when not ready; the detail of a Problem is shown, of anything else only the class."""

PATIENCE = 2.0
"""Seconds for a check: Kubernetes asks every 10 and gives up after 3 (chart's probes)."""


class HealthController(Controller):
    """`/status` is for the public (ModI), the others for machines of ours."""

    path = "/"
    tags = ("status",)

    @get(
        "/status",
        operation_id="getStatus",
        summary="Stato del servizio",
        media_type=MEDIA_TYPE,
    )
    async def status(self, request: Request[Any, Any, Any]) -> Document:
        if any(reason != "ok" for reason in (await checked(request.app)).values()):
            raise Unavailable
        return Document(
            type="about:blank",
            title=request.app.state.texts.say("Il servizio funziona"),
            status=200,
            detail=request.app.state.texts.say("Il servizio funziona."),
            code="ok",
            instance=f"urn:request:{request.scope['state']['request_id']}",
        )

    @get("/health/live", include_in_schema=False)
    async def live(self) -> dict[str, str]:
        return {"status": "ok"}

    @get("/health/ready", include_in_schema=False)
    async def ready(self, request: Request[Any, Any, Any]) -> dict[str, dict[str, str]]:
        checks = await checked(request.app)
        if any(reason != "ok" for reason in checks.values()):
            raise Unavailable(checks=checks)
        return {"checks": checks}

    @get("/metrics", include_in_schema=False)
    async def metrics(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        body = metrics.exposition(request.app.state.registry)
        return Response(body, media_type=metrics.CONTENT_TYPE)


async def checked(app: Litestar) -> dict[str, str]:
    """Every check by name: `ok`, or why not."""
    checks: Mapping[str, Check] = app.state.checks
    reasons = await asyncio.gather(*(_reason(check) for check in checks.values()))
    return dict(zip(checks, reasons, strict=True))


async def _reason(check: Check) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except Problem as problem:
        return problem.detail
    except Exception as error:
        return type(error).__name__
    return "ok"
