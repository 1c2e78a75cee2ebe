"""The parts of the results page, each drawn from a Report without any arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.advice import Advice
from assessment.answers import Answers
from assessment.comparison import FactorChange
from assessment.figures import change_description, change_dumbbell, facet_description, facet_dumbbell
from assessment.instrument import Language
from assessment.plan import MOST_LINES
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.advice import (
    advice_reason,
    advice_title,
    before_headline,
    closing_sentences,
    waiting_sentence,
)
from assessment.sentences.certainty import certainty_sentences, limit_sentences, versions_sentence
from assessment.sentences.comparison import comparison_heading, comparison_remarks, movement_text
from assessment.sentences.incentives import map_sentences
from assessment.sentences.names import level_name, part_name, verdict_name
from assessment.sentences.scores import balance_reading, contrast_texts, total_sentence, weakest_factors
from assessment.words import say, score_text
from pages.shared.elements import TODAY, WANTED, plain, pressed
from pages.shared.pictures import draw
from pages.visit import assessments, places, planning

_SECOND: Final = 2


def behaviours(answers: Answers, language: Language) -> None:
    """The two behaviours, each with its shape; user text is shown as text."""
    with st.container(gap="xxsmall"):
        for shape, column, behaviour in (
            (TODAY, "today", answers.current_behaviour),
            (WANTED, "wanted", answers.new_behaviour),
        ):
            if behaviour:
                with st.container(horizontal=True, gap="xsmall", wrap=False):
                    st.markdown(f"{shape} {say(language, f'columns.{column}')}:", width="content")
                    st.text(behaviour, width="stretch")


def factor_row(score: Score, report: Report, language: Language) -> None:
    """One factor in words: today's score, then the wanted one, the level and who wins."""
    name = plain(part_name(score.id, report.instrument, language))
    today = score_text(score.current.score, language)
    wanted = score_text(score.new.score, language)
    reading = balance_reading(score, report.instrument, language)
    level = "" if score.new.level is None else f"{level_name(score.new.level, report.instrument, language)}. "
    with st.container(key=f"factor_{score.id}", gap="xxsmall"):
        with st.container(horizontal=True, gap="medium"):
            st.markdown(f"**{name}**", width="stretch")
            st.markdown(f"{TODAY} {say(language, 'columns.today')} **{today}**", width="content")
            st.markdown(f"{WANTED} {say(language, 'columns.wanted')} **{wanted}**", width="content")
        st.caption(plain(level + reading))


def overall(report: Report, language: Language) -> None:
    """All factors together, and the weakest of them."""
    found, instrument = report.scores.overall, report.instrument
    level = level_name(found.level, instrument, language)
    with st.container(border=True, gap="xsmall"):
        many = len(report.scores.overall.named) > 1
        st.caption(say(language, f"results.weakest.{'many' if many else 'one'}"))
        with st.container(key="weakest_factor"):
            st.markdown(f"**{plain(weakest_factors(report, language))}**")
        st.caption(say(language, "results.overall"))
        of_100 = "" if found.score is None else f" · {score_text(found.score, language)} {say(language, 'of_100')}"
        st.markdown(f"**{plain(level)}**{of_100}")
        st.caption(say(language, "results.overall_help"))
        if total := total_sentence(report, language):
            st.markdown(total)


def changes(report: Report, language: Language) -> None:
    """What has moved since the previous assessment, as a chart and factor by factor in words."""
    if not report.changes:
        return
    with st.container(border=True, gap="xsmall", key="changes"):
        st.subheader(say(language, "comparison.title"), anchor=False)
        st.caption(comparison_heading(report, language))
        draw(change_dumbbell, change_description, report, language)
        for change in report.changes:
            if report.instrument.factor(change.id):
                _change_row(change, report, language)
        for remark in comparison_remarks(report, language):
            st.caption(plain(remark))


def _change_row(change: FactorChange, report: Report, language: Language) -> None:
    with st.container(key=f"change_{change.id}", gap="xxsmall"):
        st.markdown(f"**{plain(part_name(change.id, report.instrument, language))}**")
        for shape, column, moved in ((TODAY, "today", change.current), (WANTED, "wanted", change.new)):
            scores = " → ".join(score_text(score, language) for score in (moved.earlier, moved.later))
            movement = plain(movement_text(moved, language))
            st.markdown(f"{shape} {say(language, f'columns.{column}')} **{scores}** · {movement}")


def contrasts(report: Report, language: Language) -> None:
    """The statements answered most differently for today's and the wanted behaviour."""
    if not report.contrasts:
        return
    with st.container(border=True, gap="xsmall", key="contrasts"):
        st.markdown(f"**{say(language, 'results.contrasts')}**")
        for contrast in contrast_texts(report, language):
            with st.container(gap="xxsmall"):
                st.markdown(plain(contrast.statement))
                st.caption(f"{TODAY} {plain(contrast.current)}  {WANTED} {plain(contrast.new)}")


