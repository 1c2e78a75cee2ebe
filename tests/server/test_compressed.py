"""Scripts and styles come compressed to whoever takes them so, and as they are to everybody else."""

from __future__ import annotations

import gzip

import pytest

from tests.browser.server import Server
from tests.server.asking import ask
from tests.server.test_headers import file_of_streamlit, is_guarded


def test_a_script_comes_compressed_each_time_and_may_be_kept(server: Server) -> None:
    path = file_of_streamlit(server)
    whole = ask(server, path)
    assert "content-encoding" not in whole.headers
    for _ in range(2):
        answer = ask(server, path, headers={"Accept-Encoding": "gzip, br"})
        is_guarded(answer)
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"] == whole.headers["content-type"]
        assert "immutable" in answer.headers["cache-control"]
        assert "Accept-Encoding" in answer.headers["vary"]
        assert "etag" not in answer.headers
        assert int(answer.headers["content-length"]) == len(answer.body) < len(whole.body) / 2
        assert gzip.decompress(answer.body) == whole.body


@pytest.mark.parametrize(
    "headers", [{"Range": "bytes=0-9"}, {"If-None-Match": "*"}, {"If-Modified-Since": "Sat, 28 Nov 2037 00:00:00 GMT"}]
)
def test_whoever_asks_for_a_part_or_a_change_is_answered_by_streamlit(server: Server, headers: dict[str, str]) -> None:
    path = file_of_streamlit(server)
    answer = ask(server, path, headers={"Accept-Encoding": "gzip", **headers})
    assert "content-encoding" not in answer.headers
    assert answer.status == ask(server, path, headers=headers).status


def test_nothing_is_kept_for_a_file_that_is_not_there(server: Server) -> None:
    for _ in range(2):
        answer = ask(server, "/static/js/nothing.js", headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in answer.headers, "it comes from Streamlit each time"
        assert answer.body == ask(server, "/static/js/nothing.js").body
        is_guarded(answer)
