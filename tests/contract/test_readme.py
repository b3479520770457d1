"""What the documentation tells people to type."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.commands import REPOSITORY
from wishmi.cli import COMMANDS

PAGES = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md"]
PAGES += sorted((REPOSITORY / "docs").glob("*.md"))


def said(page: Path, word: str) -> set[str]:
    """What follows a word in code: `wishmi verify` gives `verify`."""
    code = re.findall(r"`([^`\n]+)`", page.read_text()) + re.findall(
        r"^([^`\n]+)$",
        "\n".join(re.findall(r"```sh\n(.*?)```", page.read_text(), re.DOTALL)),
        re.MULTILINE,
    )
    found = (re.match(rf"(?:\S+/)?{word} ([a-z][a-z-]*)", line) for line in code)
    return {match[1] for match in found if match}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    assert said(page, "wishmi") <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):.*##", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    )
    assert said(page, "make") <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_two_commands_of_the_readme_are_what_the_makefile_runs() -> None:
    def runs(target: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own words
            ["/usr/bin/env", "make", "--dry-run", target],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert "wishmi up --demo" in runs("up")
    assert "pytest" in runs("test")
