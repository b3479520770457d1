"""The commands, one module each; what they share is here."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

from kit.problems import Unavailable
from kit.settings import SettingsError
from wishmi.failure import Failure

P = ParamSpec("P")


def asynchronous(function: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Let click call a coroutine; what a person can mend is told in a sentence."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            asyncio.run(function(*args, **kwargs))
        except (Unavailable, SettingsError) as error:
            raise Failure(str(error)) from error

    return run
