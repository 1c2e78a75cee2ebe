"""What several test files need: the shipped bank, answers made from columns of numbers, empty databases."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, cast

import psycopg
import pytest
from _pytest.unraisableexception import gc_collect_iterations_key
from coverage import Coverage
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from sqlalchemy import text
from sqlalchemy.engine import make_url

import assessment
from assessment.answers import Answers
from assessment.incentives import IncentiveMap
from assessment.instrument import Instrument, Language
from assessment.report import Report, build_report
from assessment.storage import Store
from assessment.storage.tables import METADATA
from tests import postgres as temporary
from tests.amounts import IS_SOAK, REPEATS
from tests.postgres import Postgres
from tests.shipped import BANK

# Machines differ and are shared: how long one example takes says nothing about the product. At the gate the examples
# are the same in each run, so that no change is stopped by a fault of another.
settings.register_profile("gate", deadline=None, derandomize=True, max_examples=10)
settings.register_profile("soak", deadline=None, max_examples=1000)
settings.load_profile("soak" if IS_SOAK else "gate")
if not IS_SOAK:
    # Hypothesis would read every module of ours for numbers and words to try: two seconds in each worker, and other
    # examples wherever another module is loaded.
    providers._get_local_constants = lambda: providers._local_constants

Columns = tuple[Sequence[Any], Sequence[Any]]

# The worked example of the force balance: each factor's answers for today's and the wanted behaviour, in the order of
# the quick form. The fifth statement of internal rewards is reversed.
WORKED: Mapping[str, Columns] = {
    "ability": ([4, 5, 3, 4], [3, 3, 2, 3]),
    "conditions": ([4, 4, 4, 4], [3, 4, 4, 3]),
    "external_rewards": ([4, 4, 3, 5], [2, 2, 4, 2]),
    "internal_rewards": ([4, 4, 3, 4, 2, 5], [2, 5, 4, 3, 4, 2]),
}


def kept(incentive_map: IncentiveMap) -> IncentiveMap:
    """The map with every role and measure confirmed."""
    return incentive_map.model_copy(update={"roles": tuple(role.kept() for role in incentive_map.roles)})


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop the coverage begun while options were read: a worker begins another, and who hands out tests runs none."""
    is_divided = hasattr(session.config, "workerinput") or session.config.pluginmanager.has_plugin("dsession")
    if is_divided and (early := Coverage.current()):
        early.stop()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Measure the coverage of imports in one worker only, since all import the same; and import without pauses.

    That one imports all of the subject: what a test that is not measured is the first to import would count as missed.
    Python's collector need not look for garbage while the tests are read, nor later among what was read. As often as
    it usually looks, it would take a sixth of the time of the tests.
    """
    measuring = Coverage.current() if _worker(session) not in ("", "gw0") else None
    if measuring:
        measuring.stop()
    gc.disable()
    try:
        if Coverage.current() and measuring is None:
            for module in walk_packages(assessment.__path__, f"{assessment.__name__}."):
                import_module(module.name)
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 50, 50)
        gc.enable()
        if measuring:
            measuring.start()


def _worker(session: pytest.Session) -> str:
    """The name of the worker that this is; empty in the main process."""
    return str(getattr(session.config, "workerinput", {}).get("workerid", ""))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only a long run takes, and measure coverage on the first case of each test of the subject only.

    Tests of servers come first: they wait a lot. One worker has most of them then, and few servers are started; the
    others compute meanwhile, and take over what it has left.

    A test that is measured can take three times as long, and the other tests reach hardly more. Nor do most tests of a
    file that is marked as unmeasured: those that do are marked as measured.
    """
    if not IS_SOAK:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
        for what in ("language", "store", "database_url"):
            _take_in_turns(config, items, what)
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent / "server")
    seen: set[str] = set()
    for item in items:
        name = item.nodeid.partition("[")[0]
        is_subject = item.path.parent == Path(__file__).parent or item.get_closest_marker("measured")
        if name in seen or not is_subject or item.get_closest_marker("hypothesis"):
            item.add_marker("unmeasured", append=False)
        seen.add(name)


