"""An answer whose JSON is made already."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from litestar import Response
from litestar.enums import MediaType

T = TypeVar("T")


class Encoded(Response[T]):
    """Sent as it is, documented as `T`, which who makes the JSON answers for."""

    def __init__(self, body: bytes, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(cast("Any", body), media_type=MediaType.JSON, headers=headers)
