"""What is done with bodies that people would like to find: take, accept, reject, read."""

from uuid import UUID, uuid4

from kit.auth import Principal
from kit.etags import Expected
from kit.problems import NotFound
from providers.domain.history import Action, of_move
from providers.domain.suggestions import Move, Suggestion
from providers.handlers import concerns
from providers.handlers.access import actor
from providers.handlers.desk import Desk
from providers.schemas.suggestions import NewSuggestion
from providers.store import history, suggestions

UNKNOWN = "Non c'è un suggerimento con questo id."

DONE: dict[Move, Action] = {"accept": "suggestion_accepted", "reject": "suggestion_rejected"}


async def take(new: NewSuggestion | None, danger: str, *, desk: Desk) -> None:
    """For officers to read; what tells of `danger` is for who answers for the safety of minors."""
    async with desk.db.transaction() as tx:
        if new is None or danger:
            await concerns.raise_one(tx, "suggestion", danger, desk=desk)
        else:
            await suggestions.add(tx, uuid4(), new, desk.now())


async def move(
    suggestion_id: UUID, move: Move, *, expected: Expected, who: Principal, desk: Desk
) -> Suggestion:
    """Let everybody see it, or nobody."""
    async with desk.db.transaction() as tx:
        before = await suggestions.to_change(tx, suggestion_id)
        if before is None:
            raise NotFound(UNKNOWN)
        expected.check(before.version)
        after = before.moved(move)
        await suggestions.save(tx, after)
        await history.keep(tx, of_move(before, after, DONE[move], actor(who), desk.now()))
    return after


async def read(suggestion_id: UUID, *, desk: Desk) -> Suggestion:
    async with desk.db.transaction() as tx:
        found = await suggestions.one(tx, suggestion_id)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


async def page(
    chosen: suggestions.Filter, *, after: int | None, limit: int, desk: Desk
) -> tuple[list[Suggestion], int]:
    async with desk.db.transaction() as tx:
        return await suggestions.page(tx, chosen, after=after, limit=limit)
