"""Guards of routes: 401 for who is not known, 403 for who may not."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from kit.auth.principal import Principal, Role
from kit.auth.verifier import Verifier
from kit.problems import Forbidden, Unauthorized

Connection = ASGIConnection[Any, Any, Any, Any]


class Requires:
    """A guard that lets any of some roles in; the handler finds the caller as `principal`."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        verifier: Verifier | None = connection.app.state.verifier
        if verifier is None:
            raise RuntimeError("a guarded route in an app that was made without a verifier")
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized
        principal = await verifier.principal(token.strip())
        connection.scope["user"] = principal
        if self.roles.isdisjoint(principal.roles):
            raise Forbidden


def requires(*roles: Role) -> Requires:
    """`@get(guards=[requires("provider", "officer")])`."""
    return Requires(*roles)


def principal(scope: Scope) -> Principal:
    """The caller of a guarded route, as a dependency of every app."""
    who = scope.get("user")
    if not isinstance(who, Principal):
        raise Unauthorized
    return who
