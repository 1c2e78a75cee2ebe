"""The pages of questions, in order: one per factor, then importance, then the context modules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from assessment.anonymity import Preview, preview
from assessment.answers import Answers
from assessment.instrument import ContextItem, Factor, FormId, Instrument, Language, Statement
from assessment.progress import MOST_PICKED, picks_facets
from assessment.rounds import GROUP, Department, Round, Setup
from assessment.sentences.bank import asked_sentence, context_sentence
from assessment.series import Assessment
from assessment.team.members import DEPARTMENT
from assessment.words import say
from pages.parts.behaviour import behaviour_page, described
from pages.shared.elements import first_run, pressed
from pages.shared.questionnaire import (
    Chips,
    Option,
    Point,
    QuestionColumn,
    QuestionnaireWords,
    QuestionPage,
    QuestionRow,
    Special,
    drawn_form,
    questionnaire,
    receipts,
)
from pages.visit import answering, assessments, beginning, places, reminding, saving


def changing_strip(language: Language) -> None:
    """Above the questions, once the answers are handed in: that a change counts at once, and the way back."""
    with st.container(key="changing_strip", gap="xxsmall"):
        st.markdown(say(language, "round.member.changing"))
        if pressed(say(language, "round.member.to_own"), key="to_own_result", kind="tertiary"):
            places.go_to(places.RESULTS)


def questions(
    begun: Assessment, language: Language, asked: Round | None = None, *, is_stale: Callable[[], bool] = lambda: False
) -> None:
    """Draw the questionnaire; after a tap only its receipts run again, and all of the page where it `is_stale`.

    A member of a team is `asked` about the leader's behaviours: the department and the statements, nothing else.
    """
    bank, answers = begun.instrument, begun.answers
    # Without a space between them: the receipts take no room.
    with st.container(gap=None):
        is_again = begun.is_under_way_again
        pages = all_pages(bank, answers.form, language, is_again=is_again)
        form = _form(bank, answers.form, language, is_again=is_again)
        if asked is not None:
            behaviours, handed_in = (asked.current_behaviour, asked.new_behaviour), begun.is_finished
            pages = member_pages(bank, asked.setup, language, is_handed_in=handed_in)
            form = _member_form(bank, asked.setup, behaviours, language, is_handed_in=handed_in)
        questionnaire(
            answering.tab_scope(begun),
            form,
            _notices(begun, language) if asked is None else [],  # A member's answers are nobody else's.
            before=places.SINCE if begun.is_under_way_again else None,
            # An answer to change, or the button to the result.
            complete=bank.factors[0].id if begun.is_finished else pages[-1].id,
            finished=begun.is_finished,
            seeks=places.is_sought("experience"),
        )
        _receipts(begun, is_stale, is_member=asked is not None)


def _receipts(begun: Assessment, is_stale: Callable[[], bool], *, is_member: bool) -> None:
    with_page = first_run()

    @st.fragment
    def draw() -> None:
        answering.do_what_was_asked()
        # What was read for the page is shown first; after a tap it is read again.
        is_after_tap = not next(with_page, False)
        stored = (is_after_tap and assessments.assessment()) or begun
        receipts(
            answering.tab_scope(stored),
            chosen(stored.answers, stored.instrument, is_member=is_member),
            answering.receipt(),
            key="receipts",
            on_taps=lambda: answering.save_taps("receipts"),
        )
        # Another assessment has been begun in another tab, the statements have other words for this kind of
        # organisation, or the page has to say something else.
        is_other = stored.number != begun.number or stored.instrument != begun.instrument
        if is_after_tap and (is_other or saving.obstacle_has_changed() or is_stale()):
            st.rerun()

    draw()


def chosen(answers: Answers, bank: Instrument, *, is_member: bool) -> dict[str, str]:
    """All choices by the name of their control, as the questionnaire takes them; a member chose no behaviours."""
    return {
        **({} if is_member else described(answers, bank)),
        **{f"{item}.{column}": str(value) for item, row in answers.ratings.items() for column, value in row.items()},
        **{f"importance.{part}": str(value) for part, value in answers.importance.items()},
        **{f"context.{item}": str(value) for item, value in answers.context.items()},
        **({GROUP: own} if (own := answers.groups.get(DEPARTMENT)) else {}),
    }


@lru_cache(maxsize=16)  # Shared by all visitors, so kept once and not in each session.
def _form(bank: Instrument, form: FormId, language: Language, *, is_again: bool) -> str:
    pages = all_pages(bank, form, language, is_again=is_again)
    return drawn_form(pages, _columns(bank, language), _words(language), language)


@lru_cache(maxsize=64)  # Shared by all members of a round.
def _member_form(
    bank: Instrument, setup: Setup, behaviours: tuple[str, str], language: Language, *, is_handed_in: bool
) -> str:
    given = dict(zip(("current", "new"), behaviours, strict=True))
    columns = tuple(
        QuestionColumn(id=each["id"], short=each["short"], behaviour=given[each["id"]] or each["behaviour"])
        for each in _columns(bank, language)
    )
    end = "done" if is_handed_in else "finish"
    finish, anyway = (say(language, f"round.member.{name}") for name in (end, f"{end}_anyway"))
    words = replace(_words(language), finish=finish, open_finish=anyway, done=finish if is_handed_in else "")
    return drawn_form(member_pages(bank, setup, language, is_handed_in=is_handed_in), columns, words, language)


@lru_cache(maxsize=64)
def member_pages(
    bank: Instrument, setup: Setup, language: Language, *, is_handed_in: bool = False
) -> tuple[QuestionPage, ...]:
    """The pages of a team's member: the department where there are several, then the statements.

    What comes next is said until the answers are handed in.
    """
    first, *others, last = (_factor_page(bank, setup.form, factor, language) for factor in bank.factors)
    # A bank of somebody's own says itself how its statements are answered.
    more = say(language, "round.member.how") if bank.is_shipped else first.more
    we = say(language, f"round.member.we.{setup.wave or 'team'}")
    first = replace(first, note=say(language, "round.member.tomorrow", we=we), more=more)
    last = last if is_handed_in else replace(last, ahead=say(language, "round.member.before_finish"))
    return (*((_department_page(setup, language),) if setup.departments else ()), first, *others, last)


def _department_page(setup: Setup, language: Language) -> QuestionPage:
    none = Option(value="", label=say(language, "round.member.no_group"))
    sizes = {each.name: each.size for each in setup.departments}
    found = preview(sizes, max(setup.size - sum(sizes.values()), 0), minimum=setup.minimum)
    labels = [_group_label(each, found, setup.minimum, language) for each in setup.departments]
    named = zip(setup.departments, labels, strict=True)
    options = (*(Option(value=each.name, label=label) for each, label in named), none)
    title = say(language, "round.member.group")
    hint = say(language, "round.member.group_hint")
    chips = Chips(name=GROUP, title=title, hint=hint, options=options)
    return QuestionPage(
        places.GROUP, say(language, "round.member.group_page"), (), onward=say(language, "behaviour.next"), choice=chips
    )


def _group_label(group: Department, found: Preview, minimum: int, language: Language) -> str:
    """With how many have to answer before the group can be shown by itself, or what the leader is told of it instead.

    `found` is what the leader sees while setting up: what can be shown if everybody answers.
    """
    if group.size < minimum:
        place = "group_of_few"
    elif group.name not in found.shown:
        place = "group_of_pool" if found.pool and found.pool < found.people else "group_of_whole"
    else:
        place = "group_of_all" if group.size == minimum else "group_of"
    return say(language, f"round.member.{place}", name=group.name, size=group.size, minimum=minimum)


@lru_cache(maxsize=16)
def all_pages(
    bank: Instrument, form: FormId, language: Language, *, is_again: bool = False
) -> tuple[QuestionPage, ...]:
    """The page about the behaviours, which says how much is asked, and then the questions."""
    ahead = asked_sentence(bank, form, language)
    first = replace(behaviour_page(bank, language, is_again=is_again), ahead=ahead)
    return (first, *question_pages(bank, form, language))


def question_pages(bank: Instrument, form: FormId, language: Language) -> tuple[QuestionPage, ...]:
    """All pages of questions of a form, after the one about the behaviours."""
    pages = [_factor_page(bank, form, factor, language) for factor in bank.factors]
    beside = bank.form_context(form)
    if bank.asks_importance and picks_facets(bank, form):
        pages.append(_picked_page(bank, language))
    elif bank.asks_importance:
        # A single statement more is not worth a page of its own.
        single, beside = (beside, ()) if len(beside) == 1 else ((), beside)
        pages.append(_importance_page(bank, single, language))
    if beside:
        pages.append(_context_page(bank, form, language))
    return tuple(pages)


def page_about(bank: Instrument, form: FormId, part: str) -> str | None:
    """The page of questions with the statements of a factor or of a context module; None where the form asks none."""
    items = {item.id for item in bank.form_context(form) if item.module == part}
    items |= {item.id for item in bank.form_items(form) if item.factor == part}
    pages = question_pages(bank, form, bank.languages[0])
    return next((page.id for page in pages if any(row.id in items for row in page.rows)), None)


def _factor_page(bank: Instrument, form: FormId, factor: Factor, language: Language) -> QuestionPage:
    items = [item for item in bank.form_items(form) if item.factor == factor.id]
    is_first = factor == bank.factors[0]
    points, special = _scale(bank, language)
    return QuestionPage(
        factor.id,
        factor.name[language],
        tuple(_item_row(item, language) for item in items),
        points,
        special,
        columns=True,
        heads=True,
        text=None if is_first else say(language, "questions.as_if"),
        note=_note(bank, language) if is_first else None,
        more=bank.instruction[language] if is_first else None,
    )


def _note(bank: Instrument, language: Language) -> str:
    """Who "we" are, as the bank's own instruction says it, and that the wanted behaviour is judged as of tomorrow."""
    we, tomorrow = say(language, "questions.we"), say(language, "questions.tomorrow")
    _, found, means = bank.instruction[language].partition(we)
    return f"{we}{means.partition('.')[0]}. {tomorrow}" if found else tomorrow


