"""How much is tried: at the gate a sample, in `make soak` all of it."""

from __future__ import annotations

import os
from typing import Final

_ALL: Final = 100

# How often the tests with dice repeat themselves, with other choices each time and the same ones in each run.
REPEATS: Final = int(os.environ.get("DRIVKRAFT_REPEATS") or 1)
IS_SOAK: Final = REPEATS >= _ALL
