"""What a table of departments says about engagement and customers, how sure that is, and what is wrong with a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assessment.customers import FEWEST, RESAMPLES, CustomersReport, DepartmentFigures, Relationship, RoundEngagement
from assessment.instrument import Language
from assessment.problems import Problem, Problems
from assessment.reading import TableFault
from assessment.words import date_text, number, say, upper_first

# What a reader has at hand: the dots on screen; in files only the figures.
AtHand = Literal["dots", "figures"]


def relationship_sentences(found: Relationship, language: Language, at_hand: AtHand = "dots") -> list[str]:
    """How far engagement and customers go together, and how sure that is."""
    if found.rho is None:
        return [say(language, f"customers.sure.{found.reading}", look=say(language, f"customers.look.{at_hand}"))]
    rho = number(found.rho, language, 2)
    if found.interval is None:
        order = "opposite_order" if rho.startswith("−") else "same_order"
        return [say(language, f"customers.sure.{order}", n=found.n, rho=rho)]
    low, high = (number(end, language, 2) for end in found.interval)
    sentences = [say(language, f"customers.sure.{found.reading}", n=found.n, rho=rho, lo=low, hi=high)]
    if found.compatible_with_none:
        sentences.append(say(language, "customers.sure.compatible"))
    return sentences


def resampled_sentence(interval: tuple[float, float], times: int, language: Language) -> str:
    """Between what the relationship lies when departments are drawn anew."""
    low, high = (number(end, language, 2) for end in interval)
    return say(language, "customers.sure.resampled", times=number(times, language), lo=low, hi=high)


def promoters_sentence(department: DepartmentFigures, language: Language) -> str | None:
    """How sure the net promoter score of a department is; None where its customer index is another."""
    if (found := department.promoters) is None:
        return None
    values = {"name": department.name, "score": number(found.score, language), "n": number(found.n, language)}
    if found.interval is None:
        return say(language, "customers.sure.nps_all_alike", **values)
    low, high = (number(end, language) for end in found.interval)
    return say(language, "customers.sure.nps", **values, lo=low, hi=high)


def table_problems(faults: Iterable[TableFault], file: str, language: Language) -> Problems:
    """What is wrong with a table, in the user's language. `line` and `column` are those of the table."""
    return Problems(_problem(fault, file, language) for fault in faults)


def _problem(fault: TableFault, file: str, language: Language) -> Problem:
    values = dict(fault.values)
    if column := values.get("part"):
        values["name"] = say(language, f"table.columns.{column}")
    found, expected, remedy = (
        say(language, f"table.{fault.kind}.{part}", **values) for part in ("found", "expected", "remedy")
    )
    where = say(language, f"table.where.{fault.where}", **values)
    return Problem(file, *fault.place, where, found, expected, remedy)


def problem_text(problem: Problem, language: Language) -> tuple[str, str]:
    """A problem of a table in plain words: its place, and what was found, is expected and to be done."""
    row = say(language, "table.where.row", row=str(problem.line))
    place = row if problem.where == row else f"{row}: {problem.where}"
    sentences = (upper_first(part) for part in (problem.found, problem.expected, problem.remedy) if part)
    return upper_first(place), " ".join(f"{sentence}." for sentence in sentences)


def figure_of(value: float, decimals: int, language: Language) -> str:
    """An index as the screen shows it."""
    return number(value, language, decimals)


def customers_name(found: CustomersReport, language: Language) -> str:
    """What the customer index is called."""
    return say(language, "customers.table.nps" if found.is_of_promoters else "customers.table.customers")


def headline(found: CustomersReport, language: Language) -> str:
    """Which department to begin with; else, or where all may be chance, how engagement and customers go together."""
    if found.is_uncertain:
        return say(language, "customers.uncertain", n=number(found.relationship.n, language))
    if found.standout is not None:
        return say(language, "customers.stands_out", name=found.standout.department.name)
    return say(language, f"customers.{found.direction or 'headline'}")


def standout_sentence(found: CustomersReport, language: Language) -> str:
    """How the department that stands out differs from the others; it is named where the headline does not."""
    standout = found.standout
    if standout is None:
        why = found.relationship.reading if found.relationship.rho is None else "nobody"
        count = number(found.relationship.n, language)
        return say(language, f"customers.differs.{why}", n=count, least=FEWEST)
    is_at_an_end = standout.place != "among" and standout.is_extreme
    how = f"{standout.place}_{standout.side}" if is_at_an_end else standout.side
    said = say(language, f"customers.differs.{how}")
    if not found.is_uncertain:
        return said
    return f"{say(language, 'customers.differs.by_chance', name=standout.department.name)} {said}"


