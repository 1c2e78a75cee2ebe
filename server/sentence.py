"""A page that only says something, for whoever gets nothing else."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.responses import HTMLResponse

if TYPE_CHECKING:  # The server listens before it is loaded.
    from assessment.instrument import Language

_PAGE: Final = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">{again}<title>{title} · {name}</title>
<style>{light}@media (prefers-color-scheme:dark){{{dark}}}
body {{margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.6 system-ui, sans-serif}}
.bar {{display: flex; align-items: center; gap: .5625rem; min-height: 3.25rem; padding: 0 1rem; font-size: 1.0625rem;
  font-weight: 650; border-bottom: 1px solid var(--hairline)}}
main {{max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: break-word}}
h1 {{margin: 0 0 .75rem; font-size: 2rem; line-height: 1.2}} p {{margin: 0 0 1rem}}
a {{display: inline-flex; align-items: center; min-height: 3rem; padding: 0 1.75rem; border-radius: 8px; color: #fff;
  background: var(--accent); text-decoration: none}}
a:focus-visible {{outline: 2px solid var(--ink); outline-offset: 2px}}</style></head>
<body><div class="bar">{mark}{name}</div><main><div role="status">{headline}{texts}</div>{on}</main></body></html>"""


class WayOn(NamedTuple):
    """A link below the text."""

    label: str
    address: str


def sentence_page(
    said: Mapping[Language, str], status: int, *, headline: str = "", way_on: WayOn | None = None, again: int = 0
) -> HTMLResponse:
    """The same text in one language or several; a browser tries again by itself after `again` seconds, unless 0."""
    from assessment.look import LOOK  # noqa: PLC0415  # the server listens before it is loaded

    language, title = next(iter(said.items()))
    light, dark = (
        f":root{{color-scheme:{scheme};--paper:{of.paper};--ink:{of.ink};--hairline:{of.hairline};--accent:{of.accent};"
        f"--today:{of.today};--wanted:{of.wanted}}}"
        for scheme, of in (("light", LOOK.colours(dark=False)), ("dark", LOOK.colours(dark=True)))
    )
    page = _PAGE.format(
        language=language,
        title=html.escape(headline or title),
        name=html.escape(LOOK.name),
        mark=LOOK.mark,
        light=light,
        dark=dark,
        again=f'<meta http-equiv="refresh" content="{again}">' if again else "",
        headline=f"<h1>{html.escape(headline)}</h1>" if headline else "",
        texts="".join(f'<p lang="{each}">{html.escape(text)}</p>' for each, text in said.items()),
        on=f'<a href="{html.escape(way_on.address)}">{html.escape(way_on.label)}</a>' if way_on else "",
    )
    return HTMLResponse(page, status, {"Retry-After": str(again)} if again else None)
