"""What may be shown of a team as a value, to and from JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assessment.anonymity import (
    AuditReceipt,
    GroupFigure,
    GroupReport,
    ShownGroup,
    WholeFigure,
    read_group_report,
)
from assessment.problems import Problems

REPORT = GroupReport(
    n=22,
    receipt=AuditReceipt(figures=14, releases=1, narrowest=62),
    factors=(
        WholeFigure("ability", 22, 60, None, (50, 70), "moderate", 81.25, "blind_spot"),
        WholeFigure("conditions", 4),
    ),
    groups=(ShownGroup("Sales", 12, (GroupFigure("ability", 12, 70), GroupFigure("conditions", 12, 85, "over"))),),
    pooled=ShownGroup(None, 10, (GroupFigure("ability", 10, 45), GroupFigure("conditions", 3))),
    hidden=("IT", "Support"),
)


def test_a_report_is_written_as_the_format_says() -> None:
    document = json.loads(REPORT.to_json())
    assert document == {
        "format": "drivkraft.team/2",
        "n": 22,
        "receipt": {"figures": 14, "releases": 1, "narrowest": 62},
        "factors": [
            {
                "id": "ability",
                "n": 22,
                "mean": 60,
                "bound": None,
                "interval": [50, 70],
                "agreement": "moderate",
                "leader": 81.25,
                "gap_kind": "blind_spot",
            },
            {
                "id": "conditions",
                "n": 4,
                "mean": None,
                "bound": None,
                "interval": None,
                "agreement": None,
                "leader": None,
                "gap_kind": None,
            },
        ],
        "groups": [
            {
                "id": "Sales",
                "n": 12,
                "factors": [
                    {"id": "ability", "n": 12, "mean": 70, "bound": None},
                    {"id": "conditions", "n": 12, "mean": 85, "bound": "over"},
                ],
            }
        ],
        "pooled": {
            "n": 10,
            "factors": [
                {"id": "ability", "n": 10, "mean": 45, "bound": None},
                {"id": "conditions", "n": 3, "mean": None, "bound": None},
            ],
        },
        "hidden": ["IT", "Support"],
    }
    assert list(document) == ["format", "n", "receipt", "factors", "groups", "pooled", "hidden"]


def test_a_stored_report_reads_back_as_the_same_value() -> None:
    assert read_group_report(REPORT.to_json()) == REPORT


def test_whatever_departments_are_called_their_report_reads_back() -> None:
    names = ("a\u200bb", "x" * 200, "=1+1", "50 # 60", "Å & <b>", "null")
    report = replace(REPORT, groups=tuple(replace(REPORT.groups[0], name=name) for name in names), hidden=names)
    assert read_group_report(report.to_json()) == report


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("format", "drivkraft.team/1", "format"),
        ("n", -1, "n"),
        ("hidden", "IT", "hidden"),
        ("scores", [62.5], "the file"),
        ("receipt", {"figures": 1, "releases": 1, "narrowest": 101}, "receipt.narrowest"),
    ],
)
def test_a_stored_report_with_anything_else_in_it_is_refused_with_its_place(
    key: str, value: object, where: str
) -> None:
    changed = {**REPORT.document(), key: value}
    with pytest.raises(Problems) as refused:
        read_group_report(json.dumps(changed).encode())
    assert [problem.where for problem in refused.value.problems] == [where]
