"""The first words of a page: shown before Streamlit's script has drawn it, and in the preview of a link to it.

They depend on the address and the browser's language alone, and never contain a key. Where what a page says depends on
answers, they say what the page is for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Scope

from assessment.bank import bank_in
from assessment.instrument import LANGUAGES, QUESTIONS, FormId, Instrument, Language
from assessment.look import LOOK, Colours
from assessment.problems import Problems
from assessment.sentences.bank import say_of_bank, start_sentence, stored_sentence
from assessment.words import LOCALES, date_text, first_language, say
from server.connections import IS_FULL
from server.pages import PAGES, SCRIPT

if TYPE_CHECKING:  # It takes a while to load, and the first words come before it.
    from assessment.campaigns import Campaign

_HERE: Final = Path(__file__).parent
_WIDE: Final = ("incentives", "results", "plan", "team", "customers", "campaigns")
# The texts of a page that says the same to everybody, or to everybody who has answers.
_HEADLINES: Final = {
    "incentives": "map_page",
    "plan": "plan_page",
    "customers": "customers",
    "report": "report",
    "accessibility": "accessibility",
    "campaigns": "campaigns",
}

# A team's round is "c", a campaign "k", a management team's map "m": all are named `c` in the address.
Opens = Literal["example", "view", "k", "m", "c", "r", ""]
# The links in the bar, by what the address opens; the first that it names counts.
_WAYS: Final[Mapping[Opens, tuple[str, ...]]] = {
    "example": ("results", "incentives", "plan"),
    "view": ("results",),
    "k": (),
    "m": (),
    "c": (),
    "r": ("questions", "results", "incentives", "plan"),
    "": (),
}

# The notices above the headline of results that are not the visitor's own, and the pages that have one.
_NOTICES: Final[Mapping[Opens, tuple[str, tuple[str, ...]]]] = {
    "example": ("example", ("results", "incentives", "plan", "report")),
    "view": ("viewing", ("results",)),
}

CAMPAIGN_CODE: Final = re.compile("k[A-Za-z0-9_-]{22}")
"""The form of a campaign's public code, which begins with assessment.storage.MARK; a round's is one shorter."""
MAP_CODE: Final = re.compile("m[A-Za-z0-9_-]{22}")
"""The form of a team map's public code, which begins with assessment.storage.MAP_MARK."""
LONGEST_QUERY: Final = 2000
"""No address of ours is as long. Taking one apart that is ten times longer takes longer than to make its page."""

_ELEMENTS: Final = {"subtitle": "<h2>{}</h2>", "text": "<p>{}</p>", "quiet": '<p class="quiet">{}</p>'}


class Asked(NamedTuple):
    """What a request asks for: the page, its language, what the address opens, and the page of questions."""

    page: str
    language: Language
    opens: Opens
    at: str
    is_full: bool = False
    """Whether too many pages are open from the visitor's address."""
    sender: str = ""
    """Whose name the page carries in place of ours; "" for ours."""
    languages: tuple[Language, ...] = LANGUAGES
    """The languages that the page may be in, in the order of the choice of language."""
    form: FormId = "quick"
    """The form that the start page offers first."""
    cannot_begin: Literal["waiting", "over", "paused", ""] = ""
    """Why one cannot begin in a campaign."""

    @property
    def name(self) -> str:
        """Whose name the page carries."""
        return self.sender or LOOK.name


class Line(NamedTuple):
    """A text below the headline."""

    kind: Literal["subtitle", "text", "quiet"]
    text: str


def asked_for(scope: Scope, bank: Instrument | None, campaign: Campaign | None = None) -> Asked:
    """What an HTTP request for a page asks for, decided as the pages do; `campaign` is that of the address, if any."""
    asked = scope["query_string"][:LONGEST_QUERY].decode("latin-1")
    query = {name: values[-1] for name, values in parse_qs(asked).items()}
    name = scope["path"].rstrip("/").rpartition("/")[2]
    accepted = Headers(scope=scope).get("accept-language", "")[:2].lower()
    languages = _languages(bank)
    if campaign:
        languages = tuple(known for known in languages if known in campaign.languages) or languages
    language = first_language(query.get("lang"), accepted, spoken=languages) or languages[0]
    opens: Opens = next((kind for kind in _WAYS if kind in query), "")
    if opens == "c" and CAMPAIGN_CODE.fullmatch(query["c"].strip()):
        opens = "r" if "r" in query else "k"
    if opens == "c" and MAP_CODE.fullmatch(query["c"].strip()):
        opens = "m"
    is_full = scope.get("state", {}).get(IS_FULL, False)
    page = name if name in PAGES else PAGES[0]
    asked_here = Asked(page, language, opens, query.get("at", ""), is_full, languages=languages)
    if campaign is None:
        return asked_here
    form = campaign.forms(bank)[0] if bank else "quick"
    return asked_here._replace(sender=campaign.setup.sender, form=form, cannot_begin=campaign.cannot_begin)


