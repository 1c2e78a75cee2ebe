"""The interface's texts, and numbers, dates and lists as each language writes them.

The language is always an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from textwrap import shorten
from typing import Final, cast
from unicodedata import combining, normalize

import yaml
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from assessment.instrument import LANGUAGES, Language
from assessment.rounding import rounded

_WORDS: Final = Path(__file__).with_name("words")
LOCALES: Final[Mapping[Language, str]] = {"en": "en_GB", "sv": "sv_SE"}
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+(?=[”“\"(]?[A-ZÅÄÖÉÜ])")
_LAST_LETTERS: Final = str.maketrans("åäö", "{|}")  # As they follow z.
_NAMED: Final = 3  # Nobody reads a sentence that names more.
_CUT: Final = "\u00a0…"  # What a text ends with that is cut: never alone on the next line.
# Swedish names of one word that are surely no person's.
_WORK: Final = re.compile(
    r"[\w-]*(?:chef|ledar|säljar|ansvarig|tekniker|handläggar|medarbetar|lärling|personal|grupp|tjänst|avdelning)\w{0,5}"
    "|sälj|marknad|ekonomi|lager|lagret|inköp|produktion(en)?|ledning(en)?|support(en)?|drift(en)?"
    # "The plumbers", "the plumber", "the fitter", "the receptionist".
    r"|\w{3,}(?:arna|erna|orna|aren|ören|isten)",
    re.IGNORECASE,
)


@cache
def words(language: Language) -> Mapping[str, object]:
    """All words of a language, nested as in words/<language>.yaml."""
    # Ten times faster than the reader in Python, and somebody waits for the first page.
    reader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("Mapping[str, object]", yaml.load((_WORDS / f"{language}.yaml").read_bytes(), reader))  # noqa: S506  # a safe one


def first_language(*wishes: str | None, spoken: Iterable[Language] = LANGUAGES) -> Language | None:
    """The first of these that is a language of the app, one of those spoken; None when none is."""
    return next((known for wish in wishes for known in spoken if known == wish), None)


def say(language: Language, path: str, **values: object) -> str:
    """The words at a dotted path, with `{name}` places filled in.

    Raises KeyError when the words file lacks the path or a value is missing.
    """
    found: object = words(language)
    for step in path.split("."):
        found = cast("Mapping[str, object]", found)[step]
    return str(found).format_map(values) if values else str(found)


def has_words(language: Language, path: str) -> bool:
    """Whether there are words at a dotted path."""
    found: object = words(language)
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return False
        found = cast("Mapping[str, object]", found)[step]
    return True


def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number as the language writes it: whole on the screen, two decimals in files."""
    return _written(str(rounded(value, decimals)), language, decimals)


def points_text(points: float, language: Language) -> str:
    """A limit in points, with as many decimals as it has, up to two: a whole one could contradict the scores."""
    exact = rounded(points, 2).normalize().as_tuple().exponent
    return number(points, language, max(0, -int(exact)))


