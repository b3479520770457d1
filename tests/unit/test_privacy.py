"""What docs/privacy.md promises is about all that is kept, and every notice has its texts."""

import re

from kit.migrate import KIT_MIGRATIONS
from providers.domain.privacy import VERSIONS
from providers.privacy import FOLDER
from tests.commands import REPOSITORY
from tests.register import MIGRATIONS


def test_every_table_has_its_term() -> None:
    scripts = [*KIT_MIGRATIONS.glob("*.sql"), *MIGRATIONS.glob("*.sql")]
    made = {
        name
        for script in scripts
        for name in re.findall(r"create table (\w+)", script.read_text().partition("down")[0])
    }
    text = (REPOSITORY / "docs" / "privacy.md").read_text()
    listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)

    assert sorted(listed) == sorted(made)
    assert len(made) > 10


def test_every_version_of_a_privacy_notice_has_its_text_in_both_languages() -> None:
    ids = {one.id for one in VERSIONS}

    assert len(ids) == len(VERSIONS)
    for language in ("it", "en"):
        assert {file.stem for file in (FOLDER / language).iterdir()} == ids