def _item_row(item: Statement, language: Language) -> QuestionRow:
    names = tuple((f"{item.id}.{column}", column) for column in ("current", "new"))
    return QuestionRow(item.id, item.text[language], item.help[language] if item.help else None, names)


def _importance_page(bank: Instrument, beside: Sequence[ContextItem], language: Language) -> QuestionPage:
    """Each factor's importance, rated, and then these statements, on their own scale."""
    scale, special = _scale(bank, language)
    heading = say(language, "questions.context.today")
    rows = (
        *(
            QuestionRow(
                factor.id,
                factor.name[language],
                factor.description[language] if factor.description else None,
                ((f"importance.{factor.id}", None),),
            )
            for factor in bank.factors
        ),
        *(replace(_context_row(item, language), points=scale, special=special, group=heading) for item in beside),
    )
    points = tuple(Point(value=str(label.value), label=label[language]) for label in bank.importance.labels)
    title, text = say(language, "questions.importance.title"), say(language, "questions.importance.text")
    return QuestionPage("importance", title, rows, points, heads=True, text=text)


def _picked_page(bank: Instrument, language: Language) -> QuestionPage:
    """Up to five facets that matter most."""
    rows = tuple(
        QuestionRow(facet.id, facet.name[language], None, ((f"importance.{facet.id}", None),), factor.name[language])
        for factor in bank.factors
        for facet in bank.facets
        if facet.factor == factor.id
    )
    title, text = say(language, "questions.importance.title"), say(language, "questions.pick.text", most=MOST_PICKED)
    return QuestionPage("importance", title, rows, heads=True, most=MOST_PICKED, text=text)


