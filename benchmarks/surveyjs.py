"""SurveyJS from npm with our statements: a page per factor, each with two matrices, today and wanted.

It has as many radios as the product, the same five steps and two special answers.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from assessment.instrument import FactorId
from benchmarks.measuring import BANK, Server, file_server

_FILES = (
    "survey-core/survey.core.min.js",
    "survey-core/survey-core.min.css",
    "survey-js-ui/survey-js-ui.min.js",
)


@contextmanager
def survey(factors: Sequence[FactorId]) -> Iterator[Server]:
    """A server whose only page is the survey about these factors."""
    with _npm_packages("survey-core", "survey-js-ui") as folder:
        for file in _FILES:
            shutil.copy(folder / "node_modules" / file, folder / Path(file).name)
        document = {"pages": [{"name": factor, "elements": _matrices(factor)} for factor in factors]}
        (folder / "index.html").write_text(_page(document), encoding="utf-8")
        with file_server(folder) as server:
            yield server


def _matrices(factor: FactorId) -> list[dict[str, object]]:
    choices = [{"value": label.value, "text": label["en"]} for label in BANK.scale.labels]
    choices += [{"value": special.code, "text": special["en"]} for special in BANK.scale.special]
    rows = [{"value": item.id, "text": item.text["en"]} for item in BANK.form_items("quick") if item.factor == factor]
    return [
        {
            "type": "matrix",
            "name": f"{factor}.{column.id}",
            "title": column.short["en"],
            "columns": choices,
            "rows": rows,
        }
        for column in BANK.columns
    ]


def _page(document: Mapping[str, object]) -> str:
    return f"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Peer</title>
<link rel="stylesheet" href="survey-core.min.css">
<script src="survey.core.min.js"></script><script src="survey-js-ui.min.js"></script>
<div id="survey"></div>
<script>new Survey.Model({json.dumps(document)}).render(document.getElementById("survey"))</script>
"""


@contextmanager
def _npm_packages(*names: str) -> Iterator[Path]:
    """A temporary folder with these packages installed by npm, without running the packages' scripts."""
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("npm is missing: it fetches the peer.")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "package.json").write_text('{"private": true}', encoding="utf-8")
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *names], cwd=folder, check=True
        )
        yield Path(folder)
