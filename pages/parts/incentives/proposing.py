"""The smallest change: beside the map, what would turn a role and at what price, and the way to try it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.figures import spare_room
from assessment.incentives import IncentiveMap, IncentiveScores, Price, ProposedChange, most_helped, role_differences
from assessment.incentives import price as price_of
from assessment.incentives import story as story_of
from assessment.instrument import Language
from assessment.plan import DAYS_OF_MILESTONES, MOST_LINES, PlanLine, day_in
from assessment.report import Report
from assessment.sentences.advice import asks_for_agreement
from assessment.sentences.names import role_inside
from assessment.sentences.proposals import (
    also_in_plan,
    as_shown,
    beyond_sentence,
    caution,
    change_title,
    changed_numbers,
    first_sentence,
    first_step,
    given_up,
    money_sentence,
    next_change,
    next_sentence,
    other_in_plan,
    planned_line,
    price_sentence,
    sign,
    trial_title,
    wait_sentence,
    what_for,
)
from assessment.sentences.settled import planned_together
from assessment.sentences.story import story_texts, story_told
from assessment.sentences.unsaid import new_unsaid_sentences
from assessment.settled import holding_line
from assessment.words import say
from pages.parts.agreement import agreement_choice
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import plain, pressed
from pages.shared.taking import Accent, to_plan
from pages.visit import drafting, gathering, mapping, memory, places, rewarding
from pages.visit.rewarding import RewardChange

_AGREED: Final = "change_agreed"
_PANEL: Final = 288  # Pixels: what stands beside the map, at least and at most, and the room between them.
_WIDEST: Final = 400
_AIR: Final = 32
_TWO_COLUMNS: Final = 800
_PARTS: Final = {"change": "smallest_change", "clashes": "map_clashes"}  # Containers of the map's page.


def beside_map(report: Report, language: Language) -> str:
    """The style that puts the panel right of the map where the map keeps the names above its columns.

    What customers would meet stands below the map then, and clashes stand side by side.
    """
    width, _ = spare_room(report, language)
    return f"""<style>
.st-key-map_top, .st-key-map_told {{ container-type: inline-size }}
@container (min-width: {width + _PANEL + _AIR + 4}px) {{
  .st-key-map_and_change {{ display: grid !important; column-gap: {_AIR}px; align-items: start;
    grid-template: auto auto 1fr / minmax({width + 4}px, 1fr) minmax({_PANEL}px, {_WIDEST}px) }}
  .st-key-map_and_change > * {{ grid-column: 1; min-width: 0; width: auto !important }}
  .st-key-map_and_change > :has(> .st-key-map_change) {{ grid-area: 1 / 2 / span 3 }}
}}
@container (min-width: {_TWO_COLUMNS}px) {{
  .st-key-clashes:has(> * > .st-key-clash_size_1, > * > * > * > .st-key-clash_size_1) {{ display: grid !important;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); column-gap: 48px; align-items: start }}
  .st-key-clashes > * {{ grid-column: 1 / -1; min-width: 0; width: auto !important }}
  .st-key-clashes > :has(> [class*="st-key-clash_"]) {{ grid-column: auto }}
}}
.st-key-changes_beside {{ display: grid !important; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr));
  gap: 24px {_AIR}px; align-items: start }}
.st-key-changes_beside > * {{ min-width: 0; width: auto !important }}
.st-key-smallest_change h2 {{ padding: 0 0 12px; font-size: 1.25rem; line-height: 1.4 }}
[class*="st-key-changed_proposed"] > * {{ border-top: 1px solid var(--hairline); padding-top: 8px }}
</style>"""


def smallest_change(report: Report, language: Language, *, can_change: bool) -> None:
    """The change that helps most, what it does and costs, and the way to try it out, or something of one's own."""
    proposed, beyond = as_shown(report), beyond_sentence(report, language)
    has_suggestions = report.answers.incentives is not None and report.answers.incentives.has_suggestions
    if proposed:
        with st.container(border=True, key="smallest_change", gap="small"):
            if planned := [*filter(None, (also_in_plan(report, language), planned_together(report, language)))]:
                st.markdown(plain(" ".join(planned)))
            st.caption(say(language, "incentives.proposal.heading"))
            _instead(proposed[0], report, language)
            st.header(plain(change_title(proposed[0], report, language)), anchor=False)
            _result(proposed[0], report, language)
            for said in (first_sentence(report, language), wait_sentence(report, language)):
                if said:
                    st.markdown(plain(said))
            if can_change:
                _agreement(report, language)
                label = say(language, "incentives.proposal.try")
                _way_on(proposed[0], report, language, label, "secondary" if has_suggestions else "primary")
            st.caption(caution(report, language))
            _otherwise(report, language, can_change=can_change)
    if beyond:
        st.caption(plain(beyond))
    if can_change:
        own = say(language, "incentives.proposal.own" if proposed else "map_page.try")
        st.button(
            own,
            key="try_out",
            type="tertiary" if proposed else "secondary",
            icon=":material/science:",
            on_click=mapping.try_out,
        )


