"""Guards beside those of the roles."""

from litestar.handlers import BaseRouteHandler

from kit.auth.guard import Connection
from kit.auth.guard import principal as caller
from kit.problems import Forbidden


async def of_no_body(connection: Connection, _handler: BaseRouteHandler) -> None:
    """What is said about bodies is not read, nor is a file of theirs imported, by who acts for one,
    officers or not: some of it may be about their own.
    """
    if caller(connection.scope).provider_id is not None:
        raise Forbidden
