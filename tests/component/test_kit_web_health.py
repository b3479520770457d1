"""Readiness tells by name what a process waits for; the public status tells only that it does."""

import asyncio
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from kit import health
from kit.app import make_app
from kit.problems import Unavailable
from kit.settings import Process
from kit.worker import background, background_of


def app(**more: Any) -> Any:
    return make_app(
        name="probe",
        title="Prova",
        description="Per le prove.",
        controllers=[],
        settings=Process(),
        **more,
    )


async def fine() -> None:
    """Ready."""


async def behind() -> None:
    raise Unavailable("12 messaggi da leggere")


async def broken() -> None:
    raise ValueError("un valore che non si deve leggere")


async def test_one_check_that_fails_makes_the_process_not_ready() -> None:
    checks = {"nats": fine, "position": behind, "postgres": broken}
    async with AsyncTestClient(app(checks=checks)) as client:
        ready = await client.get("/health/ready")
        status = await client.get("/status")
        live = await client.get("/health/live")

    assert (ready.status_code, ready.json()["code"]) == (503, "unavailable")
    assert ready.json()["checks"] == {
        "background": "ok",
        "nats": "ok",
        "position": "12 messaggi da leggere",
        "postgres": "ValueError",
    }
    assert ready.headers["Content-Type"] == "application/problem+json"
    assert status.status_code == 503
    assert "checks" not in status.json()
    assert live.status_code == 200


async def test_a_check_that_hangs_counts_as_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)

    async def hangs() -> None:
        await asyncio.Event().wait()

    async with AsyncTestClient(app(checks={"postgres": hangs})) as client:
        ready = await client.get("/health/ready")

    assert ready.json()["checks"]["postgres"] == "TimeoutError"


async def test_a_process_whose_task_has_died_is_not_ready() -> None:
    dying = asyncio.Event()
    ended = asyncio.Event()

    async def dies() -> None:
        await dying.wait()
        raise ValueError("un valore")

    async def lives() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    one = app(lifespan=[background(dies, lives)])
    async with one.lifespan():
        assert (await health.checked(one))["background"] == "ok"

        dying.set()
        await background_of(one).died.wait()

        assert "dies" in (await health.checked(one))["background"]
        assert not ended.is_set()
    assert ended.is_set()


async def test_a_task_that_just_ends_has_died_too() -> None:
    one = app(lifespan=[background(fine)])
    async with one.lifespan():
        await background_of(one).died.wait()

        assert background_of(one).failed == ["fine"]


async def test_two_apps_count_apart_in_one_process() -> None:
    first, second = app(), app()
    async with AsyncTestClient(first) as client:
        await client.get("/status")

    assert _answered(first) == 1
    assert _answered(second) == 0


def _answered(one: Any) -> float:
    labels = {"method": "GET", "route": "/status", "status": "200"}
    return one.state.registry.get_sample_value("http_requests_total", labels) or 0
