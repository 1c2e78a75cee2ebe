"""How much is tested: the gate takes a sample, `make soak` all of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, TypeVar

Case = TypeVar("Case")

_ALL: Final = 100

# How often the randomised tests repeat, with new choices each time and the same ones in each run.
REPEATS: Final = int(os.environ.get("DRIVKRAFT_REPEATS") or 1)
IS_SOAK: Final = REPEATS >= _ALL


def sample(*cases: Case, rest: Sequence[Case]) -> list[Case]:
    """The cases of the gate, and in a long run the rest as well."""
    return [*cases, *(rest if IS_SOAK else ())]
