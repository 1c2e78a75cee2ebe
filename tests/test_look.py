"""The look: readable colours, blue only for the wanted behaviour, no traffic lights, one place for the name."""

from __future__ import annotations

import ast
import io
import re
import tomllib
from colorsys import rgb_to_hls
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from icalendar import Calendar
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no type information
from pypdf import PdfReader

from assessment.exports import FileKind, file_name, write_report
from assessment.incentives import Severity
from assessment.instrument import LANGUAGES
from assessment.look import LOOK, Colours
from assessment.report import Report

ROOT = Path(__file__).parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
BOTH = pytest.mark.parametrize("theme", [THEME["light"], THEME["dark"]], ids=["light", "dark"])
COLOURS = pytest.mark.parametrize(
    ("colours", "theme"), [(LOOK.light, THEME["light"]), (LOOK.dark, THEME["dark"])], ids=["light", "dark"]
)


def parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts(colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_text_in_every_colour_is_readable_on_both_backgrounds(theme: dict[str, str]) -> None:
    for name, colour in theme.items():
        if name.endswith("TextColor") or name in ("textColor", "linkColor"):
            for ground in ("backgroundColor", "secondaryBackgroundColor"):
                assert contrast(colour, theme[ground]) >= 4.5, (name, ground)
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5


@BOTH
def test_blue_means_only_the_wanted_behaviour_and_nothing_is_red_or_green(theme: dict[str, str]) -> None:
    meaning = {name for name, colour in theme.items() if saturation(colour) > 0.3}
    assert meaning == {"orangeTextColor", "violetTextColor"}


def saturation(colour: str) -> float:
    """How far from grey, from 0 to 1; near black and near white hardly count."""
    _, lightness, saturated = rgb_to_hls(*parts(colour))
    return saturated * (1 - abs(2 * lightness - 1))


@COLOURS
def test_every_colour_of_the_theme_is_one_of_the_look(colours: Colours, theme: dict[str, str]) -> None:
    named = {
        "primaryColor": colours.accent,
        "backgroundColor": colours.paper,
        "secondaryBackgroundColor": colours.soft,
        "textColor": colours.ink,
        "borderColor": colours.hairline,
        "linkColor": colours.ink,
        "orangeTextColor": colours.today,
        "violetTextColor": colours.wanted,
        "grayTextColor": colours.quiet,
    }
    for name, colour in theme.items():
        alert = colours.soft if name.endswith("BackgroundColor") else colours.ink
        assert colour == named.pop(name, alert), name
    assert named == {}


@COLOURS
def test_ink_is_readable_on_every_tint_and_band(colours: Colours, theme: dict[str, str]) -> None:
    grounds = [colours.tint(step / 10) for step in range(-10, 11)]
    grounds += [colours.clash(severity) for severity in (None, *get_args(Severity))]
    for ground in (*grounds, *(LOOK.bands if colours is LOOK.light else ()), colours.step):
        assert contrast(colours.ink, ground) >= 4.5, ground
    assert theme["textColor"] == colours.ink


def test_a_more_severe_clash_has_a_stronger_tint() -> None:
    for colours in (LOOK.light, LOOK.dark):
        strengths = [contrast(colours.clash(severity), colours.tint_neutral) for severity in get_args(Severity)]
        assert strengths == sorted(set(strengths))


@pytest.mark.unmeasured
def test_the_name_the_mark_and_the_colours_are_defined_in_one_place() -> None:
    """Other modules get them from the look. The name inside a format's id, "drivkraft.answers/1", does not count.

    Figures draw pictures of their own; a mark would need the colours as well.
    """
    colours = {value.lower() for each in (LOOK.light, LOOK.dark) for value in asdict(each).values() if value[0] == "#"}
    for folder in ("assessment", "pages", "server"):
        for file in (ROOT / folder).rglob("*.py"):
            if file != ROOT / "assessment" / "look.py":
                for text in strings(ast.parse(file.read_text(encoding="utf-8"))):
                    assert LOOK.file_prefix not in text, (file, text)
                    assert "<svg" not in text or file.parent.name == "figures", (file, text)
                    assert text.lower() not in colours, (file, text)
                    assert text != LOOK.name, file
                    assert f"· {LOOK.name}" not in text, file


def test_styles_use_the_colours_of_the_look() -> None:
    """Components get them from Streamlit's theme; the styles of the whole page name a few, light then dark."""
    for file in (ROOT / "pages").rglob("*.css"):
        found = re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\([^)]*\)", file.read_text(encoding="utf-8"), re.IGNORECASE)
        text = ("ink", "paper", "quiet", "hairline", "soft", "tint_against", "tint_neutral", "tint_for")
        named = [getattr(one, each) for one in (LOOK.light, LOOK.dark) for each in text]
        wanted = named if file.name == "look.css" else []
        assert [each.upper() for each in found] == wanted, file


def strings(tree: ast.Module) -> list[str]:
    """Every text in the code that is not a docstring."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]


def test_another_name_replaces_ours_in_every_file(worked: Report) -> None:
    other = replace(LOOK, name="Lighthouse", file_prefix="lighthouse-")
    reader = PdfReader(io.BytesIO(write_report(worked, ".pdf", "en", look=other)))
    assert reader.metadata is not None
    assert reader.metadata.creator == "Lighthouse"
    assert LOOK.name not in str(reader.metadata)
    for page in reader.pages:
        assert "Lighthouse" in page.extract_text()
        assert LOOK.name not in page.extract_text()
    book = load_workbook(io.BytesIO(write_report(worked, ".xlsx", "en", look=other)))
    assert book.properties.creator == "Lighthouse"
    assert all("Lighthouse" in str(sheet.oddFooter.left.text) for sheet in book)
    calendar = Calendar.from_ical(write_report(worked, ".ics", "en", look=other))
    assert str(calendar["NAME"]).startswith("Lighthouse: ")
    assert file_name("pdf", "en", date(2026, 11, 22), look=other) == "lighthouse-summary-2026-11-22.pdf"


def test_every_file_has_a_name_of_its_own_with_its_day() -> None:
    day = date(2026, 11, 22)
    kinds: tuple[FileKind, ...] = get_args(FileKind)
    for language in LANGUAGES:
        names = {file_name(kind, language, day) for kind in kinds}
        assert len(names) == len(kinds)
        assert all(name.startswith("drivkraft-") and "-2026-11-22." in name for name in names)
    assert file_name("pdf", "sv", day) == "drivkraft-sammanfattning-2026-11-22.pdf"
    assert file_name("plan", "sv", day) == "drivkraft-plan-2026-11-22.ics"
    assert file_name("archive", "sv", day) == "drivkraft-allt-2026-11-22.json"
    assert file_name("xlsx", "sv", day, example=True) == "drivkraft-exempel-arbetsbok-2026-11-22.xlsx"
