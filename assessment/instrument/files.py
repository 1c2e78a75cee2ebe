"""Reads a question bank from its file: load_instrument()."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assessment.instrument.checks import TERMS, BankChecks
from assessment.instrument.model import Instrument
from assessment.instrument.parts import LANGUAGES, Language, Text
from assessment.instrument.required import add_lacking, check_fixed_parts
from assessment.problems import Problem, Problems
from assessment.reading import MAX_YAML_BYTES, Node, build, parts_of, read_yaml

QUESTIONS: Final = Path(__file__).parents[2] / "questions.yaml"

_LEAST: Final = (
    "expected at least id, version, languages, factors (the four that the method fixes, with names of your own) and "
    "items (two or more a factor, answered on five points that are fixed as well)"
)
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


def read_instrument(data: bytes, file: str = "questions.yaml", *, is_stored: bool = False) -> Instrument:
    """The instrument in the bytes of a question bank; `file` is its name in problems.

    A stored bank may be from before banks named their languages: then it has both.
    Raises Problems: form and references all at once, and completeness once those are right.
    """
    root, findings = read_yaml(data, file)
    if is_stored and isinstance(root.value, dict) and "languages" not in root.value:
        root.value["languages"] = Node([Node(each, root.place, each) for each in LANGUAGES], root.place)
    if isinstance(root.value, dict) and not root.keys.keys() & _SECTIONS:
        # This is a different kind of file; listing everything it lacks would hide that.
        found = "found none of the keys of a question bank"
        raise findings.stop(root.place, "the file", found, _LEAST, "docs/own-bank.md has one of 60 lines to copy")
    check_fixed_parts(root, findings)
    _fill_in_languages(root)
    instrument = build(Instrument, root, findings, TERMS)
    if isinstance(root.value, dict):
        BankChecks(root, findings).run()
    if instrument and not findings.problems:
        add_lacking(instrument, root, findings)
    if instrument is None or findings.problems:
        raise Problems(findings.problems)
    return instrument


def _fill_in_languages(root: Node) -> None:
    """In a bank with one language, give every text the same wording in the other, so that it can be shown in any."""
    texts = list(parts_of(root, Instrument, Text))
    named = root.get("languages")
    given = {entry.text for entry in named.entries} if named else set()
    languages = [known for known in LANGUAGES if known in given or (not given and _is_written(texts, known))]
    if len(languages) != 1:
        return
    for text in texts:
        if isinstance(text.value, dict):
            wording = text.value.get(languages[0], Node("–", text.place, "–"))  # without it, that is what is reported
            for known in LANGUAGES:
                if known not in languages:
                    text.value.setdefault(known, wording)


def _is_written(texts: list[Node], language: Language) -> bool:
    return any(text.get(language) for text in texts)
