"""The catalogue's index in OpenSearch: its generations, what is written to it, how far it is."""

from contracts.streams import PROVIDERS

HEARD = (PROVIDERS,)
"""The streams that the index is made from."""
