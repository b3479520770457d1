"""A reader takes what its stream holds, in order, and knows with its data how far it has come."""

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from kit import dead_letters
from kit.bus import Bus
from kit.db import Database, Tx
from kit.events import DEAD
from kit.problems import Unavailable
from kit.reader import Heard, PostgresSink, Reader, Refused, TooManyRefused
from tests import telling
from tests.city import eventually
from tests.conftest import MakeDatabase
from tests.things import THINGS, ThingGone, ThingMade, Things, ids, running, subject, things


@pytest.fixture
async def here(make_database: MakeDatabase, nats_url: str, namespace: str) -> AsyncIterator[Things]:
    async with things(await make_database("heard"), nats_url, namespace) as opened:
        await opened.bus.ensure(THINGS)
        yield opened


async def tell(bus: Bus, text: str = "", *, thing: UUID | None = None) -> int:
    return await telling.tell(bus, ThingMade(id=thing or uuid4(), text=text))


class Shelf:
    """A sink in memory, which makes durable what it is told to settle, as an index does."""

    def __init__(self) -> None:
        self.taken: list[tuple[UUID, int]] = []
        self.kept = 0
        self.refuses: Callable[[Heard[Any]], bool] = lambda heard: False
        self.outages = 0

    async def position(self) -> int:
        return self.kept

    async def take(self, batch: list[Heard[Any]]) -> list[Refused]:
        if self.outages:
            self.outages -= 1
            raise Unavailable("the shelf is away")
        bad = [heard for heard in batch if self.refuses(heard)]
        self.taken += [(heard.fact.id, heard.sequence) for heard in batch if heard not in bad]
        return [Refused(heard.sequence, "does not fit") for heard in bad]

    async def settle(self, sequence: int) -> None:
        self.kept = sequence


async def trouble(reader: Reader) -> str:
    """Why the reader is not ready."""
    try:
        await reader.ready()
    except Unavailable as error:
        return str(error)
    return ""


async def letters(bus: Bus) -> list[dead_letters.DeadLetter]:
    return [letter async for letter in dead_letters.listed(bus)]


async def test_everything_is_taken_once_in_order_and_the_position_is_kept(here: Things) -> None:
    told = [(thing, await tell(here.bus, thing=thing)) for thing in ids(1_200)]  # three batches
    shelf = Shelf()
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await reader.caught_up()

        assert shelf.taken == told
        assert shelf.kept == reader.position == told[-1][1]
        assert reader.pending == 0

        (thing,) = ids(1)
        told.append((thing, await tell(here.bus, thing=thing)))
        await reader.caught_up()
        assert shelf.taken == told
        await reader.ready()


async def test_a_reader_begins_after_its_sinks_position(here: Things) -> None:
    told = [(thing, await tell(here.bus, thing=thing)) for thing in ids(10)]
    shelf = Shelf()
    shelf.kept = told[6][1]
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await reader.caught_up()

    assert shelf.taken == told[7:]


async def test_a_late_reader_hears_the_newest_state_of_each_thing(here: Things) -> None:
    one, other = ids(2)
    await tell(here.bus, thing=one)
    first = await tell(here.bus, thing=other)
    second = await tell(here.bus, thing=one)
    shelf = Shelf()
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await reader.caught_up()

    assert shelf.taken == [(other, first), (one, second)]


async def test_an_outage_of_the_sink_is_waited_out_and_nothing_is_set_aside(here: Things) -> None:
    told = [(thing, await tell(here.bus, thing=thing)) for thing in ids(10)]
    shelf = Shelf()
    shelf.outages = 4
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        assert await eventually(lambda: trouble(reader), within=5) == "the shelf is away"
        await reader.caught_up()
        await reader.ready()

    assert shelf.taken == told
    with pytest.raises(Unavailable):  # there is no stream of dead letters, even
        await letters(here.bus)


async def test_when_the_data_are_put_back_or_swapped_the_reader_goes_on_from_there(
    here: Things,
) -> None:
    told = [(thing, await tell(here.bus, thing=thing)) for thing in ids(10)]
    shelf = Shelf()
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await reader.caught_up()
        shelf.taken, shelf.kept = told[:3], told[2][1]

        async def whole_again() -> bool:
            return shelf.taken == told

        await eventually(whole_again, within=10)


