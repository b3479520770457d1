"""The password of the embedded PostgreSQL and NATS: all people of a machine reach loopback."""

import os
import secrets
from pathlib import Path


def secret(data: Path) -> str:
    """The data folder's password, made the first time; readable by its owner only."""
    path = data / "secret"
    try:
        return path.read_text()
    except FileNotFoundError:
        made = secrets.token_hex(32)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(made)
        draft.replace(path)
        return made
