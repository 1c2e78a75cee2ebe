"""The database of this process, opened once."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Final

from assessment.storage.daily import purge_daily
from assessment.storage.engine import database_url
from assessment.storage.store import Store

_OPENING: Final = Lock()


def opened_store() -> Store:
    """The database in DATABASE_URL, purged once a day while the process runs. Raises StoreUnavailable."""
    with _OPENING:
        return _opened(database_url())


@lru_cache(maxsize=1)
def _opened(url: str) -> Store:
    opened = Store(url)
    purge_daily(opened)
    return opened
