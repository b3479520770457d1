"""What can be asked of the catalogue."""

from catalog_search.query.question import (
    DEEPEST,
    STORED_SORTS,
    SWITCHES,
    Ages,
    CatalogQuery,
    checked,
    suggested,
)
from catalog_search.query.table import PARAMETERS, SUGGEST

__all__ = [
    "DEEPEST",
    "PARAMETERS",
    "STORED_SORTS",
    "SUGGEST",
    "SWITCHES",
    "Ages",
    "CatalogQuery",
    "checked",
    "suggested",
]
