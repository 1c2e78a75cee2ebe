"""Our icon for the browser's tab, at the address where Streamlit's page and its script look for theirs."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from assessment.look import LOOK
from server.settings import base_path

_NAME: Final = "favicon.png"  # It is a drawing nevertheless: browsers go by its type.
_DAY: Final = 24 * 60 * 60


def routes() -> list[BaseRoute]:
    """The route of the icon."""
    return [Route(f"{base_path()}/{_NAME}", _icon, methods=["GET"])]


async def _icon(_request: Request) -> Response:
    caching = {"Cache-Control": f"public, max-age={_DAY}"}
    return Response(LOOK.picture(LOOK.icon), media_type="image/svg+xml", headers=caching)
