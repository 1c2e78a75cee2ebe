"""The files in hosting/, read as Docker reads them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from tests.browser.server import ROOT

HOSTING: Final = ROOT / "hosting"

_VARIABLE: Final = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def compose(environment: Mapping[str, str]) -> dict[str, Any]:
    """compose.yaml with its variables. Raises KeyError for one that it requires and that is empty."""

    def value(found: re.Match[str]) -> str:
        name, rule, otherwise = found.groups()
        if rule == "-":
            return environment.get(name) or otherwise
        if not environment.get(name):
            raise KeyError(name)
        return environment[name]

    def put_in(part: Any) -> Any:  # whatever YAML has
        if isinstance(part, dict):
            return {key: put_in(each) for key, each in part.items()}
        if isinstance(part, list):
            return [put_in(each) for each in part]
        return _VARIABLE.sub(value, part) if isinstance(part, str) else part

    read = put_in(yaml.safe_load((HOSTING / "compose.yaml").read_text(encoding="utf-8")))
    assert isinstance(read, dict)
    return read


def example() -> list[str]:
    """The names in example.env."""
    return re.findall(r"^(\w+)=$", (HOSTING / "example.env").read_text(encoding="utf-8"), re.MULTILINE)


def dockerfile() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what follows it."""
    text = (HOSTING / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    return [(instruction, " ".join(rest.split())) for instruction, rest in lines]


def copied() -> list[tuple[str, str]]:
    """What the image gets: from where in the project, to where in its folder."""
    found = []
    for instruction, rest in dockerfile():
        if instruction == "COPY":
            *sources, target = rest.split()
            is_folder = len(sources) == 1 and (ROOT / sources[0]).is_dir()
            found += [(each, target if is_folder else f"{target}{Path(each).name}") for each in sources]
    return found


def command(instruction: str) -> list[str]:
    """The words of CMD, or of the command in HEALTHCHECK."""
    (rest,) = [rest for name, rest in dockerfile() if name == instruction]
    words = json.loads(rest[rest.index("[") :])
    assert isinstance(words, list)
    return [str(word) for word in words]


def image(folder: Path) -> Path:
    """A folder with what the image has in its own, which nobody may write."""
    root = folder / "image"
    for source, target in copied():
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, root / target)
        else:
            (root / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / source, root / target)
    for path in (root, *root.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    return root


def opened_for_deletion(root: Path) -> None:
    """Let the test's folders be deleted again."""
    for path in (root, *root.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
