"""POST /sign-in: exchanges the key of a consultant for a cookie that signs the browser in, on every server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs, urlencode

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from assessment.instrument import LANGUAGES, Language
from assessment.opened import opened_store
from assessment.storage import MOST_HOURS, StoreUnavailable
from assessment.words import first_language, say
from server.limiting import SIGN_INS, count
from server.sentence import sentence_page
from server.settings import Settings, base_path

COOKIE: Final = "drivkraft_sign_in"

_MOST_BYTES: Final = 2000
_SECONDS_IN_AN_HOUR: Final = 3600
_AGAIN: Final = 5  # Seconds after which another try may help.


async def sign_in(request: Request, settings: Settings) -> Response:
    """The way to the campaigns, with a cookie; or a page that says why not, the same for every wrong key."""
    sent = await _form(request)
    language: Language = first_language(sent.get("lang"), spoken=LANGUAGES) or LANGUAGES[0]
    address = request.client.host if request.client else None
    if not await asyncio.to_thread(count, SIGN_INS, address):
        return _refusal(language, "too_many", HTTPStatus.TOO_MANY_REQUESTS)
    try:
        token = await asyncio.to_thread(_token, sent.get("key", "").strip())
    except StoreUnavailable:
        return _refusal(language, "trouble", HTTPStatus.SERVICE_UNAVAILABLE, again=_AGAIN)
    if token is None:
        return _refusal(language, "wrong", HTTPStatus.FORBIDDEN)
    way_on = RedirectResponse(f"{base_path()}/campaigns?{urlencode({'lang': language})}", HTTPStatus.SEE_OTHER)
    way_on.set_cookie(
        COOKIE,
        token,
        max_age=MOST_HOURS * _SECONDS_IN_AN_HOUR,
        path=f"{base_path()}/",
        secure=settings.is_encrypted,
        httponly=True,
        samesite="strict",
    )
    return way_on


def _token(key: str) -> str | None:
    return opened_store().sign_in(key, datetime.now(UTC))


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of a short form; none of one that is too long, or breaks off."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _MOST_BYTES:
                return {}
    except ClientDisconnect:
        return {}
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _refusal(language: Language, why: str, status: HTTPStatus, *, again: int = 0) -> Response:
    return sentence_page({language: say(language, f"sign_in.{why}")}, status, again=again)
