"""The network between browser and server, which can be cut and restored."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from tests.browser.server import Server, free_port


class Line:
    """Forwards connections from `port`. While it is cut, open connections are closed and new ones refused.

    What a page of the app sends over its WebSocket arrives `late` seconds later; files and all else arrive at once.
    """

    def __init__(self, server: Server) -> None:
        self.port = free_port()
        self._server, self._lock, self._is_cut = server, Lock(), False
        self.late = 0.0
        self._ends: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._let_in, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._door.close()

    def url(self, path: str = "/", **query: str) -> str:
        """The server's URL by way of this line."""
        return self._server.url(path, **query).replace(f":{self._server.port}/", f":{self.port}/", 1)

    def cut(self) -> None:
        """Close all connections and refuse new ones."""
        with self._lock:
            self._is_cut = True
            for end in self._ends:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def restore(self) -> None:
        """Accept connections again."""
        with self._lock:
            self._is_cut = False

    def _let_in(self) -> None:
        with suppress(OSError):  # the listening socket is closed
            while True:
                visitor, _ = self._door.accept()
                with self._lock:
                    if self._is_cut:
                        visitor.close()
                        continue
                    server = socket.create_connection(("127.0.0.1", self._server.port))
                    self._ends |= {visitor, server}
                for source, target in ((visitor, server), (server, visitor)):
                    Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        is_socket = False
        with suppress(OSError):
            while data := source.recv(65_536):
                if is_socket:
                    time.sleep(self.late)
                is_socket = is_socket or b"upgrade: websocket" in data.lower()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        with self._lock:
            self._ends -= {source, target}
