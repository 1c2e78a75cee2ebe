"""What uvicorn answers before any layer sees a request, because it is malformed: as little, and with our headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from server import wire

_SENTENCE: Final = "Not a request that this server understands."
_NOT_ANSWERED: Final = ("IDLE", "SEND_RESPONSE")  # as the parser calls it
_OF_THE_SERVER: Final = 500  # From here on, the fault is not the request's.


def guard_malformed(config: uvicorn.Config, headers: Mapping[str, str]) -> None:
    """Put these headers on what the uvicorn with this configuration answers to malformed requests from now on.

    Its connections are those of wire.py then, which cost little.
    """
    plain = {**headers, "Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(_SENTENCE))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**plain, "Connection": "close"}.items())
    answer = f"HTTP/1.1 400 Bad Request\r\n{lines}\r\n{_SENTENCE}".encode()

    if config.http_protocol_class is H11Protocol:
        config.http_protocol_class = _requests(answer)
    if config.ws_protocol_class is WebSocketsSansIOProtocol:
        config.ws_protocol_class = _websockets(answer, headers)


def _requests(answer: bytes) -> type[wire.Requests]:
    class Requests(wire.Requests):
        def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # uvicorn's own sentence
            # Only the end of a request may be malformed, and it has its answer. uvicorn's second one fails at length.
            if self.conn.our_state.__name__ in _NOT_ANSWERED:
                self.transport.write(answer)
            self.transport.close()

    return Requests


def _websockets(answer: bytes, headers: Mapping[str, str]) -> type[wire.Websockets]:
    class Websockets(wire.Websockets):
        def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401  # whatever uvicorn passes on
            super().__init__(*args, **more)
            reject = self.conn.reject

            def rejected(status: int, text: str) -> Any:  # noqa: ANN401  # a response of websockets
                response = reject(status, _SENTENCE if status < _OF_THE_SERVER else text)
                response.headers.update(headers)
                return response

            self.conn.reject = rejected  # type: ignore[method-assign]  # websockets has no other way

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.conn.handshake_exc and not self.handshake_initiated:
                # websockets has refused a request that uvicorn's own parser let through, for example for its length.
                # uvicorn does not notice: it would neither send the refusal nor close.
                self.handshake_initiated = self.handshake_complete = self.close_sent = True
                self.transport.write(b"".join(self.conn.data_to_send()) or answer)
                self.transport.close()

        async def send(self, message: Any) -> None:  # noqa: ANN401  # of ASGI
            await super().send(message)
            # Otherwise uvicorn logs each websocket that a layer of ours refuses as an error of the app.
            self.handshake_complete = self.handshake_complete or self.close_sent

    return Websockets