def _languages(bank: Instrument | None) -> tuple[Language, ...]:
    """The languages that the page may be in, in the order of the choice of language."""
    return tuple(known for known in LANGUAGES if bank is None or known in bank.languages)


def todays_bank() -> Instrument | None:
    """The question bank on disk; None when it cannot be used, which the page itself explains."""
    try:
        return bank_in(QUESTIONS).instrument
    except (Problems, OSError):
        return None


def head(asked: Asked, bank: Instrument | None, picture: str | None) -> str:
    """The title and the tags for link previews; `picture` is the address of their picture.

    No address of a page is named: previews that follow it would lose the key of a link that is shared on purpose.
    """
    language = asked.language
    opens: Opens = asked.opens if asked.opens in ("c", "k", "m") else ""
    headline, lines = _headline(asked._replace(opens=opens, at=""), bank)
    summary = next((line.text for line in lines if line.kind == "text"), say(language, "start.trust"))
    title = say(language, f"{asked.page}.title")
    named = {
        "og:type": "website",
        "og:site_name": asked.name,
        "og:locale": LOCALES[language],
        "og:title": _title_of_preview(asked, headline, title),
        "og:description": summary,
    }
    if picture:
        named |= {"og:image": picture, "og:image:alt": asked.name}
    tags = [f'<meta property="{name}" content="{html.escape(text)}">' for name, text in named.items()]
    return "\n".join(
        (
            f"<title>{html.escape(f'{title} · {asked.name}')}</title>",
            f'<meta name="description" content="{html.escape(summary)}">',
            *tags,
        )
    )


def _title_of_preview(asked: Asked, headline: str, title: str) -> str:
    if asked.page != PAGES[0]:
        return f"{title} · {asked.name}"
    return f"{headline} {asked.sender}".strip()


def body(asked: Asked, bank: Instrument | None, font: str) -> str:
    """The first words, their styles and their script; `font` is the address of the typeface."""
    headline, lines = _headline(asked, bank)
    why = "too_many_pages" if asked.is_full else "no_line"
    is_own_of_member = asked.page == "results" and asked.opens == "c"
    kind = "first wide" if asked.page in _WIDE and not is_own_of_member else "first"
    if asked.page == "questions" and asked.opens == "r" and asked.at != "since":
        kind += " questionnaire describes" if asked.at == "behaviour" else " questionnaire"
    return f"""<style id="first-styles">{_styles(font)}</style>
<div id="first-words"><div class="{kind}">{_bar(asked, bank)}
{_notice(asked, bank)}{_day(asked)}<h1>{html.escape(headline)}</h1>
{"".join(_ELEMENTS[line.kind].format(html.escape(line.text)) for line in lines)}
<noscript><p>{_said(asked, "no_line.no_script")}</p></noscript></div></div>
<div id="no-line" role="alert" lang="{asked.language}"><p><strong>{_said(asked, f"{why}.title")}</strong></p>
<p>{_said(asked, f"{why}.text")}</p></div>
<script>{SCRIPT}</script>
"""


def unknown_page(asked: Asked, font: str, start: str) -> str:
    """What is shown at an address that no page has; `start` is the address of the start page."""
    title, text, way_on = (_said(asked, each) for each in ("unknown_page.title", "unknown_page.text", "to_start"))
    return f"""<!DOCTYPE html>
<html lang="{asked.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {html.escape(LOOK.name)}</title>
<style>{_styles(font)}</style></head>
<body><div id="first-words"><main class="first"><div class="bar"><nav>{_brand()}</nav></div>
<h1>{title}</h1><p>{text}</p>
<p><a class="way-on" href="{html.escape(start)}">{way_on}</a></p></main></div></body></html>
"""


def _headline(asked: Asked, bank: Instrument | None) -> tuple[str, tuple[Line, ...]]:
    """The headline of a page and the lines below it, as the page itself writes them where that is known."""
    page, language, has_answers = asked.page, asked.language, asked.opens == "r"
    if page == "start" or (page == "incentives" and asked.opens == "m"):
        return _of_start(asked, bank)
    if page == "privacy":
        return _of_privacy(asked, bank)
    is_there = {"incentives": bank.has_map, "customers": bank.asks_about_experience} if bank else {}
    if not is_there.get(page, True):
        return say(language, "left_out.title"), (Line("text", say(language, "left_out.text")),)
    if page == "questions" and has_answers and bank:
        return _of_questions(asked, bank)
    if page in ("accessibility", "campaigns") or (page in _HEADLINES and (has_answers or asked.opens == "example")):
        # Of a map, what it says is not known yet; it begins with the roles that exist.
        asks = ("exist", "exist_text") if page == "incentives" and has_answers else ("headline", "text")
        title, text = (say(language, f"{_HEADLINES[page]}.{each}") for each in asks)
        return title, (Line("text", text),)
    return say(language, f"{page}.title"), (Line("text", say(language, f"nothing_begun.shows.{page}")),)


