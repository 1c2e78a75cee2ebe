"""The words a question bank has where its author leaves them out: usual()."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import yaml
from pydantic import TypeAdapter

_FILE: Final = Path(__file__).with_name("defaults.yaml")


def usual(section: str, kind: Any) -> Callable[[], Any]:  # noqa: ANN401  # any part of a bank
    """A function that returns a section of defaults.yaml as a value of this kind.

    The file is read when a bank first leaves something out.
    """
    return cache(lambda: TypeAdapter(kind).validate_python(_sections()[section]))


@cache
def _sections() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", yaml.safe_load(_FILE.read_text(encoding="utf-8")))
