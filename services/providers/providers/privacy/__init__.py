"""The texts of the privacy notices, one file for each version and language."""

from pathlib import Path

from kit.languages import Language

FOLDER = Path(__file__).parent


def text(version_id: str, language: Language) -> str:
    """Of a version that there is."""
    return (FOLDER / language / f"{version_id}.txt").read_text()
