"""Tables of users: numbers as people write them, and files that nobody meant well."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.customers import DepartmentFigures, Promoters, read_departments
from assessment.reading import MAX_TABLE_BYTES, Table, read_table, read_text
from assessment.reading.table import number_in
from tests.amounts import IS_SOAK


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("72", 72),
        ("68.5", 68.5),
        ("68,5", 68.5),
        ("-3,25", -3.25),
        ("−3,25", -3.25),
        ("+7", 7),
        (".5", 0.5),
        (",5", 0.5),
        ("5.", 5),
        ("1e2", 100),
        ("72 %", 72),
        ("72%", 72),
        ("72,4\xa0%", 72.4),
        ("1 234,5", 1234.5),
        ("1\xa0234,5", 1234.5),
        ("1\u202f234\u202f567", 1234567),
        ("1\u2009234.5", 1234.5),
        ("1'234.5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567),
        ("-1,234,567.25", -1234567.25),
        ("1,234", 1.234),
        ("1.234", 1.234),
        *((text, None) for text in ("", "x", "1 2", "1.2.3", "12 34", "--1", "1,2,3", "0x1F", "٧٢", "1_000", "%")),
        *((text, None) for text in ("nan", "inf", "1 234 56", "1.234.5", "1,234,5", "72 % x", "1e", "e5", "½")),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, expected: float | None) -> None:
    assert number_in(text) == expected


@pytest.mark.parametrize("text", ["9" * 200_000, "9" * 200_000 + "x", "1 " * 100_000, "1" + ",234" * 100_000 + "x"])
def test_a_number_of_very_many_signs_is_decided_at_once(text: str) -> None:
    started = time.monotonic()
    number_in(text)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a;b,c\n1;2,5", [["a", "b,c"], ["1", "2,5"]]),
        ('"a;x",b\n1,2', [["a;x", "b"], ["1", "2"]]),
        ("a\tb;c\n1\t2;3", [["a", "b;c"], ["1", "2;3"]]),
        ('a,b\n"x, ""y""", "2" \n', [["a", "b"], ['x, "y"', "2"]]),
        ('a,b\n24" skärm,2\n', [["a", "b"], ['24" skärm', "2"]]),
        ('a,b\n"x\ny",2\n', [["a", "b"], ["x y", "2"]]),
        ("\n\n  \na,b\n,,\n\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a\n1\n", [["a"], ["1"]]),
        ("a,b\n\u202ex\u0000,2\n", [["a", "b"], ["x", "2"]]),
    ],
)
def test_text_becomes_cells(text: str, rows: list[list[str]]) -> None:
    table = read_text(text)
    assert [[cell.text for cell in row] for row in table.rows] == rows
    assert table.faults == ()


