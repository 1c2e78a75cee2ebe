"""How far engagement and customers go together, as JSON."""

from __future__ import annotations

import json

from assessment.customers import Relationship
from assessment.exports.tables import two_decimals
from assessment.rounding import rounded


def to_customers(found: Relationship) -> dict[str, object]:
    """The relationship as a JSON object: two decimals, `p` four, null where there is none."""
    return {
        "n": found.n,
        "rho": two_decimals(found.rho),
        "interval": None if found.interval is None else [two_decimals(end) for end in found.interval],
        "p": None if found.p is None else float(rounded(found.p, 4)),
        "reading": found.reading,
        "compatible_with_none": found.compatible_with_none,
    }


def to_customers_json(found: Relationship) -> bytes:
    """What `python -m assessment customers` prints."""
    return json.dumps(to_customers(found), ensure_ascii=False, indent=2).encode() + b"\n"
