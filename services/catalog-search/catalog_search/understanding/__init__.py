"""What families say besides what they look for: read out of their words, without I/O."""

from catalog_search.understanding.places import Area, Names
from catalog_search.understanding.reading import read, tells_of_needs

__all__ = ["Area", "Names", "read", "tells_of_needs"]
