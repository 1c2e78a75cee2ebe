"""The icon of the browser's tab, where Streamlit's page and its script look for theirs, and the picture of previews."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from assessment.look import LOOK
from server.settings import base_path

PREVIEW: Final = "preview.png"
LOGOS: Final = "logo"
"""The folder of the pictures for previews of campaigns; each is named by the code of its campaign."""

_ICON: Final = "favicon.png"  # It is a drawing nevertheless: browsers go by its type.
# The light mark, twenty times as large, on paper of 1200 by 630: previews take no drawing.
_PICTURE: Final = (Path(__file__).parent / PREVIEW).read_bytes()
_DAY: Final = 24 * 60 * 60
_CACHING: Final = {"Cache-Control": f"public, max-age={_DAY}"}
FOR_PREVIEWS: Final = {"Cross-Origin-Resource-Policy": "cross-origin"}
"""Whoever shows previews of links asks from other pages than ours."""


def routes() -> list[BaseRoute]:
    """The routes of both."""
    return [
        Route(f"{base_path()}/{_ICON}", _icon, methods=["GET"]),
        Route(f"{base_path()}/{PREVIEW}", _preview, methods=["GET"]),
    ]


async def _icon(_request: Request) -> Response:
    return Response(LOOK.picture(LOOK.icon), media_type="image/svg+xml", headers=_CACHING)


async def _preview(_request: Request) -> Response:
    return Response(_PICTURE, media_type="image/png", headers=_CACHING | FOR_PREVIEWS)
