"""Takes the bytes of a request and makes a decoded body a handler's dependency."""

from fnmatch import fnmatchcase
from typing import Any, Generic, TypeVar

from kit.bodies.decode import decode
from kit.inputs import AnyRequest, Input
from kit.problems import TooLarge, UnsupportedMediaType

JSON = "application/json"
MEGABYTE = 1024 * 1024
LARGEST = MEGABYTE
"""Bytes of a body: the longest offer card takes 150 KB, and NATS carries 1 MiB at most."""

T = TypeVar("T")


class Body(Input, Generic[T]):
    """A JSON body as a dependency: `dependencies={"command": Body(PublishOffer)}`."""

    def __init__(self, type_: type[T], *, largest: int = LARGEST) -> None:
        super().__init__()
        self._type = type_
        self._largest = largest

    async def read(self, request: AnyRequest) -> T:
        return decode(await raw(request, largest=self._largest), self._type)

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        describe(operation, components.taken(self._type))


async def raw(request: AnyRequest, *, largest: int, media_type: str = JSON) -> bytes:
    """The body's bytes; nothing is read of what is too large or of another kind (`image/*`: any
    image).
    """
    check_kind(request, media_type)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > largest:
        raise too_large(largest)
    read = await begun(request, most=largest)
    if len(read) > largest:
        raise too_large(largest)
    return read


def check_kind(request: AnyRequest, media_type: str = JSON) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not fnmatchcase(given, media_type):
        raise UnsupportedMediaType(None if media_type == JSON else f"Invia {media_type}.")


async def begun(request: AnyRequest, *, most: int) -> bytes:
    """All bytes of a body; of one that is longer than `most` a few more than that."""
    chunks = []
    size = 0
    async for chunk in request.stream():
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            break
    return b"".join(chunks)


def describe(operation: dict[str, Any], schema: dict[str, Any], *, media_type: str = JSON) -> None:
    """What OpenAPI says of an operation with a body."""
    operation["requestBody"] = {
        "required": True,
        "content": {media_type: {"schema": schema}},
    }
    operation["problems"] |= {413, 415}


def too_large(largest: int) -> TooLarge:
    """In words that who sends a document understands; 10 MB are a little less than we take."""
    if largest % MEGABYTE == 0:
        return TooLarge(f"Al massimo {largest // MEGABYTE} MB.")
    return TooLarge(f"Al massimo {largest} byte.")
