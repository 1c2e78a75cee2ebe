"""The database of this process, opened once."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Final

from assessment.storage.daily import purge_daily
from assessment.storage.engine import database_url
from assessment.storage.outage import Outages
from assessment.storage.store import Store

_OPENING: Final = Lock()


def opened_store() -> Store:
    """The database in DATABASE_URL, purged once a day, its rounds and campaigns released in time, in this process.

    Raises StoreUnavailable.
    """
    return _place(database_url()).store()


def close_store() -> None:
    """Close the database when the process ends: SQLite then leaves no log that a restored file would get."""
    _place(database_url()).close()


class _Place:
    """A database at a URL, opened or not."""

    def __init__(self, url: str) -> None:
        self._url, self._outages = url, Outages()
        self._store: Store | None = None

    def store(self) -> Store:
        if self._store is None:
            # Threads that come while another one tries again do not wait for it.
            self._outages.fail_at_once(may_try=True)
            with _OPENING, self._outages.attempt("opened"):
                if self._store is None:
                    self._store = Store(self._url, self._outages)
                    purge_daily(self._store, also=_release)
        return self._store

    def close(self) -> None:
        if self._store is not None:
            self._store.close()


@lru_cache(maxsize=1)
def _place(url: str) -> _Place:
    return _Place(url)


def _release(store: Store, now: datetime) -> None:
    """Release the rounds and campaigns that are over."""
    for round_id in store.close_due_rounds(now):
        from assessment.rounds import release  # noqa: PLC0415  # There seldom is one, and all of scoring comes with it.

        release(store, round_id)
    if store.late_campaigns(now):
        from assessment.campaigns.release import release_due  # noqa: PLC0415  # as above

        release_due(store, now)
