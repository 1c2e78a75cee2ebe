"""What hosting/ sets up, without Docker: two replicas on a PostgreSQL, a Redis for the limits, nginx in front."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.browser.server import Server
from tests.hosted.files import compose, image, opened_for_deletion
from tests.hosted.nginx import Nginx, nginx
from tests.hosted.redis import redis
from tests.postgres import postgres
from tests.server.asking import HOST

SECRET: Final = secrets.token_hex(32)


@dataclass(frozen=True)
class Replicas:
    """Two servers that have only what the image has, and the proxy that people find them at."""

    proxy: Nginx
    servers: tuple[Server, Server]

    def addresses(self) -> tuple[str, str]:
        """The address of a visitor of the first replica, and of one of the second."""
        ports = {self.proxy.port_for(f"127.0.0.{number}"): f"127.0.0.{number}" for number in range(10, 30)}
        return ports[self.servers[0].port], ports[self.servers[1].port]

    def start(self) -> None:
        """Start the replicas that do not run, without any right to write into the image."""
        for server in self.servers:
            if not server.is_running:
                server.start(as_anybody=True)


@contextmanager
def replicas(folder: Path, *, is_safe: bool = False) -> Iterator[Replicas | None]:
    """Everything running, with the environment that compose.yaml gives; None if the system lacks nginx or Redis.

    A safe database waits for the disk at every commit.
    """
    with nginx(folder) as proxy, redis(folder) as limits, postgres(folder, is_safe=is_safe) as database:
        if proxy is None or limits is None:
            yield None
            return
        settings = {
            "DATABASE_PASSWORD": "unused",
            "DRIVKRAFT_PUBLIC_URL": proxy.url,
            "DRIVKRAFT_SECRET": SECRET,
            "DRIVKRAFT_CONTROLLER": "Example Ltd",
            "CERTIFICATE_FOLDER": "unused",
        }
        environment = compose(settings)["services"]["app1"]["environment"] | {
            "DATABASE_URL": database.url,
            "LIMITS_STORAGE": f"valkey://{limits.address}",
            "DRIVKRAFT_TRUSTED_PROXIES": HOST,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        root = image(folder)
        with ExitStack() as stack:
            stack.callback(opened_for_deletion, root)
            servers = []
            for number in (1, 2):
                servers.append(Server(root, database.url, folder / f"app{number}.log", environment))
                stack.callback(servers[-1].stop)
                servers[-1].start(as_anybody=True)  # The next one finds another port.
            proxy.start((servers[0].port, servers[1].port))
            yield Replicas(proxy, (servers[0], servers[1]))
