"""Turns whatever was raised into application/problem+json, in this one place."""

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from kit import log, problems
from kit.languages import Texts
from kit.problems import Problem

_BY_STATUS: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        problems.Invalid,
        problems.Unauthorized,
        problems.Forbidden,
        problems.NotFound,
        problems.MethodNotAllowed,
        problems.TooLarge,
        problems.UnsupportedMediaType,
    )
}
"""What Litestar raises by itself. Its message is left out: it may hold the query string."""

BESIDE = "beside_problems"
"""In the state of a request's scope: members that whatever refuses it carries besides its own."""


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Litestar's exception handler for everything."""
    problem = as_problem(error)
    problem.members |= request.scope["state"].get(BESIDE, {})
    if problem.status == 500:
        log.get_logger().error("request_failed", error=error)
    status, headers, body = rendered(
        problem,
        request_id=request.scope["state"]["request_id"],
        texts=request.app.state.texts,
    )
    return Response(
        body, status_code=status, headers=headers, media_type=headers.pop("Content-Type")
    )


def as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    kind = _BY_STATUS.get(error.status_code) if isinstance(error, HTTPException) else None
    if kind is None:
        return problems.Internal()
    problem = kind()
    headers = (error.headers if isinstance(error, HTTPException) else None) or {}
    problem.headers |= {name.title(): value for name, value in headers.items()}
    return problem


def rendered(
    problem: Problem, *, request_id: str, texts: Texts
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, in the language of the request."""
    headers = {
        "Content-Type": problems.MEDIA_TYPE,
        "Cache-Control": "no-store",  # a fault may repeat what was asked
        **problem.headers,
    }
    body = msgspec.json.encode(problems.document(problem, request_id=request_id, say=texts.say))
    return problem.status, headers, body
