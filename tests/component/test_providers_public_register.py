"""The public register: every admitted body with its act, as JSON and as CSV."""

import csv
from io import StringIO

import pytest

from tests import builders as a
from tests.register import REJECTED, Register


async def names(here: Register) -> list[str]:
    """As anybody reads them."""
    answer = await here.http.get("/v1/register")
    assert answer.status_code == 200
    assert answer.json()["total"] == len(answer.json()["items"])
    return [item["name"] for item in answer.json()["items"]]


async def sheet(here: Register) -> list[dict[str, str]]:
    answer = await here.http.get("/v1/register", headers={"Accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "Accept" in answer.headers.get_list("Vary", split_commas=True)
    return list(csv.DictReader(StringIO(answer.content.decode())))


async def test_a_body_stands_in_it_with_its_act_and_where_it_comes_from(here: Register) -> None:
    source = a.a_source()
    card = a.a_provider_card(name="Atelier dell'Ovest")
    row = {"card": card, "tax_code": a.a_tax_code(), "decision": a.a_decision()}
    await here.bring("providers", {"source": source, "row": row})

    answer = await here.http.get("/v1/register")

    (item,) = (one for one in answer.json()["items"] if one["name"] == card.name)
    assert item.pop("id")
    assert item == {
        "source": {"name": source.name, "id": source.id},
        "name": "Atelier dell'Ovest",
        "legal_form": "cooperativa_sociale",
        "decision": {"number": "DD 9153/2022", "date": "2022-10-18"},
        "licence": "CC-BY-4.0",
    }


async def test_only_bodies_that_are_in_it_now_are_shown(here: Register) -> None:
    suspended = await here.has_provider(name="Sospeso")
    removed = await here.has_provider(name="Cancellato")
    await here.has_application("submit", card=a.a_provider_card(name="In esame"))
    await here.has_application(*REJECTED, card=a.a_provider_card(name="Respinta"))
    await here.has_application("submit", "admit", card=a.a_provider_card(name="Accolta"))
    assert {"Sospeso", "Cancellato", "Accolta"} <= set(await names(here))

    await here.move(f"providers/{suspended}", "suspend")
    await here.move(f"providers/{removed}", "remove")

    shown = set(await names(here))
    assert "Accolta" in shown
    assert not {"Sospeso", "Cancellato", "In esame", "Respinta"} & shown
    assert not {"Sospeso", "Cancellato"} & {row["name"] for row in await sheet(here)}
    await here.move(f"providers/{suspended}", "reinstate")
    assert "Sospeso" in await names(here)


async def test_a_sheet_says_the_same_and_holds_no_formula(here: Register) -> None:
    await here.has_provider(name='=HYPERLINK("http://example.org";"D\'Angelo")')
    await here.has_provider(name='D\'Angelo, "figli" e nipoti')

    rows = await sheet(here)
    items = (await here.http.get("/v1/register")).json()["items"]

    assert [row["id"] for row in rows] == [item["id"] for item in items]
    shown = {row["name"] for row in rows}
    assert 'D\'Angelo, "figli" e nipoti' in shown
    assert '\'=HYPERLINK("http://example.org";"D\'Angelo")' in shown
    assert [row["decision_date"] for row in rows] == [item["decision"]["date"] for item in items]


async def test_it_is_in_the_order_of_names_and_tells_nothing_private(here: Register) -> None:
    for name in ("zeta", "Alfa", "beta"):
        await here.has_application("submit", "admit", card=a.a_provider_card(name=name))

    ours = [name for name in await names(here) if name in {"zeta", "Alfa", "beta"}]

    assert ours == ["Alfa", "beta", "zeta"]
    texts = [(await here.http.get("/v1/register", headers={"Accept": one})).text for one in KINDS]
    for text in texts:
        for private in ("tax_code", "Ada Verdi", "RSSMRA80A01F205X", "pec.example", "bruno@"):
            assert private not in text


KINDS = ("application/json", "text/csv")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.2, application/json", "application/json"),
        ("text/*", "text/csv; charset=utf-8"),
        ("image/png", "application/json"),
        ("text/csv;;;,,=" * 1_000, "text/csv; charset=utf-8"),
    ],
)
async def test_json_is_read_where_nobody_asks_for_a_sheet(
    here: Register, accept: str, kind: str
) -> None:
    answer = await here.http.get("/v1/register", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)


async def test_it_takes_no_parameters(here: Register) -> None:
    assert (await here.http.get("/v1/register?state=suspended")).status_code == 400
