"""Calls that cost us or others more than most: so many a minute from one caller."""

from litestar.handlers import BaseRouteHandler

from kit.auth.guard import Connection
from kit.limits import Limiter, client_address
from kit.problems import TooManyRequests

MINUTE = 60
"""Seconds."""


class Sparing:
    """A guard: `@post(guards=[Sparing("tokens_per_minute")])` names the setting with the limit,
    for each process; 0: no limit.
    """

    def __init__(self, setting: str) -> None:
        self.setting = setting

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        self.count(connection)

    def count(self, connection: Connection, whom: str | None = None) -> None:
        """One call, of `whom` or else of the client address; raises TooManyRequests where it is one
        too many.
        """
        state = connection.app.state
        limit = getattr(state.settings, self.setting)
        if not limit:
            return
        limiter: Limiter = state.limiters.setdefault(self.setting, Limiter(limit, seconds=MINUTE))
        peer = connection.client.host if connection.client else ""
        address = client_address(peer, connection.scope["headers"], proxies=state.settings.proxies)
        if limiter.left(whom or address) < 0:
            raise TooManyRequests(retry_after=limiter.reset())
