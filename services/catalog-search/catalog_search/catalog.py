"""Ask the engine what the catalogue has, and say so in the catalogue's own words."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import NotFoundError

from catalog_search import domain, spelling, suggest
from catalog_search.areas import Areas
from catalog_search.geojson import Map
from catalog_search.index.client import PASSING, reaching_the_index, searched
from catalog_search.meaning.following import Meaning
from catalog_search.query import CatalogQuery, MapQuery
from catalog_search.schemas import Entry, PageOf, Suggestions
from catalog_search.search import builder, mapping, presenter, relaxing
from catalog_search.search.narrowing import Clause
from catalog_search.understanding import read
from kit.clock import Clock, rome
from kit.problems import NotFound, Unavailable

OK, MISSING = 200, 404
FIRST = CatalogQuery(q="nuoto", understand=False)
"""Asked by ourselves before anybody, with words, meaning and every count. Nothing is understood of
it: names of places are kept for 30 s, and those of an index that still fills would be none."""

decoded = msgspec.json.Decoder(presenter.Answer).decode


class Catalog:
    """The index of this generation, as families ask it."""

    def __init__(
        self,
        client: AsyncOpenSearch,
        alias: str,
        speller: spelling.Speller,
        meaning: Meaning | None,
        *,
        clock: Clock,
        answer_within: float,
    ) -> None:
        self._client = client
        self._alias = alias
        self._meaning = meaning
        self._clock = clock
        self._within = answer_within
        self._areas = Areas(client, alias)
        self._speller = speller
        self._answered = False

    async def check(self) -> None:
        """Ready once a search was answered. The first of a cold engine took 0.35 s beside busy
        neighbours, the same one later 0.06 s; on a machine busier still it was a 503.
        """
        if not self._answered:
            await self.search(FIRST)
            self._answered = True

    async def search(self, query: CatalogQuery) -> PageOf[msgspec.Raw]:
        """One page with its counts, all of it true, or `Unavailable`."""
        today = self._today()
        query = await self._understood(await self._placed(query), today)
        doubted = self._speller.doubted(query)
        answer = await self._asked(query, today, more=spelling.question(doubted))
        if doubted and (words := self._speller.respelled(query, answer.responses[-1])):
            meant = await self._understood(spelling.instead(query, words), today)
            relaxing_too = [relaxing.question(meant)] if relaxing.due(meant, 0) else []
            again = await self._asked(meant, today, whole=True, more=relaxing_too)
            # a word of entries just withdrawn is still known; choices may leave none of a good one
            if presenter.total(again) or query.narrowed:
                page = presenter.page(meant, again, today)
                page.spelling = spelling.told(meant, words)
                if relaxing.due(meant, page.total):
                    page.relax = relaxing.relaxations(again.responses[-1], page.total)
                return page
        if not presenter.enough(query, answer):
            answer = await self._asked(query, today, whole=True)
        page = presenter.page(query, answer, today)
        if relaxing.due(query, page.total):
            asked = [relaxing.question(query)]
            told = await self._told(self._parts(asked, preference=query.fingerprint))
            page.relax = relaxing.relaxations(told.responses[0], page.total)
        return page

    async def _asked(
        self, query: CatalogQuery, today: date, *, whole: bool = False, more: Sequence[Clause] = ()
    ) -> presenter.Answer:
        body = builder.request(
            query, index=self._alias, today=today, within=self._within, whole=whole, more=more
        )
        return await self._told(body)

    async def _told(self, body: bytes) -> presenter.Answer:
        with reaching_the_index():
            answer = decoded(await searched(self._client, body))
        for part in answer.responses:  # one of them alone would not be true
            complete(part)
        return answer

    async def drawn(self, query: MapQuery) -> Map:
        """What the same search finds within a box, for a map."""
        today = self._today()
        asked = await self._understood(await self._placed(query.asked), today)
        query = msgspec.structs.replace(query, asked=asked)
        doubted = self._speller.doubted(query.asked)
        answer = await self._on_map(query, more=spelling.question(doubted))
        if doubted and (words := self._speller.respelled(query.asked, answer.responses[-1])):
            meant = await self._understood(spelling.instead(query.asked, words), today)
            again = await self._on_map(msgspec.structs.replace(query, asked=meant))
            drawn = mapping.drawn(again, today)
            if drawn.total or drawn.without_place or query.asked.narrowed:  # as in `search`
                drawn.spelling = spelling.told(meant, words)
                return drawn
        return mapping.drawn(answer, today)

    async def _on_map(self, query: MapQuery, more: Sequence[Clause] = ()) -> presenter.Answer:
        parts = [*mapping.question(query), *more]
        return await self._told(self._parts(parts, preference=query.asked.fingerprint))

    async def suggest(self, typed: str) -> Suggestions:
        """What the words may become, from what can be found."""
        begun = suggest.begun(typed)
        if not begun:
            return Suggestions()
        today = self._today()
        stops = suggest.likely(await self._areas.stops(), begun)
        body = self._parts(suggest.question(begun, stops, today), preference="suggest")
        return suggest.suggestions(begun, stops, await self._told(body), today)

    def _parts(self, asked: Sequence[Clause], *, preference: str) -> bytes:
        return builder.parts(asked, index=self._alias, within=self._within, preference=preference)

    async def entry(self, identity: UUID) -> Entry:
        """One entry, whole."""
        with reaching_the_index():
            try:
                told = await self._client.get(
                    index=self._alias,
                    id=str(identity),
                    params={"realtime": "false", "_source_includes": "entry,visible"},
                )
            except NotFoundError as error:
                if error.error == "index_not_found_exception":
                    raise Unavailable("L'indice non c'è ancora.") from None
                raise NotFound("Nel catalogo non c'è una voce con questo identificativo.") from None
        source = told["_source"]
        if not source["visible"]:
            raise NotFound("Nel catalogo non c'è una voce con questo identificativo.")
        entry = msgspec.convert(source["entry"], Entry)
        entry.next_dates = domain.next_dates(entry.schedule, entry.period, self._today())
        return entry

    def _today(self) -> date:
        return rome(self._clock()).date()

    async def _understood(self, query: CatalogQuery, today: date) -> CatalogQuery:
        """With what the words say besides what is looked for, and with what they mean."""
        if query.q and query.understand and "understanding" not in query.without:
            names = await self._areas.names()
            reading = read(
                query.q,
                names,
                today,
                refused=query.not_understood,
                translated="translation" not in query.without,
            )
            query = msgspec.structs.replace(query, reading=reading)
        return await self._meaning.of(query) if self._meaning else query

    async def _placed(self, query: CatalogQuery) -> CatalogQuery:
        """With points where names of neighbourhoods stood."""
        for name in ("near", "prefer_near"):
            place = getattr(query, name)
            if isinstance(place, str):
                point = await self._areas.centre(place, asked=name)
                query = msgspec.structs.replace(query, **{name: point})
        return query


def complete(part: presenter.Part) -> None:
    """Refuse half an answer."""
    if part.timed_out or part.status in PASSING:
        raise Unavailable("L'indice non ha risposto in tempo.")
    if part.status == MISSING:
        raise Unavailable("L'indice non c'è ancora.")
    if part.status != OK:
        raise RuntimeError(f"the engine refused a search of ours: {part.error.get('type')}")
