"""What the parts of a question bank are made of: languages, kinds of organisation, texts, ids and amounts."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StringConstraints

Language = Literal["en", "sv"]
LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")
# The kinds of organisation: a company with departments, a small firm, a public organisation.
Organisation = Literal["company", "small", "public"]
ORGANISATIONS: Final[tuple[Organisation, ...]] = ("company", "small", "public")

Wording = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=600)]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$")]
RuleId = Annotated[str, StringConstraints(strict=True, pattern=r"^[FLX]-[A-Za-z0-9_-]{1,60}$")]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
# Relative to the others, and not so large that a sum of them overflows.
Amount = Annotated[float, Field(strict=True, ge=0, le=1e300)]
# The name of an element, a role, a measure or a way to meet one, in the bank and in every map.
Label = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
# A bank proposes whole steps; a map may also have values between them.
WholeEffect = Annotated[StrictInt, Field(ge=-2, le=2)]


class Part(BaseModel):
    """Any part of the instrument: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _in_any_language(schema: dict[str, Any]) -> None:
    """A bank with one language has texts in that one only, which JSON Schema can express only as "at least one"."""
    schema["required"] = [key for key in schema["required"] if key not in LANGUAGES]
    schema["anyOf"] = [{"required": [language]} for language in LANGUAGES]


class Text(Part):
    """One wording in each of the bank's languages; `text["sv"]` picks one.

    In a bank with one language both have its wording: files.py adds the other before the text is checked.
    """

    model_config = ConfigDict(json_schema_extra=_in_any_language)

    en: Wording
    sv: Wording

    def __getitem__(self, language: Language) -> str:
        return self.sv if language == "sv" else self.en
