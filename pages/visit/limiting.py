"""Rate limits per network address, for creating assessments and for guessing keys.

The counts are kept only in this process's memory; network addresses are never stored.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # It takes a while to load, and most visits never count anything.
    from limits.strategies import RateLimiter

# A lecture hall behind one address can begin at once; no visitor mistypes a link that often.
NEW_ASSESSMENTS: Final = "300/hour"
WRONG_KEYS: Final = "30/15 minutes"


def count(limit: str, address: str | None) -> bool:
    """Count one more from a network address; False when its limit is used up. None, the server itself, has no limit."""
    if address is None:
        return True
    from limits import parse  # noqa: PLC0415  # see above

    return _limiter().hit(parse(limit), limit, address)


def is_used_up(limit: str, address: str | None) -> bool:
    """Whether the limit of an address is used up, without counting."""
    if address is None:
        return False
    from limits import parse  # noqa: PLC0415  # see above

    return not _limiter().test(parse(limit), limit, address)


@cache
def _limiter() -> RateLimiter:
    from limits.storage import MemoryStorage  # noqa: PLC0415  # see above
    from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415  # see above

    return MovingWindowRateLimiter(MemoryStorage())
