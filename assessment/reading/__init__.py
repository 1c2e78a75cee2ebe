"""Every file of a user becomes one tree with places; build() makes values of it.

Whatever the bytes are, the outcome is a value or `Problems`, never another error: size, depth and number of values are
limited while reading, and nothing recurses deeper than MAX_DEPTH.
"""

from assessment.reading.json import NotJson, json_places, read_json
from assessment.reading.model import build, holds_wording, where_is
from assessment.reading.tree import MAX_DEPTH, MAX_JSON_BYTES, MAX_YAML_BYTES, Node, Path, reading
from assessment.reading.yaml import read_yaml

__all__ = [
    "MAX_DEPTH",
    "MAX_JSON_BYTES",
    "MAX_YAML_BYTES",
    "Node",
    "NotJson",
    "Path",
    "build",
    "holds_wording",
    "json_places",
    "read_json",
    "read_yaml",
    "reading",
    "where_is",
]
