"""All that is stored under one key, to take home."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.plan import PlanLine

FORMAT: Final = "drivkraft.archive/1"


class ArchivedAssessment(NamedTuple):
    """One assessment with its times; `saved_at` tells for each choice, by its path, when it was saved."""

    answers: Answers
    instrument: Instrument
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None
    saved_at: dict[str, datetime]


def to_archive_json(assessments: Sequence[ArchivedAssessment], plan: Sequence[PlanLine], *, is_shared: bool) -> bytes:
    """JSON, UTF-8: the assessments with their answers files, the oldest first, the plan, and whether it is shared."""
    document = {
        "format": FORMAT,
        "assessments": [
            {
                "number": number,
                "begun_at": archived.begun_at.isoformat(),
                "finished_at": archived.finished_at.isoformat() if archived.finished_at else None,
                "scoring_version": archived.scoring_version,
                "answers": archived.answers.document(archived.instrument),
                "saved_at": {path: time.isoformat() for path, time in sorted(archived.saved_at.items())},
            }
            for number, archived in enumerate(assessments, 1)
        ],
        "plan": [line.document() for line in plan],
        "read_only_address": is_shared,
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
