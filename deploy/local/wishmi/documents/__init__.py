"""The documents that are made from the code: schemas, AsyncAPI, OpenAPI, two pages."""

from wishmi.documents import asyncapi, openapi, ranking, schemas, table


def documents() -> dict[str, str]:
    """Every made document: its path in the repository, and its text."""
    return {
        **schemas.documents(),
        "proto/asyncapi.yaml": asyncapi.document(),
        "docs/events.md": table.document(),
        "docs/ranking.md": ranking.document(),
        **openapi.documents(),
    }
