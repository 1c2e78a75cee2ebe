"""/files/…: downloads by signed links that work for ten minutes. No file is kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from threading import Event
from typing import Final, Literal
from urllib.parse import quote

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive

from assessment.downloads import AnyDownload, download_of
from assessment.file import File, NotWanted
from assessment.instrument import Language
from assessment.opened import opened_store
from assessment.problems import Problems
from assessment.storage import StoreUnavailable
from assessment.words import say
from server.routes import FILES
from server.secret import secret
from server.sentence import WayOn, sentence_page
from server.settings import base_path
from server.work import Full, Left, Workshop

SECONDS_GOOD: Final = 600

_AGAIN: Final = 5  # Seconds after which a browser tries again by itself.
_LONGEST_HOST: Final = 100
_THIS_MACHINE: Final = re.compile(
    r"(?:(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])\.?(?::\d+)?", re.IGNORECASE
)
_LOG: Final = logging.getLogger(__name__)

Refusal = Literal["queue", "expired", "gone", "trouble"]
_STATUS: Final[Mapping[Refusal, HTTPStatus]] = {
    "queue": HTTPStatus.SERVICE_UNAVAILABLE,
    "expired": HTTPStatus.GONE,
    "gone": HTTPStatus.NOT_FOUND,
    "trouble": HTTPStatus.SERVICE_UNAVAILABLE,
}


def link_to(download: AnyDownload, name: str) -> str:
    """The address of a file relative to any page; `name` is the name a browser saves it under."""
    return f"./{FILES}/{_signer().dumps(download.document())}/{quote(name)}"


class Files:
    """Makes files and sends them."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    async def answer(self, request: Request) -> Response:
        """The file of a link, or a page with a sentence on why there is none."""
        try:
            download = download_of(_signer().loads(request.path_params["token"], max_age=SECONDS_GOOD))
        except SignatureExpired as expired:
            return _refusal("expired", _language_of(expired.payload))
        except (BadSignature, ValueError):
            return _refusal("gone", "sv")
        if request.method == "HEAD":
            return Response()
        found = await self._file(download, request)
        if isinstance(found, File):
            called = f"attachment; filename*=UTF-8''{quote(found.name)}"
            return Response(found.data, media_type=found.media_type, headers={"Content-Disposition": called})
        return _refusal(found, download.language)

    async def _file(self, download: AnyDownload, request: Request) -> File | Refusal:
        try:
            made = await self._workshop.made(
                download.whose, partial(_make, download, _address(request)), partial(_has_left, request.receive)
            )
        except Full:
            return "queue"
        except (Left, NotWanted):
            return "gone"  # the browser has left and does not show it
        except (StoreUnavailable, Problems):
            return "trouble"
        return made or "gone"


def _make(download: AnyDownload, address: str, is_left: Event) -> File | None:
    return download.made(opened_store, is_wanted=lambda: not is_left.is_set(), address=address)


def _address(request: Request) -> str:
    """Where people find the app, as they write it: the host that was asked, without the scheme.

    "" for this very machine, which is another one for everybody who gets the file.
    """
    host = request.headers.get("host", "")[:_LONGEST_HOST]
    return "" if _THIS_MACHINE.fullmatch(host) else host + base_path()


async def _has_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret(), salt="files")


def _language_of(payload: bytes | None) -> Language:
    try:
        return download_of(_signer().load_payload(payload or b"")).language
    except (BadSignature, ValueError):
        return "sv"


def _refusal(why: Refusal, language: Language) -> Response:
    status = _STATUS[why]
    again = _AGAIN if status == HTTPStatus.SERVICE_UNAVAILABLE else 0
    return sentence_page(
        {language: say(language, f"files.{why}")},
        status,
        headline=say(language, f"files.{'later' if again else 'none'}"),
        way_on=None if again else WayOn(say(language, "to_start"), f"{base_path()}/?lang={language}"),
        again=again,
    )
