"""What can be asked of the catalogue."""

from catalog_search.query.question import (
    DEEPEST,
    STORED_SORTS,
    SWITCHES,
    Ages,
    CatalogQuery,
    checked,
)
from catalog_search.query.table import PARAMETERS

__all__ = [
    "DEEPEST",
    "PARAMETERS",
    "STORED_SORTS",
    "SWITCHES",
    "Ages",
    "CatalogQuery",
    "checked",
]
