"""The parts of the results page, each drawn from a Report without any arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.answering_again import is_time_to_answer, when_to_answer
from assessment.figures import (
    chart_description,
    facet_description,
    facet_dumbbell,
    factor_dumbbell,
)
from assessment.instrument import Language
from assessment.report import Report
from assessment.rounding import whole_months
from assessment.scoring import Score
from assessment.sentences.advice import advice_title
from assessment.sentences.certainty import (
    certainty_sentences,
    left_out_sentence,
    limit_sentences,
    versions_sentence,
    whose_sentences,
)
from assessment.sentences.comparison import opening
from assessment.sentences.context import context_sentences
from assessment.sentences.incentives import map_label, map_sentences
from assessment.sentences.names import level_name, part_name, verdict_name
from assessment.sentences.scores import (
    about_named,
    balance_reading,
    before_text,
    clearest_sentence,
    contrast_texts,
    total_sentence,
    weakest_factors,
    weakest_first,
    widest_contrast_sentence,
    zero_remark,
)
from assessment.sentences.since import worse_advice, worse_waits_sentence
from assessment.words import date_text, say, score_text
from pages.parts.changes import changes
from pages.shared.copy_button import copy_button
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import (
    TODAY,
    WANTED,
    behaviours,
    for_screen_readers,
    own_link,
    plain,
    pressed,
    soft_ground,
    view_link,
)
from pages.shared.pictures import draw
from pages.shared.series import assess_again_button, is_time_again
from pages.visit import address, assessments, beginning, gathering, places, planning, reminding

# On a phone the PDF takes no room of its own: it stands beside the day, where that stands.
_PDF: Final = """<style>
@media (max-width: 640px) { :has(> .st-key-headline_pdf) { display: none } }
@media (min-width: 360px) and (max-width: 640px) {
  :has(.st-key-day):has(> * > .st-key-headline_pdf) { position: relative }
  :has(.st-key-day) > :has(> .st-key-headline_pdf) { display: block; position: absolute; inset: -10px 0 auto auto }
  .st-key-headline_pdf a { min-height: 44px; padding: 0; border: 0; background: none }
}
</style>"""
# Floats: in a grid, a long part on one side would leave a hole on the other. Two charts are longer than the story, and
# no float is above one before it, so then what follows is all on the right. A map below has the whole width.
_ARRANGED: Final = """<style>
.st-key-short_lines { margin-bottom: 12px }
.st-key-short_lines ul { margin: 0; padding-inline-start: 1.5rem; list-style: none }
.st-key-short_lines li { margin: 0; padding: 0 }
.st-key-short_lines li > [role="img"]:first-child { margin-inline-start: -1.5rem; width: 1.25rem }
@media screen and (max-width: 899px) {
  :is(.st-key-results_parts, .st-key-rewards, .st-key-story, .st-key-sharing, .st-key-sureness,
    .st-key-sureness_beside) { gap: 0.5rem }
  .st-key-results_parts > :is(:has(> .st-key-since), :has(> .st-key-rewards)) { margin-top: 0.75rem }
}
@media screen and (min-width: 900px) {
  .st-key-results_parts { display: flow-root }
  .st-key-results_parts > * { float: right; clear: right; width: calc((100% - 4rem) * 5 / 9) !important }
  .st-key-results_parts > :is(:has(> .st-key-pictures), :has(> .st-key-since), :has(> .st-key-rewards),
    :has(> .st-key-planned), :has(> .st-key-sureness_beside)) {
    float: left; clear: left; width: calc((100% - 4rem) * 4 / 9) !important }
  .st-key-results_parts > :is(:has(> .st-key-since), :has(> .st-key-rewards), :has(> .st-key-sureness),
    :has(> .st-key-planned), :has(> .st-key-sureness_beside), :has(> .st-key-sharing)) { margin-top: 1rem }
  .st-key-results_parts:not(:has(.st-key-sureness_beside)) > :has(> .st-key-rewards) { position: sticky; top: 1rem }
  .st-key-results_parts:is(:has(.st-key-since), :has(.st-key-planned)) > :has(> .st-key-rewards) {
    float: right; clear: right; width: calc((100% - 4rem) * 5 / 9) !important; position: static }
  .st-key-results_parts:has(.st-key-shared_map) > :is(:has(> .st-key-rewards), :has(> .st-key-sureness),
    :has(> .st-key-sureness_beside)) {
    float: left; clear: both; width: 100% !important; position: static }
}
</style>"""


def notices(report: Report, language: Language) -> None:
    """Above the headline: what is left out of the result, and that the answers were opened from a file."""
    if left_out := left_out_sentence(report, language):
        st.warning(plain(left_out))
    if beginning.were_opened_from_file():
        st.info(say(language, "opened_file"))


def heading(report: Report, language: Language, *, has_dates: bool) -> None:
    """Day, headline and what it means, and how old that is once it is time to answer again.

    Whoever reads a shared result is told whose it is.

    Beside the dates of all results, of which its own is marked, only paper needs the day: there buttons are left out.
    """
    story = opening(report, language, is_short=report.shows_change)
    with st.container(width=880 if report.shows_change else 720, gap="xsmall"):
        with st.container(key="printed_day" if has_dates else "day"):
            st.caption(say(language, "results.day", day=date_text(report.answered_on, language)))
        # The two numbers of a change stay on one line.
        title, consequence = (plain(text).replace(" → ", "\u00a0→\u00a0") for text in story)
        st.title(title, anchor=False)
        if said := " ".join(filter(None, (plain(about_named(report, language)), consequence))):
            st.markdown(said)
        # What has changed comes before the advice, which on a phone is then below the first screen.
        if report.shows_change and report.to_do:
            begin, title = say(language, "results.begin_with"), plain(advice_title(report.to_do[0], report, language))
            waits = plain(worse_waits_sentence(report, language))
            st.markdown("  \n".join(filter(None, [f"{begin} **{title}**", waits])))
            _to_worse(report, language)
        if assessments.shows_latest() and is_time_again(report):
            months = whole_months(report.answered_on, address.today())
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key="old"):
                st.markdown(f"**{say(language, 'results.old', months=months)}**", width="content")
                if (after := assessments.may_assess_again()) is not None:
                    assess_again_button(after, language, is_early=True, place="_top")
        if isinstance(address.visitor(), address.Viewer):  # The notice must not grow: its first words know its height.
            st.caption(plain(" ".join(whose_sentences(report, language))))


def _to_worse(report: Report, language: Language) -> None:
    """The way to the advice on what has become worse, where the first advice is not on that."""
    found = worse_advice(report, language)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="worse_advice"):
        st.markdown(say(language, "results.worse.advice"), width="content")
        for one in found:
            source = one.advice.source
            key = f"to_{source}"
            st.button(plain(one.words), key=key, type="tertiary", on_click=planning.lead_to_advice, args=(source,))


def pictures(report: Report, language: Language) -> None:
    """The chart the result opens with: what has changed, or how things stand."""
    if report.shows_change:
        changes(report, language)
    else:
        factors(report, language)
    factor_rows(report, language)


def factors(report: Report, language: Language) -> None:
    """The behaviours, and both scores of each factor as one chart."""
    with st.container(border=True, key="factors"):
        _factors(report, language)


def _factors(report: Report, language: Language) -> None:
    behaviours(report.answers, language)
    draw(factor_dumbbell, chart_description, report, language)


def factor_rows(report: Report, language: Language) -> None:
    """What the chart of the factors shows, as text for screen readers."""
    with for_screen_readers("factor_rows"):
        with st.container(key="weakest_factor"):
            st.markdown(plain(weakest_factors(report, language)))
        for score in weakest_first(report):
            _factor_row(score, report, language)


def _factor_row(score: Score, report: Report, language: Language) -> None:
    """One factor in words: today's score, then the wanted one, the level and who wins."""
    name = plain(part_name(score.id, report.instrument, language))
    today = score_text(score.current.score, language)
    wanted = score_text(score.new.score, language)
    reading = balance_reading(score, report.instrument, language)
    level = "" if score.new.level is None else f"{level_name(score.new.level, report.instrument, language)}. "
    with st.container(key=f"factor_{score.id}", gap="xxsmall"):
        st.markdown(f"**{name}**")
        st.markdown(f"{say(language, 'columns.today')} **{today}**")
        st.markdown(f"{say(language, 'columns.wanted')} **{wanted}**")
        st.caption(plain(level + reading))


