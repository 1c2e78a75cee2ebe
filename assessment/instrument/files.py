"""Reads a question bank from its file: load_instrument(), and the JSON Schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from assessment.instrument.checks import TERMS, BankChecks, add_lacking
from assessment.instrument.model import Instrument
from assessment.problems import Problem, Problems
from assessment.reading import MAX_YAML_BYTES, build, read_yaml

QUESTIONS: Final = Path(__file__).parents[2] / "questions.yaml"

_SECTIONS: Final = frozenset(info.alias or name for name, info in Instrument.model_fields.items())


def load_instrument(path: str | Path | None = None) -> Instrument:
    """The instrument in a file, by default the questions.yaml that the app ships with.

    Raises Problems with all problems at once, also when the file cannot be opened.
    """
    path = QUESTIONS if path is None else Path(path)
    # Problems call the shipped file by its name, any other as the caller wrote it.
    name = path.name if path == QUESTIONS else str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_YAML_BYTES + 1)
    except (OSError, ValueError) as error:
        found = "there is no such file" if isinstance(error, FileNotFoundError) else "the file cannot be read"
        remedy = "check the name and your permissions there"
        raise Problems([Problem(name, None, None, "the file", found, remedy=remedy)]) from None
    return read_instrument(data, name)


def read_instrument(data: bytes, file: str = "questions.yaml") -> Instrument:
    """The instrument in the bytes of a question bank; `file` is its name in problems.

    Raises Problems: form and references all at once, and completeness once those are right.
    """
    root, findings = read_yaml(data, file)
    if isinstance(root.value, dict) and not root.keys.keys() & _SECTIONS:
        # This is a different kind of file; listing everything it lacks would hide that.
        found = "found none of the keys of a question bank"
        raise findings.stop(root.place, "the file", found, remedy="start from the shipped questions.yaml")
    instrument = build(Instrument, root, findings, TERMS)
    if isinstance(root.value, dict):
        BankChecks(root, findings).run()
    if instrument and not findings.problems:
        add_lacking(instrument, root, findings)
    if instrument is None or findings.problems:
        raise Problems(findings.problems)
    return instrument


def instrument_schema() -> dict[str, Any]:
    """JSON Schema of questions.yaml, with which editors complete and check while the author types.

    It covers form only; `python -m assessment validate` also checks references and completeness.
    """
    schema = Instrument.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Question bank of Drivkraft"}
