"""What the supervisor does with a child that cannot live."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.city import eventually
from wishmi.embedded.child import Command
from wishmi.failure import Failure
from wishmi.up import supervisor
from wishmi.up.supervisor import DEATHS, Supervisor


class Script:
    """A program made of a line of Python."""

    name = "script"
    url = ""
    start_within = 30.0

    def __init__(self, line: str) -> None:
        self.line = line
        self.answers = False

    async def prepare(self) -> None: ...

    def command(self) -> Command:
        return Command(argv=(sys.executable, "-c", self.line), grace=0.5)

    async def ready(self) -> bool:
        return self.answers


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
async def keeper(tmp_path: Path, said: list[str]) -> Supervisor:
    return Supervisor(tmp_path, said.append, lambda pids: None)


async def test_a_child_that_dies_too_often_ends_it(
    keeper: Supervisor, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    program = Script("print('no luck'); exit(3)")
    program.answers = True
    await keeper.start(program)

    with pytest.raises(Failure, match="20 deaths within 60 s, the last of script"):
        await asyncio.wait_for(keeper.watch(), 30)

    await keeper.stop()
    assert len(said) == DEATHS - 1
    assert said[0].startswith("script died (exit code 3) and is started again.")
    assert said[0].endswith("no luck")


async def test_a_child_that_dies_before_it_ever_answered_ends_it_soon(keeper: Supervisor) -> None:
    with pytest.raises(Failure, match=r"script died 3 times before it was ready(?s:.)*no luck"):
        await keeper.start(Script("print('no luck'); exit(3)"))

    await keeper.stop()


async def test_a_child_that_never_answers_is_told_with_the_end_of_its_log(
    keeper: Supervisor,
) -> None:
    program = Script("print('thinking', flush=True); import time; time.sleep(60)")
    program.start_within = 1.0

    with pytest.raises(Failure, match=r"not ready in 1 s(?s:.)*thinking"):
        await keeper.start(program)

    await keeper.stop()
    assert keeper.children["script"].pid is None


async def test_a_child_that_does_not_listen_is_killed_in_the_end(
    keeper: Supervisor, tmp_path: Path
) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf', flush=True); time.sleep(60)"
    )
    starting = asyncio.create_task(keeper.start(Script(deaf)))

    async def started() -> bool:
        child = keeper.children.get("script")
        return child is not None and "deaf" in child.tail()

    await eventually(started, within=10)

    await asyncio.wait_for(keeper.stop(), 5)

    starting.cancel()
    assert keeper.children["script"].pid is None
    assert not (tmp_path / "run" / "script.pid").exists()
