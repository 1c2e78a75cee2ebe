"""How Drivkraft looks: one frozen value, passed to figures, PDF, workbook and pages.

The colours carry meaning, so they are always the same. Name and mark may differ: a campaign has its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

# How strong the tint of a clash is, from 0 to 1, by its severity.
_CLASH: Final[Mapping[str, float]] = {"minor": 0.2, "clear": 0.55, "severe": 1.0}
_LONGEST_PREFIX: Final = 40  # Characters of a name that begin the names of files.


@dataclass(frozen=True)
class Colours:
    """The colours of one theme, as #RRGGBB. `ink` is readable on `paper`, on `soft` and on every tint.

    Only two have a meaning outside the incentive map: today's behaviour is a brown square, the wanted one a blue
    circle. A pull is orange-brown against the agreed experience and blue for it, as a tint and as a bar.
    """

    today: str
    wanted: str
    ink: str
    quiet: str  # Secondary text.
    paper: str
    soft: str  # The background of highlighted blocks.
    hairline: str
    accent: str  # The main button.
    step: str  # A step of the line from 0 to 100.
    tint_against: str
    tint_neutral: str
    tint_for: str
    bar_against: str
    bar_for: str

    def behaviour(self, *, wanted: bool) -> str:
        """The colour of the wanted behaviour, or of today's."""
        return self.wanted if wanted else self.today

    def tint(self, share: float) -> str:
        """The colour of a pull, from -1 against the agreed experience over neutral at 0 to 1 for it."""
        towards = self.tint_for if share > 0 else self.tint_against
        mixed = [
            round(
                int(self.tint_neutral[at : at + 2], 16) * (1 - abs(share)) + int(towards[at : at + 2], 16) * abs(share)
            )
            for at in (1, 3, 5)
        ]
        return "#" + "".join(f"{part:02X}" for part in mixed)

    def clash(self, severity: str | None) -> str:
        """The tint of a clash of this severity; None is for two roles that do not clash."""
        return self.tint(-_CLASH[severity] if severity else 0.0)

    def bar(self, pull: float) -> str:
        """The colour of a bar that shows a total of pulls."""
        return self.bar_for if pull > 0 else self.bar_against


def in_file_name(text: str) -> str:
    """A text as part of a file's name: its plain letters and digits, the words joined by hyphens; "" without any."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", letters))[:_LONGEST_PREFIX].strip("-")


@dataclass(frozen=True)
class Look:
    """Name, mark and colours. `mark` and `icon` are SVG drawings that use var(--ink), var(--today), var(--wanted)."""

    name: str
    file_prefix: str  # The beginning of every downloaded file's name.
    mark: str
    icon: str  # The mark, drawn for a browser tab.
    light: Colours
    dark: Colours
    bands: tuple[str, str, str, str]  # The four levels as bands on paper, the lowest first.
    logo: bytes | None = None  # A PNG in place of the mark.
    contact: str = ""  # How to reach whoever has this name.
    made_with: str = ""  # The product's own name, where `name` is another's.
    # What whoever has this name adds about factors, by their ids and the language; what to do next, by language.
    notes: tuple[tuple[str, str, str], ...] = ()
    calls: tuple[tuple[str, str], ...] = ()
    offers: tuple[tuple[str, str], ...] = ()  # What readers get then, by language.
    booking: str = ""  # The https address for that.

    def colours(self, *, dark: bool) -> Colours:
        """The colours of the dark theme, or of the light one. Files are always light."""
        return self.dark if dark else self.light

    def note(self, factor: str, language: str) -> str:
        """What whoever has this name adds about a factor in a language; "" for nothing."""
        return next((text for of, known, text in self.notes if (of, known) == (factor, language)), "")

    def call(self, language: str) -> str:
        """What whoever has this name asks readers to do next; "" for nothing in particular."""
        return dict(self.calls).get(language, "")

    def offer(self, language: str) -> str:
        """What whoever has this name offers those readers; "" for nothing."""
        return dict(self.offers).get(language, "")

    def branded(self, name: str, logo: bytes | None, contact: str) -> Look:
        """The same colours under another's name; without a logo nothing stands in the place of the mark."""
        slug = in_file_name(name)
        prefix = f"{slug}-" if slug else self.file_prefix
        own = replace(self, name=name, file_prefix=prefix, logo=logo, contact=contact)
        return replace(own, mark="", made_with=self.name)

    def picture(self, drawing: str) -> str:
        """The mark or the icon as an SVG document that follows the browser's light or dark scheme."""
        light, dark = (
            f":root{{--ink:{one.ink};--today:{one.today};--wanted:{one.wanted}}}" for one in (self.light, self.dark)
        )
        style = f"<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"
        return drawing.replace(">", f">{style}", 1)


_LIGHT: Final = Colours(
    today="#8A5A00",
    wanted="#0B5CAD",
    ink="#111418",
    quiet="#565E68",
    paper="#FFFFFF",
    soft="#F5F6F8",
    hairline="#D9DDE2",
    accent="#111418",
    step="#E6E9ED",
    tint_against="#E6A45C",
    tint_neutral="#F4F6F8",
    tint_for="#7FB3E6",
    bar_against="#C9822B",
    bar_for="#3D7FC1",
)
_DARK: Final = Colours(
    today="#E0B15A",
    wanted="#7DB7F5",
    ink="#F2F4F7",
    quiet="#A3ABB5",
    paper="#14171B",
    soft="#1D2126",
    hairline="#343A41",
    accent="#64748B",
    step="#2A3037",
    tint_against="#8A5216",
    tint_neutral="#23282E",
    tint_for="#1F5F9F",
    bar_against="#D08A38",
    bar_for="#5B9BDB",
)
LOOK: Final = Look(
    name="Drivkraft",
    file_prefix="drivkraft-",
    mark=(
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="14" viewBox="0 0 30 14">'
        '<path d="M6 7h18" stroke="var(--ink)" stroke-width="2"/>'
        '<rect x="1" y="2" width="10" height="10" rx="1" fill="var(--today)"/>'
        '<circle cx="24" cy="7" r="5.5" fill="var(--wanted)"/></svg>'
    ),
    icon=(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        '<path d="M8 16h17" stroke="var(--ink)" stroke-width="4"/>'
        '<rect x="1" y="9" width="14" height="14" rx="1.5" fill="var(--today)"/>'
        '<circle cx="24" cy="16" r="7.5" fill="var(--wanted)"/></svg>'
    ),
    light=_LIGHT,
    dark=_DARK,
    bands=("#E3E7EC", "#EBEEF2", "#F2F4F7", "#F8F9FA"),
)
