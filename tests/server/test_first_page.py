"""Our words in the HTML of every page, whatever happens to its script."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re

import pytest

from assessment.instrument import Language
from assessment.look import LOOK
from assessment.sentences.bank import start_sentence
from assessment.words import say
from pages.visit.places import PAGES as SCRIPTS
from pages.visit.places import name_of
from server.first_words import asked_for
from server.headers import streamlits_page
from server.pages import PAGES
from server.whole_page import with_words
from tests.browser.server import Server
from tests.server.asking import ask
from tests.server.test_headers import file_of_streamlit, is_guarded
from tests.shipped import BANK

KEY = "AAAAAAAAAAAAAAAAAAAAAA"


def page_of(server: Server, path: str, accepted: str | None = None) -> str:
    answer = ask(server, path, headers={"Accept-Language": accepted} if accepted else {})
    assert answer.status == 200
    # Right after the start an answer begins before its length is known.
    assert int(answer.headers.get("content-length", len(answer.body))) == len(answer.body)
    return answer.body.decode()


def headline_in(page: str) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", page)
    return html.unescape(str(found))


def preview_in(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)"', page)
    return {name: html.unescape(text) for name, text in found}


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("?lang=en", "sv-SE", "en"),
        ("?lang=sv", "en-GB", "sv"),
        ("?lang=sv&lang=en", None, "en"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "sv", "sv"),
        ("", "de", "sv"),
        ("?lang=xx", "de,en", "sv"),
        ("", None, "sv"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/results", "/index.html"])
def test_every_page_comes_in_its_language(
    server: Server, path: str, query: str, accepted: str | None, language: Language
) -> None:
    page = page_of(server, path + query, accepted)
    assert page.count(f'<html lang="{language}">') == 1
    name = "results" if path == "/results" else "start"
    assert re.findall("<title>(.*?)</title>", page) == [f"{say(language, f'{name}.title')} · {LOOK.name}"]
    assert f'<div id="no-line" role="alert" lang="{language}">' in page
    assert say(language, "no_line.text") in page
    assert page.count('<div id="root">') == 1
    assert page.count("<noscript>") == 1
    assert preview_in(page)["og:locale"] == {"sv": "sv_SE", "en": "en_GB"}[language]


def test_an_address_that_is_longer_than_any_of_ours_is_read_only_so_far(server: Server) -> None:
    """Taking one of 16 kilobytes apart took ten times as long as making its page."""
    for length, language in ((1500, "en"), (2500, "sv")):
        assert f'<html lang="{language}">' in page_of(server, f"/?{'a=b&' * (length // 4)}lang=en")


@pytest.mark.parametrize(
    "path", ["/static/js/nothing.js", "/static/index.html", "/files/a", "/results/_stcore/metrics", "/results/static/a"]
)
def test_where_there_is_no_file_no_page_is_sent(server: Server, path: str) -> None:
    """Streamlit sent its own, in English, which stays empty there."""
    for method, body in (("GET", b"Not found."), ("HEAD", b"")):
        answer = ask(server, path, method)
        assert (answer.status, answer.body, answer.headers["content-length"]) == (404, body, "10")
        is_guarded(answer)


@pytest.mark.parametrize("path", ["/", "/results?lang=en", "/nowhere", "/preview.png", "/livez"])
def test_whoever_asks_only_for_the_headers_gets_those_of_the_answer(server: Server, path: str) -> None:
    ask(server, "/")  # Right after the start an answer begins before its length is known.
    whole, headers = ask(server, path), ask(server, path, "HEAD")
    assert headers.body == b""
    assert headers.status == whole.status
    for name in ("content-type", "cache-control", "content-length"):
        assert headers.headers.get(name) == whole.headers.get(name)


def test_a_page_is_sent_whole_and_compressed_for_whoever_takes_it(server: Server) -> None:
    answer = ask(server, "/", headers={"Accept-Encoding": "gzip", "If-None-Match": "*", "Range": "bytes=0-9"})
    is_guarded(answer)
    assert answer.headers["content-encoding"] == "gzip"
    # Right after the start an answer begins before its length is known.
    assert int(answer.headers.get("content-length", len(answer.body))) == len(answer.body)
    assert "etag" not in answer.headers
    assert {"Accept-Language", "Accept-Encoding"} <= set(re.split(r",\s*", answer.headers["vary"]))
    assert gzip.decompress(answer.body) == ask(server, "/").body


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_headline_of_a_page_is_in_its_html(server: Server, language: Language) -> None:
    for query, headlines in (
        (
            "",
            {
                "": "start.headline",
                "privacy": "privacy.headline",
                "accessibility": "accessibility.headline",
                **{
                    name: f"{name}.title"
                    for name in ("questions", "incentives", "results", "plan", "customers", "report")
                },
            },
        ),
        (
            f"&r={KEY}",
            {
                "": "waiting.title",
                "incentives": "map_page.exist",
                "plan": "plan_page.headline",
                "customers": "customers.headline",
                "report": "report.headline",
                "results": "results.title",
            },
        ),
        (f"&c=m{KEY}", {"": "team_map.headline", "incentives": "team_map.headline"}),
        (f"&r={KEY}&at=behaviour", {"questions": "behaviour.title"}),
        (f"&r={KEY}&at=importance", {"questions": "questions.importance.title"}),
    ):
        for name, place in headlines.items():
            page = page_of(server, f"/{name}?lang={language}{query}")
            assert headline_in(page) == say(language, place), (name, query)
    for factor in BANK.factors:
        page = page_of(server, f"/questions?lang={language}&r={KEY}&at={factor.id}")
        assert headline_in(page) == factor.name[language]


def test_the_preview_of_a_link_says_what_the_page_is_and_never_the_key(server: Server) -> None:
    for language in ("sv", "en"):
        start = preview_in(page_of(server, f"/?lang={language}&r={KEY}"))
        assert start["og:title"] == say(language, "start.headline")
        assert start["og:description"] == start["description"] == start_sentence(BANK, language)
        assert start["og:site_name"] == LOOK.name
        for opens in ("r", "view", "c"):
            page = page_of(server, f"/results?lang={language}&{opens}={KEY}&at={KEY}&utm={KEY}")
            assert KEY not in page
            found = preview_in(page)
            assert found["og:title"] == f"{say(language, 'results.title')} · {LOOK.name}"
            assert found["og:description"] == say(language, "nothing_begun.shows.results")
            # Previews that follow an address would open the page without the key.
            assert "og:url" not in found
            assert "og:image" not in found, "nobody knows the server's whole address"
            assert "canonical" not in page


@pytest.mark.parametrize("language", ["sv", "en"])
def test_results_that_are_not_the_visitors_own_begin_with_their_notice(server: Server, language: Language) -> None:
    notice = re.compile(r'<div class="notice">.*?</div>')
    for name, pages, query in (
        ("example", ("results", "incentives", "plan", "report"), "example=1"),
        ("viewing", ("results",), f"view={KEY}"),
        ("", (), f"r={KEY}"),
        ("", (), ""),
    ):
        for page in PAGES:
            path = "/" if page == PAGES[0] else f"/{page}"
            found = notice.findall(page_of(server, f"{path}?lang={language}&{query}"))
            assert len(found) == (page in pages), (page, query)
            for text in found:
                assert html.escape(say(language, f"{name}.title")) in text
                assert html.escape(say(language, f"{name}.leave")) in text
    report = page_of(server, f"/report?lang={language}&example=1")
    assert headline_in(report) == say(language, "report.headline")


def test_what_an_address_says_is_never_part_of_the_page(server: Server) -> None:
    attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    for path in ("/results", f"/results{attack}"):
        answer = ask(server, f"{path}?lang={attack}&at={attack}&r={attack}", headers={"Accept-Language": "<script>"})
        assert b"alert(1)" not in answer.body


@pytest.mark.parametrize("path", ["/nowhere", "/nowhere/results", "/results/nowhere", "/start"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_unknown_address_is_answered_in_the_visitors_language_with_a_way_on(
    server: Server, path: str, language: Language
) -> None:
    answer = ask(server, f"{path}?r={KEY}&lang={language}")
    page = answer.body.decode()
    assert (answer.status, headline_in(page)) == (404, say(language, "unknown_page.title"))
    assert f'<html lang="{language}">' in page
    assert re.findall(r'<a [^>]*href="(.*?)">(.*?)</a>', page) == [(f"/?lang={language}", say(language, "to_start"))]
    (font,) = re.findall(r"src:url\((/static/[^)]+)\)", page)
    assert ask(server, font).status == 200
    assert "<script" not in page
    assert KEY not in page


def test_the_icon_is_ours(server: Server) -> None:
    (address,) = re.findall(r'<link rel="shortcut icon" href="\.([^"]+)"', page_of(server, "/"))
    icon = ask(server, address)
    is_guarded(icon)
    assert icon.headers["content-type"].startswith("image/svg+xml")
    assert icon.headers["cache-control"].startswith("public")
    assert icon.body.decode() == LOOK.picture(LOOK.icon)


def test_other_files_stay_as_they_are(server: Server) -> None:
    answer = ask(server, file_of_streamlit(server), headers={"Accept-Encoding": "gzip"})
    assert b"no-line" not in answer.body
    assert ask(server, "/_stcore/health").body == b"ok"
    asked = asked_for({"type": "http", "path": "/", "query_string": b"", "headers": []}, BANK)
    assert with_words(b"<html></html>", asked, None) == b"<html></html>"


def test_every_script_of_a_page_is_allowed_by_its_hash(server: Server) -> None:
    answer = ask(server, "/")
    scripts = re.findall(rb"<script>(.*?)</script>", answer.body, re.DOTALL)
    assert len(scripts) == streamlits_page().count("<script>") + 1
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_nothing_of_streamlits_own_is_left_to_read(server: Server) -> None:
    page = page_of(server, "/")
    read = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    seen = re.sub(r"<(style|script)\b.*?</\1>|<link [^>]*>", "", read, flags=re.DOTALL)
    assert "Streamlit" not in seen
    assert "agent" not in read
    assert read.count('rel="stylesheet"') == 1
    assert 'type="module"' not in read, "the first words are painted before it begins"
    assert read.count('id="app-script"') == 1
    assert read.index('<div id="root">') < read.index('rel="stylesheet"'), "the first words do not wait for it"
    assert re.search(r"url\(\./static/media/SourceSans[^)]+woff2\)", read), "the typeface is the app's"


def test_a_broken_question_bank_leaves_the_headline() -> None:
    asked = asked_for({"type": "http", "path": "/", "query_string": b"lang=en", "headers": []}, BANK)
    page = with_words(streamlits_page().encode(), asked, None).decode()
    assert headline_in(page) == say("en", "start.headline")
    assert preview_in(page)["og:description"] == say("en", "start.trust")


def test_the_server_knows_the_pages() -> None:
    assert tuple(name_of(script) for script in SCRIPTS) == PAGES
