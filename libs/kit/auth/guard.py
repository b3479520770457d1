"""Guards of routes: 401 for who is not known, 403 for who may not."""

from typing import Any, Protocol, cast

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from kit.auth.principal import Principal, Role
from kit.problems import Unauthorized

Connection = ASGIConnection[Any, Any, Any, Any]


READ, WRITE = "read", "write"
"""Scopes of routes that name none: what only reads, and all else."""


class Verifying(Protocol):
    """What turns a token into a caller."""

    async def principal(self, token: str) -> Principal:
        """Raises Unauthorized, Forbidden, or Unavailable where it cannot be known."""


class Requires:
    """A guard that lets any of some roles in, if its scopes have that of the route; the handler
    finds the caller as `principal`.
    """

    def __init__(self, *roles: Role, scope: str | None = None) -> None:
        self.roles = frozenset(roles)
        self.scope = scope

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        verifier: Verifying | None = connection.app.state.verifier
        if verifier is None:
            raise RuntimeError("a guarded route in an app that was made without a verifier")
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized
        principal = await verifier.principal(token.strip())
        connection.scope["user"] = principal
        if self.roles.isdisjoint(principal.roles):
            raise principal.refusal
        reads = cast("dict[str, Any]", connection.scope)["method"] == "GET"
        scope = self.scope or (READ if reads else WRITE)
        if principal.scopes is not None and scope not in principal.scopes:
            raise principal.refusal


def requires(*roles: Role, scope: str | None = None) -> Requires:
    """`@get(guards=[requires("provider", "officer")])`."""
    return Requires(*roles, scope=scope)


def principal(scope: Scope) -> Principal:
    """The caller of a guarded route, as a dependency of every app."""
    who = scope.get("user")
    if not isinstance(who, Principal):
        raise Unauthorized
    return who
