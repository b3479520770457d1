"""What the service `providers` must be told."""

from pathlib import Path

from kit.settings import Common


class Settings(Common, frozen=True, kw_only=True):
    """Filled from WISHMI_PROVIDERS_* by `kit.settings`."""

    postgres_url: str
    """The service's own database in PostgreSQL."""
    protocol_folder: Path | None = None
    """Folder that stands in for the city's protocol system; without it applications have our
    receipt alone."""
