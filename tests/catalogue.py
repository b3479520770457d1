"""The example catalogue as facts, for tests that need no import."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from contracts.offers import OfferCard, OfferPublished, Places
from contracts.values import ProviderName, Source
from contracts.vocabularies.activities import match
from kit.events import imported_id

FOLDER = Path(__file__).parents[1] / "examples" / "catalogue"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def example_offers() -> Iterator[OfferPublished]:
    """Every offer of the catalogue as its body's admission and publication would tell it."""
    providers = {row["id"]: row for row in rows("providers.jsonl")}
    for row in rows("offers.jsonl"):
        provider = providers[row["provider"]]
        yield OfferPublished(
            id=imported_id("catalogue", row["id"]),
            version=1,
            kind="offer",
            source=Source(name="catalogue", id=row["id"]),
            provider=ProviderName(
                id=imported_id("catalogue", provider["id"]),
                name=provider["name"],
                legal_form=provider["legal_form"],
                source=Source(name="catalogue", id=provider["id"]),
            ),
            card=card(row, provider),
            places=Places(total=row["places_total"], left=row["places_left"]),
            published_at=datetime(2026, 9, 1, 8, tzinfo=UTC),
        )


def card(row: dict[str, Any], provider: dict[str, Any]) -> OfferCard:
    found = [match(name) for name in row["activities"]]
    given = {
        name: row[name]
        for name in (
            "title", "summary", "description", "category", "recipients", "wellbeing", "delivery",
            "municipi", "period", "price", "sharing", "accessibility", "needs",
            "languages", "challenges", "staff", "activation", "max_wait_days",
        )
    }  # fmt: skip
    given |= {
        "activities": [code for code in dict.fromkeys(found) if code],
        "keywords": row["activities"],
        "ages": {"min": row["age_min"], "max": row["age_max"]},
        "place": place(row, provider),
        "schedule": [
            session | {end: f"{session[end]}:00" for end in ("start", "end")}
            for session in row["schedule"]
        ],
        "takes_vouchers": row["accepts_vouchers"],
    }
    return msgspec.convert(given, OfferCard)


def place(row: dict[str, Any], provider: dict[str, Any]) -> dict[str, Any] | None:
    found = row["place"] or next(
        (office for office in provider["offices"] if office["id"] == row["office"]), None
    )
    if found is None:
        return None
    names = ("name", "address", "cap", "municipio", "nil", "wheelchair")
    return {name: found.get(name) for name in names} | {
        "point": {"lat": found["lat"], "lon": found["lon"]}
    }
