"""Whose campaign a link opens, for the first words of its page and the preview of the link.

The database is asked for a moment at most, by one request at a time: while it is away or slow, pages begin with our
own words, as fast as always.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock
from typing import Final
from urllib.parse import parse_qs

from starlette.types import Scope

from assessment.campaigns import Campaign, Prospect
from assessment.opened import opened_store
from assessment.storage import MARK, StoreUnavailable

_SECONDS: Final = 0.25
_LONGEST_QUERY: Final = 2000
_CODE: Final = re.compile(rf"{MARK}[A-Za-z0-9_-]{{22}}")


def campaigns_code(query: str) -> str | None:
    """The code of a campaign in the query of an address; None without one."""
    written = parse_qs(query[:_LONGEST_QUERY]).get("c", [""])[-1].strip()
    return written if _CODE.fullmatch(written) else None


class Senders:
    """Looks up campaigns, one after another."""

    def __init__(self) -> None:
        self._thread, self._asking = ThreadPoolExecutor(1, "senders"), Lock()

    async def campaign(self, scope: Scope) -> Campaign | None:
        """The campaign that this request asks for; None without one, and when it cannot be told at once."""
        code = campaigns_code(scope["query_string"].decode("latin-1"))
        if code is None or not self._asking.acquire(blocking=False):
            return None
        found = asyncio.get_running_loop().run_in_executor(self._thread, self._found, code)
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(found), _SECONDS)
        return None

    def _found(self, code: str) -> Campaign | None:
        try:
            return Prospect(opened_store(), code).campaign(datetime.now(UTC))
        except StoreUnavailable:
            return None
        finally:
            self._asking.release()


SENDERS: Final = Senders()
