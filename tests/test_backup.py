"""Backup and restore as README describes them, also under a running server, and files that move or disappear."""

from __future__ import annotations

import logging
import operator
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import psycopg
import pytest
from sqlalchemy.engine import make_url

from assessment.storage import Store, StoreUnavailable, Tap
from tests import postgres as temporary
from tests.postgres import Postgres
from tests.test_readme import section
from tests.test_storage import begun, newest
from tests.test_upgrade import RELEASED, RELEASED_ANSWERS

BACKUP, FORGET_LOGS, RESTORE, DUMP, RESTORE_DUMP = re.findall(
    r"^```\n(.*?)\n```", section("Backup and restore"), re.MULTILINE | re.DOTALL
)
FORM = {"form": "quick"}


def tap(store: Store, key: str, number: int = 1) -> bool:
    return store.apply(key, "tab", [Tap(number, f"ratings.X{number}.new", 3)])


def run(command: str, folder: Path, **environment: str) -> None:
    """Run a command of README in a folder that stands for the project."""
    own = {**os.environ, **environment}
    subprocess.run(command.replace(".venv/bin/python", sys.executable), shell=True, cwd=folder, env=own, check=True)


def is_sound(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def rows_in(file: Path) -> int:
    """The number of choices in a file by itself, without any log beside it."""
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM choices").fetchone()[0])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "drivkraft.db"


@pytest.fixture
def store(file: Path, migrated_file: Path) -> Store:
    """A running app's database, in the place that README names."""
    file.parent.mkdir()
    shutil.copy(migrated_file, file)
    return Store(f"sqlite:///{file}")


def test_a_backup_moved_over_a_file_in_use_is_shown_and_kept(
    store: Store, file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """After a restart the old answers were back: SQLite had applied the old log to the restored file."""
    key = begun(store, **FORM)
    run(BACKUP, tmp_path)
    later = begun(store, **FORM)
    assert tap(store, key)
    run(RESTORE, tmp_path)
    assert newest(store, key).choices == FORM
    assert store.load(later) is None
    assert tap(store, key, 2)
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING] == [
        "The file of the database was replaced; the new one is in use."
    ]
    store.close()
    with closing(Store(f"sqlite:///{file}")) as restarted:
        assert newest(restarted, key).choices == {**FORM, "ratings.X2.new": 3}
    assert is_sound(file)


def test_a_backup_moved_over_a_file_just_before_the_end_is_kept(store: Store, file: Path, tmp_path: Path) -> None:
    key = begun(store, **FORM)
    run(BACKUP, tmp_path)
    assert tap(store, key)
    run(RESTORE, tmp_path)
    store.close()
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    with closing(Store(f"sqlite:///{file}")) as restarted:
        assert newest(restarted, key).choices == FORM


def test_a_backup_is_restored_after_a_crash(store: Store, file: Path, tmp_path: Path) -> None:
    key = begun(store, **FORM)
    run(BACKUP, tmp_path)
    assert tap(store, key)
    left = {each.name: each.read_bytes() for each in file.parent.iterdir()}
    store.close()
    for name, content in left.items():
        (file.parent / name).write_bytes(content)
    run(FORGET_LOGS, tmp_path)
    run(RESTORE, tmp_path)
    with closing(Store(f"sqlite:///{file}")) as restarted:
        assert newest(restarted, key).choices == FORM


def test_a_log_that_belongs_to_a_restored_file_is_kept(store: Store, file: Path, tmp_path: Path) -> None:
    key, copy = begun(store, **FORM), tmp_path / "copy"
    assert tap(store, key)
    shutil.copytree(file.parent, copy)
    assert tap(store, key, 2)
    for ending in ("", "-wal"):
        (copy / (file.name + ending)).rename(file.with_name(file.name + ending))
    assert newest(store, key).choices == {**FORM, "ratings.X1.new": 3}
    store.close()


def test_while_a_file_is_gone_nothing_is_confirmed_and_what_was_moved_away_is_complete(
    store: Store, file: Path, tmp_path: Path
) -> None:
    """Answers went on into a file without a name, as saved, and were lost."""
    key, elsewhere = begun(store, **FORM), tmp_path / "elsewhere.db"
    assert tap(store, key)
    file.rename(elsewhere)
    for _ in "twice":
        with pytest.raises(StoreUnavailable) as unavailable:
            tap(store, key, 2)
        assert unavailable.value.trouble == "away"
        assert not store.answers()
    assert rows_in(elsewhere) == 2
    file.touch()
    assert not store.answers(), "an empty file is one that is still being copied"
    elsewhere.rename(file)
    assert tap(store, key, 2)
    assert newest(store, key).choices == {**FORM, "ratings.X1.new": 3, "ratings.X2.new": 3}
    store.close()


def test_an_answer_that_went_into_the_old_file_is_not_confirmed(store: Store, file: Path, tmp_path: Path) -> None:
    key = begun(store, **FORM)
    run(BACKUP, tmp_path)
    with pytest.raises(StoreUnavailable) as unavailable, store._writing():
        run(RESTORE, tmp_path)
    assert unavailable.value.trouble == "busy", "it works at the next try"
    assert tap(store, key)
    store.close()


@pytest.mark.unmeasured
def test_answers_confirmed_after_a_restore_are_in_the_restored_file(store: Store, file: Path, tmp_path: Path) -> None:
    key = begun(store, **FORM)
    run(BACKUP, tmp_path)
    is_over = Event()
    confirmed: list[list[int]] = [[] for _ in range(4)]

    def answer(tab: int) -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            with suppress(StoreUnavailable):
                assert store.apply(key, f"tab{tab}", [Tap(number, f"ratings.X{tab}.{number}", 1)])
                confirmed[tab].append(number)

    with ThreadPoolExecutor(4) as tabs:
        answering = [tabs.submit(answer, tab) for tab in range(4)]
        for _ in range(3):
            time.sleep(0.3)
            shutil.copy(tmp_path / "backup.db", tmp_path / "restored.db")
            (tmp_path / "restored.db").rename(file)
        # However busy the machine is, each goes on until a tap that began after the last restore is confirmed.
        enough, patience = [len(each) + 2 for each in confirmed], time.monotonic() + 30
        while any(map(operator.lt, map(len, confirmed), enough)) and time.monotonic() < patience:
            time.sleep(0.05)
        is_over.set()
        for each in answering:
            each.result()
    choices = newest(store, key).choices
    assert [f"ratings.X{tab}.{own[-1]}" in choices for tab, own in enumerate(confirmed)] == [True] * 4
    store.close()
    assert is_sound(file)


def test_a_restored_backup_of_an_older_release_is_migrated_and_one_of_a_newer_is_reported(
    store: Store, file: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    with closing(sqlite3.connect(backup)) as connection:
        connection.executescript(RELEASED.read_text(encoding="utf-8"))
    run(RESTORE, tmp_path)
    for key, (_, choices) in RELEASED_ANSWERS.items():
        assert newest(store, key).choices == choices
    run(BACKUP, tmp_path)
    shutil.copy(backup, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "newer.db").rename(file)
    with pytest.raises(StoreUnavailable) as unavailable:
        store.load(key)
    assert unavailable.value.trouble == "newer"
    run(RESTORE, tmp_path)
    assert newest(store, key).choices == choices
    store.close()


def test_a_backup_of_postgresql_is_restored_under_a_running_server(
    postgres: Postgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as administrator:
        administrator.execute("CREATE DATABASE restored")
    url = make_url(postgres.url).set(database="restored").render_as_string(hide_password=False)
    settings = {"DATABASE_URL": url, "PATH": f"{temporary._programs()}{os.pathsep}{os.environ['PATH']}"}
    with closing(Store(url)) as store:
        key = begun(store, **FORM)
        run(DUMP, tmp_path, **settings)
        later = begun(store, **FORM)
        for number in range(1, 9):  # often enough for the driver to prepare its statements
            assert tap(store, key, number)
        run(RESTORE_DUMP, tmp_path, **settings)
        assert newest(store, key).choices == FORM
        assert store.load(later) is None
        assert tap(store, key)
        begun(store, **FORM)
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []
