"""Rate limits per network address, for creating assessments, for guessing keys and for signing in.

The counts are kept only in memory, of this process or of a Redis or Valkey that several servers share; network
addresses are never stored. server/proxies.py decides what counts as one address.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from server.settings import Settings

if TYPE_CHECKING:  # It takes a while to load, and most visits never count anything.
    from limits.strategies import RateLimiter

# A lecture hall behind one address can begin at once; no visitor mistypes a link that often.
NEW_ASSESSMENTS: Final = "300/hour"
WRONG_KEYS: Final = "30/15 minutes"
SIGN_INS: Final = "10/15 minutes"  # Tries of consultants, right ones as well.

# How long a wrong key waits for its answer when its address has used up the limit. A right one never does.
SECONDS_FOR_WRONG_KEYS: Final = 1.0

_SECONDS_TO_ANSWER: Final = 1.0
SECONDS_BETWEEN_TRIES: Final = 10.0
_LOG: Final = logging.getLogger(__name__)
# Two who come at once start one timer of the library's own storage twice, and the second had an error for a page.
_ONE_AT_A_TIME: Final = Lock()


def count(limit: str, address: str | None) -> bool:
    """Count one more from a network address; False when its limit is used up. None, the server itself, has no limit."""
    if address is None:
        return True
    from limits import parse  # noqa: PLC0415  # see above

    return _counted_by(lambda limiter: limiter.hit(parse(limit), limit, address))


def count_wrong_key(address: str | None) -> None:
    """Count a key that led nowhere; when the limit is used up the answer takes a while, so guessing does too."""
    if not count(WRONG_KEYS, address):
        sleep(SECONDS_FOR_WRONG_KEYS)


class _Away:
    """Whether it was reported that the shared storage cannot be reached, and until when it is not tried again."""

    is_reported = False
    until = 0.0


def _counted_by(ask: Callable[[RateLimiter], bool]) -> bool:
    """Ask the shared storage. While it cannot be reached each server counts alone: an outage stops no visitor."""
    from limits.errors import StorageError  # noqa: PLC0415  # see above

    if (shared := _shared()) and monotonic() >= _Away.until:
        try:
            answer = ask(shared)
        except StorageError as error:
            _Away.until = monotonic() + SECONDS_BETWEEN_TRIES
            if not _Away.is_reported:
                _Away.is_reported = True
                # Its message may contain the address, with a password in it.
                _LOG.warning(
                    "LIMITS_STORAGE cannot be reached (%s): each server counts alone.",
                    type(error.storage_error).__name__,
                )
        else:
            if _Away.is_reported:
                _Away.is_reported = False
                _LOG.info("LIMITS_STORAGE can be reached again.")
            return answer
    with _ONE_AT_A_TIME:
        return ask(_own())


@cache
def _own() -> RateLimiter:
    from limits.storage import MemoryStorage  # noqa: PLC0415  # see above
    from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415  # see above

    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _shared() -> RateLimiter | None:
    settings = Settings.read()
    if settings.counts_alone:
        return None
    from limits.storage import RedisStorage  # noqa: PLC0415  # see above
    from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415  # see above

    # Valkey has the protocol of Redis, so one driver is enough.
    url = settings.limits_storage.replace("valkey", "redis", 1)
    storage = RedisStorage(
        url,
        wrap_exceptions=True,
        key_prefix="drivkraft",
        socket_connect_timeout=_SECONDS_TO_ANSWER,
        socket_timeout=_SECONDS_TO_ANSWER,
    )
    return MovingWindowRateLimiter(storage)
