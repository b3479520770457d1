"""Versions over HTTP: ETag on what is read, If-Match on what is changed (RFC 9110, 13)."""

import re
from typing import Any, Generic, TypeVar

import msgspec
from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.status_codes import HTTP_201_CREATED

from kit.inputs import AnyRequest, Input
from kit.problems import Fault, Invalid, PreconditionRequired, Stale

T = TypeVar("T")

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_MATCH = re.compile(rf"(?:\*|{_TAG}(?:[ \t]*,[ \t]*{_TAG})*)")
_PUBLISHED = r'^(\*|(W/)?"[!#-~]*"(, (W/)?"[!#-~]*")*)$'
"""The same for schemas, without what no client sends (other blanks, bytes that are no ASCII)."""
_OURS = re.compile(r'"([0-9]{1,18})"')


def etag(version: int) -> str:
    """A strong one: what has the same version is the same byte by byte."""
    return f'"{version}"'


class Expected(msgspec.Struct, frozen=True):
    """The versions that a caller says it has seen."""

    versions: frozenset[int] = frozenset()
    whatever: bool = False
    """`If-Match: *`: any version, as long as the thing exists."""
    said: bool = True
    """False: the header is missing."""

    def seen(self, current: int) -> int:
        """The version that the caller has seen, 428 where it says none; given to the rule that
        compares it. Ask once the thing is found and the caller may change it: what is a 404 or a
        403 without If-Match is one with it too (RFC 9110, 13.2.1).
        """
        if not self.said:
            raise PreconditionRequired
        if self.whatever or current in self.versions:
            return current
        if not self.versions:  # weak or foreign tags: none of ours, which are strong
            raise Stale
        return max(self.versions)

    def check(self, current: int) -> None:
        """Raises 428 or, when the thing is at another version, 412; ask under the row's lock."""
        if self.seen(current) != current:
            raise Stale


def if_match(request: AnyRequest) -> Expected:
    """What a change says; 400 only where it cannot be read."""
    given = request.headers.get("if-match")
    if given is None:
        return Expected(said=False)
    given = given.strip(" \t")
    if not _MATCH.fullmatch(given):
        raise Invalid([Fault("If-Match", "malformed", 'Scrivi l\'ETag letto, come "3".')])
    tags = (_OURS.fullmatch(tag) for tag in re.findall(_TAG, given))
    versions = frozenset(int(tag[1]) for tag in tags if tag)
    return Expected(versions=versions, whatever=given == "*")


class IfMatch(Input):
    """`if_match` as a dependency: `dependencies={"expected": IfMatch()}`."""

    async def read(self, request: AnyRequest) -> Expected:
        return if_match(request)

    def describe(self, operation: dict[str, Any], components: Any) -> None:
        operation["parameters"].append(
            {
                "name": "If-Match",
                "in": "header",
                "description": "ETag della versione letta, che questa modifica sostituisce.",
                "required": True,
                "schema": {"type": "string", "pattern": _PUBLISHED},
            }
        )
        operation["problems"] |= {412, 428}


class Tagged(Response[T], Generic[T]):
    """An answer with its version; 304 without a body where the caller has it already.

    `at` is the path where it is read from now on: told where it was just made (201). No version:
    nothing was made that could be read.
    """

    def __init__(
        self,
        content: T,
        *,
        version: int | None,
        at: str | None = None,
        status_code: int | None = None,
    ) -> None:
        self.tag = etag(version) if version is not None else ""
        self.at = at
        headers = {"ETag": self.tag} if self.tag else None
        super().__init__(content, status_code=status_code, headers=headers)

    def to_asgi_response(
        self, app: Any, request: Request[Any, Any, Any], **options: Any
    ) -> ASGIResponse:
        given = request.headers.get("if-none-match")
        if self.tag and given is not None and request.method == "GET" and self._is_in(given):
            return ASGIResponse(status_code=304, headers={"ETag": self.tag})
        if options.get("status_code") == HTTP_201_CREATED and self.at is not None:
            self.set_header("Location", self.at)
        return super().to_asgi_response(app, request, **options)

    def _is_in(self, given: str) -> bool:
        """The weak comparison, as reads have it."""
        tags = (tag.removeprefix("W/") for tag in re.findall(_TAG, given))
        return given.strip() == "*" or self.tag in tags
