"""What the service `providers` must be told."""

from kit.settings import Common


class Settings(Common, frozen=True, kw_only=True):
    """Filled from WISHMI_PROVIDERS_* by `kit.settings`."""

    postgres_url: str
    """The service's own database in PostgreSQL."""
