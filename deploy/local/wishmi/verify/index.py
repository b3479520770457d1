"""The streams against the index that is made from them."""

from catalog_search.index import drift
from wishmi.services import BY_NAME
from wishmi.stack import Stack
from wishmi.verify.report import Report

SERVICE = BY_NAME["catalog-search"]


async def compare(stack: Stack) -> Report:
    """Every subject of every stream has its document, in its last state."""
    found = await drift.compare(stack.settings(SERVICE))
    return Report(
        part="index",
        checked=found.checked,
        missing=found.missing,
        extra=found.extra,
        different=found.different,
        examples=found.examples,
        remedies=[] if found.agrees else ["wishmi reindex"],
    )
