"""How far the statements of a factor measure one thing: Cronbach's alpha, and omega from one common factor (3.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt
from operator import mul
from typing import Final

from assessment.team.quantiles import f_quantile

LEAST_ROWS: Final = 30
CERTAIN_ROWS: Final = 100

_CONVERGED: Final = 1e-10
_MOST_ROUNDS: Final = 5000
_IDENTIFIED: Final = 3  # Fewer statements have many solutions.

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Reliability:
    """Alpha with its 95 % interval, from `rows` members who have answered every statement.

    `omega` needs 100 rows, and a common factor that can be fitted: otherwise alpha has to stand in for it.
    """

    rows: int
    alpha: float
    interval: tuple[float, float]
    omega: float | None

    @property
    def is_certain(self) -> bool:
        """Whether there are rows enough to say it without a warning, and to ask for omega."""
        return self.rows >= CERTAIN_ROWS


def reliability_of(rows: Sequence[Sequence[int]]) -> Reliability | None:
    """The reliability of complete rows, a value per statement; None with too few rows, or where all are the same."""
    if len(rows) < LEAST_ROWS or (alpha := alpha_of(rows)) is None:
        return None
    omega = omega_of(rows) if len(rows) >= CERTAIN_ROWS else None
    return Reliability(len(rows), alpha, feldt_interval(alpha, len(rows[0]), len(rows)), omega)


def alpha_of(rows: Sequence[Sequence[int]]) -> float | None:
    """Cronbach's alpha; None with fewer than two rows or statements, and where all rows have the same sum."""
    statements = len(rows[0]) if rows else 0
    total = _spread(list(map(sum, rows)))
    if statements < 2 or not total:  # noqa: PLR2004  # alpha compares statements with each other
        return None
    single = sum(map(_spread, zip(*rows, strict=True)))
    return float(Fraction(statements, statements - 1) * (1 - Fraction(single, total)))


def _spread(values: Sequence[int]) -> int:
    """The variance of n values, n (n - 1) times."""
    total, squares = sum(values), sum([value * value for value in values])
    return len(values) * squares - total * total


def feldt_interval(alpha: float, statements: int, rows: int) -> tuple[float, float]:
    """Feldt's 95 % interval of alpha."""
    across, within = rows - 1, (rows - 1) * (statements - 1)
    low, high = (1 - (1 - alpha) * f_quantile(end, across, within) for end in (0.975, 0.025))
    return low, high


# Omega ----------------------------------------------------------------------------------------------------------------


def omega_of(rows: Sequence[Sequence[int]]) -> float | None:
    """McDonald's omega of the sum of all statements, as alpha is; None where one factor cannot be fitted."""
    columns = list(zip(*rows, strict=True))
    spreads = list(map(_spread, columns))
    if not all(spreads):
        return None
    correlations = [[1.0] * len(columns) for _ in columns]
    for a, b in combinations(range(len(columns)), 2):
        together = len(rows) * sum(map(mul, columns[a], columns[b])) - sum(columns[a]) * sum(columns[b])
        correlations[a][b] = correlations[b][a] = together / sqrt(spreads[a] * spreads[b])
    loadings = common_loadings(correlations)
    return None if loadings is None else omega_from(loadings, list(map(sqrt, spreads)))


def omega_from(loadings: Sequence[float], deviations: Sequence[float] | None = None) -> float:
    """Omega from the loadings on one factor and the standard deviations of the statements, by default all 1.

    Any multiple of these gives the same.
    """
    scales = deviations or [1.0] * len(loadings)
    common: float = sum(map(mul, loadings, scales)) ** 2
    own = sum((1 - loading**2) * scale**2 for loading, scale in zip(loadings, scales, strict=True))
    return common / (common + own)


def common_loadings(correlations: Matrix) -> list[float] | None:
    """The loadings on one factor with the least squared residuals off the diagonal (minres).

    Each loading in turn takes its best value given the others. None where that does not settle, or where a loading
    would explain more than all of a statement (a Heywood case).
    """
    size = len(correlations)
    total = sum(map(sum, correlations))
    if size < _IDENTIFIED or total <= 0:
        return None
    loadings = [sum(row) / sqrt(total) for row in correlations]
    for _ in range(_MOST_ROUNDS):
        moved = 0.0
        for i, row in enumerate(correlations):
            own = loadings[i]
            others = sum(map(mul, loadings, loadings)) - own * own
            if others == 0:
                return None
            best = (sum(map(mul, row, loadings)) - row[i] * own) / others
            moved, loadings[i] = max(moved, abs(best - own)), best
        if moved < _CONVERGED:
            return loadings if max(map(abs, loadings)) < 1 else None
    return None
