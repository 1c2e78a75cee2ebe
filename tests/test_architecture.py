"""The arrows of the house: which module may import which, and what must stay out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

# These tests read files and run none of the subject.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parents[1]

# The subject in the order data flows: each module imports only earlier ones.
ORDER = [
    "assessment.rounding",
    "assessment.links",
    "assessment.look",
    "assessment.problems",
    "assessment.reading",
    "assessment.instrument",
    "assessment.bank",
    "assessment.incentives",
    "assessment.taking_back",
    "assessment.customers",
    "assessment.answers",
    "assessment.progress",
    "assessment.scoring",
    "assessment.team",
    "assessment.statements",
    "assessment.quality",
    "assessment.anonymity",
    "assessment.group_distances",
    "assessment.advice",
    "assessment.working_days",
    "assessment.plan",
    "assessment.next_up",
    "assessment.storage",
    "assessment.comparison",
    "assessment.words",
    "assessment.planned_rewards",
    "assessment.report",
    "assessment.rollout",
    "assessment.team_row",
    "assessment.team_result",
    "assessment.together",
    "assessment.decided",
    "assessment.settled",
    "assessment.sentences",
    "assessment.answering_again",
    "assessment.figures",
    "assessment.exports",
    "assessment.series",
    "assessment.team_map",
    "assessment.rounds",
    "assessment.campaigns",
    "assessment.file",
    "assessment.rollout_file",
    "assessment.opened",
    "assessment.example",
    "assessment.downloads",
    "assessment.writes",
    "assessment.telling",
    "assessment.__main__",
]


def modules(*folders: str) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), file


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def rank(module: str) -> int | None:
    return next((place for place, known in enumerate(ORDER) if module == known or module.startswith(f"{known}.")), None)


def test_the_subject_imports_no_screen_and_only_earlier_modules() -> None:
    for module, file in modules("assessment"):
        if module == "assessment":
            continue
        own = rank(module)
        assert own is not None, f"{module} has no place in the order of the house"
        for name in imported(file):
            assert not name.startswith(("streamlit", "pages", "tests")), f"{module} imports {name}"
            other = rank(name)
            assert other is None or other <= own, f"{module} imports {name}, which comes later"


def test_only_the_visit_touches_session_state_address_and_storage() -> None:
    for module, file in modules("pages"):
        text = file.read_text(encoding="utf-8")
        if module != "pages.visit.memory":
            assert "st.session_state" not in text.replace("st.session_state[key].taps", ""), module
        if module != "pages.visit.address":
            assert "st.query_params" not in text, module
        if not module.startswith("pages.visit."):
            assert not any(name.startswith("assessment.storage") for name in imported(file)), module


def test_the_server_knows_the_subject_and_no_page() -> None:
    for module, file in modules("server"):
        assert not any(name.startswith(("pages", "tests", "app")) for name in imported(file)), module


def test_only_the_store_talks_to_the_database() -> None:
    for name, file in modules("assessment", "pages", "server"):
        if any(i.startswith(("sqlalchemy", "alembic", "psycopg", "sqlite3")) for i in imported(file)):
            assert name.startswith("assessment.storage."), name


def test_only_a_report_calls_scoring_and_advice() -> None:
    """Screen and downloads draw one Report, so their numbers are the same by construction.

    An incentive map alone, without any answers, is scored for the command line.
    """
    for name, file in modules("assessment", "pages", "server"):
        if name != "assessment.report" and not name.startswith(("assessment.scoring", "assessment.advice")):
            calls = {
                n.func.id for n in ast.walk(parsed(file)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
            }
            assert not calls & {"score_answers", "rank_advice", "quality_notes", "widest_contrasts"}, name
            if name not in ("assessment.incentives.scores", "assessment.incentives.proposals", "assessment.__main__"):
                assert "score_incentives" not in calls, name


def test_pages_are_short_flat_scripts() -> None:
    for file in (ROOT / "pages").glob("*.py"):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 85, f"{file.name} has {len(lines)} lines"


def test_the_drawing_of_the_questionnaire_knows_no_host() -> None:
    """The same drawing serves the app, team members and an edition in one file."""
    folder = ROOT / "pages" / "shared" / "questionnaire"
    drawing = ("questionnaire.js", "behaviour.js", "rating.js", "second_click.js", "elements.js")
    for name in drawing:
        script = (folder / name).read_text(encoding="utf-8")
        for word in ("streamlit", "setStateValue", "data-testid", "localStorage", "location", "history"):
            assert word.lower() not in script.lower(), (name, word)
        imports = re.findall(r'^import .* from "\./(.+)"$', script, re.MULTILINE)
        assert len(imports) == script.count("import "), name
        assert set(imports) <= set(drawing), name
    waiting = (folder / "waiting_taps.js").read_text(encoding="utf-8")
    for word in ("streamlit", "document", "setStateValue", "location", "import "):
        assert word.lower() not in waiting.lower(), word


def test_nothing_heavy_is_imported_before_a_page_needs_it() -> None:
    heavy = ("pandas", "numpy", "pyarrow", "altair", "fpdf", "scipy", "xlsxwriter", "openpyxl")
    allowed = (
        "assessment.figures",
        "assessment.exports.pdf",
        "assessment.exports.workbook",
        "assessment.reading.excel",
    )
    for name, file in modules("assessment", "pages", "server"):
        if not name.startswith(allowed):
            assert not any(i.split(".")[0] in heavy for i in imported(file)), name
    for name in (
        "start",
        "questions",
        "privacy",
        "accessibility",
        "shared.elements",
        "parts.start",
        "parts.questions",
        "parts.privacy",
        *(f"visit.{file.stem}" for file in (ROOT / "pages" / "visit").glob("*.py")),
    ):
        found = imported(ROOT / "pages" / f"{name.replace('.', '/')}.py")
        assert not any(each.startswith(allowed) for each in found), name


def test_no_module_is_a_catch_all() -> None:
    """No utils, helpers, common, constants, manager, misc or base."""
    for _, file in modules("assessment", "pages", "server", "tests", "benchmarks"):
        assert file.stem not in {"utils", "helpers", "common", "constants", "manager", "misc", "base"}, file


MOST_LINES = 450
MOST_LINES_OF_A_FUNCTION = 40
# Migrations are tables of data. The loop is what scoring is measured against; calls would make it slower.
LONG_FUNCTIONS = {
    ("assessment.storage.migrations.versions.0002_series", "upgrade"),
    ("assessment.storage.migrations.versions.0007_campaigns", "upgrade"),
    ("benchmarks.scoring", "score_plainly"),
}


def long_functions(source: str) -> list[str]:
    """The functions of a module with too many lines, docstring and decorators' arguments included."""
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return [n.name for n in functions if (n.end_lineno or n.lineno) - n.lineno >= MOST_LINES_OF_A_FUNCTION]