def _of_start(asked: Asked, bank: Instrument | None) -> tuple[str, tuple[Line, ...]]:
    """The headline for those who have answers, for members of a team or a management team, and for all others."""
    language = asked.language
    if asked.opens == "m":
        return say(language, "team_map.headline"), (Line("text", say(language, "team_map.text")),)
    if asked.opens in ("r", "c"):
        return say(language, "waiting.title" if asked.opens == "r" else "round.member.title"), ()
    if asked.cannot_begin:
        return say(language, f"prospect.{asked.cannot_begin}.title"), ()
    lines = (Line("text", start_sentence(bank, language, asked.form)),) if bank else ()
    return say(language, "start.headline"), lines


def _of_privacy(asked: Asked, bank: Instrument | None) -> tuple[str, tuple[Line, ...]]:
    """The headline and the first part: for members of a team what a round stores, for all others what is stored."""
    language = asked.language
    if asked.opens == "c":
        headline, title, text = (
            say(language, f"round.privacy.member.{part}") for part in ("headline", "title", "text")
        )
        return headline, (Line("subtitle", title), Line("text", text))
    if asked.opens == "k" or asked.sender:
        stored: tuple[Line, ...] = (Line("text", say(language, "prospect.privacy.what")),)
    else:
        stored = (Line("text", stored_sentence(bank, language)),) if bank else ()
    return say(language, "privacy.headline"), (Line("subtitle", say(language, "privacy.what.title")), *stored)


def _of_questions(asked: Asked, bank: Instrument) -> tuple[str, tuple[Line, ...]]:
    language = asked.language
    if asked.at == "behaviour":
        return say(language, "behaviour.title"), ()
    if asked.at == "since":
        return say(language, "since.headline"), ()
    known = {"importance": bank.asks_importance, "context": bool(bank.context_items)}
    if known.get(asked.at):
        return say(language, f"questions.{asked.at}.title"), ()
    return next((factor for factor in bank.factors if factor.id == asked.at), bank.factors[0]).name[language], ()


def _bar(asked: Asked, bank: Instrument | None) -> str:
    language = asked.language
    pages = [page for page in _WAYS[asked.opens] if page != "incentives" or bank is None or bank.has_map]
    links = [_span("link current" if page == asked.page else "link", say(language, f"{page}.title")) for page in pages]
    menu = [_span("menu", say(language, "frame.menu"))] if pages else []
    known = asked.languages
    choice = [_span("chosen" if each == language else "", say(each, "language_code")) for each in known[1:] and known]
    way = "".join((_brand(asked.sender), *links, *menu))
    return f'<div class="bar"><nav>{way}</nav><div class="languages">{"".join(choice)}</div></div>'


def _brand(sender: str = "") -> str:
    """Mark and name; whoever else's name it is, the logo comes later."""
    return _span("brand", sender) if sender else _span("brand", LOOK.name).replace(">", f">{LOOK.mark}", 1)


def _notice(asked: Asked, bank: Instrument | None) -> str:
    """The notice that the results are not the visitor's own, in its place; what they are called is not known yet."""
    name, pages = _NOTICES.get(asked.opens, ("", ()))
    if asked.page not in pages:
        return ""
    language = asked.language
    title, leave = (html.escape(say(language, f"{name}.{part}")) for part in ("title", "leave"))
    text = say_of_bank(bank, language, f"{name}.text") if bank else say(language, f"{name}.text")
    text = _span("unknown" if name == "viewing" else "", text)
    said = f'<p><span class="icon"></span> <strong>{title}</strong> {text}</p>'
    return f'<div class="notice">{said}<span class="button">{leave}</span></div>\n'


def _day(asked: Asked) -> str:
    """The place of what stands above the headline: the day of results, or who asks; neither is known yet."""
    if asked.page == PAGES[0] and asked.opens == "c":
        name = say(asked.language, "round.member.asks", name=LOOK.name)
        return f'<p class="quiet day unknown">{html.escape(name)}</p>'
    if asked.page != "results" or asked.opens in ("", "c", "k", "m"):
        return ""
    text = say(asked.language, "results.day", day=_today(asked.language))
    return f'<p class="quiet day unknown">{html.escape(text)}</p>'


def _today(language: Language) -> str:
    return date_text(datetime.now(UTC).date(), language)


def _span(kind: str, text: str) -> str:
    return f'<span class="{kind}">{html.escape(text)}</span>'


def _said(asked: Asked, path: str) -> str:
    return html.escape(say(asked.language, path))


def _styles(font: str) -> str:
    light, dark = (_colours(LOOK.colours(dark=is_dark)) for is_dark in (False, True))
    return (
        f'@font-face{{font-family:"Source Sans";src:url({font}) format("woff2");font-weight:200 900;'
        f"font-display:swap}}\n#first-words,.first{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{#first-words,.first{{{dark}}}}}\n{_CSS}"
    )


def _colours(one: Colours) -> str:
    named = ("ink", "quiet", "paper", "accent", "hairline", "soft", "today", "wanted")
    return ";".join(f"--{name}:{getattr(one, name)}" for name in named)


_CSS: Final = (_HERE / "first_words.css").read_text(encoding="utf-8")
