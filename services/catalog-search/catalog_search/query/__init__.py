"""What can be asked of the catalogue."""

from catalog_search.query.mapping import MAP, Box, MapQuery, map_checked
from catalog_search.query.question import (
    DEEPEST,
    STORED_SORTS,
    SWITCHES,
    CatalogQuery,
    checked,
    suggested,
)
from catalog_search.query.table import PARAMETERS, SUGGEST
from catalog_search.query.wishes import Ages

__all__ = [
    "DEEPEST",
    "MAP",
    "PARAMETERS",
    "STORED_SORTS",
    "SUGGEST",
    "SWITCHES",
    "Ages",
    "Box",
    "CatalogQuery",
    "MapQuery",
    "checked",
    "map_checked",
    "suggested",
]
