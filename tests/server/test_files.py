"""Downloads by signed links: what is sent, what is refused, and how visitors are protected from each other."""

from __future__ import annotations

import io
import json
import socket
import stat
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from itsdangerous import TimestampSigner
from pypdf import PdfReader

from assessment.answers import Answers
from assessment.bank import bank_in
from assessment.downloads import Download, TeamDownload
from assessment.exports import FileKind
from assessment.exports.team_result import TeamFileKind
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from assessment.rounds import Invitation, Leading, Membership, Setup
from assessment.series import Today
from assessment.storage import KeyHash, Tap, new_key
from assessment.words import say
from assessment.working_days import read_due
from server.files import SECONDS_GOOD, link_to
from server.secret import kept_secret, secret
from server.settings import Settings, UnsafeSettings
from server.work import MOST_FOR_ONE
from tests.amounts import sample
from tests.browser.server import ROOT, Server
from tests.server.asking import HOST, Answer, ask
from tests.server.conftest import CONTROLLER, SECRET
from tests.server.test_headers import is_guarded

RATINGS = {
    f"ratings.{factor}{n:02}.{column}": 4
    for factor in ("ABI", "CON")
    for n in (1, 2, 3)
    for column in ("current", "new")
}


pytestmark = pytest.mark.usefixtures("signs_links")


def answered(server: Server) -> str:
    measure = {"id": "m", "sv": "Antal", "share": 1, "effects": {"x": -2}}
    role = {"id": "r", "sv": "Säljare", "metrics": [measure]}
    a_map = {"elements": [{"id": "x", "weight": 1}], "roles": [role]}
    key = server.begun({"form": "quick", "language": "sv", **RATINGS, "incentives": a_map})
    with server.store() as store:
        store.add_line(key, PlanLine(new_line_id(), title="Möte", due=read_due("2027-01-31")))
    return key


def link(kind: FileKind, key: str | None, *, language: str = "sv") -> str:
    whose = None if key is None else KeyHash.of(key)
    return link_to(Download.of([kind, language, whose, None, "Europe/Stockholm"]), "a name")[1:]


@pytest.mark.parametrize("kind", get_args(FileKind))
def test_each_file_comes_by_its_link(server: Server, bank: Instrument, kind: FileKind) -> None:
    key = answered(server)
    answer = ask(server, link(kind, key))
    assert answer.status == 200
    is_guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''drivkraft-")
    if kind == "pdf":
        assert len(PdfReader(io.BytesIO(answer.body)).pages) >= 2
    if kind == "map":
        page = PdfReader(io.BytesIO(answer.body)).pages[0].extract_text()
        assert say("sv", "incentives.heading") in page
        assert "Säljare" in page
    if kind == "json":
        assert Answers.from_json(answer.body, bank, "answers").choices().items() >= RATINGS.items()
    if kind == "archive":
        assert json.loads(answer.body)["plan"][0]["title"] == "Möte"
    if kind == "plan":
        assert b"BEGIN:VCALENDAR" in answer.body
    assert ask(server, link(kind, key), "HEAD").body == b""


def test_each_file_of_a_teams_result_comes_by_its_link_from_the_release_on(server: Server) -> None:
    key, today = answered(server), Today(bank_in(ROOT / "questions.yaml"), "sv", datetime.now(UTC))
    with server.store() as store:
        store.finish(key)
        leading = Leading(store, key)
        code = leading.begin(Setup("Support", 6, date.today() + timedelta(days=7), are_told=True), today).code  # noqa: DTZ011  # the server's day
        for _ in range(5):
            own = Membership(store, new_key())
            Invitation(store, code).join(own.key, today)
            own.save_taps("tab", [Tap(number, path, value) for number, (path, value) in enumerate(RATINGS.items(), 1)])
            own.finish()
        links = {
            kind: link_to(TeamDownload(kind, "sv", code, is_for_leader=True, series=KeyHash.of(key)), "a name")[1:]
            for kind in get_args(TeamFileKind)
        }
        assert {ask(server, each).status for each in links.values()} == {404}
        leading.close(1, today)
        (led,) = leading.rounds(today)
    assert led.report is not None
    for kind, each in links.items():
        answer = ask(server, each)
        assert answer.status == 200
        is_guarded(answer)
        assert key.encode() not in texts_of(answer.headers["content-type"], answer.body)
        assert code.encode() not in texts_of(answer.headers["content-type"], answer.body)
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''drivkraft-team")
        if kind == "team_json":
            assert answer.body == led.report.to_json()


@pytest.mark.parametrize(
    ("host", "is_written"),
    sample(
        ("drivkraft.example:8443", True),
        ("localhost:{}", False),
        rest=[("192.168.1.4:8501", True), ("127.0.0.1:{}", False)],
    ),
)
def test_a_pdf_names_the_host_unless_it_leads_nowhere_elsewhere(server: Server, host: str, *, is_written: bool) -> None:
    """The foot of a PDF for one's boss said "localhost:8601"."""
    asked = host.format(server.port)
    (*_, page) = PdfReader(io.BytesIO(ask(server, link("pdf", None), headers={"Host": asked}).body)).pages
    assert (asked in page.extract_text()) == is_written


