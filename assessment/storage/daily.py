"""A background thread that purges once a day while the process runs."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import Final

from assessment.storage import Store, StoreUnavailable

_HOUR: Final = 3600.0
_WAITS: Final = "A purge waits: %s. If the clock is right, run: python -m assessment purge --yes"
_LOG: Final = logging.getLogger(__name__)


def purge_daily(store: Store, *, pause: float = _HOUR) -> threading.Thread:
    """Purge now, and then once a day; if several servers share a database, one of them does it.

    Tries every `pause` seconds, so that no day is missed when the database was unavailable for a while.
    """
    thread = threading.Thread(target=_run, args=(store, pause), name="purge", daemon=True)
    thread.start()
    return thread


def _run(store: Store, pause: float) -> None:
    waiting = threading.Event()
    while True:
        try:
            purged = store.purge_daily(datetime.now(UTC))
            if purged is not None and purged.waiting is not None:
                _LOG.warning(_WAITS, purged.waiting)
            elif purged is not None:
                _LOG.info("Purged: %s", purged)
        except StoreUnavailable:
            pass  # The outage is in the log; the next try comes later.
        waiting.wait(pause)
