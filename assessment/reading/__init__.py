"""Reads every user file into one kind of tree, in which each value has its place; build() makes models from it.

Whatever the bytes are, the outcome is a value or `Problems`, never another error. Size, depth and number of values are
limited while reading, and nothing recurses deeper than MAX_DEPTH.
"""

from assessment.reading.checks import TreeChecks
from assessment.reading.json import NotJson, read_json
from assessment.reading.model import EXACT, build, parts_of, plain, unfit
from assessment.reading.swedish import in_language, is_translated
from assessment.reading.table import MAX_TABLE_BYTES, Table, TableCell, TableFault, read_table, read_text
from assessment.reading.tree import (
    MAX_DEPTH,
    MAX_JSON_BYTES,
    MAX_JSON_VALUES,
    MAX_YAML_BYTES,
    KeyPath,
    Node,
    read_as,
    tree_of,
    without_places,
)
from assessment.reading.words import JSON, YAML, Terms, counted
from assessment.reading.yaml import read_yaml

__all__ = [
    "EXACT",
    "JSON",
    "MAX_DEPTH",
    "MAX_JSON_BYTES",
    "MAX_JSON_VALUES",
    "MAX_TABLE_BYTES",
    "MAX_YAML_BYTES",
    "YAML",
    "KeyPath",
    "Node",
    "NotJson",
    "Table",
    "TableCell",
    "TableFault",
    "Terms",
    "TreeChecks",
    "build",
    "counted",
    "in_language",
    "is_translated",
    "parts_of",
    "plain",
    "read_as",
    "read_json",
    "read_table",
    "read_text",
    "read_yaml",
    "tree_of",
    "unfit",
    "without_places",
]
