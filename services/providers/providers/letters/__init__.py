"""What notices say: a template for each kind and language, its first line the subject."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kit.languages import Language

FOLDER = Path(__file__).parent


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A subject in one line, and a body."""

    subject: str
    body: str


def italian_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def make_environment() -> Environment:
    """Plain texts go out as they are, pages are escaped; what a template lacks is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = italian_day
    return made


ENVIRONMENT = make_environment()


def write(kind: str, language: Language, **data: Any) -> Text:
    """Raises `jinja2.UndefinedError` for what the template asks and `data` lacks."""
    whole = ENVIRONMENT.get_template(f"{language}/{kind}.txt").render(data)
    subject, _, body = whole.partition("\n")
    return Text(subject=" ".join(subject.split()), body=f"{body.strip()}\n")


def page(name: str, language: Language, **data: Any) -> str:
    """A page of HTML behind a link of a notice."""
    return ENVIRONMENT.get_template(f"{language}/{name}.html").render(data, language=language)
