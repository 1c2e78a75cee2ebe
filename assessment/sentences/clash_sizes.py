"""How large a clash is, in figures: whole, unless that would put it on the other side of a limit that is told."""

from __future__ import annotations

from assessment.incentives import ShownClash
from assessment.instrument import Language
from assessment.words import number


def clash_text(clash: float, language: Language) -> str:
    """A clash of 0 to 100."""
    shown = ShownClash.of(clash)
    return number(shown.size, language, shown.decimals)


def clash_texts(before: float, after: float, language: Language) -> tuple[str, str]:
    """A clash before and after a change."""
    then, now = ShownClash.pair(before, after)
    return number(then.size, language, then.decimals), number(now.size, language, now.decimals)
