"""The pages of questions, in order: one per factor, then importance, then the context modules; and their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from assessment.answers import Answers
from assessment.instrument import Factor, FormId, Instrument, Language
from assessment.series import Assessment
from assessment.words import joined, say
from pages.shared.elements import first_run, own_link, plain, pressed
from pages.shared.rating_matrix import MatrixColumn, MatrixRow, MatrixWords, Point, Progress, Special, rating_matrix
from pages.visit import answering, assessments, beginning, places, saving


class Step(NamedTuple):
    """One page of questions. `columns` is empty where a statement is rated once."""

    id: str
    title: str
    description: str
    rows: tuple[MatrixRow, ...]
    points: tuple[Point, ...]
    special: tuple[Special, ...]
    columns: tuple[MatrixColumn, ...]


def steps(bank: Instrument, answers: Answers, language: Language) -> list[Step]:
    """All pages of questions of the chosen form."""
    columns = _columns(bank, answers, language)
    return [page._replace(columns=columns) if page.columns else page for page in _steps(bank, answers.form, language)]


@lru_cache(maxsize=16)  # Shared by all visitors, so kept once and not in each session.
def _steps(bank: Instrument, form: FormId, language: Language) -> tuple[Step, ...]:
    """The pages without the visitor's own behaviours."""
    pages = [_factor_step(bank, form, factor, language) for factor in bank.factors]
    pages.append(_importance_step(bank, form, language))
    if form == "full":
        pages.append(_context_step(bank, language))
    return tuple(pages)


def _factor_step(bank: Instrument, form: FormId, factor: Factor, language: Language) -> Step:
    rows = tuple(
        MatrixRow(
            item.id,
            item.text[language],
            item.help[language] if item.help else None,
            ((f"{item.id}.current", "current"), (f"{item.id}.new", "new")),
        )
        for item in bank.form_items(form)
        if item.factor == factor.id
    )
    columns = _columns(bank, Answers(), language)
    return Step(factor.id, factor.name[language], factor.description[language], rows, *_scale(bank, language), columns)


def _columns(bank: Instrument, answers: Answers, language: Language) -> tuple[MatrixColumn, ...]:
    behaviour = {"current": answers.current_behaviour, "new": answers.new_behaviour}
    return tuple(
        MatrixColumn(id=column.id, short=column.short[language], behaviour=behaviour[column.id] or column[language])
        for column in bank.columns
    )


def _importance_step(bank: Instrument, form: FormId, language: Language) -> Step:
    parts = bank.facets if form == "full" else bank.factors
    rows = tuple(MatrixRow(part.id, part.name[language], None, ((f"importance.{part.id}", None),)) for part in parts)
    points = tuple(Point(value=str(label.value), label=label[language]) for label in bank.importance.labels)
    title, description = say(language, "questions.importance.title"), say(language, "questions.importance.text")
    return Step("importance", title, description, rows, points, (), ())


def _context_step(bank: Instrument, language: Language) -> Step:
    rows = tuple(
        MatrixRow(
            item.id, item.text[language], item.help[language] if item.help else None, ((f"context.{item.id}", None),)
        )
        for item in bank.context_items
    )
    title, description = say(language, "questions.context.title"), say(language, "questions.context.text")
    return Step("context", title, description, rows, *_scale(bank, language), ())


def _scale(bank: Instrument, language: Language) -> tuple[tuple[Point, ...], tuple[Special, ...]]:
    return (
        tuple(Point(value=str(label.value), label=label[language]) for label in bank.scale.labels),
        tuple(
            Special(code=special.code, label=special[language], short=special.short[language])
            for special in bank.scale.special
        ),
    )


def chosen(answers: Answers) -> dict[str, str]:
    """All choices by the name of their control, as the rating matrix takes them."""
    return {
        **{f"{item}.{column}": str(value) for item, row in answers.ratings.items() for column, value in row.items()},
        **{f"importance.{part}": str(value) for part, value in answers.importance.items()},
        **{f"context.{item}": str(value) for item, value in answers.context.items()},
    }