def _take_in_turns(config: pytest.Config, items: list[pytest.Item], what: str) -> None:
    """Of marked tests that differ in the language alone, keep one: first in Swedish, next in English, and so on.

    So with the database, if `what` is the store or its URL.
    """
    same: dict[tuple[object, ...], list[pytest.Item]] = {}
    for item in items:
        case = getattr(item, "callspec", None)
        if case and what in case.params and item.get_closest_marker("in_turns"):
            others = sorted((name, repr(value)) for name, value in case.params.items() if name != what)
            same.setdefault((item.nodeid.partition("[")[0], *others), []).append(item)
    turns: Counter[object] = Counter()
    left_out: set[pytest.Item] = set()
    for (name, *varied), cases in same.items():
        place = name if varied else cases[0].path
        left_out.update(case for at, case in enumerate(cases) if at != turns[place] % len(cases))
        turns[place] += 1
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _is_measured(item: pytest.Item) -> bool:
    """Of its own marks and those of its file, the closest one decides."""
    marks = (mark.name for mark in item.iter_markers() if mark.name in ("measured", "unmeasured"))
    return next(marks, "measured") == "measured"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Pause the coverage during a test that is not measured, its fixtures included."""
    measuring = Coverage.current()
    if measuring is None or _is_measured(item):
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def pytest_configure(config: pytest.Config) -> None:
    """At its end pytest looks for garbage once in place of five times: among all that was read it takes a while."""
    config.stash[gc_collect_iterations_key] = 1


def pytest_report_header() -> str:
    """Say how much is tested."""
    return f"repeats: {REPEATS}, " + (
        "all looks and cases" if IS_SOAK else "a sample of looks and cases; all: make soak"
    )


@pytest.fixture(scope="session")
def bank() -> Instrument:
    return BANK


@pytest.fixture(scope="session")
def document(bank: Instrument) -> Callable[..., dict[str, Any]]:
    """Makes an answers document from columns of answers by factor or facet; None leaves a cell unanswered."""

    def make(columns: Mapping[str, Columns], form: str = "quick", **more: Any) -> dict[str, Any]:
        items = bank.form_items("quick" if form == "quick" else "full")
        ratings: dict[str, dict[str, Any]] = {}
        for part, (current, new) in columns.items():
            own = [item.id for item in items if part in (item.factor, item.facet)]
            for item_id, *pair in zip(own, current, new, strict=False):
                cells = dict(zip(("current", "new"), pair, strict=True))
                ratings[item_id] = {column: value for column, value in cells.items() if value is not None}
        return {"format": "drivkraft.answers/1", "form": form, "ratings": ratings, **more}

    return make


@pytest.fixture(scope="session")
def answers(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[..., Answers]:
    def make(columns: Mapping[str, Columns], form: str = "quick", **more: Any) -> Answers:
        return Answers.checked(document(columns, form, **more), bank)

    return make


@pytest.fixture(scope="session")
def worked(bank: Instrument, answers: Callable[..., Answers]) -> Report:
    """The worked example as a report, without anything about the experience."""
    return build_report(bank, answers(WORKED), made_on=date(2026, 11, 22))


_PRINTED: dict[tuple[int, Language], tuple[Report, bytes]] = {}


def printed(report: Report, language: Language) -> bytes:
    """The PDF of a report that several tests read: made once. The report is kept, so that its id stays its own."""
    from assessment.exports.pdf import to_pdf  # noqa: PLC0415  # Most tests need none.

    place = (id(report), language)
    if place not in _PRINTED:
        _PRINTED[place] = (report, to_pdf(report, language))
    return _PRINTED[place][1]


_NUMBERS = count(1)


def empty_schema(server: Postgres) -> str:
    """The URL of a new schema on a PostgreSQL server, which serves as a database.

    A real database takes ten times as long to create.
    """
    name = f"empty_{next(_NUMBERS)}"
    with psycopg.connect(server.url, autocommit=True) as administrator:
        administrator.execute(f"CREATE SCHEMA {name}".encode())
    url = make_url(server.url).update_query_dict({"options": f"-csearch_path={name}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A PostgreSQL server, started when the first test asks for it; it need not survive a power cut."""
    missing = ""
    with ExitStack() as until_the_end:
        try:
            folder = tmp_path_factory.mktemp("postgres")
            server = until_the_end.enter_context(temporary.postgres(folder, is_safe=False))
        except RuntimeError as error:  # its message says how to get one
            missing = str(error)
        if missing:
            pytest.fail(missing, pytrace=False)
        yield server


@pytest.fixture
def postgresql_url(postgres: Postgres) -> str:
    return empty_schema(postgres)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'answers.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, of either kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database without rows, for copying: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "answers.db"
    Store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def _migrated_schema(postgres: Postgres) -> str:
    url = empty_schema(postgres)
    Store(url).close()
    return url


@pytest.fixture
def sqlite_store(sqlite_url: str, tmp_path: Path, migrated_file: Path) -> Iterator[Store]:
    """A store without rows in tmp_path/data."""
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_file, tmp_path / "data" / "answers.db")
    with closing(Store(sqlite_url)) as store:
        yield store


@pytest.fixture
def postgresql_store(_migrated_schema: str) -> Iterator[Store]:
    """A store without rows, on the same tables for all tests."""
    with closing(Store(_migrated_schema)) as store:
        with store._engine.begin() as connection:
            names = ", ".join(table.name for table in METADATA.sorted_tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        yield store


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """A store without rows, on either database."""
    return cast("Store", request.getfixturevalue(f"{request.param}_store"))
