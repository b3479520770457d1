"""What the command line must be told; `wishmi up` needs none of it."""

import os
from pathlib import Path
from typing import Annotated

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of what runs already, and what the embedded servers may use."""

    postgres_url: str = ""
    """PostgreSQL, as somebody who may make databases; `wishmi up` starts its own where it is not
    set."""
    nats_url: str = ""
    """NATS with JetStream; `wishmi up` starts its own where it is not set."""
    opensearch_url: str = ""
    """OpenSearch; `wishmi up` starts its own where it is not set."""
    opensearch_heap: Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]*[mg]$")] = "1g"
    """Memory of the embedded OpenSearch: 1 GB holds 100,000 entries with ease."""
    java: Path | None = None
    """A Java 21 or later to run the embedded OpenSearch on, instead of the one from PyPI."""
    catalog_search_url: str = ""
    """catalog-search's API, for commands that speak to a stack not started by `wishmi up`."""
    providers_url: str = ""
    """providers' API, likewise."""
    issuer_url: str = ""
    """The development issuer, likewise."""
    token: str = ""
    """An officer's access token, where there is no development issuer to ask for one."""
    city_data: Path | None = None
    """Folder of the city's open data, for `wishmi import`; `data/milano` in the shared folder
    where it is not set."""
    shared: Path = Path("../shared")
    """Folder of the files that are not copied into the repository."""


def environ() -> dict[str, str]:
    """The environment as it is, for what we start and for `kit.settings.read`."""
    return dict(os.environ)  # noqa: TID251 - handed on, not read
