"""Say what words that are being typed may become: activities, entries, providers, places."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from catalog_search.areas import Stop
from catalog_search.facets import BY_NAME, NONE
from catalog_search.index import fields, it
from catalog_search.schemas import Choice, Suggested, Suggestions
from catalog_search.search.builder import BY_ID
from catalog_search.search.counts import buckets, merged, titled, values_of
from catalog_search.search.fairness import rotation
from catalog_search.search.narrowing import VISIBLE, WALK, Clause, walked
from catalog_search.search.presenter import Answer, as_shown
from contracts.vocabularies.activities import ALL, normalised
from kit import languages

SHORTEST = 2
"""Letters from which there is an answer: one letter begins everything (search.md)."""

MOST = 5
"""Of each group: four groups fill the screen of a phone above its keyboard."""

LONGEST = 10
"""Words that are read: no title of the city's files or of the example catalogue has more."""

VALUES = 1_000
"""Activities and neighbourhoods counted, more than there are: some 100 and 88."""

AROUND = 100
"""Metres around a venue: two lists of the city put the same pool up to 96 m apart."""

SAID = ("zona",)
"""What people call a municipio besides."""

METRO = frozenset({"metro", "metropolitana", "fermata", "mm"})
"""What people say before a stop's name, and what alone suggests none: all would do."""

UNSAID = {normalised(word) for word in (*it.lines("stop.txt"), *fields.ELIDED)}
"""What the index leaves out, so that no entry can be asked to have it."""

ACTIVITIES: Mapping[str, tuple[frozenset[str], ...]] = {
    activity.code: tuple(
        frozenset(normalised(name).split()) for name in (activity.it, activity.en, *activity.words)
    )
    for activity in ALL
}
"""The words of each name of an activity."""


def begun(typed: str) -> list[str]:
    """The words so far, of which the last may still go on; none where there is too little."""
    *whole, last = normalised(typed).split()[:LONGEST] or [""]
    words = [*(word for word in whole if word not in UNSAID), last]
    return words if sum(map(len, words)) >= SHORTEST else []


def likely(stops: Iterable[Stop], begun: Sequence[str]) -> list[Stop]:
    """The metro stops that are being typed."""
    *whole, last = begun
    said = [word for word in whole if word not in METRO]
    return [stop for stop in stops if goes_on(stop.words, [*said, last])][:MOST]


def question(begun: Sequence[str], stops: Sequence[Stop], today: date) -> list[Clause]:
    """What entries have, which the engine keeps until they change; the titles; the providers; the
    venues; what is near these metro stops."""
    counted = {
        name: {"terms": {"field": BY_NAME[name].field, "size": VALUES}}
        for name in ("activity", "nil", "municipio")
    }
    providers = {"terms": {"field": BY_NAME["provider"].counted_field, "size": MOST + 1}}
    return [
        {"size": 0, "track_total_hits": False, "aggs": counted},
        {
            "size": MOST,
            "track_total_hits": False,
            "query": going_on("entry.title.exact", begun),
            "sort": ["_score", rotation(today), BY_ID],
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["shown", "body"],
        },
        {
            "size": 0,
            "track_total_hits": False,
            "query": going_on("entry.provider.name.exact", begun),
            "aggs": {"provider": providers},
        },
        {
            "size": 0,
            "track_total_hits": False,
            "query": going_on("venue", begun),
            "aggs": {"venue": {"terms": {"field": "venue_at", "size": MOST}}},
        },
        *([around(stops)] if stops else []),
    ]


def around(stops: Sequence[Stop]) -> Clause:
    """How many entries are near each stop."""
    near = {stop.name: walked(stop.centre) for stop in stops}
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": [VISIBLE]}},
        "aggs": {"stop": {"filters": {"filters": near}}},
    }


def going_on(field: str, begun: Sequence[str]) -> Clause:
    """Entries whose field has these words, and one that begins as the last."""
    words = {"query": " ".join(begun), "operator": "and", "analyzer": "whitespace"}
    return {"bool": {"must": [{"match_bool_prefix": {field: words}}], "filter": [VISIBLE]}}


def suggestions(
    begun: Sequence[str], stops: Sequence[Stop], answer: Answer, today: date
) -> Suggestions:
    counted, titles, bodies, where, *near = answer.responses
    activities, neighbourhoods, municipi = (
        buckets(counted.aggregations[name]) for name in ("activity", "nil", "municipio")
    )
    providers = merged(values_of("provider", buckets(bodies.aggregations["provider"])))
    labels = {term.code: languages.label(term) for term in BY_NAME["activity"].terms}
    hits = titles.hits.hits if titles.hits else ()
    entries = [as_shown(hit.fields.shown[0], today) for hit in hits]
    return Suggestions(
        activities=[
            Choice(parameter="activity", value=code, label=labels[code], count=count)
            for code, count in activities.items()
            if any(goes_on(name, begun) for name in ACTIVITIES.get(code, ()))
        ][:MOST],
        entries=[
            Suggested(id=UUID(one.id), kind=one.kind, title=one.title, url=one.url)
            for one in entries
            if one.kind and one.title
        ],
        providers=[
            Choice(parameter="provider", value=one.value, label=one.label, count=one.count)
            for one in providers
            if one.value != NONE
        ][:MOST],
        places=[
            *places("municipio", municipi, begun),
            *places("nil", neighbourhoods, begun),
            *(near_stops(stops, near[0].aggregations["stop"]["buckets"]) if near else ()),
            *venues(buckets(where.aggregations["venue"])),
        ][:MOST],
    )


def places(facet: str, counts: Mapping[str, int], begun: Sequence[str]) -> Iterable[Choice]:
    labels = {term.code: languages.label(term) for term in BY_NAME[facet].terms}
    for value, count in counts.items():
        label = labels.get(value) or titled(value)
        words = {*normalised(label).split(), *(SAID if facet == "municipio" else ())}
        if value != NONE and goes_on(frozenset(words), begun):
            yield Choice(
                parameter="nil" if facet == "nil" else "municipio",
                value=value,
                label=label,
                count=count,
            )


def near_stops(stops: Sequence[Stop], found: Mapping[str, Any]) -> Iterable[Choice]:
    """Those that have something near them, by name."""
    for stop in stops:
        if count := found[stop.name]["doc_count"]:
            yield Choice(
                parameter="near",
                value=f"{stop.centre.lat},{stop.centre.lon}",
                radius=WALK,
                label=stop.label,
                count=count,
            )


def venues(counts: Mapping[str, int]) -> Iterable[Choice]:
    """What is near one: `near` has no name for it but a point, the first of those that lists give
    to one address."""
    points: dict[str, str] = {}
    known: Counter[str] = Counter()
    for value, count in counts.items():
        point, _, label = value.partition("\t")
        points.setdefault(label, point)
        known[label] += count
    for label, count in known.items():
        yield Choice(parameter="near", value=points[label], radius=AROUND, label=label, count=count)


def goes_on(name: frozenset[str], begun: Sequence[str]) -> bool:
    """Whether a name has the words, and one that begins as the last."""
    *whole, last = begun
    return name.issuperset(whole) and any(word.startswith(last) for word in name)