async def test_a_stream_that_comes_later_or_is_made_anew_is_waited_for(
    here: Things,
) -> None:
    first = await tell(here.bus)
    await here.delete_stream()
    shelf = Shelf()
    shelf.kept = first
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await eventually(lambda: trouble(reader), within=5)
        await here.bus.ensure(THINGS)
        (thing,) = ids(1)
        again = await tell(here.bus, thing=thing)
        await reader.caught_up()

    assert shelf.taken == [(thing, again)]


async def test_a_stream_older_than_the_data_is_named_and_nothing_is_taken_from_it(
    here: Things,
) -> None:
    last = await tell(here.bus)
    shelf = Shelf()
    shelf.kept = last + 10
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        reason = await eventually(lambda: trouble(reader), within=5)

    assert f"ends at {last}, before our position" in reason
    assert shelf.taken == []


async def test_what_cannot_be_read_or_taken_is_set_aside_with_its_reason(here: Things) -> None:
    good, bad, other = ids(3)
    await here.bus.publish("wishmi.things.thing.x", b"{not JSON")
    await tell(here.bus, thing=good)
    refused = await tell(here.bus, thing=bad)
    last = await tell(here.bus, thing=other)
    shelf = Shelf()
    shelf.refuses = lambda heard: heard.fact.id == bad
    reader = Reader(here.bus, THINGS, shelf, service="shelf", name="shelf-2")
    async with running(reader.run):
        await reader.caught_up()

    assert [thing for thing, _ in shelf.taken] == [good, other]
    assert shelf.kept == last
    unreadable, letter = await letters(here.bus)
    assert unreadable.reason.startswith("Unreadable: ")
    assert (unreadable.subject, unreadable.payload) == ("wishmi.things.thing.x", b"{not JSON")
    assert (letter.service, letter.reader, letter.stream) == ("shelf", "shelf-2", "THINGS")
    assert (letter.sequence, letter.subject) == (refused, subject(bad))
    assert letter.reason == "does not fit"

    assert await dead_letters.show(here.bus, letter.number) == letter
    await dead_letters.drop(here.bus, letter.number)
    assert await dead_letters.show(here.bus, letter.number) is None
    assert await letters(here.bus) == [unreadable]


async def test_a_message_refused_again_is_one_dead_letter(here: Things) -> None:
    await tell(here.bus)
    shelf = Shelf()
    shelf.refuses = lambda heard: True
    for _ in range(2):
        shelf.kept = 0  # as after a crash before the position was kept
        reader = Reader(here.bus, THINGS, shelf, service="shelf")
        async with running(reader.run):
            await reader.caught_up()

    assert len(await letters(here.bus)) == 1


async def test_after_twenty_refusals_in_a_row_the_reader_stops_before_them(here: Things) -> None:
    good = await tell(here.bus)
    bad = [await tell(here.bus, thing=thing) for thing in ids(30)]
    shelf = Shelf()
    shelf.refuses = lambda heard: heard.sequence in bad
    reader = Reader(here.bus, THINGS, shelf, service="shelf")

    with pytest.raises(TooManyRefused, match="refused 30 messages of THINGS in a row"):
        await reader.run()

    with pytest.raises(Unavailable, match="in a row"):
        await reader.ready()
    assert shelf.kept < bad[0]
    assert len(await letters(here.bus)) == 20
    # Once the mistake of ours is mended, nothing needs to be told again.
    shelf.refuses = lambda heard: False
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await reader.caught_up()
    assert {sequence for _, sequence in shelf.taken} == {good, *bad}


async def test_nineteen_refusals_in_a_row_do_not_stop_it(here: Things) -> None:
    good = set()
    for _ in range(2):
        for thing in ids(19):
            await tell(here.bus, thing=thing)
        good.add(await tell(here.bus))
    shelf = Shelf()
    shelf.refuses = lambda heard: heard.sequence not in good
    reader = Reader(here.bus, THINGS, shelf, service="shelf")
    async with running(reader.run):
        await reader.caught_up()

    assert {sequence for _, sequence in shelf.taken} == good
    assert len(await letters(here.bus)) == 38