def texts_of(kind: str, data: bytes) -> bytes:
    """Everything that can be read in a file of this kind or media type, compressed or not."""
    if kind == "xlsx" or "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return b"".join(map(parts.read, parts.namelist()))
    if kind.endswith(("pdf", "map")):
        document = PdfReader(io.BytesIO(data))
        return "".join([str(document.metadata), *(page.extract_text() for page in document.pages)]).encode()
    return data


@pytest.mark.parametrize("kind", get_args(FileKind))
def test_no_file_contains_a_key(server: Server, kind: FileKind) -> None:
    """Whoever is handed one could otherwise read and change what it came from."""
    key = answered(server)
    with server.store() as store:
        view = store.share(key)
    answer = ask(server, link(kind, key))
    found = texts_of(kind, answer.body) + str(answer.headers).encode()
    assert len(found) > 500
    for each in (key, str(view), KeyHash.of(key)):
        assert each.encode() not in found


def test_everyone_gets_the_files_of_the_invented_case(server: Server) -> None:
    assert ask(server, link("pdf", None)).status == 200
    refused(ask(server, link("archive", None)), 404, "gone")


def refused(answer: Answer, status: int, why: str, language: str = "sv") -> None:
    assert answer.status == status
    is_guarded(answer)
    page = answer.body.decode()
    assert f'<html lang="{language}">' in page
    assert say(language, f"files.{why}") in page  # type: ignore[arg-type]
    assert (f'href="/?lang={language}">{say(language, "to_start")}</a>' in page) is (status != 503)  # type: ignore[arg-type]
    assert "content-disposition" not in answer.headers


def test_after_deletion_no_link_fetches_anything(server: Server) -> None:
    key = answered(server)
    links = [link(kind, key) for kind in get_args(FileKind)]
    assert [ask(server, each).status for each in links] == [200] * len(links)
    with server.store() as store:
        store.delete(key)
    for each in links:
        refused(ask(server, each), 404, "gone")


def test_a_link_contains_no_key_and_cannot_be_forged(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    key = answered(server)
    good = link("json", key)
    assert key not in good
    token = good.split("/")[2]
    for other in (token[:-1], f"{token[:9]}A{token[10:]}", "x", f"{token}.x", "." * 5000, KeyHash.of(key), key):
        assert ask(server, good.replace(token, other)).status in {404, 400}
    monkeypatch.setenv("DRIVKRAFT_SECRET", "another secret, just as long as it")
    secret.cache_clear()
    refused(ask(server, link("json", key)), 404, "gone")


def test_a_link_works_for_ten_minutes(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    key, now = answered(server), int(time.time())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: now - SECONDS_GOOD + 60)
    assert ask(server, link("json", key)).status == 200
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: now - SECONDS_GOOD - 1)
    refused(ask(server, link("json", key, language="en")), 410, "expired", "en")


def hurried(server: Server, path: str, times: int) -> list[socket.socket]:
    """Ask so often at once, and read nothing."""
    lines = []
    for _ in range(times):
        line = socket.create_connection((HOST, server.port))
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{server.port}\r\n\r\n".encode())
        lines.append(line)
    return lines


def test_a_visitor_with_too_many_requests_at_once_has_to_wait_and_others_do_not(server: Server) -> None:
    greedy, other = answered(server), answered(server)
    lines = hurried(server, link("pdf", greedy), 5 * MOST_FOR_ONE)
    try:
        assert ask(server, link("json", other)).status == 200
        said = [line.recv(65_536) for line in lines]
    finally:
        for line in lines:
            line.close()
    told = [each for each in said if each.startswith(b"HTTP/1.1 503")]
    assert told
    assert all(b"retry-after: 5" in each.lower() for each in told)
    assert any(each.startswith(b"HTTP/1.1 200") for each in said)


_BEFORE_VISITORS = """
import sys
import app
from server.secret import secret
from streamlit.runtime.scriptrunner.exec_code import modified_sys_path

assert secret.cache_info().currsize == 1
folders = list(sys.path)
with modified_sys_path(str(app.FRAME)):
    assert sys.path == folders
"""


def test_what_the_first_visitors_share_is_there_before_they_come() -> None:
    """They come at once: two threads would make two secrets, and a changed path hides modules from another thread."""
    subprocess.run([sys.executable, "-c", _BEFORE_VISITORS], cwd=ROOT, check=True, timeout=60)


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret"
    made = kept_secret(file)
    assert len(made) >= 32
    assert kept_secret(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["secret"]
    (tmp_path / "no folder").touch()
    assert kept_secret(tmp_path / "no folder" / "secret") != made


@pytest.mark.parametrize(
    "environment",
    [
        {"DRIVKRAFT_SECRET": "too short"},
        {"DRIVKRAFT_PUBLIC_URL": "https://example.org"},
        {"DRIVKRAFT_PUBLIC_URL": "https://example.org", "DRIVKRAFT_SECRET": "x" * 31},
    ],
)
def test_a_public_server_needs_a_secret_of_32_bytes(environment: dict[str, str]) -> None:
    with pytest.raises(UnsafeSettings) as unsafe:
        Settings.read(environment)
    assert "DRIVKRAFT_SECRET" in str(unsafe.value)
    safe = {"DRIVKRAFT_SECRET": SECRET, "DRIVKRAFT_CONTROLLER": CONTROLLER}
    assert Settings.read({**environment, **safe}).secret == SECRET
    assert SECRET not in repr(Settings.read({"DRIVKRAFT_SECRET": SECRET}))
