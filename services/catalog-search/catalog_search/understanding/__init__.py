"""What families say besides what they look for: read out of their words, without I/O."""

from catalog_search.understanding.danger import helplines
from catalog_search.understanding.places import Area, Names
from catalog_search.understanding.reading import private, read

__all__ = ["Area", "Names", "helplines", "private", "read"]