def more(report: Report, language: Language) -> None:
    """What the first look can do without, folded: facets, widest differences, all four together and the context."""
    if report.scores.facets:
        with st.expander(say(language, "results.facets"), icon=":material/table_rows:"):
            draw(facet_dumbbell, facet_description, report, language)
            _table(report.scores.facets, report, language)
    clearest = clearest_sentence(report, language)
    title = say(language, "results.folded")
    widest = widest_contrast_sentence(report, language)
    if widest and (report.widest or not (clearest or report.shows_change)):
        title = f"**{title}**  \n{plain(widest)}"
    with st.expander(title, icon=":material/zoom_in:"):
        if report.shows_change:  # Where the chart of what has changed has the same numbers.
            with st.container(key="now"):
                st.markdown(f"**{say(language, 'results.now')}**")
                _factors(report, language)
        if clearest:
            st.markdown(plain(clearest))
        _contrasts(report, language)
        _overall(report, language)
        _context_modules(report, language)


def _overall(report: Report, language: Language) -> None:
    """All factors together."""
    found, instrument = report.scores.overall, report.instrument
    level = level_name(found.level, instrument, language)
    wanted = say(language, "results.for_wanted")
    of_100 = "" if found.score is None else f" · {score_text(found.score, language)} {say(language, 'of_100')} {wanted}"
    was = before_text(report, language)
    with st.container(key="overall", gap="xsmall"):
        st.markdown(f"**{say(language, 'results.overall')}**")
        st.markdown(f"{plain(level)}{of_100}{was}")
        how = (say(language, "results.overall_help"), zero_remark(report, language))
        st.caption(" ".join(filter(None, how)))
        if total := total_sentence(report, language):
            st.markdown(total)