def _otherwise(report: Report, language: Language, *, can_change: bool) -> None:
    """The change for whoever does not want the first one, as easy to see, and the way to try it out."""
    following = next_change(report)
    if following is None:
        return
    with st.container(key="next_change", gap="xsmall"):
        st.markdown(say(language, "incentives.proposal.next"))
        st.markdown(f"**{plain(change_title(following, report, language))}**")
        if more := next_sentence(following, report, language):
            st.markdown(plain(more))
        if can_change:
            st.button(
                say(language, "incentives.proposal.try_next"),
                key="try_next",
                on_click=mapping.try_proposal,
                args=(following,),
            )


def _agreement(report: Report, language: Language) -> None:
    """What a change waits for, asked in place; once answered it is still there, until the page is left."""
    is_asked = asks_for_agreement(report) or memory.on_screen(_AGREED) is not None
    if is_asked and gathering.outcome() is None:  # Of a map made together, it is asked among what is left to do.
        with st.container(key="change_waits", gap="xsmall"):
            st.markdown(f"**{say(language, 'behaviour.experience.title')}**")
            agreement_choice(_AGREED, report.answers.experience.agreed, language)


def further_changes(report: Report, language: Language, *, can_change: bool) -> None:
    """The changes for other roles and for what nobody is rewarded for, folded, side by side where they have room."""
    further = as_shown(report)[1:]
    if not further:
        return
    with (
        st.expander(say(language, "incentives.proposal.more", count=len(further)), key="further_changes"),
        st.container(key="changes_beside"),
    ):
        for proposed in further:
            with st.container(key=f"change_{proposed.step_names[0]}", gap="xsmall"):
                _instead(proposed, report, language)
                st.markdown(f"**{plain(change_title(proposed, report, language))}**")
                _result(proposed, report, language, is_further=True)
                if can_change:
                    role = role_inside(proposed.role, report, language)
                    label = plain(say(language, "incentives.proposal.try_for", role=role))
                    _way_on(proposed, report, language, label, "secondary")


def _instead(proposed: ProposedChange, report: Report, language: Language) -> None:
    """What a change would take the place of, where the plan has something else for its role."""
    if other := other_in_plan(proposed, report, language):
        st.caption(plain(other))


def _result(proposed: ProposedChange, report: Report, language: Language, *, is_further: bool = False) -> None:
    """What a change is for, if not for its role, what it costs, and every number that it moves, today's first."""
    if why := what_for(proposed, report, language):
        st.markdown(f"**{say(language, 'incentives.proposal.why')}** {plain(why)}")
    if gone := given_up(proposed, report, language):
        st.markdown(f"**{say(language, 'incentives.proposal.price_first')}** {plain(gone)}")
    money = "" if is_further and not gone else money_sentence(proposed, report, language)
    price(proposed.price, report, language, money=money, names_limits=not is_further)
    for sentence in new_unsaid_sentences(proposed.after.map, report, language):
        st.markdown(plain(f"{sentence} {say(language, 'map_page.say_in_trial')}"))
    with st.container(key=f"changed_{proposed.step_names[0]}", gap="xsmall"):
        for name, before, after in changed_numbers(proposed, report, language):
            with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", wrap=False):
                st.markdown(plain(name), width="stretch")
                st.markdown(f"{before} → **{after}**", width="content")


def price(of: Price, report: Report, language: Language, *, money: str, names_limits: bool = True) -> None:
    """What gets worse, and that `money` is not part of it; how much is noticeable is said once on a page."""
    said = filter(None, [price_sentence(of, report, language, names_limits=names_limits), money])
    st.markdown(f"**{say(language, 'incentives.proposal.price_is')}** {plain(' '.join(said))}")


def _way_on(proposed: ProposedChange, report: Report, language: Language, label: str, kind: Accent) -> None:
    """The button that tries a change out; where it is in the plan, that it is, and then it is no main button."""
    change = _of_proposal(proposed, report, language)
    if change.planned(report.plan):
        kind = "secondary"
    st.button(
        label,
        key=f"try_{proposed.step_names[0]}",
        type=kind,
        width="stretch" if kind == "primary" else "content",
        on_click=mapping.try_proposal,
        args=(proposed,),
    )
    in_plan(change, report, language)


def in_plan(change: RewardChange, report: Report, language: Language) -> bool:
    """Where the plan has a change, that it does, or that it is done, and the way there; whether it does."""
    line = change.planned(report.plan)
    if line is None:
        return False
    stands = "done_in_plan" if line.is_all_done else "in_plan"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f":material/check: {say(language, f'incentives.proposal.{stands}')}", width="content")
        to_plan(line, language, place=line.id)
    return True


