"""The routes of our own beside the pages. What they need is loaded once the server listens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from server import icon
from server.secret import secret
from server.settings import Settings, base_path
from server.warming import Warming
from server.work import Workshop

FILES: Final = "files"


def routes(settings: Settings, workshop: Workshop, warming: Warming) -> list[BaseRoute]:
    """The routes of files, which this workshop makes, of signing in, of logos, of the health checks and of the icon."""
    secret()  # It is made now: the first visitors come at once, and two threads would make two.
    base = base_path()
    return [
        Route(f"{base}/{FILES}/{{token}}/{{name}}", _file(workshop, warming), methods=["GET"]),
        Route(f"{base}/sign-in", _sign_in(settings, warming), methods=["POST"]),
        Route(f"{base}/{icon.LOGOS}/{{code}}.png", _logo(warming), methods=["GET"]),
        Route(f"{base}/healthz", _health(warming)),
        Route(f"{base}/livez", _lives),
        *icon.routes(),
    ]


def _file(workshop: Workshop, warming: Warming) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        await warming.rest()
        from server.files import Files  # noqa: PLC0415  # see the module's docstring

        return await Files(workshop).answer(request)

    return answer


def _sign_in(settings: Settings, warming: Warming) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        await warming.rest()
        from server.sign_in import sign_in  # noqa: PLC0415  # see the module's docstring

        return await sign_in(request, settings)

    return answer


def _logo(warming: Warming) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        await warming.rest()
        from server.senders import SENDERS  # noqa: PLC0415  # see the module's docstring

        return await SENDERS.logo(request.path_params["code"])

    return answer


def _health(warming: Warming) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        await warming.rest()
        from server.health import HEALTH  # noqa: PLC0415  # see the module's docstring

        return await HEALTH.answer()

    return answer


async def _lives(_request: Request) -> Response:
    return PlainTextResponse("ok")