def _contrasts(report: Report, language: Language) -> None:
    """The statements answered most differently for today's and the wanted behaviour."""
    if not report.contrasts:
        return
    with st.container(gap="xsmall", key="contrasts"):
        st.markdown(f"**{say(language, 'results.contrasts')}**")
        st.caption(say(language, "results.this_way"))
        behaviours(report.answers, language)
        for contrast in contrast_texts(report, language):
            with st.container(gap="xxsmall"):
                st.markdown(plain(contrast.statement))
                today, wanted = (say(language, f"columns.{column}") for column in ("today", "wanted"))
                answers = (f"{TODAY} {today}: {plain(contrast.current)}", f"{WANTED} {wanted}: {plain(contrast.new)}")
                st.markdown("  \n".join(answers))


def incentives(report: Report, language: Language, *, can_change: bool) -> None:
    """What the incentive map says in a sentence or two, or what it would add."""
    scores = report.incentives
    if scores is None and not (can_change and report.instrument.has_map):
        return
    # What only offers a map is not printed; see look.css.
    with st.container(border=True, gap="xsmall", key="incentive_summary" if scores else "incentive_offer"):
        st.subheader(say(language, "map_page.headline"), anchor=False)
        if scores is None:
            if not report.shows_change:  # Whoever comes back has read it.
                st.markdown(say(language, "map_page.would_add"))
        else:
            *sentences, _ = map_sentences(scores, report, language)
            st.markdown("  \n".join(plain(sentence) for sentence in sentences))
            gathering.led()
            st.caption(map_label(gathering.with_told(report), language))
        place = "map_page.open" if scores else "map_page.make"
        if can_change and pressed(say(language, place), key="to_incentives", icon=":material/hub:"):
            places.go_to(places.INCENTIVES)


def _context_modules(report: Report, language: Language) -> None:
    """The context modules that were answered: what each says, and what follows."""
    if sentences := context_sentences(report, language):
        with st.container(gap="xsmall", key="context"):
            st.markdown(f"**{say(language, 'results.context.title')}**")
            st.caption(say(language, "results.context.text"))
            for sentence in sentences:
                st.markdown(plain(sentence))


def certainty(report: Report, language: Language) -> None:
    """What one person's answers can and cannot say."""
    first, *others = certainty_sentences(gathering.with_told(report), language)
    with st.container(key="sureness_beside" if report.shows_change else "sureness"):
        st.header(say(language, "results.certainty"), anchor=False)
        st.markdown(plain(first))
        with st.expander(say(language, "results.limits")):
            said = [*others, *limit_sentences(report, language)]
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said))
            st.caption(plain(versions_sentence(report, language)))


def pdf(language: Language) -> None:
    """The PDF beside the headline; on a phone a small link beside the day, where there is one and room for it."""
    with st.container(key="headline_pdf", width="content"):
        file_links([FileLink("pdf", "results_pdf", say(language, "downloads.pdf.button"))], language)
    st.html(_PDF)


def keep_link(language: Language) -> None:
    """As soon as there is a result to lose: the link that leads back to it, until it is copied or not wanted."""
    link = assessments.own_link()
    if link is None or not reminding.offers_link():
        return
    with soft_ground("keep_link"):
        text = say(language, "own_link.keep.text")
        st.markdown(f"**{say(language, 'own_link.keep.title')}** {text}")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            copy_button(link, language, key="copy_kept_link", on_copied=reminding.link_is_copied)
            close = say(language, "own_link.keep.close")
            st.button(close, key="close_link_offer", type="tertiary", on_click=reminding.close_link_offer)


def share(report: Report, language: Language, again_after: int | None) -> None:
    """Files, the two links, and answering again; `again_after` is the number of the assessment it would follow."""
    visitor = address.visitor()
    if not visitor.may("download"):
        return
    with st.container(key="sharing"):
        st.header(say(language, "results.share"), anchor=False)
        if pressed(say(language, "report.title"), key="to_report", icon=":material/download:"):
            places.go_to(places.REPORT)
        if visitor.may("change"):
            view_link(language, is_folded=True)
            with st.expander(say(language, "own_link.title"), icon=":material/link:"):
                own_link(language)
        if again_after is not None:
            _assess_again(again_after, report, language)


def arrange() -> None:
    """On a phone one part below another; on a laptop pictures at the left and the story at the right.

    Each column goes on where its first part ends, and what is last at the left stays in sight beside a longer right.
    """
    st.html(_ARRANGED)


def _assess_again(number: int, report: Report, language: Language) -> None:
    """Offer the next assessment of the series; it begins with what has come of the plan."""
    is_early = not is_time_to_answer(report, address.today())
    when = when_to_answer(report, language, address.today())
    with st.container(key="again", gap="xsmall"):
        text = say(language, "again.text", minutes=report.instrument.minutes(report.answers.form))
        st.caption(f"**{when}** {text}")
        assess_again_button(number, language, is_early=is_early)


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