def change_text(department: DepartmentFigures, found: CustomersReport, language: Language) -> str:
    """What has moved in a department since the earlier table."""
    change = found.changes.get(department.name)
    if change is None:
        return say(language, "customers.since.new")
    decimals = dict(zip(("engagement", "customers"), found.decimals, strict=True))
    moved = [
        say(language, f"customers.since.{column}.{way}", by=number(by, language, decimals[column]))
        for column, way, by in change.moves
    ]
    return ", ".join(moved) or say(language, "customers.since.same")


def since_name(found: CustomersReport, language: Language) -> str:
    """Since when: the name of the column on what has moved; empty without an earlier table."""
    return say(language, "customers.since.day", day=date_text(found.earlier.day, language)) if found.earlier else ""


def since_sentence(found: CustomersReport, language: Language) -> str:
    """In how many departments customers and engagement have risen and fallen; empty without an earlier table."""
    if found.earlier is None:
        return ""
    values = {
        f"{column}_{way}": number(count, language)
        for column, moved in zip(("engagement", "customers"), found.movements, strict=True)
        for way, count in (("up", moved.up), ("down", moved.down))
    }
    day = date_text(found.earlier.day, language)
    return say(language, "customers.since.text", day=day, n=number(len(found.changes), language), **values)


def source_text(source: RoundEngagement | None, language: Language) -> str:
    """Where the figures come from: a round of the team, or the firm's own surveys."""
    if source is None:
        return say(language, "customers.table.own")
    return say(language, "customers.table.from_round", round=_round(source, language))


def offer_text(source: RoundEngagement, language: Language) -> str:
    """What can be taken from a round, or why nothing can and what to do then."""
    return say(language, f"customers.round.{source.why_nothing or 'text'}", round=_round(source, language))


def _round(source: RoundEngagement, language: Language) -> str:
    named = say(language, "quoted", text=source.round)
    return f"{named}, {date_text(source.closed_on, language)}" if source.closed_on else named


def ask_title(found: CustomersReport, language: Language) -> str:
    """What stands above the questions to the department that stands out; empty where none does."""
    if found.standout is None:
        return ""
    name = "ask.maybe" if found.is_uncertain else "ask.title"
    return say(language, f"customers.{name}", name=found.standout.department.name)


def visit_questions(found: CustomersReport, language: Language) -> list[str]:
    """What to ask in the department that stands out; nothing where none does."""
    if found.standout is None:
        return []
    return [say(language, f"customers.ask.{found.standout.side}.{name}") for name in ("first", "second", "third")]


def visit_steps(found: CustomersReport, language: Language) -> dict[int, str]:
    """The steps of a visit for the plan, by the days until they are due; nothing where no department stands out."""
    if found.standout is None:
        return {}
    name, asked = found.standout.department.name, " ".join(visit_questions(found, language))
    return {
        days: say(language, f"customers.visit.{step}", name=name, questions=asked)
        for days, step in ((7, "book"), (30, "go"), (60, f"tell.{found.standout.side}"))
    }


def visit_title(found: CustomersReport, language: Language) -> str:
    """What the visit is called in the plan."""
    standout = found.standout
    return say(language, "customers.visit.title", name=standout.department.name) if standout else ""


def sureness_sentences(found: CustomersReport, language: Language, at_hand: AtHand) -> list[str]:
    """How sure it is that engagement and customers go together, on which scale, and that this is about departments.

    Nothing is said of faults where the department that stands out does better than expected.
    """
    is_better = found.standout is not None and found.standout.side == "above"
    about = ["dot"] if is_better else ["dot", "system"]
    said = " ".join(say(language, f"customers.sure.{each}") for each in about)
    scale = [say(language, "customers.sure.scale")] if found.relationship.rho is not None else []
    return [*relationship_sentences(found.relationship, language, at_hand), *scale, said]


def department_sentences(found: CustomersReport, language: Language) -> list[str]:
    """All that files say below the headline: who stands out, what to ask there, how sure it is."""
    title, asked = ask_title(found, language), visit_questions(found, language)
    questions = [f"{title}: {' '.join(asked)}"] if title else []
    since = [since_sentence(found, language)] if found.earlier else []
    return [
        standout_sentence(found, language),
        *questions,
        *since,
        *sureness_sentences(found, language, "figures"),
        *detail_sentences(found, language),
    ]


def detail_sentences(found: CustomersReport, language: Language) -> list[str]:
    """How sure each net promoter score is, and the relationship when departments are drawn anew."""
    scores = [promoters_sentence(each.department, language) for each in found.expectations]
    said = [sentence for sentence in scores if sentence]
    if found.resampled is not None:
        said.append(resampled_sentence(found.resampled, RESAMPLES, language))
    return said
