"""Who asks what somebody else is just being answered waits for the same answer."""

import asyncio

import pytest
from litestar.testing import RequestFactory

from catalog_search.answers import Answers, AnyRequest, Told
from kit.problems import Unavailable


def question(words: str = "nuoto") -> AnyRequest:
    return RequestFactory().get("/v1/catalog", query_params={"q": words})


class Engine:
    """Answers when a test says so."""

    def __init__(
        self, *, fails: Exception | None = None, headers: dict[str, str] | None = None
    ) -> None:
        self.asked = 0
        self.reached: asyncio.Queue[int] = asyncio.Queue()
        self.answers = asyncio.Event()
        self._fails = fails
        self._headers = headers

    async def __call__(self) -> Told:
        self.asked += 1
        number = self.asked
        self.reached.put_nowait(number)
        await self.answers.wait()
        if self._fails:
            raise self._fails
        return Told(b"%d" % number, self._headers)


@pytest.fixture
def answers() -> Answers:
    return Answers(lambda: 0.0)


async def test_many_who_ask_the_same_at_once_are_one_question(answers: Answers) -> None:
    engine = Engine(headers={"Cache-Control": "no-store"})
    asking = [asyncio.create_task(answers.to(question(), engine)) for _ in range(9)]
    other = asyncio.create_task(answers.to(question("judo"), engine))
    assert [await engine.reached.get() for _ in range(2)] == [1, 2]
    engine.answers.set()

    told = await asyncio.gather(*asking)

    assert {int(one.body) for one in told} == {1}
    assert {str(one.headers) for one in told} == {"{'Cache-Control': 'no-store'}"}
    assert (await other).body == b"2"
    # it was for them alone: who asks afterwards asks for the first time
    assert (await answers.to(question(), engine)).body == b"3"


async def test_what_fails_fails_for_all_who_wait_and_not_for_the_next(answers: Answers) -> None:
    engine = Engine(fails=Unavailable("L'indice non risponde."))
    asking = [asyncio.create_task(answers.to(question(), engine)) for _ in range(3)]
    await engine.reached.get()
    engine.answers.set()

    told = await asyncio.gather(*asking, return_exceptions=True)

    assert [type(one) for one in told] == [Unavailable] * 3
    again = Engine()
    again.answers.set()
    assert (await answers.to(question(), again)).body == b"1"


async def test_who_goes_away_leaves_the_others_their_answer(answers: Answers) -> None:
    engine = Engine()
    first = asyncio.create_task(answers.to(question(), engine))
    await engine.reached.get()
    second = asyncio.create_task(answers.to(question(), engine))
    await asyncio.sleep(0)  # it waits
    first.cancel()
    engine.answers.set()

    assert (await second).body == b"1"
    with pytest.raises(asyncio.CancelledError):
        await first
    assert engine.asked == 1
