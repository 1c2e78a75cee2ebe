"""Figures of a report. One takes a tenth of a second, so each is drawn once per report and kept with it."""

from __future__ import annotations

import base64
import json
import weakref
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Final, Protocol, TypeVar

import streamlit as st

from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.team_result import TeamResult
from assessment.together import Together
from pages.shared.elements import colours

_MOST: Final = 200  # Some 60 kB each at most.


class Chart(Protocol):
    """A figure, as Altair draws it."""

    def to_dict(self, validate: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002  # as Altair has it
        """Its description for Vega-Lite."""
        ...


_Shown = TypeVar("_Shown", Report, TeamResult, Together)
Figure = Callable[[_Shown, Language, Colours], Chart]


def draw(
    figure: Figure[_Shown],
    description: Callable[[_Shown, Language], str],
    report: _Shown,
    language: Language,
    *,
    before: Report | None = None,
) -> None:
    """A figure of a report, of a team's result or of several, with its description as alternative text.

    With `before`, of what has changed since. A report is drawn with one and the same report before it as long as it
    lives.
    """
    spec = _specs.of(figure if before is None else _since(figure, before), report, language, colours())
    st.vega_lite_chart(json.loads(spec), alt=description(report, language), theme=None, key=_name(figure))


def beside(svg: str) -> str:
    """A small picture in Markdown, to stand right after the number that says the same; screen readers skip it."""
    return f"\N{EN SPACE}{picture(svg)}"


def picture(svg: str) -> str:
    """A small picture in Markdown; screen readers skip it."""
    return f"![](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


class Specs:
    """Figures as Vega-Lite, kept as long as their report is in use; the ones shown least recently are dropped."""

    def __init__(self, most: int = _MOST) -> None:
        self._kept: OrderedDict[
            tuple[int, str, Language, Colours], tuple[weakref.ref[Report | TeamResult | Together], str]
        ] = OrderedDict()
        self._lock, self._most = Lock(), most

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, figure: Figure[_Shown], report: _Shown, language: Language, theme: Colours) -> str:
        """The figure as JSON."""
        this = (id(report), _name(figure), language, theme)
        with self._lock:
            known = self._kept.get(this)
            if known is not None and known[0]() is report:
                self._kept.move_to_end(this)
                return known[1]
        spec = json.dumps(_with_data_inside(figure(report, language, theme).to_dict(validate=False)))
        with self._lock:
            for gone in [other for other, (of, _) in self._kept.items() if of() is None]:
                del self._kept[gone]
            self._kept[this] = (weakref.ref(report), spec)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return spec


_specs: Final = Specs()


def _since(figure: Callable[..., Chart], before: Report) -> Callable[..., Chart]:
    @wraps(figure)
    def drawn(report: Report, language: Language, theme: Colours) -> Chart:
        return figure(report, language, theme, before)

    drawn.__name__ += "_since"
    return drawn


def _name(figure: Callable[..., Chart]) -> str:
    return str(getattr(figure, "__name__", figure))


def _with_data_inside(spec: dict[str, Any]) -> dict[str, Any]:
    """The figure with its data inside: separate data is turned into tables by Streamlit each time."""
    aside = spec.pop("datasets", {})
    for part in (spec, *spec.get("layer", ())):
        name = part.get("data", {}).get("name")
        if name in aside:
            part["data"] = {"values": aside[name]}
    return spec
