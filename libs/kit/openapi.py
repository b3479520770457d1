"""The OpenAPI 3.1 document of an app, made from its routes, so that it says what they do."""

from collections.abc import Iterable
from typing import Any, get_args, get_origin
from uuid import UUID

import msgspec
from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.status_codes import HTTP_201_CREATED

from kit import problems
from kit.auth import Requires
from kit.bodies.schema import Components
from kit.etags import Tagged
from kit.inputs import Gate
from kit.kinds import NO_CONTROLS
from kit.problems import Document, Problem

_PROBLEMS: dict[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        problems.Invalid,
        problems.Unauthorized,
        problems.Forbidden,
        problems.NotFound,
        problems.Conflict,
        problems.Stale,
        problems.TooLarge,
        problems.UnsupportedMediaType,
        problems.Unprocessable,
        problems.PreconditionRequired,
        problems.TooManyRequests,
        problems.Unavailable,
    )
}

_PATH_KINDS: dict[type, dict[str, Any]] = {
    UUID: {"type": "string", "format": "uuid"},
    int: {"type": "integer"},
    str: {"type": "string", "minLength": 1, "pattern": NO_CONTROLS},
}

_INTEGER = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}
_HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "Content-Language": ("Lingua di etichette ed errori, scelta con Accept-Language.", _TEXT),
    "Request-Id": ("Da citare quando si chiede aiuto.", _TEXT),
    "RateLimit-Limit": ("Richieste che si possono fare in un secondo.", _INTEGER),
    "RateLimit-Remaining": ("Richieste che restano in questo secondo.", _INTEGER),
    "RateLimit-Reset": ("Secondi fino al prossimo conteggio.", _INTEGER),
    "Retry-After": ("Secondi da aspettare prima di riprovare.", _INTEGER),
    "ETag": ("Versione di ciò che si è letto.", _TEXT),
    "Location": ("Dove si legge ciò che è stato fatto.", _TEXT),
    "WWW-Authenticate": ("Come farsi riconoscere.", _TEXT),
}
_ALWAYS = ("Request-Id", "Content-Language")
_LIMITED = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def raises(*kinds: type[Problem]) -> dict[str, Any]:
    """Problems of its own that a handler raises: `@post(..., opt=raises(Conflict))`."""
    return {"problems": {kind.status for kind in kinds}}


def also(*media_types: str) -> dict[str, Any]:
    """Other forms of an answer, for who likes them better: `@get(..., opt=also("text/csv"))`."""
    return {"also": media_types}


def document(app: Litestar) -> dict[str, Any]:
    """The same for the same code: routes in the order of their paths."""
    components = Components({Document: "Problem"})
    components.told(Document)
    paths: dict[str, dict[str, Any]] = {}
    used: set[int] = set()
    shown = sorted(_operations(app), key=lambda one: (one[0].path_format, one[2]))
    # Answers first: a Struct that is both told and taken keeps its plain name for the answer.
    answers = [_answer(handler, components) for _, handler, _ in shown]
    for (route, handler, method), answer in zip(shown, answers, strict=True):
        operation = _operation(app, route, handler, components)
        codes = sorted(operation.pop("problems"))
        used |= set(codes)
        operation["responses"] = answer | {
            str(code): {"$ref": f"#/components/responses/{_PROBLEMS[code].__name__}"}
            for code in codes
        }
        paths.setdefault(route.path_format or "/", {})[method.lower()] = operation
    secured = any("security" in one for path in paths.values() for one in path.values())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": app.state.title,
            "version": app.state.version,
            "description": app.state.description,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.schemas.items())),
            "responses": {_PROBLEMS[code].__name__: _problem(code) for code in sorted(used)},
            "headers": {
                name: {"description": description, "schema": schema}
                for name, (description, schema) in _HEADERS.items()
            },
            **({"securitySchemes": {"bearer": _BEARER}} if secured else {}),
        },
    }


_BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


def _operations(app: Litestar) -> Iterable[tuple[HTTPRoute, HTTPRouteHandler, str]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for method, (handler, _) in route.route_handler_map.items():
                if handler.resolve_include_in_schema():
                    yield route, handler, str(method)


def _operation(
    app: Litestar, route: HTTPRoute, handler: HTTPRouteHandler, components: Components
) -> dict[str, Any]:
    gate: Gate = app.state.gate
    opt = handler.opt
    operation: dict[str, Any] = {
        "operationId": handler.operation_id or handler.handler_name,
        "summary": handler.summary or handler.handler_name,
        **({"description": handler.description} if handler.description else {}),
        "tags": sorted(handler.resolve_tags()),
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": _PATH_KINDS[one.type]}
            for name, one in route.path_parameters.items()
        ],
        "problems": {400, 429, 503} | set(opt.get("problems", ())),
    }
    if route.path_parameters:
        operation["problems"].add(404)
    for one in gate.of(handler):
        one.describe(operation, components)
    required = [guard.roles for guard in handler.resolve_guards() if isinstance(guard, Requires)]
    if required:
        roles = sorted(frozenset.intersection(*required))
        operation["security"] = [{"bearer": [role]} for role in roles]  # any of them
        operation["problems"] |= {401, 403}
    return operation


def _answer(handler: HTTPRouteHandler, components: Components) -> dict[str, Any]:
    returned: Any = handler.parsed_fn_signature.return_type.annotation
    origin = get_origin(returned) or returned
    headers = [*_ALWAYS, *_LIMITED]
    answer: dict[str, Any] = {}
    if isinstance(origin, type) and issubclass(origin, Response):
        returned = next(iter(get_args(returned)), Any)
        if issubclass(origin, Tagged):
            headers += ["ETag", *(["Location"] if handler.status_code == HTTP_201_CREATED else [])]
            if "GET" in handler.http_methods:
                answer["304"] = {"description": "Non è cambiato.", "headers": _refs(headers)}
    success: dict[str, Any] = {
        "description": handler.response_description or "Fatto.",
        "headers": _refs(headers),
    }
    if returned is not None and returned is not type(None):
        media_type = str(getattr(handler.media_type, "value", handler.media_type))
        schema = {"type": "string"} if returned in {str, bytes} else components.told(returned)
        success["content"] = {media_type or "application/json": {"schema": schema}} | {
            other: {"schema": _TEXT} for other in handler.opt.get("also", ())
        }
    return {str(handler.status_code): success} | answer


def _problem(code: int) -> dict[str, Any]:
    headers = [*_ALWAYS, *_LIMITED]
    headers += ["Retry-After"] if code in {429, 503} else []
    headers += ["WWW-Authenticate"] if code == 401 else []
    return {
        "description": f"{_PROBLEMS[code].title}.",
        "headers": _refs(headers),
        "content": {
            problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
        },
    }


def _refs(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def encoded(made: dict[str, Any]) -> bytes:
    """As it is served and committed."""
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"
