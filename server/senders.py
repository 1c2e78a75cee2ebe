"""Whose campaign a link opens, for the first words of its page and the preview of the link.

The database is asked for a moment at most, by one request after another: while it is away or slow, pages begin with our
own words, as fast as always.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic
from typing import Final, NamedTuple, TypeVar
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from assessment.campaigns import Campaign, Contact, Prospect, logo_preview
from assessment.opened import opened_store
from assessment.storage import Store, StoreUnavailable
from server.first_words import CAMPAIGN_CODE, LONGEST_QUERY
from server.icon import FOR_PREVIEWS, LOGOS

_SECONDS: Final = 0.25
_SECONDS_FOR_A_PICTURE: Final = 3.0
_KEY: Final = re.compile("[A-Za-z0-9_-]{22}")
_HOUR: Final = 60 * 60  # Then the logo may be another one.

_Found = TypeVar("_Found")


class Named(NamedTuple):
    """What in an address leads to a campaign: the key that opens answers, and the public code; "" for none."""

    key: str
    code: str

    @classmethod
    def in_query(cls, query: str) -> Named:
        """Whose brand the page has, as pages/visit/branding.py decides: a key comes before a code."""
        known = {name: values[-1].strip() for name, values in parse_qs(query[:LONGEST_QUERY]).items()}
        code = known.get("c", "")
        if code and not CAMPAIGN_CODE.fullmatch(code):  # a team's round
            return cls("", "")
        key = known.get("view") or known.get("r", "")
        return cls(key if _KEY.fullmatch(key) else "", "" if known.get("view") else code)

    def campaign(self, store: Store) -> Campaign | None:
        """The campaign; None without one. Raises StoreUnavailable."""
        now = datetime.now(UTC)
        found = Contact(store, self.key).campaign(now) if self.key else None
        return found or (Prospect(store, self.code).campaign(now) if self.code else None)


class Senders:
    """Looks up campaigns, one after another."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "senders")
        self._since: float | None = None
        """When the look-up that is under way began."""

    async def campaign(self, scope: Scope) -> Campaign | None:
        """The campaign that this request asks for; None without one, and when it cannot be told at once."""
        named = Named.in_query(scope["query_string"].decode("latin-1"))
        if not any(named):
            return None
        with suppress(TimeoutError, StoreUnavailable):
            return await self._told(named.campaign, _SECONDS)
        return None

    async def logo(self, code: str) -> Response:
        """The picture in previews of the links of the campaign with this code."""
        if not CAMPAIGN_CODE.fullmatch(code):
            return _no_picture(HTTPStatus.NOT_FOUND)
        try:
            picture = await self._told(lambda store: _picture(store, code), _SECONDS_FOR_A_PICTURE)
        except (TimeoutError, StoreUnavailable):
            return _no_picture(HTTPStatus.SERVICE_UNAVAILABLE)
        if picture is None:
            return _no_picture(HTTPStatus.NOT_FOUND)
        caching = {"Cache-Control": f"public, max-age={_HOUR}"}
        return Response(picture, media_type="image/png", headers=caching | FOR_PREVIEWS)

    async def _told(self, look_up: Callable[[Store], _Found], seconds: float) -> _Found:
        """What is looked up. Raises TimeoutError, at once while an earlier look-up takes long, and StoreUnavailable."""
        if self._since is not None and monotonic() - self._since > _SECONDS:
            raise TimeoutError
        asked = asyncio.get_running_loop().run_in_executor(self._thread, self._looked_up, look_up)
        return await asyncio.wait_for(asked, seconds)

    def _looked_up(self, look_up: Callable[[Store], _Found]) -> _Found:
        self._since = monotonic()
        try:
            return look_up(opened_store())
        finally:
            self._since = None


def preview_of(campaign: Campaign, query: str) -> str | None:
    """The path of the picture in the preview of a campaign's own link; None without a logo, and for other links."""
    named = Named.in_query(query)
    return f"{LOGOS}/{named.code}.png" if campaign.has_logo and named.code and not named.key else None


def _picture(store: Store, code: str) -> bytes | None:
    logo = Prospect(store, code).logo(datetime.now(UTC))
    return None if logo is None else logo_preview(logo)


def _no_picture(status: HTTPStatus) -> Response:
    return PlainTextResponse(status.phrase, status)


SENDERS: Final = Senders()
