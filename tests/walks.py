"""A walk of one thing that everybody tries to move, against a model that a test tells of it."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any, ClassVar, TypeVar, get_args

import httpx
import pytest
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kit.auth import Role
from kit.db import Database
from tests.register import Register
from tests.rounds import CHANCE, rounds

T = TypeVar("T")
Refusal = tuple[int, str]
"""A status and its code."""
Moves = Mapping[str, Iterable[Role]]
"""With the roles that the door of each lets in; none: it happens by itself, as time passes."""
Weights = Mapping[str, int]
"""Times as often as others these moves are made: else most lives are short, or dull."""
WhoMayNot = Iterable[tuple[str, dict[str, str], Refusal]]
"""Who they are, their token, and how they are refused."""

NO_TOKEN: Refusal = (401, "unauthorized")
FORBIDDEN: Refusal = (403, "forbidden")
UNKNOWN: Refusal = (404, "not_found")
WRONG_STATE: Refusal = (409, "wrong_state")
STALE: Refusal = (412, "stale")

NOBODY = {"Authorization": ""}
TURNS = 4
"""As often walks are begun anew until every state was reached. Hypothesis also draws constants of
the modules that happen to be imported, so that the same seed leads elsewhere in another run: once
in three runs of the whole suite no quote expired among 14 lives."""


class Model(ABC):
    """What becomes of a thing, told as a story and not as the service's table."""

    state: str
    version = 1

    @abstractmethod
    def to(self, move: str) -> str | None:
        """Where a move leads; none: it is forbidden now."""

    def refusal(self, move: str) -> Refusal:
        """How it is said that a move is forbidden now."""
        return WRONG_STATE

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.version += 1

    @property
    def over(self) -> bool:
        """Whether nothing more becomes of it that is worth a step."""
        return False

    @property
    def situation(self) -> tuple[Any, ...]:
        """All that decides what is possible now; the state comes first."""
        return (self.state,)


class Walk(RuleBasedStateMachine):
    """Things, one after the other, and everybody who may try something with them.

    What a walk must say itself raises `NotImplementedError` here: Hypothesis gives state machines a
    metaclass of its own, beside which there is no room for that of `ABC`.
    """

    here: Register
    db: Database
    loop: asyncio.AbstractEventLoop
    tried_out: ClassVar[set[tuple[Any, ...]]]
    """Situations in which all that is forbidden has been tried, by whichever path they came."""

    moves: ClassVar[Moves]
    often: ClassVar[Weights] = {}
    untagged: ClassVar[frozenset[str]] = frozenset()
    """Moves for which one need not say what one has read."""

    model: Any

    def __init__(self) -> None:
        super().__init__()
        self.awaited(self.begin())

    async def begin(self) -> None:
        """Another thing, and its model."""
        raise NotImplementedError

    async def happens(self, move: str) -> None:
        """What nobody does."""
        raise NotImplementedError

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        raise NotImplementedError

    async def is_as_the_model_says(self) -> None:
        raise NotImplementedError

    def up_to(self, move: str) -> dict[str, str]:
        """Who may."""
        raise NotImplementedError

    def who_may_not(self, move: str) -> WhoMayNot:
        """Those whom their role would let in."""
        raise NotImplementedError

    @property
    def tag(self) -> str:
        return f'"{self.model.version}"'

    def old(self, move: str) -> str:
        """What was read too long ago to make a move."""
        return f'"{self.model.version - 1}"'

    @rule(data=st.data())
    def who_may_does_what_they_may(self, data: Any) -> None:
        possible = [move for move in self.moves if self.model.to(move)]
        if self.model.over or not possible:
            self.awaited(self.begin())
            return
        weighed = [move for move in possible for _ in range(self.often.get(move, 1))]
        move = data.draw(st.sampled_from(weighed))
        if self.moves[move]:
            done = self.awaited(self.tried(move, self.up_to(move), self.tag))
            assert done.status_code in {200, 201}, (move, done.text)
        else:
            self.awaited(self.happens(move))
        self.model.move(move)

    @invariant()
    def it_is_where_the_model_says(self) -> None:
        self.awaited(self.is_as_the_model_says())

    @invariant()
    def nothing_else_is_possible_now(self) -> None:
        if self.model.situation not in self.tried_out:
            first = not self.tried_out
            self.tried_out.add(self.model.situation)
            for move in filter(self.moves.get, self.moves):
                if first:
                    self.awaited(self.no_other_role_moves_it(move))
                self.awaited(self.what_is_forbidden_moves_nothing(move))
            self.it_is_where_the_model_says()

    async def no_other_role_moves_it(self, move: str) -> None:
        """Whatever its state."""
        for role in set(get_args(Role)) - set(self.moves[move]):
            who = self.here.signer.headers(role, subject=f"{role}-1")
            await self.is_refused(move, role, who, FORBIDDEN)
        await self.is_refused(move, "nobody", NOBODY, NO_TOKEN)

    async def what_is_forbidden_moves_nothing(self, move: str) -> None:
        if self.model.to(move) is None:
            await self.is_refused(move, "who may", self.up_to(move), self.model.refusal(move))
        elif move not in self.untagged:
            await self.is_refused(move, "who may", self.up_to(move), STALE, tag=self.old(move))
        for name, who, refusal in self.who_may_not(move):
            await self.is_refused(move, name, who, refusal)

    async def is_refused(
        self, move: str, name: str, who: dict[str, str], refusal: Refusal, tag: str | None = None
    ) -> None:
        answer = await self.tried(move, who, tag or self.tag)
        seen = (answer.status_code, answer.json().get("code"))
        assert seen == refusal, (move, name, self.model.situation, answer.text)

    def awaited(self, story: Coroutine[Any, Any, T]) -> T:
        """In the loop that the service lives in."""
        return asyncio.run_coroutine_threadsafe(story, self.loop).result(timeout=30)


async def walk(
    kind: type[Walk], here: Register, *, through: set[str], lives: int, steps: int
) -> None:
    """Until every state was reached."""
    async with here.database() as db:
        kind.here, kind.db, kind.loop, kind.tried_out = here, db, asyncio.get_running_loop(), set()
        often = settings(
            max_examples=rounds(lives),
            stateful_step_count=steps,
            phases=[Phase.generate],  # its steps are few enough to be read
            deadline=None,
            database=None,
            derandomize=not CHANCE,
        )
        reached: set[str] = set()
        for turn in range(TURNS):
            walks = kind if CHANCE else seed(turn)(kind)
            # in a thread: Hypothesis waits, and what it asks is answered by this loop
            await asyncio.to_thread(run_state_machine_as_test, walks, settings=often)
            reached = {state for state, *_ in kind.tried_out}
            assert reached <= through
            if reached == through:
                return
        pytest.fail(f"no life led further than {reached}")
