"""The OpenAPI documents of the services, as their apps describe themselves."""

from kit import openapi
from kit.settings import read
from wishmi.documents.schemas import as_text
from wishmi.services import SERVICES, Service

NOWHERE = {
    "WISHMI_POSTGRES_URL": "postgresql://nowhere",
    "WISHMI_NATS_URL": "nats://nowhere",
    "WISHMI_OPENSEARCH_URL": "http://nowhere",
    "WISHMI_JWKS_URL": "http://nowhere/jwks.json",
    "WISHMI_ISSUER": "http://nowhere",
}
"""An app describes itself without asking anybody; these are never connected to."""


def documents() -> dict[str, str]:
    return {f"docs/openapi/{service.name}.json": document(service) for service in SERVICES}


def document(service: Service) -> str:
    app = service.app("api", read(service.settings, service.name, NOWHERE))
    return as_text(openapi.document(app))
