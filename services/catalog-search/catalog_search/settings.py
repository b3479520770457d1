"""What catalog-search must be told, each with a sentence; filled by `kit.settings`."""

from typing import Annotated

import msgspec

from kit.settings import Common


class Settings(Common, frozen=True, kw_only=True):
    """Settings of the API and of the worker."""

    opensearch_url: str
    """Where the index lives."""
    answer_within: Annotated[float, msgspec.Meta(gt=0, le=60)] = 2.0
    """Seconds the engine may take before we say 503: nobody waits longer for a list."""
    meaning: bool = True
    """Whether vectors are made, and searched beside words; without them no process loads the
    encoder."""
