"""Fills a Struct of settings from the environment; nothing else in wishmi reads it."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from kit.docstrings import field_docs

PREFIX = "WISHMI"

Port = Annotated[int, msgspec.Meta(ge=1, le=65_535)]

S = TypeVar("S", bound=msgspec.Struct)


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """What every process that answers HTTP must be told."""

    host: str = "127.0.0.1"
    """Address to listen on; containers say 0.0.0.0."""
    port: Port = 8000
    """Port to listen on."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least serious line that is written; `info` has one line for each request."""
    requests_per_second: Annotated[int, msgspec.Meta(ge=0)] = 50
    """Requests that one client address may make in a second, for each process; 0: no limit.
    A page of the portal makes about ten; schools share one address."""
    proxies: Annotated[int, msgspec.Meta(ge=0, le=9)] = 0
    """Proxies of ours in front, each of which adds to X-Forwarded-For; 0: nobody is believed."""


class Common(Process, frozen=True, kw_only=True):
    """What every service must be told."""

    nats_url: str
    """NATS with JetStream, where services tell each other what changed."""
    namespace: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9]{0,19}$")] = "wishmi"
    """First token of subjects, streams and indexes; another one lets tests share servers."""
    jwks_url: str = ""
    """Where the issuer of access tokens publishes its keys."""
    issuer: str = ""
    """The `iss` that access tokens must have."""
    audience: str = "wishmi"
    """The `aud` that access tokens must have."""


class SettingsError(Exception):
    """Settings are missing or malformed; the message names all of them."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `wishmi settings`."""

    variable: str
    """The variable of this service alone."""
    shared: str
    """The variable that all services read when the first is not set."""
    type: str
    required: bool
    default: str
    value: str
    """What is in force, secrets hidden; empty where it is required and not set."""
    documentation: str


# The rule "settings are read through kit.settings" has its one exception here.
def read(
    cls: type[S],
    service: str,
    environ: Mapping[str, str] = os.environ,  # noqa: TID251
) -> S:
    """The settings of one service; an empty variable counts as not set, as Helm writes them."""
    values: dict[str, Any] = {}
    troubles: list[str] = []
    hints = get_type_hints(cls, include_extras=True)
    for field in msgspec.structs.fields(cls):
        own, shared = _variables(service, field.name)
        variable = own if environ.get(own) else shared
        text = environ.get(variable)
        if text:
            try:
                values[field.name] = _parsed(text, hints[field.name])
            except msgspec.ValidationError as error:
                troubles.append(f"{variable}: {error}")
        elif field.required:
            troubles.append(f"{own} (or {shared}) is not set: {_sentence(cls, field.name)}")
    if troubles:
        raise SettingsError(f"settings of {service}:\n  " + "\n  ".join(troubles))
    return cls(**values)


def describe(
    cls: type[msgspec.Struct],
    service: str,
    environ: Mapping[str, str] = os.environ,  # noqa: TID251
) -> list[Setting]:
    """Every setting of a service, with what is in force; never raises, shows no secret."""
    hints = get_type_hints(cls, include_extras=True)
    rows = []
    for field in msgspec.structs.fields(cls):
        own, shared = _variables(service, field.name)
        default = "" if field.required else _shown(field.name, str(field.default))
        given = environ.get(own) or environ.get(shared)
        rows.append(
            Setting(
                variable=own,
                shared=shared,
                type=_type_name(hints[field.name]),
                required=field.required,
                default=default,
                value=_shown(field.name, given) if given else default,
                documentation=field_docs(cls).get(field.name, ""),
            )
        )
    return rows


def without_secrets(text: str) -> str:
    """An address without the password it may hold."""
    text = re.sub(r"(?<=://)([^/@\s:]*):[^/@\s]*@", r"\1:***@", text)
    return re.sub(r"(?i)\b(password|token|secret)=[^&\s]+", r"\1=***", text)


def _variables(service: str, field: str) -> tuple[str, str]:
    own = f"{PREFIX}_{service.replace('-', '_')}_{field}".upper()
    return own, f"{PREFIX}_{field}".upper()


def _parsed(text: str, hint: Any) -> Any:
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if get_origin(kind) is tuple:
        return msgspec.convert([part.strip() for part in text.split(",")], hint, strict=False)
    return msgspec.convert(text, hint, strict=False, dec_hook=_from_text)


def _from_text(kind: type, text: Any) -> Any:
    if kind is Path:
        return Path(text)
    raise NotImplementedError(f"no setting can be a {kind}")


def _shown(field: str, value: str) -> str:
    if re.search(r"secret|password|token|private", field):
        return "***"
    return without_secrets(value)


def _type_name(hint: Any) -> str:
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return str(getattr(kind, "__name__", kind)) if isinstance(kind, type) else str(kind)


def _sentence(cls: type, field: str) -> str:
    return field_docs(cls).get(field, "").split("\n", maxsplit=1)[0]
