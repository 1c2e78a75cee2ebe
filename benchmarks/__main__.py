"""All benchmarks, one after the other, as a Markdown table; status 1 when a budget is missed."""

from __future__ import annotations

import sys

from benchmarks import (
    groups,
    kills,
    loading,
    memory,
    pages,
    pdf,
    replicas,
    rerun,
    respondents,
    results,
    saving,
    scoring,
    starting,
    tap,
    writers,
)

BENCHMARKS = (
    *(tap, pages, results, loading, rerun, starting, saving, pdf, scoring, groups),
    *(memory, respondents, replicas, writers, kills),
)


def main() -> None:
    """Print each line as soon as its benchmark is done."""
    sys.stdout.write("| What | Ratio or figure | Budget | Compared with | Medians | |\n|---|---|---|---|---|---|\n")
    kept = True
    for benchmark in BENCHMARKS:
        for each in benchmark.measure():
            cells = (
                *(each.what, each.shown(each.value), each.limit),
                *(each.compared_with, each.detail, each.verdict),
            )
            sys.stdout.write(f"| {' | '.join(cells)} |\n")
            kept = kept and each.is_kept
        sys.stdout.flush()
    sys.exit(not kept)


if __name__ == "__main__":
    main()
