"""Invent a catalogue of any size: the example catalogue's fields drawn anew, under real titles."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid5

import msgspec

from contracts.offers import OfferCard, OfferPublished, Places
from contracts.values import ProviderName
from contracts.vocabularies.activities import match
from kit.events import NAMESPACE, imported_id

SEED = 18
"""Any number: the same one gives the same catalogue, so that two runs measure the same."""

PUBLISHED = datetime(2026, 9, 1, 8, tzinfo=UTC)
"""Any moment: freshness must not depend on the day of the measure."""

SENTENCES = 4
"""Of a description: as many as the example catalogue's have, so that the texts are as long."""

Row = dict[str, Any]

GROUPS = (
    ("category", "wellbeing"),
    ("recipients", "age_min", "age_max"),
    ("delivery", "office", "place", "municipi", "provider"),
    ("price", "sharing", "accepts_vouchers"),
    ("schedule", "period"),
    ("places_total", "places_left"),
    ("accessibility",),
    ("needs",),
    ("languages",),
    ("challenges", "staff", "max_wait_days", "activation"),
)
"""Fields that are drawn together, because apart they would not make sense."""


class Missing(Exception):
    """A file that the measure needs is not there."""


class Sampler:
    """Draws offers, each from its number alone: the same number is the same offer."""

    def __init__(self, catalogue: Path, titles: Path) -> None:
        for path in (catalogue / "offers.jsonl", catalogue / "providers.jsonl", titles):
            if not path.is_file():
                raise Missing(
                    f"{path} is missing. The titles are those of the City of Toronto's drop-in"
                    " programmes (open.toronto.ca, Registered Programs and Drop In Courses"
                    " Offering): name the file with --titles, or put it at"
                    " $WISHMI_SHARED/data/scale/drop-in.csv."
                )
        self.rows: list[Row] = [
            msgspec.json.decode(line) for line in lines(catalogue / "offers.jsonl")
        ]
        providers = [msgspec.json.decode(line) for line in lines(catalogue / "providers.jsonl")]
        self._providers: dict[str, Row] = {provider["id"]: provider for provider in providers}
        with titles.open(encoding="utf-8-sig", newline="") as file:
            self.titles = sorted({title(row) for row in csv.DictReader(file)})
        self.places = sorted(
            {row["place"]["nil"].title() for row in self.rows if (row["place"] or {}).get("nil")}
        )
        """Names of neighbourhoods, as people write them."""
        self._sentences = sorted(
            {
                sentence.strip(" .")
                for row in self.rows
                for sentence in row["description"].split(". ")
            }
        )

    def offers(self, count: int, first: int = 0) -> Iterator[OfferPublished]:
        return (self.offer(number) for number in range(first, first + count))

    def offer(self, number: int) -> OfferPublished:
        draw = Random(f"{SEED}-{number}")  # noqa: S311 - a sample, not a secret
        row: Row = {}
        for group in GROUPS:
            drawn = draw.choice(self.rows)
            row |= {field: drawn[field] for field in group}
        words = draw.choice(self.rows)
        provider = self._providers[row["provider"]]
        return OfferPublished(
            id=uuid5(NAMESPACE, f"bench/{number}"),
            version=1,
            kind="offer",
            provider=ProviderName(
                id=imported_id("catalogue", provider["id"]),
                name=provider["name"],
                legal_form=provider["legal_form"],
            ),
            card=msgspec.convert(
                card(row, provider)
                | {
                    "title": f"{draw.choice(self.titles)} {number}",
                    "summary": f"{words['title']}: {draw.choice(self._sentences)}"[:500],
                    "description": ". ".join(draw.sample(self._sentences, SENTENCES)) + ".",
                    "activities": codes(words["activities"]),
                    "keywords": words["activities"],
                },
                OfferCard,
            ),
            places=msgspec.convert(
                stated({"total": row["places_total"], "left": row["places_left"]}), Places
            ),
            published_at=PUBLISHED,
        )


def title(row: Row) -> str:
    time = f"{row['Start Hour']}:{row['Start Minute']:0>2}"
    return f"{row['Course Title']}, {row['DayOftheWeek']} {time}"


def codes(names: list[str]) -> list[str]:
    """Those that the vocabulary has."""
    return list(dict.fromkeys(code for code in map(match, names) if code))


def card(row: Row, provider: Row) -> Row:
    """A card's fields from the columns of the example catalogue, without its words."""
    return stated(
        {
            "category": row["category"],
            "recipients": row["recipients"],
            "ages": stated({"min": row["age_min"], "max": row["age_max"]}) or None,
            "wellbeing": row["wellbeing"],
            "delivery": row["delivery"],
            "place": place(row, provider),
            "municipi": row["municipi"],
            "schedule": [session(told) for told in row["schedule"]],
            "period": row["period"],
            "price": row["price"] and stated(row["price"]),
            "sharing": row["sharing"],
            "takes_vouchers": row["accepts_vouchers"],
            "accessibility": row["accessibility"],
            "needs": row["needs"],
            "languages": row["languages"],
            "challenges": row["challenges"],
            "staff": row["staff"] and stated(row["staff"]),
            "activation": row["activation"],
            "max_wait_days": row["max_wait_days"],
        }
    )


def session(told: Row) -> Row:
    """The example catalogue writes hours as people do, 17:00; contracts want seconds too."""
    hours = {name: f"{told[name]}:00" for name in ("start", "end") if told.get(name)}
    return {"weekday": told["weekday"]} | hours


def place(row: Row, provider: Row) -> Row | None:
    offices = {office["id"]: office for office in provider["offices"]}
    where = row["place"] or offices.get(row["office"])
    if not where:
        return None
    fields = ("name", "address", "cap", "municipio", "nil", "wheelchair")
    found = stated({field: where.get(field) for field in fields})
    if where.get("lat") is not None:
        found["point"] = {"lat": where["lat"], "lon": where["lon"]}
    return found


def stated(values: Row) -> Row:
    """Without what is not known."""
    return {key: value for key, value in values.items() if value is not None}


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line]
