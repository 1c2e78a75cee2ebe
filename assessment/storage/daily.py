"""A background thread that purges once a day, and does what else is due, while the process runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Final

from assessment.storage import Store, StoreUnavailable

_HOUR: Final = 3600.0
_WAITS: Final = "A purge waits: %s. If the clock is right, run: python -m assessment purge --yes"
_LOG: Final = logging.getLogger(__name__)


def purge_daily(
    store: Store, *, pause: float = _HOUR, also: Callable[[Store, datetime], None] = lambda *_: None
) -> threading.Thread:
    """Purge now, and then once a day; if several servers share a database, one of them does it.

    Tries every `pause` seconds, so that no day is missed when the database was unavailable for a while, and does what
    is `also` due each time, and a few seconds after midnight in UTC. A failure of that is logged and tried again.
    """
    thread = threading.Thread(target=_run, args=(store, pause, also), name="purge", daemon=True)
    thread.start()
    return thread


def _run(store: Store, pause: float, also: Callable[[Store, datetime], None]) -> None:
    waiting = threading.Event()
    while True:
        try:
            also(store, datetime.now(UTC))
        except StoreUnavailable:
            pass
        except Exception as error:  # noqa: BLE001  # The thread goes on, whatever it is.
            _LOG.error("Closing rounds failed, and is tried again: %s", type(error).__name__)  # no data
        try:
            purged = store.purge_daily(datetime.now(UTC))
            if purged is not None and purged.waiting is not None:
                _LOG.warning(_WAITS, purged.waiting)
            elif purged is not None:
                _LOG.info("Purged: %s", purged)
        except StoreUnavailable:
            pass  # The outage is in the log; the next try comes later.
        waiting.wait(min(pause, seconds_to_midnight(datetime.now(UTC))))


def seconds_to_midnight(now: datetime) -> float:
    """Until a few seconds after the next midnight."""
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(0, 0, 5), now.tzinfo)
    return (tomorrow - now).total_seconds()
