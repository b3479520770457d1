"""`wishmi import` against a real providers service: what is taken, refused, told, repeated."""

import csv
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.builders import LAMBRATE, a_square
from tests.commands import wishmi
from tests.conftest import MakeDatabase
from tests.register import Register, register
from wishmi.settings import environ

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "examples" / "catalogue"
DISCIPLINES = ("Judo", "Scherma", "Rugby")


class Imported(msgspec.Struct):
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        return dict(json.loads(self.out))


class Providers:
    """The service alone, and who imports into it."""

    def __init__(self, here: Register, folder: Path) -> None:
        self.here = here
        self.folder = folder
        self.env = environ() | {
            "WISHMI_ISSUER_URL": here.settings.issuer,
            "WISHMI_PROVIDERS_URL": str(here.http.base_url),
        }

    async def run(self, *arguments: object) -> Imported:
        done = await wishmi(*arguments, env=self.env)
        return Imported(code=done.returncode, out=done.stdout, err=done.stderr)

    async def imports(self, name: str, *arguments: object) -> Imported:
        return await self.run("import", name, *arguments, "--data", self.folder, "--json")

    def refused(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"refused-{name}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    async def offer(self, kind: str) -> dict[str, Any]:
        """One of this kind, whole, as an officer reads it."""
        (item,) = (await self.here.get(f"/v1/offers?kind={kind}"))["items"]
        return dict(await self.here.get(f"/v1/offers/{item['id']}"))

    async def listing(self, row: str) -> str:
        """The id of the one with this name in its source."""
        items = (await self.here.get("/v1/offers"))["items"]
        return next(str(item["id"]) for item in items if item["source"]["id"] == row)

    async def states(self) -> list[str]:
        """Of all, by their name in the source."""
        items = (await self.here.get("/v1/offers"))["items"]
        return [one["state"] for one in sorted(items, key=lambda one: one["source"]["id"])]


@pytest.fixture
async def providers(
    tmp_path: Path, make_database: MakeDatabase, nats_url: str, namespace: str
) -> AsyncIterator[Providers]:
    database = await make_database("imports")
    async with register(database, nats_url, namespace, tmp_path / "issuer") as here:
        yield Providers(here, tmp_path)


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[name] for name in ("read", "new", "changed", "unchanged", "refused"))


def gone(done: Imported) -> list[tuple[str, bool]]:
    """What the file names no more, and whether it was withdrawn."""
    (part,) = done.report["parts"]
    return [(one["source"]["id"], one["withdrawn"]) for one in part["vanished"]]


def a_city(folder: Path) -> Path:
    """The city's three reference files with one area each: municipio 3, Lambrate, a stop."""
    folder.mkdir()
    square = a_square(LAMBRATE)
    point = {"type": "Point", "coordinates": [LAMBRATE.lon, LAMBRATE.lat]}
    for name, properties, geometry in (
        ("ds379_municipi", {"MUNICIPIO": 3}, square),
        ("ds964_nil", {"ID_NIL": 23, "NIL": "LAMBRATE - ORTICA"}, square),
        ("ds535_fermate", {"id_amat": 946, "nome": "LAMBRATE FS", "linee": "2"}, point),
    ):
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        features(folder / f"{name}.geojson", feature)
    return folder


def features(file: Path, *rows: Any) -> Path:
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), "utf-8")
    return file


def a_facility(**properties: Any) -> dict[str, Any]:
    given = {"Municipio": "3", "VIA": "Via Conte Rosso", "LOCALITA": "5, 20134", "Tipo": "Judo"}
    point = {"type": "Point", "coordinates": [LAMBRATE.lon, LAMBRATE.lat]}
    return {"type": "Feature", "properties": given | properties, "geometry": point}


