"""Documents change only together with the generation's number."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec

from catalog_search.handlers import HANDLERS
from catalog_search.index.fields import PROJECTION
from contracts.streams import PROVIDERS
from kit.events import Decoder, Fact
from tests.builders import an_area, an_area_known
from tests.catalogue import example_offers

GOLDEN = {6: "f5473765082bdc06"}
"""What the documents of the facts below come to, for the present PROJECTION."""

EXAMPLES = Path(__file__).parents[2] / "proto" / "examples"


def facts() -> list[Fact]:
    """One of each type that the index is made from, a metro stop, and every offer of the example
    catalogue."""
    decode = Decoder(PROVIDERS.facts)
    paths = sorted(EXAMPLES / f"{fact.TYPE}.json" for fact in PROVIDERS.facts)
    told = [decode(path.read_bytes())[1] for path in paths]
    stop = an_area(kind="metro", code="7", name="Loreto", lines=("M1", "M2"))
    return [*told, an_area_known(id=UUID(int=7), area=stop), *example_offers()]


def test_documents_do_not_change_without_a_new_projection_number() -> None:
    whole = sha256()
    for change, fact in enumerate(facts(), start=1):
        document = HANDLERS[type(fact)](fact, change)
        whole.update(msgspec.json.encode(document, order="sorted"))

    assert {PROJECTION: whole.hexdigest()[:16]} == GOLDEN, (
        "documents differ from those of the committed number: raise PROJECTION in index/fields.py,"
        " so that a new index is made, and write the new value here"
    )


def test_every_fact_of_every_stream_has_its_handler() -> None:
    assert set(HANDLERS) == set(PROVIDERS.facts)
    assert {type(fact) for fact in facts()} == set(PROVIDERS.facts)
