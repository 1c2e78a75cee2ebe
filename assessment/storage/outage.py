"""What a process knows about trouble with its database. Each outage is logged once and retried by one thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, get_ident
from time import monotonic
from typing import Final, Literal

from assessment.storage.trouble import StoreUnavailable, Trouble, is_answer

Use = Literal["opened", "read", "written"]

# What fails sooner makes no one wait, so every thread may try.
SECONDS_TO_REMEMBER_FROM: Final = 1.0
SECONDS_REMEMBERED: Final = 3.0

_LOG: Final = logging.getLogger(__name__)


class Outages:
    """The outages of one database; safe to share between threads.

    Only threads that are already waiting wait for a database that is away. For the next seconds all others fail at
    once; then one of them tries again while the rest still fail.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._reported: Use | None = None
        self._known: Trouble | None = None
        self._again_at = 0.0
        self._trying: int | None = None

    @contextmanager
    def attempt(self, use: Use) -> Iterator[None]:
        """Try to use the database here, and remember the outcome. Raises StoreUnavailable at once in an outage."""
        self.fail_at_once(may_try=True)
        started = self._now()
        try:
            yield
        except StoreUnavailable as unavailable:
            self._has_failed(use, unavailable, self._now() - started)
            raise
        else:
            self._has_succeeded(use)
        finally:
            with self._lock:
                if self._trying == get_ident():
                    self._trying = None

    def fail_at_once(self, *, may_try: bool = False) -> None:
        """Raise StoreUnavailable in an outage, unless this thread is the one that tries again.

        With `may_try` it becomes that one when it is time.
        """
        with self._lock:
            if self._known is None or self._trying == get_ident():
                return
            if not may_try or self._trying is not None or self._now() < self._again_at:
                raise StoreUnavailable("the database did not answer a moment ago", self._known)
            self._trying = get_ident()

    def _has_failed(self, use: Use, unavailable: StoreUnavailable, seconds: float) -> None:
        # An error that the database sends late, as after waiting for another's lock, keeps nobody else waiting.
        is_silent = unavailable.trouble == "away" and not is_answer(unavailable.__cause__)
        with self._lock:
            if is_silent and seconds >= SECONDS_TO_REMEMBER_FROM:
                self._known, self._again_at = unavailable.trouble, self._now() + SECONDS_REMEMBERED
            elif self._trying == get_ident():
                self._known = None
            if self._reported is not None:
                return
            self._reported = use
        _LOG.warning("The database cannot be %s: %s (%s).", use, unavailable.trouble, _cause(unavailable))

    def _has_succeeded(self, use: Use) -> None:
        with self._lock:
            self._known = None
            # A database that cannot be written can often be read.
            if self._reported is None or (self._reported == "written" and use != "written"):
                return
            self._reported = None
        _LOG.info("The database can be %s again.", use)


def _cause(unavailable: StoreUnavailable) -> str:
    """The kind of a driver's error and its code. Its text may contain what a visitor has written."""
    error = getattr(unavailable.__cause__, "orig", None) or unavailable.__cause__ or unavailable
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f"{type(error).__name__}, {code}" if code else type(error).__name__
