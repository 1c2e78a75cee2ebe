"""The parts of the results page, each drawn from a Report without any arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment import text
from assessment.advice import Advice
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Score
from assessment.text import say
from pages.shared.elements import plain

_SHOWN_FIRST: Final = 3


def factor_row(score: Score, report: Report, language: Language) -> None:
    """One factor in words: today's score, then the wanted one, the level and who wins."""
    name = plain(text.part_name(score.id, report.instrument, language))
    today = text.score_text(score.current.score, language)
    wanted = text.score_text(score.new.score, language)
    level = plain(text.level_name(score, report.instrument, language))
    with st.container(border=True, key=f"factor_{score.id}", gap="xsmall"):
        st.markdown(
            f"**{name}** :gray[·] ■ {say(language, 'columns.today')} **{today}** :gray[·] "
            f"● {say(language, 'columns.wanted')} **{wanted}** :gray[·] {level}"
        )
        st.caption(plain(text.balance_sentence(score, report.instrument, language)))


def overall(report: Report, language: Language) -> None:
    """The whole, and its weakest factor."""
    found, instrument = report.scores.overall, report.instrument
    level = next((level[language] for level in instrument.levels if level.id == found.level), "–")
    names = text.joined([text.part_name(factor, instrument, language) for factor in found.weakest], language) or "–"
    with st.container(border=True, gap="xsmall"):
        st.caption(say(language, "results.weakest"))
        with st.container(key="weakest_factor"):
            st.markdown(f"**{plain(names)}**")
        st.caption(say(language, "results.overall"))
        st.markdown(f"**{plain(level)}** · {text.score_text(found.score, language)} {say(language, 'of_100')}")
        st.caption(say(language, "results.overall_help"))


def facets(report: Report, language: Language) -> None:
    """The facets of the full form as a table."""
    if report.scores.facets:
        with st.expander(say(language, "results.facets"), icon=":material/table_rows:"):
            _table(report.scores.facets, report, language)


def context_modules(report: Report, language: Language) -> None:
    """What was said about the surroundings, where anything was said."""
    known = [module for module in report.scores.context if module.score is not None]
    if not known:
        return
    with st.expander(say(language, "results.context"), icon=":material/groups:"):
        st.table(
            {
                say(language, "results.part"): [
                    plain(text.part_name(module.id, report.instrument, language)) for module in known
                ],
                say(language, "results.score"): [text.score_text(module.score, language) for module in known],
            },
            hide_index=True,
        )


def advice_cards(report: Report, language: Language) -> None:
    """The first three recommendations, the rest unfolding."""
    with st.container(key="recommendations"):
        if not report.advice:
            st.info(say(language, "headline.withheld.consequence"))
        for number, advice in enumerate(report.advice[:_SHOWN_FIRST]):
            _card(advice, report, language, is_first=number == 0)
        if report.advice[_SHOWN_FIRST:]:
            with st.expander(say(language, "results.more_advice"), icon=":material/add:"):
                for advice in report.advice[_SHOWN_FIRST:]:
                    _card(advice, report, language, is_first=False)


def certainty(report: Report, language: Language) -> None:
    """What one person's answers can and cannot say."""
    st.subheader(say(language, "results.certainty"), anchor=False)
    for sentence in text.certainty_sentences(report, language):
        st.markdown(f"- {plain(sentence)}")
    st.caption(plain(text.versions_sentence(report, language)))


def _card(advice: Advice, report: Report, language: Language, *, is_first: bool) -> None:
    rule = advice.recommendation
    with st.container(border=True, gap="small"):
        title = plain(text.advice_title(advice, report, language))
        st.markdown(f"### {title}" if is_first else f"#### {title}")
        st.markdown(f"**{say(language, 'advice.first')}:** {plain(rule.first[language])}")
        columns = st.columns(3)
        for column, days in zip(columns, ("d30", "d60", "d90"), strict=True):
            with column:
                st.caption(say(language, f"advice.{days}"))
                st.markdown(plain(getattr(rule, days)[language]))
        if rule.caution:
            st.markdown(f":material/info: **{say(language, 'advice.caution')}:** {plain(rule.caution[language])}")
        st.caption(plain(text.advice_reason(advice, report, language)))


def _table(scores: Sequence[Score], report: Report, language: Language) -> None:
    st.table(
        {
            say(language, "results.part"): [plain(text.part_name(s.id, report.instrument, language)) for s in scores],
            f"■ {say(language, 'columns.today')}": [text.score_text(s.current.score, language) for s in scores],
            f"● {say(language, 'columns.wanted')}": [text.score_text(s.new.score, language) for s in scores],
            say(language, "results.verdict"): [text.verdict_name(s, language) for s in scores],
        },
        hide_index=True,
    )
