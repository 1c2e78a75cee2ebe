"""All benchmarks, one after the other, as a Markdown table; status 1 when a budget is missed."""

from __future__ import annotations

import sys

from benchmarks import memory, pages, pdf, rerun, saving, scoring, starting, tap

BENCHMARKS = (tap, pages, rerun, starting, saving, pdf, scoring, memory)


def main() -> None:
    """Print a line as soon as its benchmark is done."""
    sys.stdout.write("| What | Ratio or figure | At most | Compared with | Medians | |\n|---|---|---|---|---|---|\n")
    kept = True
    for benchmark in BENCHMARKS:
        for each in benchmark.measure():
            cells = (
                *(each.what, each.shown(each.value), each.shown(each.budget)),
                *(each.compared_with, each.detail, each.verdict),
            )
            sys.stdout.write(f"| {' | '.join(cells)} |\n")
            kept = kept and each.is_kept
        sys.stdout.flush()
    sys.exit(not kept)


if __name__ == "__main__":
    main()
