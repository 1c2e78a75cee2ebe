"""YAML read and written by libyaml: PyYAML's own reader and writer take seven times as long."""

from __future__ import annotations

import pickle
from functools import cache
from typing import Any

import yaml


def read_yaml(text: str) -> Any:
    """A document of one's own to change; the same text is read once."""
    return pickle.loads(_read(text))


@cache
def _read(text: str) -> bytes:
    return pickle.dumps(yaml.load(text, Loader=yaml.CSafeLoader))


def yaml_of(document: object) -> str:
    """The document as YAML, in its own order."""
    return yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