def a_catalogue(folder: Path, **changes: dict[str, Any]) -> Path:
    """The example with some rows otherwise, by their id."""
    shutil.copytree(CATALOGUE, folder)
    for name in ("providers.jsonl", "offers.jsonl"):
        rows = [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
        lines = [json.dumps(row | changes.get(row["id"].replace("-", "_"), {})) for row in rows]
        (folder / name).write_text("\n".join(lines), "utf-8")
    return folder


async def test_running_it_again_changes_only_what_changed_in_the_file(
    providers: Providers, tmp_path: Path
) -> None:
    changed = a_catalogue(
        tmp_path / "new",
        sport_001={"title": "Scuola calcio nuova"},
        sport_002={"places_left": 0},
        sport_e01={"phone": "02 5550 0000"},
    )

    first = await providers.imports("catalogue")
    second = await providers.imports("catalogue")
    third = await providers.imports("catalogue", changed)

    assert (first.code, counts(first.report)) == (0, (464, 464, 0, 0, 0)), first.err
    assert (second.code, counts(second.report)) == (0, (464, 0, 0, 464, 0)), second.err
    assert third.code == 0, third.err
    assert [counts(part) for part in third.report["parts"]] == [
        (74, 0, 1, 73, 0),
        (390, 0, 2, 388, 0),
    ]
    assert providers.refused("catalogue") == []


async def test_rows_that_the_service_refuses_are_named_and_no_other_suffers(
    providers: Providers, tmp_path: Path
) -> None:
    folder = a_catalogue(
        tmp_path / "broken",
        sport_e02={"tax_code": "12345678901"},
        sport_001={"languages": ["it", "klingon"], "accessibility": ["lift"]},
        sport_002={"age_min": 9, "age_max": 3},
        sport_003={"title": None},
        sport_005={"category": "cucina"},
        sport_004={"title": "x" * 300, "municipi": [3, 10]},
    )
    with (folder / "offers.jsonl").open("a") as file:
        file.write("\n{broken\n")

    done = await providers.imports("catalogue", folder)

    assert done.code == 1, done.err
    refused = providers.refused("catalogue")
    named = {(row["file"], row["row"], row["field"]) for row in refused}
    assert named >= {
        ("providers.jsonl", "2", "tax_code"),
        ("offers.jsonl", "1", "languages/1"),
        ("offers.jsonl", "1", "accessibility/0"),
        ("offers.jsonl", "2", "age_max"),
        ("offers.jsonl", "3", "title"),
        ("offers.jsonl", "4", "title"),
        ("offers.jsonl", "4", "municipi/1"),
        ("offers.jsonl", "5", "category"),
        ("offers.jsonl", "391", ""),
    }
    assert all(row["reason"] for row in refused)
    (category,) = [row["reason"] for row in refused if row["field"] == "category"]
    assert category == "'cucina' non è tra i valori previsti"
    offers_of_the_refused = sum(
        json.loads(line)["provider"] == "sport-e02"
        for line in (CATALOGUE / "offers.jsonl").read_text("utf-8").splitlines()
    )
    providers_part, offers_part = done.report["parts"]
    assert counts(providers_part) == (74, 73, 0, 0, 1)
    assert offers_part["refused"] == 6 + offers_of_the_refused
    assert offers_part["new"] == 390 - 5 - offers_of_the_refused


async def test_a_listing_lies_where_its_point_lies_whatever_the_row_declares(
    providers: Providers, tmp_path: Path
) -> None:
    city = a_city(tmp_path / "city")
    features(city / "ds629_impianti.geojson", a_facility(Municipio="9", Gestore="Judo Lambrate"))

    reference = await providers.imports("reference", city)
    done = await providers.imports("milano-sport", city)

    assert (reference.code, counts(reference.report)) == (0, (3, 3, 0, 0, 0)), reference.err
    assert (done.code, counts(done.report)) == (0, (1, 1, 0, 0, 0)), done.err
    (note,) = done.report["parts"][0]["notes"]
    assert (note["row"], note["source"], note["field"], note["code"]) == (
        1,
        "ds629-1",
        "Municipio",
        "municipio_differs",
    )
    listing = await providers.offer("listing")
    assert listing["source"] == {"name": "milano-sport", "id": "ds629-1"}
    assert listing["manager"] == "Judo Lambrate"
    card = listing["published"]
    assert (card["place"]["municipio"], card["place"]["nil"]) == (3, "LAMBRATE - ORTICA")
    assert "price" not in card
    told = await providers.run("import", "milano-sport", city, "--data", tmp_path)
    assert "milano-sport: 1 read, 0 new, 0 changed, 1 unchanged, 0 refused" in told.out
    assert "1 declare another municipio than that of their point" in told.out


async def test_broken_features_are_refused_and_the_rest_is_taken(
    providers: Providers, tmp_path: Path
) -> None:
    city = a_city(tmp_path / "city")
    await providers.imports("reference", city)
    broken = a_facility()
    broken["geometry"] = None
    far = a_facility()
    far["geometry"] = {"type": "Point", "coordinates": [float("nan"), 45.0]}
    high = a_facility()
    high["geometry"] = {"type": "Point", "coordinates": [9.0, 95.0]}
    file = features(
        tmp_path / "any-name.geojson", broken, far, high, "x", a_facility(), a_facility(Tipo=3)
    )

    done = await providers.imports("milano-sport", file)

    assert (done.code, counts(done.report)) == (1, (6, 1, 0, 0, 5)), done.err
    assert [(row["row"], row["field"]) for row in providers.refused("milano-sport")] == [
        ("1", "geometry"),
        ("2", "geometry/coordinates/0"),
        ("3", "geometry/lat"),
        ("4", ""),
        ("6", "Tipo"),
    ]


async def test_listings_wait_for_reference_data(providers: Providers, tmp_path: Path) -> None:
    file = features(tmp_path / "ds629.geojson", a_facility())

    done = await providers.imports("milano-sport", file)

    assert done.code == 3
    assert "wishmi import reference" in done.err


async def test_what_a_later_file_names_no_more_is_listed_and_withdrawn_only_when_asked(
    providers: Providers, tmp_path: Path
) -> None:
    city = a_city(tmp_path / "city")
    await providers.imports("reference", city)
    whole = features(tmp_path / "whole.geojson", *(a_facility(Tipo=of) for of in DISCIPLINES))
    cut = features(tmp_path / "cut.geojson", a_facility(Tipo="Judo"))
    broken = features(tmp_path / "broken.geojson", a_facility(Tipo="Judo"), a_facility(Tipo=3))
    await providers.imports("milano-sport", whole)
    by_hand = await providers.listing("ds629-2")
    await providers.here.move(f"offers/{by_hand}", "withdraw")

    listed = await providers.imports("milano-sport", cut)
    told = await providers.run("import", "milano-sport", cut, "--data", tmp_path)
    halved = await providers.imports("milano-sport", broken, "--withdraw-vanished")

    assert listed.code == 0, listed.err
    assert gone(listed) == gone(halved) == [("ds629-3", False)]
    assert "1 that the file names no more are still published" in told.out
    assert "ds629-3: Rugby - " in told.out

    withdrawn = await providers.imports("milano-sport", cut, "--withdraw-vanished")
    again = await providers.imports("milano-sport", cut, "--withdraw-vanished")

    assert (gone(withdrawn), gone(again)) == ([("ds629-3", True)], [])
    assert await providers.states() == ["published", "withdrawn", "withdrawn"]
    rugby = await providers.listing("ds629-3")
    assert await providers.here.told("offer", rugby) == ("offer.withdrawn.v1", {"id": rugby})

    back = await providers.imports("milano-sport", whole)

    assert counts(back.report) == (3, 0, 1, 2, 0)
    assert await providers.states() == ["published", "withdrawn", "published"], "by hand: it stays"
    assert counts((await providers.imports("milano-sport", whole)).report) == (3, 0, 0, 3, 0)
