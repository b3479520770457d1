"""Serves one app in this very process, so that the pid that is killed is the server."""

import asyncio
import gc
import signal
import socket
from typing import Any

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server
from litestar import Litestar

from kit import log, worker

GRACE = 10.0
"""Seconds that requests in flight have to end: `wishmi up` promises to be down within 15."""


def serve(app: Litestar, host: str, port: int) -> int:
    """Answer until SIGTERM or SIGINT, or until a background task has died; the exit code."""
    log.configure(app.state.settings.log_level)
    return uvloop.run(_serve(app, host, port))


async def _serve(app: Litestar, host: str, port: int) -> int:
    logger = log.get_logger()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_unheard)
    stop = asyncio.Event()
    main = asyncio.current_task()
    serving: asyncio.Task[None] | None = None

    def ask_to_stop() -> None:
        stop.set()
        if serving is None and main is not None:  # still opening things: nobody is served yet
            main.cancel()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ask_to_stop)
    try:
        _refuse_taken(host, port)
    except OSError as error:
        logger.error("address_not_usable", host=host, port=port, reason=error.strerror)
        return 1
    # Without websockets and HTTP/2: nobody speaks them to us, and less can be sent wrong. The
    # app's lifespan is ours, not granian's, whose embedded server exits 0 when a start fails.
    server: Any = Server(  # its methods have no types
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
    )
    try:
        async with app.lifespan():
            calm_the_collector()
            serving = asyncio.create_task(server.serve())
            stopping = asyncio.create_task(_first(stop, worker.background_of(app).died))
            logger.info("listening", host=host, port=port)
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if serving.done():
                logger.error("server_ended", error=serving.exception())
                return 1
            logger.info("stopping")
            server.stop()
            await asyncio.wait({serving}, timeout=GRACE)
            if not serving.done():
                logger.warning("requests_cut_off", after=GRACE)
                serving.cancel()
    except asyncio.CancelledError:
        logger.info("stopped_while_starting")
    except Exception as error:
        logger.error("failed", error=error)
        return 1
    return 1 if worker.background_of(app).failed else 0


def calm_the_collector() -> None:
    """Leave what was made at the start out of every collection, and collect less often.

    A page of results makes some thousand objects, so by default nearly each one set off a walk
    over all modules: the search's own share of a request fell from 5.5 to 4.6 ms of processor
    time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def _first(*events: asyncio.Event) -> None:
    waits = {asyncio.create_task(event.wait()) for event in events}
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _refuse_taken(host: str, port: int) -> None:
    """Granian listens with SO_REUSEPORT: two servers on one port would share its requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        probe.listen(1)


def _log_unheard(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Asyncio's own handler would print reprs, which hold values."""
    log.get_logger().error(
        "unheard_error",
        message=str(context.get("message", ""))[:200],
        error=context.get("exception"),
    )
