"""Our words in the HTML of every page, whatever happens to its script."""

from __future__ import annotations

import pytest

from assessment.instrument import Language
from assessment.words import say
from server.first_page import with_words
from server.headers import streamlits_page
from tests.browser.server import Server
from tests.server.asking import ask
from tests.server.test_headers import file_of_streamlit, is_guarded


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("?lang=en", "sv-SE", "en"),
        ("?lang=sv", "en-GB", "sv"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "sv", "sv"),
        ("", "de", "sv"),
        ("?lang=xx", "de,en", "sv"),
        ("", None, "sv"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/results", "/index.html"])
def test_every_page_can_say_in_its_language_that_it_has_no_connection(
    server: Server, path: str, query: str, accepted: str | None, language: Language
) -> None:
    answer = ask(
        server,
        path + query,
        headers={"Accept-Encoding": "gzip", "If-None-Match": "*"} | ({"Accept-Language": accepted} if accepted else {}),
    )
    assert answer.status == 200
    is_guarded(answer)
    page = answer.body.decode()
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers
    assert f'<div id="no-line" role="alert" lang="{language}">' in page
    assert say(language, "no_line.text") in page
    assert page.count('<div id="root">') == 1
    assert page.count("<noscript>") == 1


def test_other_files_stay_as_they_are(server: Server) -> None:
    answer = ask(server, file_of_streamlit(server), headers={"Accept-Encoding": "gzip"})
    assert b"no-line" not in answer.body
    assert ask(server, "/_stcore/health").body == b"ok"
    assert with_words(b"<html></html>", "sv") == b"<html></html>"


def test_our_words_contain_no_script() -> None:
    page = with_words(streamlits_page().encode(), "sv").decode()
    assert page.count("<script") == streamlits_page().count("<script")