def _context_page(bank: Instrument, form: FormId, language: Language) -> QuestionPage:
    rows = tuple(_context_row(item, language) for item in bank.form_context(form))
    title, text = say(language, "questions.context.title"), context_sentence(bank, form, language)
    return QuestionPage("context", title, rows, *_scale(bank, language), text=text)


def _context_row(item: ContextItem, language: Language) -> QuestionRow:
    explained = item.help[language] if item.help else None
    return QuestionRow(item.id, item.text[language], explained, ((f"context.{item.id}", None),))


def _columns(bank: Instrument, language: Language) -> tuple[QuestionColumn, ...]:
    return tuple(
        QuestionColumn(id=column.id, short=column.short[language], behaviour=column[language])
        for column in bank.columns
    )


def _scale(bank: Instrument, language: Language) -> tuple[tuple[Point, ...], tuple[Special, ...]]:
    return (
        tuple(Point(value=str(label.value), label=label[language]) for label in bank.scale.labels),
        tuple(
            Special(code=special.code, label=special[language], short=special.short[language])
            for special in bank.scale.special
        ),
    )


def _words(language: Language) -> QuestionnaireWords:
    """The questionnaire's own words."""
    # Those that the browser fills in keep their places.
    places = {name: f"{{{name}}}" for name in ("done", "total", "count", "most", "pages")}
    names = {"saved", "partly", "saving", "failed", "answered_of", "progress", "how", "picked", "picked_most"}
    names |= {"whole", "shorter", "back", "next", "finish", "open_title", "open_text", "open_back", "open_finish"}
    return QuestionnaireWords(**{name: say(language, f"questionnaire.{name}", **places) for name in names})


def _notices(begun: Assessment, language: Language) -> list[str]:
    """That it came by a link, that this is a new one, or that an earlier result stays until this one is finished.

    Only the first that is so: above the statements is room for one. They have not come by a link where this visitor has
    only just begun them, after an earlier assessment.
    """
    came_from_step = places.is_sought("experience") or places.is_sought("answers")
    by_link = not (came_from_step or assessments.is_begun_again(begun)) and reminding.says_who_has_link()
    is_new = beginning.is_begun_beside_another() and not begun.is_finished
    said = {"by_link": by_link, "is_new": is_new, "earlier_stays": begun.is_under_way_again}
    return [say(language, f"questions.{name}") for name, is_said in said.items() if is_said][:1]
