"""The attacks on a server in the open, through nginx behind a balancer, as hosting/README.md describes that."""

from __future__ import annotations

import pytest

from tests.amounts import IS_SOAK
from tests.hosted.nginx import nginx
from tests.server.conftest import running
from tests.server.test_attacks import ATTACKS, PROXY, Attack, withstands


@pytest.mark.skipif(not IS_SOAK, reason="only in the long run; tests/server tries one without nginx at the gate")
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_through_nginx_keeps_nobody_waiting_and_leaves_nothing(
    attack: Attack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        nginx(tmp_path_factory.mktemp("nginx")) as proxy,
        running(tmp_path_factory, {"DRIVKRAFT_TRUSTED_PROXIES": PROXY}) as server,
    ):
        if proxy is None:
            pytest.skip("nginx is missing: install Debian's nginx-light to run this")
        proxy.start((server.port, server.port), behind=PROXY)
        server.port = proxy.port  # From here on everybody comes through nginx.
        withstands(server, attack)
