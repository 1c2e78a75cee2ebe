"""A key is found whatever surrounds it, and nothing else is mistaken for one."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from assessment.storage import new_key
from pages.visit.private_link import KEY_LENGTH, PrivateLink, find_link, is_cut_short

KEY = "Zx3_k-9QwErTyUiOpAsD4g"
LINK = f"https://example.org/results?lang=sv&r={KEY}"
VIEW = f"https://example.org/results?lang=sv&view={KEY}"
HALF = KEY_LENGTH // 2

SCANNED = f"https://eur01.safelinks.example/?url={quote(LINK, safe='')}&data=05%7C01%7C{'a' * 22}%7C0&reserved=0"
PROOFPOINT = "https://urldefense.proofpoint.com/v2/url?u=" + (
    quote(LINK, safe="").replace("_", "%5F").replace("-", "%2D").replace("%2F", "_").replace("%", "-")
)


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"  {LINK}\n",
        f"{LINK}.",
        f"({LINK})",
        f"<{LINK}>",
        f'"{LINK}"',
        f"'{LINK}',",
        f"”{LINK}”",
        f"See {LINK}, and write to me!",
        f"[my answers]({LINK})",
        f'<a href="{LINK.replace("&", "&amp;")}">my answers</a>',
        LINK.replace("&", "&amp;"),
        LINK.replace("&", "&amp;amp;"),
        LINK.replace("&", "%26"),
        LINK.replace("=", "%3D"),
        LINK.replace("r=", "r=%22") + "%22",
        LINK.replace("=", "=3D"),
        LINK.replace("r=", "r= "),
        LINK + "#top",
        LINK + "&at=conditions",
        LINK + "\u200b",
        LINK[:-HALF] + "\n" + LINK[-HALF:],
        LINK[:-HALF] + "\r\n  " + LINK[-HALF:],
        LINK[:-HALF] + "=\n" + LINK[-HALF:],
        "> " + LINK[:-HALF] + "\n> " + LINK[-HALF:],
        LINK[: -HALF - 15] + "\n" + LINK[-HALF - 15 :],
        SCANNED,
        quote(SCANNED, safe=""),
        PROOFPOINT,
        f"https://urldefense.example/v3/__{LINK}__;!!Nonsense!{'b' * 40}$",
        f"https://scan.example/r={'c' * 10}?a={quote(LINK, safe='')}",
        f"?r={KEY}",
        f"r={KEY}-",
    ],
)
def test_the_key_is_found_in_a_link_with_extra_characters_around_it(text: str) -> None:
    assert find_link(text) == PrivateLink(KEY, "answers")
    assert not is_cut_short(text)


@pytest.mark.parametrize("text", [KEY, f" {KEY}. ", f"({KEY})", f"<{KEY}>", f"_{KEY}_", f"key: {KEY}", f"{KEY}\u200b"])
def test_a_key_may_stand_alone(text: str) -> None:
    assert find_link(text) == PrivateLink(KEY, None)


@pytest.mark.parametrize("text", [VIEW, f"<{VIEW}>.", VIEW.replace("&", "&amp;"), quote(VIEW, safe="")])
def test_links_to_the_results_and_to_the_answers_are_distinguished(text: str) -> None:
    assert find_link(text) == PrivateLink(KEY, "results")


@pytest.mark.parametrize(
    ("text", "is_short"),
    [
        ("", False),
        ("https://example.org/results?lang=sv", False),
        ("I have lost my link", False),
        ("www.example.org", False),
        ("%" * 50_000, False),
        (LINK[:-1], True),
        (LINK[:-20], True),
        (f"<{LINK[:-3]}>", True),
        (KEY[:-1], True),
    ],
)
def test_a_text_without_a_key_is_recognised_as_a_cut_link_or_not(text: str, is_short: bool) -> None:
    assert find_link(text) is None
    assert is_cut_short(text) is is_short


def test_every_generated_key_is_found() -> None:
    for _ in range(500):
        key = new_key()
        assert len(key) == KEY_LENGTH
        assert find_link(f"<https://example.org/plan?r={key}>.") == PrivateLink(key, "answers")
        assert find_link(key) == PrivateLink(key, None)
