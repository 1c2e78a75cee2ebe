"""The theme: colours that can be read, blue for the wanted behaviour only, and no traffic lights."""

from __future__ import annotations

import tomllib
from colorsys import rgb_to_hls
from pathlib import Path
from typing import Any

import pytest

from assessment.figures.drawing import DARK, LIGHT  # the palettes of the figures must be those of the theme

ROOT = Path(__file__).parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
BOTH = pytest.mark.parametrize("theme", [THEME["light"], THEME["dark"]], ids=["light", "dark"])


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
def test_text_in_every_colour_can_be_read_on_paper_and_on_the_soft_ground(theme: dict[str, str]) -> None:
    for name, colour in theme.items():
        if name.endswith("TextColor") or name in ("textColor", "linkColor"):
            for ground in ("backgroundColor", "secondaryBackgroundColor"):
                assert contrast(colour, theme[ground]) >= 4.5, (name, ground)
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5


@BOTH
def test_blue_is_the_wanted_behaviour_only_and_nothing_is_red_or_green(theme: dict[str, str]) -> None:
    meaning = {name for name, colour in theme.items() if saturation(colour) > 0.3}
    assert meaning == {"orangeTextColor", "violetTextColor"}


def saturation(colour: str) -> float:
    """How far from grey, from 0 to 1; near black and near white hardly count."""
    _, lightness, saturated = rgb_to_hls(*parts(colour))
    return saturated * (1 - abs(2 * lightness - 1))


@pytest.mark.parametrize(("palette", "theme"), [(LIGHT, THEME["light"]), (DARK, THEME["dark"])])
def test_the_two_behaviours_have_one_colour_in_text_and_figures(palette: Any, theme: dict[str, str]) -> None:
    assert (palette.today, palette.wanted, palette.ink, palette.paper) == (
        theme["orangeTextColor"],
        theme["violetTextColor"],
        theme["textColor"],
        theme["backgroundColor"],
    )
