"""An nginx of the test's own for the length of a block, with the configuration that docs/ gives."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.browser.server import PATIENCE, ROOT
from tests.hosted.program import Program

NAME: Final = "example.org"
CONFIGURATION: Final = ROOT / "docs" / "nginx.conf"

_MAIN: Final = """daemon off; pid nginx.pid; worker_processes 1; error_log errors.log;
events {{ worker_connections 2000; }}
http {{
{paths}
access_log off;
{ours}
}}
"""
_PATHS: Final = "".join(f"{kind}_temp_path {kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


class Nginx:
    """A proxy in front of a server; people find it at `url`."""

    def __init__(self, program: str, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:  # the ports of servers are found in another way
            self.port = probe.getsockname()[1]
        self.log = folder / "drivkraft.log"
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

    def start(self, behind: int) -> None:
        """Start in front of this port, and return when it answers."""
        names = ["-keyout", "key.pem", "-out", "certificate.pem", "-subj", f"/CN={NAME}", "-days", "2", "-nodes"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", *names],
            cwd=self._folder,
            check=True,
            capture_output=True,
        )
        ours = CONFIGURATION.read_text(encoding="utf-8")
        for theirs, here in (
            ("127.0.0.1:8501", f"127.0.0.1:{behind}"),
            ("listen      443", f"listen 127.0.0.1:{self.port}"),
            ("/etc/ssl/certs/example.org.pem", "certificate.pem"),
            ("/etc/ssl/private/example.org.key", "key.pem"),
            ("/var/log/nginx/", f"{self._folder}/"),
        ):
            assert theirs in ours
            ours = ours.replace(theirs, here)
        (self._folder / "nginx.conf").write_text(_MAIN.format(paths=_PATHS, ours=ours), encoding="utf-8")
        # It reads its own files relative to the configuration.
        self._program.start([self._path, "-p", str(self._folder), "-c", "nginx.conf"])

    def stop(self) -> None:
        self._program.stop()

    def connected(self, peer: str = "127.0.0.1") -> ssl.SSLSocket:
        """A connection to it from this address."""
        line = socket.create_connection(("127.0.0.1", self.port), PATIENCE, source_address=(peer, 0))
        context = ssl.create_default_context(cafile=str(self._folder / "certificate.pem"))
        context.check_hostname = False
        return context.wrap_socket(line, server_hostname=NAME)

    def everything_logged(self) -> str:
        """What it wrote into any log."""
        return "".join(each.read_text(encoding="utf-8") for each in self._folder.glob("*.log"))

    def _answers(self) -> bool:
        try:
            self.connected().close()
        except OSError:
            return False
        return True


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