def incentives(report: Report, language: Language, *, can_change: bool) -> None:
    """What the incentive map says in a sentence or two, or what it would add."""
    scores = report.incentives
    if scores is None and not can_change:
        return
    with st.container(border=True, gap="xsmall", key="incentive_summary"):
        st.subheader(say(language, "map_page.headline"), anchor=False)
        if scores is None:
            st.markdown(say(language, "map_page.would_add"))
        else:
            *sentences, _ = map_sentences(scores, report, language)
            st.markdown("  \n".join(plain(sentence) for sentence in sentences))
            st.caption(say(language, "incentives.label"))
        place = "map_page.open" if scores else "map_page.make"
        if can_change and pressed(say(language, place), key="to_incentives", icon=":material/hub:"):
            places.go_to(places.INCENTIVES)


def facets(report: Report, language: Language) -> None:
    """The facets of the full form, as a chart and as a table."""
    if report.scores.facets:
        with st.expander(say(language, "results.facets"), icon=":material/table_rows:"):
            draw(facet_dumbbell, facet_description, report, language)
            _table(report.scores.facets, report, language)


def context_modules(report: Report, language: Language) -> None:
    """The scores of the context modules that were answered."""
    known = [module for module in report.scores.context if module.score is not None]
    if not known:
        return
    with st.expander(say(language, "results.context"), icon=":material/groups:"):
        st.table(
            {
                say(language, "results.part"): [
                    plain(part_name(module.id, report.instrument, language)) for module in known
                ],
                say(language, "results.score"): [score_text(module.score, language) for module in known],
            },
            hide_index=True,
        )


def advice_cards(report: Report, language: Language, *, can_plan: bool, is_shared: bool) -> None:
    """The recommendations, best first; `can_plan` offers to add each to the plan.

    Readers of a shared link are not asked to let colleagues answer, since they may be those colleagues.
    """
    with st.container(key="recommendations"):
        if not report.advice:
            st.info(say(language, "headline.withheld.consequence"))
        for sentence in (before_headline(report, language), waiting_sentence(report, language)):
            if sentence:
                st.markdown(plain(sentence))
        for number, advice in enumerate(report.advice, 1):
            if number == _SECOND:
                st.header(say(language, "results.then"), anchor=False)
            _card(number, advice, report, language, can_plan=can_plan)
        for sentence in closing_sentences(language, is_shared=is_shared):
            st.markdown(plain(sentence))


def certainty(report: Report, language: Language) -> None:
    """What one person's answers can and cannot say."""
    st.header(say(language, "results.certainty"), anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in certainty_sentences(report, language)))
    with st.expander(say(language, "results.limits")):
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in limit_sentences(report, language)))
    st.caption(plain(versions_sentence(report, language)))


def _card(number: int, advice: Advice, report: Report, language: Language, *, can_plan: bool) -> None:
    rule = advice.recommendation
    with st.container(border=True, gap="small"):
        st.subheader(f"{number}. {plain(advice_title(advice, report, language))}", anchor=False)
        st.markdown(f"**{say(language, 'advice.first')}:** {plain(rule.first[language])}")
        columns = st.columns(3)
        for column, days in zip(columns, ("d30", "d60", "d90"), strict=True):
            with column, st.container(gap="xxsmall"):
                st.caption(say(language, f"advice.{days}"))
                st.markdown(plain(getattr(rule, days)[language]))
        if rule.caution:
            st.markdown(f":material/info: **{say(language, 'advice.caution')}:** {plain(rule.caution[language])}")
        st.caption(plain(advice_reason(advice, report, language)))
        if can_plan:
            _into_plan(advice, report, language)


def _into_plan(advice: Advice, report: Report, language: Language) -> None:
    source = f"{advice.recommendation.id}.{advice.target}"
    if any(line.source == source for line in report.plan):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f":material/check: {say(language, 'results.in_plan')}", width="content")
            if pressed(say(language, "results.to_plan"), key=f"plan_{source}", kind="tertiary"):
                places.go_to(places.PLAN)
        return
    st.button(
        say(language, "results.take"),
        key=f"take_{source}",
        icon=":material/playlist_add:",
        disabled=len(report.plan) >= MOST_LINES,
        on_click=planning.take_into_plan,
        args=(source, advice_title(advice, report, language), advice.recommendation.first[language]),
    )


def assess_again(number: int, language: Language) -> None:
    """Offer the next assessment of the series; it begins with the outcomes of the plan."""
    with st.container(border=True, key="again", gap="xsmall"):
        st.markdown(f":material/update: **{say(language, 'again.title')}**")
        st.caption(say(language, "again.text"))
        if pressed(say(language, "again.button"), key="assess_again") and assessments.assess_again(number):
            places.go_to(places.PLAN if planning.asks_for_outcomes() else places.QUESTIONS)


def _table(scores: Sequence[Score], report: Report, language: Language) -> None:
    st.table(
        {
            say(language, "results.part"): [plain(part_name(s.id, report.instrument, language)) for s in scores],
            f"{TODAY} {say(language, 'columns.today')}": [score_text(s.current.score, language) for s in scores],
            f"{WANTED} {say(language, 'columns.wanted')}": [score_text(s.new.score, language) for s in scores],
            say(language, "results.verdict"): [verdict_name(s, language) for s in scores],
        },
        hide_index=True,
    )