def test_files_and_functions_are_short() -> None:
    for module, file in modules("assessment", "pages", "server", "benchmarks"):
        source = file.read_text(encoding="utf-8")
        assert len(source.splitlines()) <= MOST_LINES, module
        assert [name for name in long_functions(source) if (module, name) not in LONG_FUNCTIONS] == [], module


@pytest.mark.parametrize(("lines", "found"), [(40, []), (41, ["sorted"])])
def test_a_function_of_41_lines_is_found(lines: int, found: list[str]) -> None:
    body = ["        pass"] * (lines - 1)
    assert long_functions("\n".join(["class Room:", "    def sorted(self):", *body])) == found


def public_types(source: str) -> set[str]:
    """The classes and named types of a module that others may import."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names.update(target.id for target in targets if isinstance(target, ast.Name))
    return {name for name in names if name[0].isupper() and not name.isupper()}


def test_no_two_types_share_a_name() -> None:
    """One word means one thing, whichever module it is imported from."""
    homes: dict[str, list[str]] = {}
    for name, file in modules("assessment", "pages", "server"):
        for found in public_types(file.read_text(encoding="utf-8")):
            homes.setdefault(found, []).append(name)
    assert {found: places for found, places in homes.items() if len(places) > 1} == {}


def unfixed_constants(source: str) -> list[str]:
    """The constants of a module that are not marked Final, so that mypy would allow another assignment."""
    found = []
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.append(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if "Final" not in ast.unparse(kind):
                found.append(name)
    return [name for name in found if name.isupper() and len(name) > 1]  # A single letter is a TypeVar.


def test_constants_are_final() -> None:
    for name, file in modules("assessment", "pages", "server"):
        if ".migrations." not in name:
            assert unfixed_constants(file.read_text(encoding="utf-8")) == [], name


# The distance from a wanted score to the target, and where it is computed, sorted by and written.
GAP = {
    "assessment.scoring",
    "assessment.statements",
    "assessment.advice.ranking",
    "assessment.exports.tables",
    "assessment.exports.workbook.over_time",
    "assessment.exports.workbook.scores",
    "assessment.exports.workbook.summary",
}
# The keys in files for how a leader sees the team's score.
LEADER_VIEW = {"assessment.anonymity.report", "assessment.exports.team"}


def names_with(word: str, source: str) -> tuple[set[str], set[str]]:
    """The names of a module that hold a word, and its keys and ids, without the keyword arguments of calls."""
    names, texts = set(), set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Name(id=name)
                | ast.Attribute(attr=name)
                | ast.arg(arg=name)
                | ast.FunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.alias(name=name)
            ):
                names.add(name)
            case ast.Constant(value=str(text)) if " " not in text:
                texts.add(text)
    pattern = re.compile(rf"(?<![a-z]){word}", re.IGNORECASE)
    return {name for name in names if pattern.search(name)}, {text for text in texts if pattern.search(text)}


def test_a_gap_is_the_distance_to_the_target_and_nothing_else() -> None:
    for name, file in modules("assessment", "pages", "server"):
        names, texts = names_with("gap", file.read_text(encoding="utf-8"))
        allowed = ({"gap"} if name in GAP else set()) | ({"gap", "gap_kind"} if name in LEADER_VIEW else set())
        assert names | texts <= allowed, name
    for file in (ROOT / "assessment" / "words").glob("*.yaml"):
        assert re.findall(r"(?m)^ *(\w*gap\w*):", file.read_text(encoding="utf-8")) == ["gap"], file.name


def test_every_button_acts_in_a_callback_or_remembers_its_press() -> None:
    """The value of st.button alone is lost when another run of the page replaces the one the press began."""
    for name, file in modules("pages"):
        for call in ast.walk(parsed(file)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.button":
                assert "on_click" in {each.arg for each in call.keywords}, f"{name}, line {call.lineno}"


def test_no_page_shows_text_as_html() -> None:
    for name, file in modules("pages"):
        assert "unsafe_allow" not in file.read_text(encoding="utf-8"), name


def test_nothing_in_the_project_refers_to_a_place_outside_of_it() -> None:
    """The product holds everything it needs; a path on one machine is of no use on another."""
    for pattern in ("*.py", "*.md", "*.toml", "*.yaml", "*.txt", "*.js", "*.css", "Makefile"):
        for file in ROOT.rglob(pattern):
            if not {".venv", ".git", "data"} & set(file.relative_to(ROOT).parts) and file != Path(__file__):
                text = file.read_text(encoding="utf-8")
                assert "../shared" not in text, file
                assert "/work/" not in text, file
                assert "/root/" not in text, file


def test_what_a_role_is_rewarded_for_is_a_measure_and_a_metric_only_as_a_key_of_files() -> None:
    for name, file in modules("assessment", "pages"):
        assert names_with("metric", file.read_text(encoding="utf-8"))[0] == set(), name


COMPUTING = {"sum", "min", "max", "round", "abs", "divmod", "pow"}
ORDERING = ast.Lt | ast.LtE | ast.Gt | ast.GtE
WITHOUT_NUMBERS = ("__future__", "collections.abc", "typing")


def computes(node: ast.AST) -> bool:
    """Whether this is arithmetic or puts numbers in order."""
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            return not isinstance(op, ast.BitOr)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return not isinstance(operand, ast.Constant)
        case ast.Compare(ops=ops):
            return any(isinstance(op, ORDERING) for op in ops)
        case ast.Call(func=ast.Name(id=name)):
            return name in COMPUTING
    return False


def foreign(node: ast.AST) -> list[str]:
    """The imports other than words, sentences and types of the subject, which begin with a capital."""
    match node:
        case ast.Import(names=names):
            return [name.name for name in names]
        case ast.ImportFrom(module=str(module), names=names):
            if module in WITHOUT_NUMBERS or module.startswith(("assessment.words", "assessment.sentences")):
                return []
            return [name.name for name in names if not module.startswith("assessment.") or not name.name[0].isupper()]
    return []


def computations(source: str) -> list[str]:
    """What a module of sentences may not do: arithmetic, ordering numbers, calling functions of the subject."""
    nodes = list(ast.walk(ast.parse(source)))
    return [ast.unparse(node) for node in nodes if computes(node)] + [name for node in nodes for name in foreign(node)]


def test_sentences_compute_nothing() -> None:
    """Every number in a sentence comes from the Report."""
    for module, file in modules("assessment/sentences"):
        assert computations(file.read_text(encoding="utf-8")) == [], module


@pytest.mark.parametrize(
    "source",
    [
        "step = 25 / pairs",
        "further -= 1",
        "way = -pull",
        "clear = score >= 75",
        "few = min(pairs)",
        "import math",
        "from math import fsum",
        "from assessment.scoring import total_verdict",
        "from assessment.comparison import Change, compare_maps",
    ],
)
def test_a_computation_among_the_sentences_is_found(source: str) -> None:
    assert computations(source)
