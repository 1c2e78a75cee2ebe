"""YAML read and written by libyaml: PyYAML's own reader and writer take seven times as long."""

from __future__ import annotations

from typing import Any

import yaml


def read_yaml(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def yaml_of(document: object) -> str:
    """The document as YAML, in its own order."""
    return yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
