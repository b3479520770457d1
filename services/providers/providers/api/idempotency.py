"""The Idempotency-Key of a call as a handler's dependency."""

from typing import Any

from kit import idempotency
from kit.inputs import AnyRequest, Input


class IdempotencyKey(Input):
    """`dependencies={"key": IdempotencyKey()}`: required, a fault where it is missing."""

    async def read(self, request: AnyRequest) -> str:
        return idempotency.key(request.headers)

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        operation["parameters"].append(
            {
                "name": idempotency.HEADER,
                "in": "header",
                "description": "Una chiave per questa operazione, per esempio un UUID: ripetuta "
                "con la stessa chiave, l'operazione non si fa due volte.",
                "required": True,
                "schema": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": idempotency.LONGEST_KEY,
                    "pattern": "^[ -~]+$",
                },
            }
        )
        operation["problems"] |= {409, 422}