def test_each_cell_knows_its_line_and_column() -> None:
    rows = read_text('a,b\r\n"x\r\ny",z\r\nå,1\r\n').rows
    assert [cell.place for row in rows for cell in row] == [(1, 1), (1, 3), (2, 1), (3, 4), (4, 1), (4, 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_as_excel_saves_it_is_read(encoding: str) -> None:
    table = read_table("Enhet;Värde\nSälj;1".encode(encoding))
    assert [[cell.text for cell in row] for row in table.rows] == [["Enhet", "Värde"], ["Sälj", "1"]]


# Excel ----------------------------------------------------------------------------------------------------------------

HEAD = ["Avdelning", "Engagemang", "Kunder"]


def workbook(rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced, or one more."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def kinds(table: Table) -> list[str]:
    return [fault.kind for fault in table.faults]


PLAIN = workbook([HEAD, ["Sälj", 61, 60.25], ["Elnät", "58,5", 55]])


def test_departments_are_read_from_excel() -> None:
    assert read_departments(PLAIN).departments == (
        DepartmentFigures("Sälj", 61, 60.25),
        DepartmentFigures("Elnät", 58.5, 55),
    )


def test_the_first_visible_sheet_is_read_and_places_are_rows_and_columns() -> None:
    def hide_first(book: Any) -> None:
        sheet = book.create_sheet("Siffror")
        for row in ([None], [], HEAD, ["Sälj", True, datetime(2026, 2, 7, tzinfo=UTC).replace(tzinfo=None)]):
            sheet.append(row)
        book.worksheets[0].sheet_state = "hidden"

    read = read_departments(workbook([["x"]], hide_first))
    assert [(fault.kind, fault.place) for fault in read.faults] == [("no_number", (4, 2)), ("no_number", (4, 3))]


def test_formulas_are_never_computed() -> None:
    read = read_departments(workbook([HEAD, ["Sälj", "=1+1", '=WEBSERVICE("http://example.com")']]))
    assert [(fault.kind, fault.place) for fault in read.faults] == [("empty", (2, 2)), ("empty", (2, 3))]


def test_raw_answers_in_excel_are_read_as_text_or_as_one_number() -> None:
    read = read_departments(
        workbook([["Avdelning", "Engagemang", "Svar"], ["A", 1, "10 9 6"], ["B", 2, 9], ["C", 3, 8.0]])
    )
    kinds_of = [Promoters(2, 0, 1), Promoters(1, 0, 0), Promoters(0, 1, 0)]
    assert [each.promoters for each in read.departments] == kinds_of


@pytest.mark.unmeasured
def test_a_sheet_with_more_than_the_limits_is_refused() -> None:
    assert kinds(read_table(workbook([["x"] * 51]))) == ["too_many_columns"]
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    row = b'<row r="%d"><c><v>1</v></c></row>'
    far = sheet % b"".join(row % number for number in range(1, 10_003))
    assert kinds(read_table(with_part(PLAIN, "xl/worksheets/sheet1.xml", far))) == ["too_many_rows"]


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">%s]><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="str"><v>&j;</v></c></row>'
    b"</sheetData></worksheet>"
) % b"".join(b'<!ENTITY %c "%s">' % (97 + at, b"&%c;" % (96 + at) * 10) for at in range(1, 10))
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="str"><v>&x;</v></c></row>'
    b"</sheetData></worksheet>"
)


def bomb(packing: int = zipfile.ZIP_DEFLATED, parts: int = 1) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for at in range(parts):
            archive.writestr(f"xl/part{at}.xml", b" " * (64 * 1024**2 if parts == 1 else 1))
    return made.getvalue()


def lying() -> bytes:
    """A workbook whose sheet unpacks to 64 MiB but says it has 200 bytes."""
    data = bytearray(with_part(PLAIN, SHEET, b" " * (64 * 1024**2)))
    size = (64 * 1024**2).to_bytes(4, "little")
    return bytes(data).replace(size, (200).to_bytes(4, "little"))


NOT_MEANT_WELL: Final = (
    pytest.param(b" " * (MAX_TABLE_BYTES + 1), "too_large", id="large"),
    pytest.param(b"PK\x03\x04", "not_excel", id="beginning"),
    pytest.param(PLAIN[:-200], "not_excel", id="cut"),
    pytest.param(PLAIN[:300] + b"\xff" * 200 + PLAIN[500:], "not_excel", id="scratched"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel", id="old"),
    pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no_text", id="picture"),
    pytest.param(b"\xff\xfe\0", "no_text", id="half a character"),
    pytest.param(b"a\0b", "no_text", id="zero"),
    pytest.param(bomb, "excel_too_large", id="bomb"),
    pytest.param(lambda: bomb(parts=600), "excel_too_large", id="parts"),
    pytest.param(lambda: bomb(zipfile.ZIP_LZMA), "excel_too_large", id="unusual packing"),
    pytest.param(lying, "not_excel", id="a size that is not true"),
    pytest.param(with_part(PLAIN, SHEET, LAUGHS), "not_excel", id="a billion laughs"),
    pytest.param(with_part(PLAIN, SHEET, OUTSIDE), "not_excel", id="another file"),
    pytest.param(with_part(PLAIN, SHEET, b"<worksheet"), "not_excel", id="no XML"),
    pytest.param(with_part(PLAIN, "xl/workbook.xml", b"<workbook/>"), "not_excel", id="no sheets"),
    pytest.param(with_part(PLAIN, "xl/styles.xml", b"<x>" * 1000), "not_excel", id="styles"),
)


@pytest.mark.parametrize(
    ("data", "kind"),
    NOT_MEANT_WELL if IS_SOAK else NOT_MEANT_WELL[::2],
)
def test_files_that_nobody_meant_well_are_refused_soon(data: bytes | Callable[[], bytes], kind: str) -> None:
    data = data() if callable(data) else data
    started = time.monotonic()
    table = read_table(data)
    assert (table.rows, kinds(table)) == ((), [kind])
    assert time.monotonic() - started < 5


def test_large_parts_that_are_not_read_do_not_matter() -> None:
    assert len(read_departments(with_part(PLAIN, "xl/media/image1.png", b"\0" * 3_000_000)).departments) == 2


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_raise(data: bytes) -> None:
    read_departments(data)
    read_departments(b"department,engagement,customers\n" + data)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_raises(at: int, damage: bytes) -> None:
    read_departments(PLAIN[:at] + damage + PLAIN[at + len(damage) :])
