"""The secret that links are signed with."""

from __future__ import annotations

import logging
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from server.settings import SECRET_BYTES, Settings

_KEPT: Final = Path(__file__).parents[1] / "data" / "secret"
_LOG: Final = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def secret() -> str:
    """The secret in the settings; otherwise one that is made once and saved in the project's data folder."""
    return Settings.read().secret or kept_secret(_KEPT)


def kept_secret(path: Path) -> str:
    """The secret in a file that only its owner may read; it is made when there is none.

    If it cannot be saved, links work until the server stops.
    """
    made = secrets.token_urlsafe(SECRET_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(made)
        try:
            os.link(beside, path)  # whole or not at all, and never over another process's
        except FileExistsError:
            made = path.read_text(encoding="ascii").strip() or made
        finally:
            beside.unlink()
    except (OSError, ValueError) as error:
        _LOG.warning("The secret cannot be saved, so links work only until this server stops: %s", error)
    return made
