"""Settings come from the environment through one reader, which names all that is wrong."""

from pathlib import Path
from typing import Annotated

import msgspec
import pytest

from kit.docstrings import field_docs
from kit.settings import Common, SettingsError, describe, read, without_secrets


class Settings(Common, frozen=True, kw_only=True):
    postgres_url: str
    """The service's own database."""
    answer_within: Annotated[float, msgspec.Meta(gt=0, le=60)] = 2.0
    """Seconds the engine may take."""
    folder: Path | None = None
    """A place for files."""
    names: tuple[str, ...] = ()
    """Several words."""
    strict: bool = False
    """A switch."""


NEEDED = {"WISHMI_NATS_URL": "nats://n", "WISHMI_POSTGRES_URL": "postgres://all"}


def test_the_variable_of_the_service_wins_over_the_shared_one() -> None:
    environ = NEEDED | {"WISHMI_CATALOG_SEARCH_POSTGRES_URL": "postgres://own"}

    settings = read(Settings, "catalog-search", environ)

    assert settings.postgres_url == "postgres://own"
    assert settings.nats_url == "nats://n"
    assert settings.answer_within == 2.0


def test_texts_become_the_types_of_their_fields() -> None:
    environ = NEEDED | {
        "WISHMI_PORT": "8123",
        "WISHMI_ANSWER_WITHIN": "0.5",
        "WISHMI_FOLDER": "/tmp",  # noqa: S108
        "WISHMI_NAMES": "a, b",
        "WISHMI_STRICT": "true",
    }

    settings = read(Settings, "providers", environ)

    assert (settings.port, settings.answer_within) == (8123, 0.5)
    assert settings.folder == Path("/tmp")  # noqa: S108
    assert settings.names == ("a", "b")
    assert settings.strict is True


def test_all_that_is_missing_or_malformed_is_named_at_once() -> None:
    environ = {"WISHMI_PROVIDERS_PORT": "many", "WISHMI_ANSWER_WITHIN": "0", "WISHMI_NATS_URL": ""}

    with pytest.raises(SettingsError) as caught:
        read(Settings, "providers", environ)

    message = str(caught.value)
    assert "WISHMI_PROVIDERS_POSTGRES_URL (or WISHMI_POSTGRES_URL) is not set" in message
    assert "WISHMI_PROVIDERS_NATS_URL" in message
    assert "WISHMI_PROVIDERS_PORT: Expected `int`" in message
    assert "WISHMI_ANSWER_WITHIN: Expected `float` > 0" in message


def test_every_setting_is_described_with_its_sentence_and_without_secrets() -> None:
    environ = {"WISHMI_POSTGRES_URL": "postgres://me:hush@db/x?sslmode=require&password=hush"}

    rows = {row.variable: row for row in describe(Settings, "providers", environ)}

    postgres = rows["WISHMI_PROVIDERS_POSTGRES_URL"]
    assert postgres.documentation == "The service's own database."
    assert postgres.value == "postgres://me:***@db/x?sslmode=require&password=***"
    assert postgres.required
    assert rows["WISHMI_PROVIDERS_NATS_URL"].value == ""
    assert rows["WISHMI_PROVIDERS_ANSWER_WITHIN"].value == "2.0"
    assert all(row.documentation for row in rows.values())


def test_addresses_without_a_password_stay_as_they_are() -> None:
    for url in ("nats://127.0.0.1:4222", "postgresql://postgres@/db?host=/tmp/x", "http://a/b@c:d"):
        assert without_secrets(url) == url


def test_the_sentences_of_a_base_class_are_found_too() -> None:
    assert field_docs(Settings)["nats_url"].startswith("NATS with JetStream")
    assert field_docs(int) == {}
