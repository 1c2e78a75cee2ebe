"""What the cells of a map say: a number, or a mark, and the sentences that explain the marks.

One mark stands for what nobody has said yet, one for measures of a role that take each other's effect away.
"""

from __future__ import annotations

from typing import Final

from assessment.incentives import IncentiveMap, Role
from assessment.incentives.unsaid import NewlyUnsaid, OpenCells, SilentOnRoles, UnsaidShortcut
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import measure_name, quoted_elements, quoted_measures, role_inside
from assessment.words import pull_text, quoted, say

UNSAID: Final = "?"
TORN: Final = "±0"


def pulls_in_text(role_id: str, report: Report, language: Language, *, spoken: bool = False) -> dict[str, str]:
    """What each cell of a role's row says, by element: its pull, -100 to 100, or a mark, or words for that if `spoken`.

    Without a role of all roles together; {} for a role that the map does not have.
    """
    scores = report.incentives
    if scores is None:
        return {}
    role, library = scores.map.role(role_id), report.instrument.incentives
    if role:
        pulls = next(score.pulls for score in scores.roles if score.id == role_id)
        unsaid, partly = OpenCells.of(role, scores.map, library)
    else:
        pulls = {} if role_id else {element.id: element.net for element in scores.elements}
        unsaid, partly = scores.unsaid(library).get(role_id, ()), ()
    said = {element: pull_text(pull, language) for element, pull in pulls.items()}
    for element, shown in said.items():
        if element in unsaid:
            said[element] = say(language, "incentives.unsaid.cell") if spoken else UNSAID
        elif role and shown == pull_text(0, language) and _is_torn(role, element):
            said[element] = say(language, "incentives.torn.cell") if spoken else TORN
        elif element in partly:
            said[element] = f"{shown} {say(language, 'incentives.unsaid.partly') if spoken else UNSAID}"
    return said


def _is_torn(role: Role, element: str) -> bool:
    """Whether some of a role's measures help an element and others harm it."""
    return bool(role.moving((element,), 1) and role.moving((element,), -1))


def new_unsaid_sentences(after: IncentiveMap, report: Report, language: Language) -> list[str]:
    """What nobody has said of the measures that another map has and the report's has not, a sentence each."""
    return [
        say(
            language,
            "incentives.unsaid.of_new",
            measure=quoted(
                after.known_role(new.role).measures_by_key[new.measure].label(language) or new.measure, language
            ),
            elements=quoted_elements(new.elements, report, language),
        )
        for new in NewlyUnsaid.of(report.map, after, report.instrument.incentives)
    ]


def unsaid_shortcuts(report: Report, language: Language) -> dict[UnsaidShortcut, str]:
    """The measures that can be met without helping, of which nobody has said what that does, and a sentence on each."""
    return {
        one: say(
            language,
            f"incentives.shortcut.unsaid.{'easily' if one.is_easy else 'partly'}",
            measure=quoted(measure_name(one.role, one.measure, report, language), language),
            role=role_inside(one.role, report, language),
        )
        for one in (UnsaidShortcut.of(report.map) if report.incentives else ())
    }


def roles_unsaid_sentence(report: Report, language: Language) -> str:
    """The measures in somebody's own words of which nobody has said what they do to other roles; "" without any."""
    found = SilentOnRoles.of(report.map, report.instrument.incentives) if report.incentives else []
    names = list(dict.fromkeys(measure_name(role, key, report, language) for role, key in found))
    return say(language, "map_page.roles_unsaid", measures=quoted_measures(names, language)) if names else ""


def marks_explained(report: Report, language: Language) -> str:
    """What the marks of a map mean, in a sentence each; "" where it has none."""
    roles = report.incentives.roles if report.incentives else ()
    cells = [said for role in roles for said in pulls_in_text(role.id, report, language).values()]
    explained = (
        unsaid_sentence(report, language),
        say(language, "incentives.unsaid.means_partly") if any(map(is_partly, cells)) else "",
        say(language, "incentives.torn.means") if TORN in cells else "",
    )
    return " ".join(filter(None, explained))


def is_partly(text: str) -> bool:
    """Whether what a cell says is a number of which only a part is known."""
    return text.endswith(f" {UNSAID}")


def unsaid_sentence(report: Report, language: Language) -> str:
    """What the mark means: what nobody has said yet, of how many roles; "" where all is said."""
    open_ones = report.incentives.unsaid(report.instrument.incentives) if report.incentives else {}
    roles = [role for role in open_ones if role]
    if not roles:
        return ""
    elements = [each.id for each in report.map.elements if each.id in open_ones[roles[0]]]
    how_many = "one" if not roles[1:] else "many" if len({open_ones[role] for role in roles}) == 1 else "various"
    return say(
        language,
        f"incentives.unsaid.{how_many}",
        count=len(roles),
        role=role_inside(roles[0], report, language),
        elements=quoted_elements(elements, report, language),
    )