# In a service's own database


async def keep(heard: Heard[ThingMade], *, tx: Tx) -> None:
    await tx.execute(
        "insert into heard values ($1, $2, $3)", heard.fact.id, heard.fact.text, heard.sequence
    )
    if heard.fact.text == "bad":
        await tx.execute("insert into heard values (null, 'maria@example.org', 0)")


async def kept(db: Database) -> list[str]:
    async with db.transaction() as tx:
        return [row["text"] for row in await tx.fetch("select text from heard order by sequence")]


def postgres_reader(here: Things, handler: Any = keep) -> Reader:
    sink = PostgresSink(here.db, "hubs/THINGS", {ThingMade: handler})
    return Reader(here.bus, THINGS, sink, service="hubs")


async def test_handlers_and_position_are_one_transaction(here: Things) -> None:
    *_, last = [await tell(here.bus, text) for text in ("a", "b", "c")]
    sink = PostgresSink(here.db, "hubs/THINGS", {ThingMade: keep})
    reader = Reader(here.bus, THINGS, sink, service="hubs")
    async with running(reader.run):
        await reader.caught_up()

    assert await kept(here.db) == ["a", "b", "c"]
    assert await sink.position() == last


async def test_a_bad_message_is_undone_and_set_aside_alone(here: Things) -> None:
    *_, last = [await tell(here.bus, text) for text in ("a", "bad", "b")]
    reader = postgres_reader(here)
    async with running(reader.run):
        await reader.caught_up()

    assert await kept(here.db) == ["a", "b"]
    assert reader.position == last
    (letter,) = await letters(here.bus)
    assert letter.reason == "NotNullViolationError", "and nothing of the row, which it may name"


async def test_an_outage_inside_a_handler_undoes_the_batch_and_repeats_it(here: Things) -> None:
    outages = iter([True, False, True])

    async def unsteady(heard: Heard[ThingMade], *, tx: Tx) -> None:
        await keep(heard, tx=tx)
        if heard.fact.text == "c" and next(outages, False):
            raise Unavailable

    for text in ("a", "b", "c"):
        await tell(here.bus, text)
    reader = postgres_reader(here, unsteady)
    async with running(reader.run):
        await reader.caught_up()

    assert await kept(here.db) == ["a", "b", "c"]


async def test_facts_that_nobody_handles_are_passed_by(here: Things) -> None:
    await tell(here.bus, "a")
    sink = PostgresSink(here.db, "hubs/THINGS", {ThingGone: keep})
    reader = Reader(here.bus, THINGS, sink, service="hubs")
    async with running(reader.run):
        await reader.caught_up()

    assert await kept(here.db) == []
    assert await sink.position() == reader.position > 0


async def test_two_readers_of_one_name_handle_each_message_once(here: Things) -> None:
    first, second = postgres_reader(here), postgres_reader(here)
    texts = [f"{number:03}" for number in range(60)]
    async with running(first.run, second.run):
        for text in texts:
            await tell(here.bus, text)
        await first.caught_up()
        await second.caught_up()

    assert await kept(here.db) == texts
    assert first.position == second.position


async def test_a_database_put_back_is_brought_up_to_date(here: Things) -> None:
    told = [await tell(here.bus, text) for text in ("a", "b", "c")]
    reader = postgres_reader(here)
    async with running(reader.run):
        await reader.caught_up()
        async with here.db.transaction() as tx:  # as an older copy would have it
            await tx.execute("delete from heard where sequence > $1", told[0])
            await tx.execute("update reader_position set position = $1", told[0])
        await tell(here.bus, "d")

        async def whole_again() -> bool:
            return await kept(here.db) == ["a", "b", "c", "d"]

        await eventually(whole_again, within=10)


async def test_dead_letters_are_kept_in_their_own_stream(here: Things) -> None:
    await here.bus.publish("wishmi.things.thing.x", b"?")
    reader = postgres_reader(here)
    async with running(reader.run):
        await reader.caught_up()

    assert (await here.bus.info(DEAD)).messages == 1
