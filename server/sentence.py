"""A page that only says something, for whoever gets nothing else."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

if TYPE_CHECKING:  # The server listens before it is loaded.
    from assessment.instrument import Language

_PAGE: Final = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">{again}<title>{title}</title>
<style>:root {{color-scheme: light dark}}
body {{font: 1.125rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto; padding: 0 1.5rem}}</style></head>
<body><main><div role="status">{texts}</div></main></body></html>"""


def sentence_page(said: Mapping[Language, str], status: int, *, again: int = 0) -> HTMLResponse:
    """The same text in one language or several; a browser tries again by itself after `again` seconds, unless 0."""
    language, title = next(iter(said.items()))
    texts = "".join(f'<p lang="{each}">{html.escape(text)}</p>' for each, text in said.items())
    refresh = f'<meta http-equiv="refresh" content="{again}">' if again else ""
    page = _PAGE.format(language=language, title=html.escape(title), again=refresh, texts=texts)
    return HTMLResponse(page, status, {"Retry-After": str(again)} if again else None)
