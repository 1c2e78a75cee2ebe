"""Tidies up once a day for as long as the process lives, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import Final

from assessment.storage import Store, StoreUnavailable

_HOUR: Final = 3600.0
_LOG: Final = logging.getLogger(__name__)


def purge_daily(store: Store, *, pause: float = _HOUR) -> threading.Thread:
    """Begin to purge at once and then each day; several servers on one database share the work.

    It looks every `pause` seconds whether a new day has begun, so that a day is not missed when the database was away.
    """
    thread = threading.Thread(target=_run, args=(store, pause), name="purge", daemon=True)
    thread.start()
    return thread


def _run(store: Store, pause: float) -> None:
    waiting = threading.Event()
    while True:
        try:
            purged = store.purge_daily(datetime.now(UTC))
        except StoreUnavailable as error:
            _LOG.warning("Could not purge, trying again later: %s", error)
        else:
            if purged is not None:
                _LOG.info("Purged: %s", purged)
        waiting.wait(pause)