@lru_cache(maxsize=4096)  # a fifth of a large map's page was spent on the same few numbers
def _written(exact: str, language: Language, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(Decimal(exact), format=pattern, locale=LOCALES[language]).replace("-", "−")


def signed(value: float, language: Language, decimals: int = 0) -> str:
    """A number with its sign, plus included; zero has none."""
    shown = rounded(value, decimals)
    return f"{'+' if shown > 0 else ''}{number(value, language, decimals)}" if shown else "0"


def score_text(value: float | None, language: Language) -> str:
    """A score as a whole number, or a dash when it is withheld."""
    return "–" if value is None else number(value, language)


def pull_text(pull: float, language: Language) -> str:
    """The pull of a role or of all roles on an element, -2 to 2, as screens and PDF show it: -100 to 100, whole.

    So the total of a row, which has the same scale, is the weighted mean of its cells.
    """
    return signed(pull * 50, language)


def alignment_text(alignment: float, language: Language) -> str:
    """The alignment of a role or of all roles, -100 to 100, for a sentence that states its direction.

    Even a small fraction has a direction, so where a whole number would hide it, two decimals are shown.
    """
    return signed(alignment, language, 0 if rounded(alignment, 0) else 2)


def date_text(day: date, language: Language) -> str:
    """A date in full, such as 22 November 2026; like all days it stays on one line."""
    return _day(day, "long", language)


def day_text(day: date, language: Language) -> str:
    """A date with a short month, such as 22 Nov 2026."""
    return _day(day, "d MMM y", language).replace(".", "")


def when_text(day: date, language: Language, today: date) -> str:
    """A day with its weekday, such as Fri 4 Dec; with the year where that is another one."""
    year = "" if day.year == today.year else " y"
    return _day(day, f"EEE d MMM{year}", language).replace(".", "")


def span_text(first: date, last: date, language: Language) -> str:
    """The days from a first to a last one in short, without their year, such as 14 Dec–5 Mar; one where both are."""
    ends = [_day(day, "d MMM", language).replace(".", "") for day in dict.fromkeys((first, last))]
    return "–".join(ends)


def _day(day: date, pattern: str, language: Language) -> str:
    """A day without a space at which a line could break: "1 March 20" says another year than the next line."""
    return format_date(day, format=pattern, locale=LOCALES[language]).replace(" ", "\u00a0")


def joined(names: Sequence[str], language: Language) -> str:
    """Names as a list, with "and" before the last one; empty without names."""
    return format_list(names, locale=LOCALES[language])


def dotted(parts: Sequence[str]) -> str:
    """Parts of a line, with dots between them; where the line breaks, a dot ends this one, never begins the next."""
    return "\u00a0· ".join(parts)


def one_of(names: Sequence[str], language: Language) -> str:
    """Names as a list, with "or" before the last one; empty without names."""
    return format_list(names, style="or", locale=LOCALES[language])


def first_names(names: Sequence[str], language: Language, *, most: int = _NAMED) -> str:
    """Names as a list; of many only the first `most`, and how many more there are: never that there is one more."""
    return joined(first_of(names, language, most=most), language)


def first_of(names: Sequence[str], language: Language, *, most: int) -> list[str]:
    """The names; of many only the first `most`, and last how many more there are: never that there is one more."""
    more = len(names) - most
    return [*names[:most], say(language, "incentives.more", count=more)] if more > 1 else [*names]


def quoted(text: str, language: Language) -> str:
    """A text in the quotation marks of the language."""
    return say(language, "quoted", text=text)


def within_quotes(text: str) -> str:
    """A text whose own quotation marks are single, to stand within double ones, in either language."""
    return text.translate({ord("“"): "‘", ord("”"): "’"})


def first_quoted(text: str) -> str:
    """The first of the texts in quotation marks with which a text begins; the text itself where it begins otherwise."""
    found = re.match("[“”].+?”", text)
    return found[0] if found else text


def first_sentence(text: str) -> str:
    """The first sentence of a text; an abbreviation before a small letter, and a stop within a quote, do not end it."""
    text = text.strip()
    ends = [*(text[: each.start()] for each in _END_OF_SENTENCE.finditer(text)), text]
    return next((end for end in ends if is_whole(end)), ends[0])


def with_stop(text: str) -> str:
    """A text as a sentence, with a full stop where it has no end of its own; "" stays."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def is_whole(text: str) -> bool:
    """Whether every quote and every bracket that is opened in a text is closed in it."""
    return not _is_quoting(text) and text.count("(") == text.count(")")


def _is_quoting(text: str) -> bool:
    """Whether a quote is open at the end of a text; in Swedish the same sign begins and ends one."""
    return sum(map(text.count, '"“”')) % 2 == 1


def without_asides(text: str, names: Sequence[str]) -> str:
    """A text without the parentheses that hold only some of these names, each perhaps after a label and a colon."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    one = rf"(?:[^():]+: )?(?:{either})"
    return re.sub(rf" \({one}(?:(?:,|,? and|,? och) {one})*\)", "", text)


def shortened(text: str, most: int) -> str:
    """A text in at most so many characters; if cut, at a word, it ends in "…", and before that a quote is closed.

    No line begins with "…".
    """
    cut = shorten(text, most, placeholder=_CUT)
    if not _is_quoting(cut) or _is_quoting(text):
        return cut
    cut = shorten(text, most - 1, placeholder=_CUT)
    return f"{cut}”" if _is_quoting(cut) else cut


def in_alphabet(text: str, language: Language) -> str:
    """What to sort a text by: å, ä and ö come last in Swedish; other letters stand where they do without marks."""
    folded = text.casefold()
    last = folded.translate(_LAST_LETTERS) if language == "sv" else folded
    return "".join(letter for letter in normalize("NFKD", last) if not combining(letter))


def lower_first(name: str) -> str:
    """A name for use inside a sentence: its first letter in lower case, unless it is all capitals (an abbreviation)."""
    is_abbreviation = name[:2].isupper() and not name[1:2].isspace()  # "I dag" is none
    return name if is_abbreviation else name[:1].lower() + name[1:]


def begins_with_article(name: str) -> bool:
    """Whether a name begins with an article; "De Geer" does not."""
    return re.match(r"The |(?:Den|De) [a-zåäö]", name) is not None


def is_part_of(name: str, whole: str) -> bool:
    """Whether a name is whole words of another: "Head of sales" and "Säljchef", but not "Per" of "Personalchefen"."""
    return re.search(rf"(?<!\w){re.escape(name)}(?:en|n)?(?!\w)", whole, re.IGNORECASE) is not None


def is_swedish_for_work(name: str) -> bool:
    """Whether a name is one Swedish word for those who do some work, which is surely no person's name."""
    return name[1:].islower() and _WORK.fullmatch(name) is not None


def upper_first(text: str) -> str:
    """A text for the beginning of a sentence: its first letter in upper case."""
    return text[:1].upper() + text[1:]