def open_cells(step: Step, choices: Mapping[str, str]) -> list[str]:
    """The names of the controls of a page that are still open."""
    return [name for name in _cells(step) if name not in choices]


def progress(pages: Sequence[Step], page: Step, choices: Mapping[str, str]) -> Progress:
    """How many choices for the two behaviours are made on the other pages, and how many there are in all."""
    both = [every for every in pages if every.columns]
    done = sum(len(_cells(other)) - len(open_cells(other, choices)) for other in both if other is not page)
    return Progress(done_elsewhere=done, total=sum(len(_cells(every)) for every in both))


def _cells(step: Step) -> list[str]:
    """The names of all controls of a page."""
    return [name for row in step.rows for name, _ in row.scales]


def matrix(page: Step, pages: Sequence[Step], begun: Assessment, language: Language) -> None:
    """The statements of a page; only they run again after a tap."""
    with_page = first_run()

    @st.fragment
    def draw() -> None:
        # What was read for the page is shown first; after a tap it is read again.
        is_after_tap = not next(with_page, False)
        shown = (is_after_tap and assessments.assessment()) or begun
        choices = chosen(shown.answers)
        rating_matrix(
            assessment=answering.tab_scope(shown),
            rows=page.rows,
            points=page.points,
            special=page.special,
            columns=page.columns,
            words=_matrix_words(language),
            chosen=choices,
            progress=progress(pages, page, choices),
            receipt=answering.receipt(),
            seek=places.sought_control(),
            key="ratings",
            on_taps=lambda: answering.save_taps("ratings"),
        )
        if is_after_tap and saving.obstacle_has_changed():
            st.rerun()

    draw()


def _matrix_words(language: Language) -> MatrixWords:
    """The rating matrix's own words."""
    return MatrixWords(
        saved=say(language, "matrix.saved"),
        saving=say(language, "matrix.saving"),
        failed=say(language, "matrix.failed"),
        answered_of=say(language, "matrix.answered_of"),
        progress=say(language, "matrix.progress"),
    )


def introduction(page: Step, begun: Assessment, language: Language, *, is_first: bool) -> None:
    """Show what a page asks and, if so, that an earlier result stays until this assessment is finished."""
    st.title(page.title, anchor=False)
    st.markdown(plain(page.description))
    if begun.number > 1 and not begun.is_finished:
        st.caption(say(language, "questions.earlier_stays"))
    if beginning.came_by_link():
        st.caption(say(language, "questions.by_link"))
    if is_first:
        st.caption(say(language, "questions.tomorrow"))
        how = st.expander(say(language, "questions.how"), icon=":material/help:", key="how", on_change="rerun")
        if how.open:
            with how:
                st.markdown(plain(begun.instrument.instruction[language]))
                own_link(language)


def explain_open_cells(pages: Sequence[Step], choices: Mapping[str, str], language: Language) -> None:
    """Say which pages have open ratings and what that means, and offer to go back or to finish."""
    still_open = [(page, names) for page in pages if page.columns and (names := open_cells(page, choices))]
    if not still_open:
        return
    listed = joined([f"{page.title} ({len(names)})" for page, names in still_open], language)
    (first, (control, *_)), *_ = still_open
    with st.container(border=True, key="open_cells", gap="xsmall"):
        st.markdown(f"**{plain(say(language, 'open_cells.title', count=sum(len(names) for _, names in still_open)))}**")
        st.markdown(plain(say(language, "open_cells.text", pages=listed)))
        with st.container(horizontal=True):
            st.button(
                say(language, "open_cells.back"),
                key="to_first_open_cell",
                on_click=places.seek,
                args=(first.id, control),
            )
            if pressed(say(language, "open_cells.finish"), key="finish_anyway"):
                answering.finish_and_show()