def tried_price(report: Report, tried: Report, language: Language) -> None:
    """What gets worse with what is tried out."""
    if report.incentives is not None and tried.incentives is not None:
        money = money_sentence(drafting.tried_proposal(report), report, language)
        price(price_of(report.incentives, tried.incentives), tried, language, money=money)


def name_tried(change: RewardChange | None, report: Report, language: Language) -> None:
    """What is tried out, and which earlier changes of the plan it would replace; nothing where no reward differs."""
    if change is None:
        return
    st.markdown(f"**{plain(change.line.title)}.**")
    if change.planned(report.plan) is None:
        for earlier in change.earlier(report.plan):
            st.markdown(plain(say(language, "map_page.replaces", title=earlier.title)))


def reward_change(report: Report, tried: Report, language: Language) -> RewardChange | None:
    """What is tried out as a line of the plan; None where no role is rewarded for anything else."""
    if proposed := drafting.tried_proposal(report):
        return _of_proposal(proposed, report, language)
    was, becomes = (one.answers.incentives or IncentiveMap() for one in (report, tried))
    found = role_differences(was, becomes)
    if not found:
        return None
    line, title = drafting.id_of_own(was, becomes), trial_title(found, tried, language)
    before, after = report.incentives, tried.incentives
    shows = _sign(before, after, report, language) if before and after else ""
    return _change([one.role for one in found], line, title, shows, report, language)


def kept_change(before: Report, proposed: ProposedChange | None, report: Report, language: Language) -> None:
    """Where the plan has what was tried out and kept, that it is done there."""
    change = _of_proposal(proposed, before, language) if proposed else reward_change(before, report, language)
    if change is not None:
        in_plan(change, report, language)


def _of_proposal(proposed: ProposedChange, report: Report, language: Language) -> RewardChange:
    title, planned = change_title(proposed, report, language), planned_line(proposed, report)
    line = planned.id if planned else proposed.planned_as
    shows = _sign(proposed.before, proposed.after, report, language)
    return _change([proposed.role], line, title, shows, report, language)


def _sign(before: IncentiveScores, after: IncentiveScores, report: Report, language: Language) -> str:
    return sign(most_helped(before, after, report.instrument.incentives), report, language)


def _change(
    roles: Sequence[str], line_id: str, title: str, shows: str, report: Report, language: Language
) -> RewardChange:
    step = first_step(report, language)
    first = holding_line(report)
    due = day_in(DAYS_OF_MILESTONES[0], first.due) if first and first.due else None
    said = drafting.said(report)
    line = PlanLine(line_id, title=title.rstrip("."), first_step=step, success=shows, due=due, said=said)
    return RewardChange(tuple(roles), line)


def take_tried(change: RewardChange | None, report: Report, language: Language, kind: Accent) -> None:
    """The way into the plan for what is tried out, in place of what the plan has for the same role."""
    if change is None:
        return
    with st.container(key="take_change", gap="xsmall", width="content"):
        if not in_plan(change, report, language):
            earlier = change.earlier(report.plan)
            st.button(
                say(language, f"incentives.proposal.{'to_plan_instead' if earlier else 'to_plan'}"),
                key="plan_tried",
                type=kind,
                icon=":material/playlist_add:",
                disabled=len(report.plan) - len(earlier) >= MOST_LINES,
                on_click=rewarding.plan_change,
                args=(change, earlier),
            )


def to_results(report: Report, language: Language) -> None:
    """The way to the result of the questions: the main button where the map proposes nothing to try."""
    kind: Accent = "secondary" if report.proposals.ranked else "primary"
    if pressed(say(language, "map_page.to_results"), key="to_results", kind=kind):
        places.go_to(places.RESULTS)


def on_with_map(report: Report, language: Language) -> None:
    """Where no question is answered and so there is no result: on to what the map proposes, else to its clashes."""
    where = "change" if as_shown(report) else "clashes" if report.incentives and report.incentives.clashes else None
    if where:
        label, part = say(language, f"map_page.on_to_{where}"), _PARTS[where]
        st.button(label, key="on_with_map", on_click=places.arrive_at, args=(part,))


def to_pdf(language: Language) -> None:
    """The map alone as PDF."""
    file_links([FileLink("map", "map_pdf", say(language, "map_page.to_pdf"))], language)


def story(report: Report, language: Language) -> None:
    """What customers meet if every role reaches its targets: in a few sentences, and folded an element each."""
    if report.incentives is None or report.incentives.is_undescribed:
        return
    with st.container(key="map_story"):
        st.header(say(language, "incentives.story.heading"), anchor=False)
        with st.container(key="story_told", gap="small"):
            lines = story_of(report.incentives)
            st.markdown(plain(story_told(lines, report, language)))
            with st.expander(say(language, "incentives.story.parts"), type="compact", key="story_parts"):
                for line in story_texts(lines, report, language):
                    st.markdown(f"**{plain(line.element)}** :gray[· {line.fares}]  \n{plain(line.reason)}")
