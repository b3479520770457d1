"""The HTTP face of the catalogue: read the request, ask, answer."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import UnsetType

from catalog_search.answers import Answers, AnyRequest, Told
from catalog_search.catalog import Catalog
from catalog_search.geojson import Map
from catalog_search.query import (
    MAP,
    PARAMETERS,
    SUGGEST,
    CatalogQuery,
    MapQuery,
    checked,
    map_checked,
    suggested,
)
from catalog_search.schemas import Entry, Next, Page, PageOf, Spelling, Suggestions
from catalog_search.understanding import tells_of_needs
from catalog_search.vocabularies import Vocabularies, Words, words
from contracts.vocabularies import VOCABULARIES
from contracts.vocabularies.danger import Helpline, helplines
from kit.encoded import Encoded
from kit.openapi import raises
from kit.parameters import Fields, Query
from kit.problems import Conflict, NotFound, Unavailable

GEOJSON = "application/geo+json"

_encode = msgspec.json.Encoder().encode

PRIVATE = {"Cache-Control": "no-store"}
"""What tells of a child's needs or a family's means is kept by no cache on the way."""


class CatalogController(Controller):
    """Find what there is for under-18s."""

    path = "/v1/catalog"
    tags = ("catalogue",)

    @get(
        operation_id="searchCatalog",
        summary="Cerca nel catalogo",
        description="Una risposta vale un secondo, per tutti quelli che fanno la stessa domanda: "
        "con `Cache-Control: no-cache` la si ha fatta adesso.",
        dependencies={"asked": Query(PARAMETERS, checked)},
        opt=raises(Conflict, Unavailable),
    )
    async def by_address(
        self,
        request: AnyRequest,
        asked: NamedDependency[CatalogQuery],
        catalog: NamedDependency[Catalog],
        answers: NamedDependency[Answers],
    ) -> Encoded[Page]:
        async def made() -> Told:
            page, careful = await searched(catalog, asked)
            if isinstance(page.next, Next):
                following = msgspec.to_builtins(page.next)
                page.next = address(request, following)
            for one in page.relax:
                one.url = address(request, {}, drop=one.parameter)
            if page.spelling:
                page.spelling.as_typed = address(request, {"exact": "true"})
            return told(page, careful)

        answer = await answers.to(request, made)
        return Encoded(answer.body, headers=answer.headers)

    @post(
        "/search",
        operation_id="searchCatalogPrivately",
        summary="Cerca nel catalogo senza lasciare traccia negli indirizzi",
        status_code=200,
        dependencies={"asked": Fields(PARAMETERS, checked)},
        opt=raises(Conflict, Unavailable),
    )
    async def by_body(
        self,
        asked: NamedDependency[CatalogQuery],
        catalog: NamedDependency[Catalog],
    ) -> Encoded[Page]:
        answer = told(*await searched(catalog, asked))
        return Encoded(answer.body, headers=answer.headers)

    @get(
        "/map",
        operation_id="mapCatalog",
        summary="Il catalogo sulla mappa",
        media_type=GEOJSON,
        dependencies={"asked": Query(MAP, map_checked)},
        opt=raises(Conflict, Unavailable),
    )
    async def map_by_address(
        self,
        request: AnyRequest,
        asked: NamedDependency[MapQuery],
        catalog: NamedDependency[Catalog],
    ) -> Response[Map]:
        drawn = await catalog.drawn(asked)
        if drawn.spelling:
            drawn.spelling.as_typed = address(request, {"exact": "true"})
        return on_map(drawn, asked)

    @post(
        "/map",
        operation_id="mapCatalogPrivately",
        summary="Il catalogo sulla mappa senza lasciare traccia negli indirizzi",
        status_code=200,
        media_type=GEOJSON,
        dependencies={"asked": Fields(MAP, map_checked)},
        opt=raises(Conflict, Unavailable),
    )
    async def map_by_body(
        self,
        asked: NamedDependency[MapQuery],
        catalog: NamedDependency[Catalog],
    ) -> Response[Map]:
        return on_map(await catalog.drawn(asked), asked)

    @get(
        "/suggest",
        operation_id="suggest",
        summary="Come può continuare ciò che si sta scrivendo",
        dependencies={"asked": Query(SUGGEST, suggested)},
        opt=raises(Unavailable),
    )
    async def suggest(
        self,
        asked: NamedDependency[str],
        catalog: NamedDependency[Catalog],
    ) -> Suggestions:
        return await catalog.suggest(asked)

    @get(
        "/{entry_id:uuid}",
        operation_id="getCatalogEntry",
        summary="Una voce del catalogo",
        opt=raises(NotFound, Unavailable),
    )
    async def entry(
        self,
        entry_id: FromPath[UUID],
        catalog: NamedDependency[Catalog],
    ) -> Entry:
        return await catalog.entry(entry_id)


class VocabularyController(Controller):
    """The words that facets and entries use, with their labels."""

    path = "/v1/vocabularies"
    tags = ("vocabularies",)

    @get(operation_id="listVocabularies", summary="I vocabolari")
    async def every(self) -> Vocabularies:
        items = [words(vocabulary) for vocabulary in VOCABULARIES.values()]
        return Vocabularies(items=items, total=len(items))

    @get(
        "/{name:str}", operation_id="getVocabulary", summary="Un vocabolario", opt=raises(NotFound)
    )
    async def one(self, name: FromPath[str]) -> Words:
        if name not in VOCABULARIES:
            raise NotFound("Non c'è un vocabolario con questo nome.")
        return words(VOCABULARIES[name])


class Care(msgspec.Struct, frozen=True):
    """What the words of a question ask of who answers it."""

    help: tuple[Helpline, ...]
    """Where they tell of danger."""
    headers: Mapping[str, str] | None
    """What caches are told: nothing, unless a need is chosen or said, or danger told of."""


def care(query: CatalogQuery, spelling: Spelling | UnsetType | None = None) -> Care:
    """By the words as they came, and those that were searched instead."""
    words = f"{query.q} {spelling.q}" if spelling else query.q
    found = helplines(words)
    private = query.private or bool(found) or tells_of_needs(words)
    return Care(found, PRIVATE if private else None)


async def searched(catalog: Catalog, query: CatalogQuery) -> tuple[PageOf[msgspec.Raw], Care]:
    """The page; its words are looked through while the engine works, which takes 0.3 ms off."""
    searching = asyncio.create_task(catalog.search(query))
    await asyncio.sleep(0)  # until the engine has been asked
    careful = care(query)
    page = await searching
    return page, care(query, page.spelling) if page.spelling else careful


def told(page: PageOf[msgspec.Raw], careful: Care) -> Told:
    page.help = careful.help
    return Told(_encode(page), careful.headers)


def on_map(drawn: Map, query: MapQuery) -> Response[Map]:
    headers = care(query.asked, drawn.spelling).headers
    return Response(drawn, headers=headers, media_type=GEOJSON)


def address(request: AnyRequest, changed: Mapping[str, Any], *, drop: str = "") -> str:
    """The same question with other fields: further on, or from its first page again."""
    kept = [
        (name, value)
        for name, value in parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True)
        if name not in {"offset", "cursor", "day", "vectors", drop, *changed}
    ]
    return f"{request.scope['path']}?{urlencode([*kept, *changed.items()])}"
