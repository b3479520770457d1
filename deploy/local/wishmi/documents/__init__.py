"""The documents that are made from the code: schemas, AsyncAPI, OpenAPI, two pages."""

from pathlib import Path

from wishmi.documents import asyncapi, openapi, ranking, schemas, table


def documents(root: Path) -> dict[str, str]:
    """Every made document: its path in the repository at `root`, and its text."""
    return {
        **schemas.documents(),
        "proto/asyncapi.yaml": asyncapi.document(),
        "docs/events.md": table.document(),
        "docs/ranking.md": ranking.document(root / ranking.BASELINE),
        **openapi.documents(),
    }
