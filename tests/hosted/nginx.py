"""An nginx of the test's own for the length of a block, with the configuration in hosting/."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final

from tests.browser.server import PATIENCE
from tests.hosted.files import HOSTING
from tests.hosted.program import Program
from tests.server.asking import HOST, Answer, answer_to

NAME: Final = "example.org"
A_VISITOR: Final = "127.0.0.2"

# Where a test's nginx keeps what Debian's keeps in folders of the system.
_PATHS: Final = "".join(f"{kind}_temp_path {kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
_MAIN: Final = "daemon off; pid nginx.pid; error_log errors.log;"


class Nginx:
    """A proxy in front of two servers; people find it at `url`."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port, self._plain = _free_ports()
        self.log = folder / "access.log"
        self._path, self._folder = program, folder
        self._program = Program(folder / "errors.log", answers=self._answers)

    @property
    def host(self) -> str:
        """The host in its address, as browsers send it."""
        return f"{NAME}:{self.port}"

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://{self.host}"

    @cached_property
    def context(self) -> ssl.SSLContext:
        """Trusts its certificate, and speaks TLS 1.2.

        The websockets of the tests read in one thread and write in another. In TLS 1.3 a server sends tickets when the
        request is on its way, and a request written while they are read can be lost; in Chromium it is not.
        """
        context = ssl.create_default_context(cafile=str(self._folder / "certificate.pem"))
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

    def start(self, ports: tuple[int, int], *, behind: str = "") -> None:
        """Start in front of servers on these ports, and return when it answers.

        With `behind`, the address of a balancer, it leaves TLS to that, as hosting/README.md describes.
        """
        names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2", "-nodes"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", "key.pem", "-out", "certificate.pem", *names],
            cwd=self._folder,
            check=True,
            capture_output=True,
        )
        ours = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
        encrypted = f"listen {HOST}:{self.port} ssl http2 default_server;"
        balanced = f"set_real_ip_from {behind}; real_ip_header X-Forwarded-For;"
        for theirs, here in (
            ("10.83.0.11:8501", f"{HOST}:{ports[0]}"),
            ("10.83.0.12:8501", f"{HOST}:{ports[1]}"),
            ("listen 443 ", f"listen {HOST}:{self.port} "),
            ("listen 80 ", f"listen {HOST}:{self._plain} "),
            ("/etc/ssl/drivkraft/", ""),
            ("/var/log/nginx/", f"{self._folder}/"),
            ("http {\n", f"http {{\n{_PATHS}"),
            *([(encrypted, f"listen {HOST}:{self.port} default_server; {balanced}")] if behind else []),
        ):
            assert theirs in ours
            ours = ours.replace(theirs, here)
        (self._folder / "nginx.conf").write_text(ours, encoding="utf-8")
        # It reads its own files relative to the configuration.
        self._program.start([self._path, "-p", str(self._folder), "-c", "nginx.conf", "-g", _MAIN])

    def stop(self) -> None:
        self._program.stop()

    def connected(self, peer: str = HOST) -> ssl.SSLSocket:
        """A connection to it from this address."""
        line = socket.create_connection((HOST, self.port), PATIENCE, source_address=(peer, 0))
        return self.context.wrap_socket(line, server_hostname=NAME)

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        peer: str = A_VISITOR,
    ) -> Answer:
        """Ask over HTTPS from this address; `headers` may name another Host."""
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)) as connection:
            connection.sock = self.connected(peer)
            return answer_to(connection, path, method, {"Host": self.host, **(headers or {})}, body)

    def asked_plainly(self, path: str) -> Answer:
        """Ask over HTTP."""
        with closing(http.client.HTTPConnection(HOST, self._plain, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers={"Host": NAME})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    def port_for(self, peer: str) -> int:
        """The port of the server on which it puts a visitor from this address, as its log says."""
        self.ask(f"/{peer}", peer=peer)  # whatever it answers; the log does not name the visitor
        return int(self.logged(rf'"GET /{re.escape(peer)}" .* {HOST}:(\d+)$')[-1])

    def logged(self, pattern: str) -> list[str]:
        """What a pattern finds in the lines of its log, at least once: a line is written after its answer."""
        line, patience = re.compile(pattern, re.MULTILINE), time.monotonic() + PATIENCE
        while not (found := line.findall(self.log.read_text(encoding="utf-8"))):
            assert time.monotonic() < patience, pattern
            time.sleep(0.01)
        return found

    def everything_logged(self) -> str:
        """What it wrote into any log."""
        return "".join(each.read_text(encoding="utf-8") for each in self._folder.glob("*.log"))

    def _answers(self) -> bool:
        try:
            socket.create_connection((HOST, self.port), PATIENCE).close()
        except OSError:
            return False
        return True


def _free_ports() -> tuple[int, int]:
    # The ports of servers are found in another way.
    with socket.create_server((HOST, 0)) as one, socket.create_server((HOST, 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


@contextmanager
def nginx(folder: Path) -> Iterator[Nginx | None]:
    """An nginx to start; None if the system has none."""
    program = shutil.which("nginx", path=os.pathsep.join((os.environ["PATH"], "/usr/sbin")))
    if program is None:
        yield None
        return
    proxy = Nginx(program, folder)
    try:
        yield proxy
    finally:
        proxy.stop()
