"""questions.yaml: what is read, what is refused, and which line the author is sent to."""

from __future__ import annotations

import json
import random
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import jsonschema  # type: ignore[import-untyped]  # it comes without types
import pytest
import yaml

from assessment.incentives import IncentiveMap
from assessment.instrument import (
    LANGUAGES,
    ORGANISATIONS,
    QUESTIONS,
    Instrument,
    Organisation,
    instrument_schema,
    load_instrument,
    read_instrument,
)
from assessment.problems import MAX_SHOWN, Problems
from assessment.reading import MAX_YAML_BYTES
from tests.amounts import IS_SOAK, sample
from tests.libyaml import read_yaml, yaml_of
from tests.shipped import BANK

# Coverage would take as long as these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured

SHIPPED = QUESTIONS.read_text(encoding="utf-8")
SCHEMA = Path(__file__).parent.parent / "questions.schema.json"
MUTATIONS = 5000 if IS_SOAK else 10
JARGON = re.compile(r"Input should|pydantic|validation|literal|_type|scalar|mapping|sequence|token|simple key|None\b")


def problems_in(text: str | bytes) -> Problems:
    with pytest.raises(Problems) as caught:
        read_instrument(text if isinstance(text, bytes) else text.encode(), "questions.yaml")
    return caught.value


def edited(old: str, new: str, start: str = "", *, bank: str = SHIPPED) -> tuple[str, int]:
    """A bank with the first `old` after `start` replaced, and the number of the line `old` begins in."""
    at = bank.index(old, bank.index(start))
    return bank[:at] + new + bank[at + len(old) :], bank.count("\n", 0, at) + 1


def test_the_shipped_question_bank_has_no_problem() -> None:
    instrument = BANK  # which was read
    assert [factor.id for factor in instrument.factors] == [
        "ability",
        "conditions",
        "external_rewards",
        "internal_rewards",
    ]
    assert instrument.form_items("full") == instrument.items
    assert 0 < len(instrument.form_items("quick")) < len(instrument.items)


def test_parts_are_found_by_their_id() -> None:
    instrument = BANK
    assert instrument.item("ABI03") is next(item for item in instrument.items if item.id == "ABI03")
    assert instrument.factor("ability") is instrument.factors[0]
    assert instrument.facet(instrument.facets[0].id) is instrument.facets[0]
    assert (instrument.item("no"), instrument.factor("no"), instrument.facet("no")) == (None, None, None)


def test_two_readings_of_one_file_are_equal_whether_or_not_they_were_searched() -> None:
    one, other = BANK, load_instrument()
    one.item("ABI03")
    assert one == other


def test_a_file_with_byte_order_mark_or_windows_line_endings_is_read_the_same() -> None:
    assert read_instrument(b"\xef\xbb\xbf" + SHIPPED.replace("\n", "\r\n").encode()) == BANK


def test_wording_is_cleaned_when_it_is_read() -> None:
    text, _ = edited("en: Partly true", 'en: "Partly\\u202e true"')
    assert read_instrument(text.encode()).scale.labels[2].en == "Partly true"


CONTROLS: Final = (
    (r"\0", "the control character U+0000"),
    (r"\x07", "the control character U+0007"),
    (r"\e", "the control character U+001B"),
    (r"\u009f", "the control character U+009F"),
    (r"\N", "the control character U+0085"),
    (r"\ud800", "the surrogate U+D800"),
    (r"\U0000DFFF", "the surrogate U+DFFF"),
    ("\x07", "the control character U+0007"),
    ("\x85", "the control character U+0085"),
)


@pytest.mark.parametrize(("written", "found"), CONTROLS if IS_SOAK else CONTROLS[::3])
def test_a_control_character_is_a_problem_with_its_place_raw_and_escaped(written: str, found: str) -> None:
    text, line = edited("en: Partly true", f'en: "Partly {written} true"')
    problems = problems_in(text).problems
    assert [(p.line, p.column) for p in problems] == [(line, SHIPPED.splitlines()[line - 1].index("en:") + 13)]
    assert found in problems[0].found


@pytest.mark.measured
def test_every_control_character_of_a_file_is_reported_at_once() -> None:
    text, line = edited("en: Partly true", 'en: "Partly \\ud83d\\ude00 \\0 true"')
    text = text.replace("id: ABI03", 'id: "ABI\\ud80003"', 1)
    found = [(problem.line, problem.found.rsplit(" in ", 1)[0]) for problem in problems_in(text).problems]
    assert found[:3] == [
        (line, "found the surrogate U+D83D"),
        (line, "found the surrogate U+DE00"),
        (line, "found the control character U+0000"),
    ]
    assert found[3][1] == "found the surrogate U+D800"


def test_a_text_may_hold_tabs_and_line_breaks() -> None:
    text, _ = edited("en: Partly true", r'en: "Partly\t\n\r\ntrue"')
    assert read_instrument(text.encode()).scale.labels[2].en == "Partly\t\n\ntrue"


def test_on_is_a_key_with_and_without_quotes() -> None:
    bare = SHIPPED.replace('"on":', "on:")
    assert bare != SHIPPED
    assert read_instrument(bare.encode()) == BANK


@pytest.mark.measured
def test_five_mistakes_give_exactly_five_problems_on_their_lines() -> None:
    text, lines = SHIPPED, []
    edits = (
        ("      en: Partly true\n", "      en: No\n", "labels:"),
        ("    reverse: false\n", "    revers: false\n", "- id: ABI03"),
        ("      sv: Att arbeta så här kräver färdigheter som saknas hos oss.\n", "", "- id: ABI04"),
        ("- id: CON02\n", "- id: CON01\n", "\nitems:"),
        ("    factor: internal_rewards\n", "    factor: internal_reward\n", "- id: INT03"),
    )
    for old, new, start in edits:
        at = text.index(old, text.index(start))
        text = text[:at] + new + text[at + len(old) :]
        # A missing line is reported at its neighbour.
        lines.append(text.count("\n", 0, at) + (1 if new else 0))
    shown = str(problems_in(text)).splitlines()
    assert [int(line.split(":")[1]) for line in shown] == lines
    assert shown[0] == (
        f'questions.yaml:{lines[0]}:11: scale label 3: found the unquoted word No, which YAML reads as "false"; '
        'put it in quotes: "No"'
    )
    assert shown[1] == f'questions.yaml:{lines[1]}:5: item ABI03: unknown key "revers". Did you mean "reverse"?'
    assert shown[2] == (
        f'questions.yaml:{lines[2]}:7: item ABI04: text: the Swedish wording (sv) is missing; add a line "sv: …"'
    )
    assert 'the id "CON01" is already used on line' in shown[3]
    assert 'Did you mean "internal_rewards"?' in shown[4]


MARKET_SHARE = SHIPPED[SHIPPED.index("- id: market_share") : SHIPPED.index("- id: savings")]

# fact, first `old` after `start`, `new`, lines from `old` to the mistake, what the sentence says
MISTAKES: list[tuple[str, str, str, str, int, str]] = [
    (
        "bare No",
        "items:",
        "en: We have the knowledge that working this way requires.",
        "en: No",
        0,
        'put it in quotes: "No"',
    ),
    ("bare yes", "items:", "en: We have the knowledge that working this way requires.", "en: yes", 0, '"yes"'),
    ("bare off", "labels:", "en: Partly true", "en: off", 0, 'put it in quotes: "off"'),
    ("bare true", "labels:", "en: Partly true", "en: true", 0, 'put it in quotes: "true"'),
    ("bare null", "labels:", "en: Partly true", "en: null", 0, 'put it in quotes: "null"'),
    ("bare tilde", "labels:", "en: Partly true", "en: ~", 0, 'put it in quotes: "~"'),
    ("bare number", "labels:", "en: Partly true", "en: 12", 0, 'put it in quotes: "12"'),
    ("bare decimal", "labels:", "en: Partly true", "en: 1.0", 0, 'put it in quotes: "1.0"'),
    ("bare time", "labels:", "en: Partly true", "en: 12:30", 0, 'put it in quotes: "12:30"'),
    ("bare date", "labels:", "en: Partly true", "en: 2024-01-31", 0, "reads as a date"),
    ("version without quotes", "version:", '"1.3"', "1.3", 0, 'put it in quotes: "1.3"'),
    ("empty wording", "labels:", "en: Partly true", "en:", 0, "no value here"),
    ("blank wording", "labels:", "en: Partly true", 'en: " "', 0, "the text is empty"),
    ("wording too long", "labels:", "en: Partly true", "en: " + "long " * 150, 0, "at most 600"),
    ("reverse as No", "- id: ABI03", "reverse: false", "reverse: No", 0, "write false"),
    ("reverse as yes", "- id: ABI03", "reverse: false", "reverse: yes", 0, "write true"),
    ("reverse in quotes", "- id: ABI03", "reverse: false", 'reverse: "false"', 0, "true or false"),
    ("reverse as 0", "- id: ABI03", "reverse: false", "reverse: 0", 0, "true or false"),
    ("misspelt key", "- id: ABI03", "reverse:", "revers:", 0, 'Did you mean "reverse"?'),
    ("key in capitals", "- id: ABI03", "Reverse:".lower(), "Reverse:", 0, 'Did you mean "reverse"?'),
    ("misspelt required key", "- id: ABI03", "facet:", "fasett:", 0, 'Did you mean "facet"?'),
    ("misspelt section", "items:", "context_items:", "contxt_items:", 0, 'Did you mean "context_items"?'),
    ("wrong language code", "- id: ABI03", "sv:", "se:", 0, 'Did you mean "sv"?'),
    ("language code in capitals", "- id: ABI03", "sv:", "SV:", 0, 'Did you mean "sv"?'),
    (
        "Swedish missing",
        "- id: ABI03",
        "      sv: Vi klarar att arbeta så här även när trycket är högt.\n",
        "",
        -1,
        "(sv)",
    ),
    (
        "English missing",
        "- id: ABI03",
        "      en: We can work this way even when the pressure is high.\n",
        "",
        0,
        "(en)",
    ),
    ("factor missing", "- id: ABI03", "    factor: ability\n", "", -1, '"factor" is missing'),
    ("key twice", "- id: ABI03", "form: quick", "form: quick\n    form: quick", 1, "keep one of them"),
    ("id twice", "items:", "id: ABI04", "id: ABI03", 0, "give this one its own id"),
    ("facet id twice", "facets:", "id: practice", "id: skill", 0, "give this one its own id"),
    ("facet called as a factor", "facets:", "id: practice", "id: ability", 0, "belongs to the factor"),
    ("module called as a factor", "context_modules:", "id: trust", "id: conditions", 0, "belongs to the factor"),
    ("module called as a facet", "context_modules:", "id: trust", "id: skill", 0, "belongs to the facet"),
    ("context item called as an item", "context_items:", "id: TRU01", "id: ABI01", 0, "belongs to the item"),
    ("facet called as a condition", "facets:", "id: practice", "id: low_trust", 0, "an advice condition"),
    ("example called own", "behaviour_examples:", "- id: ", "- id: own #", 0, "the user's own words"),
    ("rule id twice", "items:", "id: F-ability-holds_back", "id: F-ability-blocks", 0, "its own id"),
    ("id with a hyphen", "items:", "id: ABI05", "id: ABI-05", 0, "rename it"),
    ("unknown factor", "- id: ABI03", "factor: ability", "factor: abilty", 0, 'Did you mean "ability"?'),
    ("unknown facet", "- id: ABI03", "facet: skill", "facet: skil", 0, 'Did you mean "skill"?'),
    ("facet of another factor", "- id: ABI03", "facet: skill", "facet: salary", 0, "belongs to factor"),
    ("facet renamed where it is defined", "facets:", "id: skill", "id: skills", 0, 'Did you mean "skill"?'),
    ("unknown form", "- id: ABI03", "form: quick", "form: quik", 0, 'Did you mean "quick"?'),
    ("unknown module", "- id: TRU01", "module: trust", "module: thrust", 0, 'Did you mean "trust"?'),
    ("unknown item in a pair", "consistency_pairs:", "- EXT04", "- EXT044", 0, 'Did you mean "EXT04"?'),
    ("pair of one", "consistency_pairs:", "    - EXT04\n", "", -1, "add the missing one"),
    ("unknown level", "- id: F-ability-blocks", "- blocks", "- block", 0, 'Did you mean "blocks"?'),
    ("unknown target", "- id: F-ability-blocks", "target: ability", "target: abillity", 0, 'Did you mean "ability"?'),
    ("star without quotes", "- id: L-any-supports", 'target: "*"', "target: *", 0, "put the text in quotes"),
    ("priority above 100", "- id: F-ability-blocks", "priority: 90", "priority: 900", 0, "at most 100"),
    ("priority in quotes", "- id: F-ability-blocks", "priority: 90", 'priority: "90"', 0, "without quotes"),
    ("priority with a fraction", "- id: F-ability-blocks", "priority: 90", "priority: 90.5", 0, "a whole number"),
    ("source that does not exist", "- id: F-ability-blocks", "- S0", "- S9", 0, "expected S0, S1"),
    ("text where a list belongs", "- id: F-ability-blocks", "levels:\n      - blocks", "levels: blocks", 0, "a list"),
    ("rule without levels", "- id: F-ability-blocks", "    levels:\n      - blocks\n", "", -3, "at least one"),
    ("unknown rule that waits", "suppression:", "- X-idle_quadrant", "- X-idle_quadrent", 0, 'mean "X-idle_quadrant"?'),
    ("unknown suppression rule", "suppression:", "X-agree_cx_first", "X-agre_cx_first", 0, 'mean "X-agree_cx_first"?'),
    ("unknown placeholder", "importance:", '"{name}: how', '"{nam}: how', 0, 'Did you mean "{name}"?'),
    ("placeholder in a statement", "- id: ABI03", "en: We can", "en: We {name} can", 0, "no placeholder is allowed"),
    ("placeholder unquoted", "importance:", 'en: "{name}: how much', "en: {name} how much", 0, "in quotes"),
    ("scale value twice", "labels:", "value: 3", "value: 2", 0, "expected 3"),
    ("scale value beyond", "labels:", "value: 5", "value: 6", 0, "at most 5"),
    ("levels not rising", "levels:", "from: 50", "from: 20", 0, "rising order"),
    ("lowest level above 0", "levels:", "from: 0", "from: 5", 0, "begins at 0"),
    ("decimal comma", "elements:", "weight: 0.25", "weight: 0,25", 0, "in digits"),
    ("unknown role", "cross_effects:", "source: sales", "source: sale", 0, 'Did you mean "sales"?'),
    ("unknown role in on", "cross_effects:", '"on": sales', '"on": salse', 0, 'Did you mean "sales"?'),
    ("unknown measure", "cross_effects:", "measure: calls", "measure: cals", 0, 'Did you mean "calls"?'),
    ("measure of another role", "cross_effects:", "measure: auto", "measure: calls", 0, "choose one of: auto"),
    ("cross effect twice", "cross_effects:", "measure: cost", "measure: calls", -1, "is already cross effect 2"),
    ("measure named once", "cross_effects:", "      measure: cost\n", "", -1, "unlike cross effect 2"),
    ("unknown element", "  roles:", "reachable: -1", "reachble: -1", 0, 'Did you mean "reachable"?'),
    ("effect beyond the scale", "  roles:", "reachable: -1", "reachable: -3", 0, "at least -2"),
    ("share above 1", "  roles:", "share: 0.5", "share: 50", 0, "at most 1"),
    ("colon inside a text", "- id: ABI03", "en: We can", "en: We can: and", 0, "put the text in quotes"),
    ("no space after the colon", "- id: ABI03", "form: quick", "form:quick", 0, "no space after"),
    ("no colon", "- id: ABI03", "form: quick", "form quick", 0, "no colon after"),
    ("no colon before a block", "- id: ABI03", "    text:\n", "    text\n", 0, "no colon after"),
    ("quote not closed", "importance:", 'organisation?"', "organisation?", 0, "add the closing quote"),
    ("apostrophe in single quotes", "- id: ABI03", "en: We can", "en: 'We can't'", 0, "''"),
    ("tab as indentation", "- id: ABI03", "    form: quick", "\tform: quick", 0, "use spaces"),
    ("one space too many", "- id: ABI03", "    form: quick", "     form: quick", 0, "align it"),
    ("one space too few", "- id: ABI03", "    form: quick", "   form: quick", 0, "align it"),
    ("text begins with a percent sign", "- id: ABI03", "en: We can", "en: % of us can", 0, "put the text in quotes"),
    ("text begins with at", "- id: ABI03", "en: We can", "en: @all can", 0, "put the text in quotes"),
    ("text begins with an exclamation", "- id: ABI03", "en: We can", "en: !We can", 0, "put the text in quotes"),
    ("# inside a text", "- id: ABI03", "en: We can", "en: We, #1, can", 0, "put the text in quotes"),
    ("# before the second line", "- id: ABI03", "en: We can", "en: We #1 can\n       and", 0, "put the text in quotes"),
    ("# inside braces", "- id: ABI03", "text:\n", "text: {en: Goal #3, sv: x}\n    x:\n", 0, "put the text in quotes"),
    ("comment after a text", "labels:", "en: Partly true", "en: Partly true # half", 0, "on a line of its own"),
    ("no-break space after an id", "- id: ABI03", "facet: skill", "facet: skill\xa0", 0, "U+00A0 (no-break space)"),
    ("no-break space in an escape", "- id: ABI03", "facet: skill", r'facet: "skill\_"', 0, "U+00A0 (no-break space)"),
    ("zero width space in an id", "- id: ABI03", "facet: skill", "facet: sk\u200bill", 0, "U+200B"),
    ("direction in an id", "- id: ABI03", "facet: skill", "facet: \u202eskill", 0, "U+202E (right-to-left override)"),
    ("byte order mark inside", "- id: ABI03", "facet: skill", "\ufefffacet: skill", 0, "U+FEFF"),
    ("no-break space after a truth", "- id: ABI03", "reverse: false", "reverse: false\xa0", 0, "U+00A0"),
    ("thin space after a number", "- id: F-ability-blocks", "priority: 90", "priority: 90\u2009", 0, "U+2009"),
    ("soft hyphen in a choice", "- id: F-ability-blocks", "- blocks", "- blo\xadcks", 0, "U+00AD (soft hyphen)"),
    ("no-break space in a key", "- id: ABI03", "facet:", "facet\xa0:", 0, "U+00A0"),
    ("no-break space after a colon", "- id: ABI03", "facet: skill", "facet:\xa0skill", 0, "U+00A0"),
    ("no-break space as indentation", "- id: ABI03", "    facet: skill", "   \xa0facet: skill", 0, "U+00A0"),
    ("no-break space after a dash", "items:", "- id: ABI03", "-\xa0id: ABI03", 0, "U+00A0"),
    ("zero width space before a quote", "- id: ABI03", "en: We can", 'en: \u200b"We can"', 0, "U+200B"),
    ("unknown reach", "- id: F-ability-blocks", "reach: team", "reach: teams", 0, 'Did you mean "team"?'),
    ("unknown kind in fits", "- id: returns", "- company", "- compny", 0, 'Did you mean "company"?'),
    ("unknown kind of variant", "- id: F-ability-blocks", "small:", "smal:", 0, 'Did you mean "small"?'),
    ("unknown text of a variant", "- id: F-ability-blocks", "        d30:", "        d31:", 0, 'Did you mean "d30"?'),
    (
        "variant without Swedish",
        "- id: CON08",
        "          sv: Den som ansvarar för kunderna kan få oss andra att arbeta så här.\n",
        "",
        -1,
        "(sv)",
    ),
    (
        "placeholder in a variant",
        "- id: TRU01",
        "en: Whoever leads",
        "en: Whoever {name} leads",
        0,
        "no placeholder is",
    ),
    (
        "misspelt placeholder in advice",
        "- id: F-conditions-holds_back",
        "least support: {lowest}.",
        "least support: {lowst}.",
        0,
        'only "{lowest}" is allowed here. Did you mean "{lowest}"?',
    ),
    (
        "placeholder of another subject in advice",
        "- id: F-conditions-holds_back",
        "least support: {lowest}.",
        "least support: {name}.",
        0,
        'only "{lowest}" is allowed here; remove the braces',
    ),
    (
        "two placeholders are allowed",
        "- id: L-any-supports",
        "Try one change",
        "Try {lowerst} change",
        0,
        'only "{facet}" and "{lowest}" are allowed here. Did you mean "{lowest}"?',
    ),
    (
        "statement in a title",
        "- id: F-conditions-holds_back",
        "en: Let clarity, responsibility and authority go together",
        "en: Let {lowest} go together".replace("{", "‘{").replace("}", "}’"),
        0,
        'found "{lowest}", it belongs in the steps and the caution of advice on a factor or facet',
    ),
    (
        "statement of a factor in advice across factors",
        "- id: X-today_wins",
        "Furthest ahead: {ahead}.",
        "Furthest ahead: {lowest}.",
        0,
        "it belongs in the steps and the caution of advice on a factor or facet",
    ),
    (
        "statement in advice of another condition",
        "- id: X-low_trust",
        "en: Ask which promise",
        "en: Ask about {unknown} which promise",
        0,
        'it belongs in the steps and the caution of advice with the target "many_dont_know"',
    ),
    (
        "effect of a measure on an unknown element",
        "- id: promises_kept",
        "promises: 2",
        "promise: 2",
        0,
        'unknown element "promise". Did you mean "promises"?',
    ),
    (
        "two measures of no role with one id",
        "- id: promises_kept",
        "id: repeat_contacts",
        "id: promises_kept",
        0,
        'the id "promises_kept" is already used on line',
    ),
    (
        "measure of no role with the id of a role's",
        "- id: market_share",
        "id: market_share",
        "id: growth",
        0,
        'the id "growth" already belongs to the measure on line',
    ),
    (
        "measure without effects",
        "- id: market_share",
        SHIPPED[
            (at := SHIPPED.index("      effects: {", SHIPPED.index("- id: market_share"))) : SHIPPED.index("}", at) + 2
        ],
        "",
        -5,
        "measure market_share: nothing says what it does, expected its effects on the elements, or a shortcut",
    ),
    (
        "measure typical of an unknown role",
        "- id: market_share",
        "roles: [ceo]",
        "roles: [cio]",
        0,
        'unknown role "cio". Did you mean "ceo"?',
    ),
    (
        "cross effect of a measure typical of another role",
        "- source: ceo\n      measure: savings",
        "measure: savings",
        "measure: stock",
        0,
        'unknown measure "stock" of the role "ceo"',
    ),
    ("bracket not closed", "- id: F-ability-drives", "from: []", "from: [S0", 0, "close it"),
]


def brief() -> str:
    """The shipped bank with only the advice that the mistakes are made in, which is read in half the time.

    What it lacks is no problem before everything else is right.
    """
    begins, ends = SHIPPED.index("\nrecommendations:\n"), SHIPPED.index("\nincentives:\n")
    head, *rules = re.split(r"(?<=\n)(?=  - id: )", SHIPPED[begins:ends])
    needed = [*(mistake[2] for mistake in MISTAKES), *(mistake[1] for mistake in MISTAKES)]
    needed.append(SHIPPED[SHIPPED.index("\nselection:\n") : begins])
    names = set(re.findall(r"[FLX]-\w+(?:-\w+)?", "\n".join(needed)))
    kept = [rule for rule in rules if rule.split(maxsplit=3)[2] in names]
    assert 0 < len(kept) < len(rules)
    return SHIPPED[:begins] + head + "".join(kept) + SHIPPED[ends:]


BRIEF = SHIPPED if IS_SOAK else brief()


@pytest.mark.parametrize(
    ("start", "old", "new", "offset", "says"),
    [pytest.param(*row[1:], id=row[0]) for row in (MISTAKES if IS_SOAK else MISTAKES[1::5])],
)
def test_a_mistake_is_reported_on_its_line_with_a_fitting_remedy(
    start: str, old: str, new: str, offset: int, says: str
) -> None:
    text, line = edited(old, new, start, bank=BRIEF)
    problems = problems_in(text).problems
    assert [problem.line for problem in problems] == [line + offset], str(problems_in(text))
    assert says in str(problems[0])
    assert not JARGON.search(str(problems[0]))


def test_a_comment_after_an_id_a_number_or_a_truth_value_is_a_comment() -> None:
    text, _ = edited("form: quick", "form: quick # short", "- id: ABI03")
    text = text.replace("priority: 90\n", "priority: 90 # first\n", 1)
    text = text.replace("reverse: false\n", "reverse: false # as it stands\n", 1)
    text = text.replace('version: "1.', '# In quotes.\nversion: "1.', 1).replace(
        "- id: ABI04\n", "- id: ABI04 # pressure\n", 1
    )
    assert read_instrument(text.encode()) == BANK


def test_quotes_keep_what_follows_a_number_sign() -> None:
    text, _ = edited("en: Partly true", 'en: "Partly # true"')
    assert read_instrument(text.encode()).scale.labels[2].en == "Partly # true"


def test_wording_may_hold_invisible_characters() -> None:
    text, _ = edited("en: Partly true", "en: Partly\xa0true \U0001f469\u200d\U0001f467")
    assert read_instrument(text.encode()).scale.labels[2].en == "Partly\xa0true \U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("loader", "mistake"),
    sample(
        *((yaml.CSafeLoader, mistake) for mistake in MISTAKES[::22]),
        *((yaml.SafeLoader, mistake) for mistake in MISTAKES[1::60]),  # It is written in Python and slow.
        rest=[
            *((yaml.CSafeLoader, mistake) for at, mistake in enumerate(MISTAKES) if at % 22),
            *((yaml.SafeLoader, mistake) for at, mistake in enumerate(MISTAKES) if at % 60 != 1),
        ],
    ),
    ids=lambda value: value[0] if isinstance(value, tuple) else value.__name__,
)
def test_problems_do_not_depend_on_the_messages_of_the_library(
    loader: type, mistake: tuple[str, str, str, str, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stay the same with the messages of another release, and with the library's other reader."""

    def parse(text: str, Loader: type) -> Iterator[yaml.Event]:  # noqa: N803  # PyYAML's name
        try:
            yield from original(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            error.problem = error.problem and "spam"
            error.context = error.context and "eggs"
            raise

    _, start, old, new, offset, says = mistake
    text, line = edited(old, new, start, bank=BRIEF)
    original = yaml.parse
    monkeypatch.setattr(yaml, "parse", parse)
    problems = problems_in(text).problems
    assert [problem.line for problem in problems] == [line + offset], str(problems_in(text))
    assert says in str(problems[0])


@pytest.mark.measured
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("limit", [50, 1000, 10**6])
def test_our_limits_come_before_those_of_the_library(loader: type, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml refuses 1,000 open brackets from some release on, while it reads ahead; another may refuse 50."""

    def parse(text: str, Loader: type) -> Iterator[yaml.Event]:  # noqa: N803  # PyYAML's name
        stop = next((at for at in range(len(text)) if text[: at + 1].count("[") > limit), len(text))
        if stop < len(text):
            mark = yaml.Mark("file", stop, 0, stop, None, 0)
            raise yaml.scanner.ScannerError("spam", mark, "eggs", mark)
        yield from original(text, Loader=loader)

    original = yaml.parse
    monkeypatch.setattr(yaml, "parse", parse)
    first = problems_in("id: " + "[" * 2000).problems[0]
    assert (first.line, first.column, first.found) == (1, 16, "lists and keys nest deeper than 12 levels")


@pytest.mark.measured
def test_an_item_without_its_dash_is_reported_from_its_first_line_on() -> None:
    text, line = edited("  - id: ABI04", "    id: ABI04")
    first = problems_in(text).problems[0]
    assert (first.line, first.found) == (line, f'the key "id" is already on line {line - 8}')


def test_a_retired_id_cannot_be_reused() -> None:
    retired = re.findall(r"[A-Z]{3}\d\d", next(line for line in SHIPPED.splitlines() if "Retired ids:" in line))
    assert retired
    assert not any(BANK.item(one) for one in retired)
    assert not {item.id for item in BANK.context_items} & set(retired)


def without(start: str, end: str) -> str:
    """The shipped bank without the text from `start` to before the next `end`."""
    at = SHIPPED.index(start)
    return SHIPPED[:at] + SHIPPED[SHIPPED.index(end, at + 1) :]


@pytest.mark.measured
@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        (without("  - id: CXA01", "  - id: CUL01"), "context module cx_agreement", "it has no item"),
        (without("  - id: F-ability-drives", "  - id: F-conditions-blocks"), "factor ability", "no advice for drives"),
        (without("  - id: L-any-drives", "  - id: "), "facet knowledge", "no advice for drives"),
        (re.sub(r"(id: ABI\d\d\n.*\n.*\n    form: )quick", r"\1full", SHIPPED), "factor ability", "at least 2"),
        (re.sub(r"facet: skill\n    form", "facet: knowledge\n    form", SHIPPED), "facet skill", "it has no item"),
    ],
)
def test_what_an_otherwise_flawless_bank_lacks_is_reported_where_it_is_missing(
    text: str, where: str, says: str
) -> None:
    first = problems_in(text).problems[0]
    assert (first.where, says in first.found) == (where, True)


LIBRARY = SHIPPED.index("\n  elements:")
ROLES = SHIPPED.index("\n  roles:")
MEASURE = SHIPPED[SHIPPED.index("        - id: growth") : SHIPPED.index("        - id: profit")]


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        (edited("en: The CEO", f"en: {'The CEO ' * 40}")[0], "role ceo", "has 319 characters"),
        (edited("en: Short-term growth", f"en: {'Growth ' * 40}")[0], "role ceo: measure growth", "has 279 characters"),
        (edited("en: A low cost to the customer", f"en: {'Low ' * 60}")[0], "element low_price", "has 239 characters"),
        (
            re.sub(r"(root:\n +en: ).*", rf"\1{'Better ' * 40}", SHIPPED, count=1),
            "role warehouse: measure returns: shortcut: root",
            "has 279 characters",
        ),
        (
            edited(MEASURE, MEASURE + "".join(MEASURE.replace("growth", f"growth{n}") for n in range(11)))[0],
            "role ceo: metrics",
            "found 13 entries",
        ),
        (
            SHIPPED[:LIBRARY] + re.sub(r"weight: [\d.]+", "weight: 0", SHIPPED[LIBRARY:]),
            "incentives: elements",
            'every "weight" is 0',
        ),
        (
            SHIPPED[:ROLES] + re.sub(r"influence: [\d.]+", "influence: 0", SHIPPED[ROLES:]),
            "incentives: roles",
            'every "influence" is 0',
        ),
        (edited("share: 1.0", "share: 0")[0], "role sales: metrics", 'the only "share" is 0'),
    ],
)
def test_a_bank_proposes_nothing_that_a_map_cannot_hold(text: str, where: str, says: str) -> None:
    """Otherwise the page of the map would fail for everybody who begins one."""
    assert [(problem.where, says in problem.found) for problem in problems_in(text).problems] == [(where, True)]


def test_completeness_is_checked_once_everything_else_is_right() -> None:
    text = without("  - id: L-any-drives", "  - id: ").replace("facet: skill\n", "facet: skil\n", 1)
    assert [problem.found for problem in problems_in(text).problems] == ['unknown facet "skil"']


def test_references_to_the_id_that_a_duplicate_replaced_are_not_reported() -> None:
    text = SHIPPED.replace("  - id: ABI04\n", "  - id: ABI03\n", 1)  # a pair names ABI04
    assert len(problems_in(text).problems) == 1


def test_an_unknown_factor_of_an_item_is_one_problem_and_its_facet_none() -> None:
    text, _ = edited("factor: ability", "factor: luck", "- id: ABI03")
    assert len(problems_in(text).problems) == 1


MERGE_BOMB = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)
)
ALIAS_BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))


SHAPES: Final = (
    pytest.param(MERGE_BOMB.encode(), 'found the anchor "&a0"', id="merge bomb"),
    pytest.param(ALIAS_BOMB.encode(), 'found the anchor "&a0"', id="alias bomb"),
    pytest.param(b"[" * 100_000, "deeper than 12 levels", id="deep brackets"),
    pytest.param(b"{a: " * 60_000, "deeper than 12 levels", id="deep braces"),
    pytest.param(b"- " * 120_000, "deeper than 12 levels", id="deep dashes"),
    pytest.param(b"? " * 100_000, "deeper than 12 levels", id="deep question marks"),
    pytest.param(b"id: " + b"x" * 250_000, "", id="huge text"),
    pytest.param(b"target: " + b"9" * 250_000, "", id="huge number"),
    pytest.param(b"'" * 250_000, "", id="quotes only"),
    pytest.param(b"k" * 250_000 + b": 1", "", id="huge key"),
    pytest.param(b"a: 1\n" * 50_000, "16,000 values", id="one key many times"),
    pytest.param("".join(f"k{n}: 1\n" for n in range(20_000)).encode(), "16,000 values", id="many keys"),
    pytest.param(b"items:\n" + b"- x\n" * 15_000, "", id="many entries"),
    pytest.param(b"items: [" + b"{id: x}," * 5_000 + b"]", "", id="many equal ids"),
    pytest.param(b"items: [" + b"{revers: 1}," * 5_000 + b"]", "", id="many misspelt keys"),
    pytest.param(b"[" + b"[]," * 80_000 + b"]", "16,000 values", id="many lists"),
    pytest.param(b'id: "' + rb"\0" * 125_000 + b'"', "U+0000", id="many escaped NULs"),
    pytest.param(b'id: "' + rb"\ud800" * 40_000 + b'"', "U+D800", id="many surrogates"),
    pytest.param(b"id: " + "\xa0".encode() * 125_000, "U+00A0", id="many no-break spaces"),
    pytest.param("\xa0:".encode() * 80_000, "", id="many no-break spaces and colons"),
    pytest.param(b"sv: a #\n" * 30_000, "", id="many comments"),
    pytest.param(b"\tid: x", "tab", id="tab"),
    pytest.param(b"id: x\0y", "U+0000", id="NUL"),
    pytest.param(b"id: \xff", "not UTF-8", id="not UTF-8"),
    pytest.param("id: x".encode("utf-16"), "not UTF-8", id="UTF-16"),
    pytest.param(b"id: \xed\xa0\x80", "not UTF-8", id="surrogate"),
    pytest.param(b"", "the file is empty", id="empty"),
    pytest.param(b"# only a comment\n", "the file is empty", id="comment only"),
    pytest.param(b"- id: x\n", "found a list", id="list at the top"),
    pytest.param(b"just text", "expected the keys", id="text at the top"),
    pytest.param(b"id: x\n---\nid: y\n", "second document", id="two documents"),
    pytest.param(b"x" * (MAX_YAML_BYTES + 1), "262,144", id="too large"),
    pytest.param(b"id: !!python/object/apply:os.system [x]", "found the tag", id="tag"),
    pytest.param(b"%YAML 9.9\n---\nid: x", "", id="directive"),
    pytest.param(b"? [a]\n: b\nid: x", "where a key is expected", id="list as a key"),
)


@pytest.mark.measured
@pytest.mark.parametrize(("data", "says"), SHAPES if IS_SOAK else SHAPES[::3])
def test_a_file_of_any_shape_gives_only_problems_and_in_time(data: bytes, says: str) -> None:
    start = time.process_time()
    problems = problems_in(data)
    assert time.process_time() - start < 1  # 0.5 s, with room for a busy machine
    assert 0 < len(problems.problems) <= MAX_SHOWN
    assert all(problem.line and problem.remedy and len(str(problem)) < 700 for problem in problems.problems)
    assert says in str(problems)


@pytest.mark.soak
def test_reading_the_largest_file_takes_little_memory() -> None:
    data = b"items: [" + b"{revers: 1}," * 5_000 + b"]"
    tracemalloc.start()
    problems_in(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * 1024 * 1024


def mutated(chance: random.Random) -> bytes:  # noqa: C901  # one case per accident
    """The shipped bank after one to three of the things that editors, merges and accidents do to files."""
    lines = SHIPPED.split("\n")
    raw: bytes | None = None
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = re.sub(r"(\w+)(\w):", r"\2\1:", lines[at])
            case 4:
                lines[at] = " " * chance.randint(0, 9) + lines[at].lstrip()
            case 5:
                lines[at] = re.sub(
                    r": .*",
                    ": " + chance.choice(["No", "*a", "&a b", "[", "{x}", "|", "'", '"', "!x", "1e9999"]),
                    lines[at],
                )
            case 6:
                del lines[min(at, other) : min(at, other) + chance.randint(1, 300)]
            case 7:
                where = chance.randrange(len(lines[at]) + 1)
                lines[at] = (
                    lines[at][:where] + chance.choice("\t\0:{}[]\"'#&*!|>%@`\u202e\u2028\ufeff\x85") + lines[at][where:]
                )
            case 8:
                raw = "\n".join(lines).encode()
                cut = chance.randrange(len(raw))
                raw = raw[:cut] + chance.randbytes(chance.randint(1, 4)) + raw[cut + chance.randint(0, 3) :]
        lines = lines or [""]
    return raw if raw is not None else "\n".join(lines).encode()


def test_every_mutation_of_the_shipped_bank_gives_an_instrument_or_problems() -> None:
    for seed in range(MUTATIONS):
        data = mutated(random.Random(seed))
        start = time.process_time()
        try:
            outcome: object = read_instrument(data, "questions.yaml")
        except Problems as problems:
            outcome = problems
            for problem in problems.problems:
                assert re.match(r"questions\.yaml:\d+:\d+: ", str(problem)), f"seed {seed}: {problem}"
                assert problem.remedy, f"seed {seed}: {problem}"
                assert not JARGON.search(problem.found + problem.expected), f"seed {seed}: {problem}"
        assert time.process_time() - start < 1, f"seed {seed}"
        assert isinstance(outcome, Instrument | Problems)
        if isinstance(outcome, Instrument):
            assert IncentiveMap.from_library(outcome.incentives).counts, f"seed {seed}"


@pytest.mark.measured
def test_a_missing_file_or_a_folder_is_a_problem(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none.yaml", "there is no such file"), (tmp_path, "cannot be read")):
        with pytest.raises(Problems) as caught:
            load_instrument(path)
        assert says in str(caught.value)
    with pytest.raises(Problems):
        load_instrument("a\0b")


def test_the_schema_for_editors_matches_the_models() -> None:
    written = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert written == instrument_schema(), "run: python -m assessment schema > questions.schema.json"


def test_the_schema_for_editors_accepts_the_shipped_bank_and_refuses_a_misspelt_key() -> None:
    validator = jsonschema.Draft202012Validator(instrument_schema())
    data: Any = read_yaml(SHIPPED)
    assert list(validator.iter_errors(data)) == []
    data["items"][0]["revers"] = data["items"][0].pop("reverse")
    assert list(validator.iter_errors(data)) != []


# Kinds of organisation ------------------------------------------------------------------------------------------------

VARIED = ("items", "context_items", "recommendations")
TEXTS = ("title", "first", "d30", "d60", "d90", "caution", "text", "help")
HEAD_OFFICE = r"avdelning|department|\bHR\b|ledningsgrupp|executive|\benhet|\bunits?\b|pilot|facket|the unions?\b"
COMMERCE = r"\bkund(?!upplevelse|e\b)|customers?(?! experience)|affär|\bdeals?\b|försälj|säljar"
# Nobody in a public organisation is asked for these: commission, and what a map with such a role is rewarded for.
COMMERCIAL = {"EXT03", "EXT04", "L-commission", "X-cost_spiral"}


def plain_bank() -> str:
    """The shipped bank as it would be without any kind of organisation in it."""
    data = read_yaml(SHIPPED)
    for section in VARIED:
        for part in data[section]:
            part.pop("variants", None)
            part.pop("reach", None)
    for example in data["behaviour_examples"]:
        example.pop("fits", None)
    return yaml_of(data)


def texts_of(bank: Instrument) -> Iterator[tuple[str, str]]:
    """Every text of a statement or a piece of advice in both languages, after the id of its part."""
    for section in VARIED:
        for part in getattr(bank, section):
            for name in TEXTS:
                if text := getattr(part, name, None):
                    yield from ((part.id, text[language]) for language in LANGUAGES)


def test_a_bank_without_variants_is_the_same_for_every_kind_of_organisation() -> None:
    bank = read_instrument(plain_bank().encode())
    assert all(bank.fitted_to(kind) is bank for kind in ORGANISATIONS)
    assert not any(example.fits for example in bank.behaviour_examples)
    assert {rule.reach for rule in bank.recommendations} == {"team"}


@pytest.mark.measured
@pytest.mark.parametrize("kind", ["small", "public"])
def test_a_kind_of_organisation_changes_words_and_nothing_else(kind: Organisation) -> None:
    fitted = BANK.fitted_to(kind)
    assert fitted != BANK
    assert [fitted.common, fitted.fitted_to(None), BANK.common, BANK.fitted_to("company")] == [BANK] * 4
    assert fitted.fitted_to(kind) is fitted
    assert fitted.item("EXT09") in fitted.items
    for section in VARIED:
        words = set(TEXTS)
        one, other = ([part.model_dump(exclude=words) for part in getattr(bank, section)] for bank in (BANK, fitted))
        assert one == other
    same = set(Instrument.model_fields) - set(VARIED)
    assert all(getattr(fitted, name) == getattr(BANK, name) for name in same)


def test_a_variant_replaces_only_the_texts_it_has() -> None:
    common, small = (bank.item("CON08") for bank in (BANK, BANK.fitted_to("small")))
    assert common is not None
    assert small is not None
    assert small.text != common.text
    by_id = {rule.id: rule for rule in BANK.fitted_to("small").recommendations}
    agree = next(rule for rule in BANK.recommendations if rule.id == "X-agree_cx_first")
    assert by_id["X-agree_cx_first"].first != agree.first
    assert by_id["X-agree_cx_first"].d60 == agree.d60


def test_every_piece_of_advice_states_its_reach() -> None:
    assert all("reach" in rule for rule in read_yaml(SHIPPED)["recommendations"])


def test_a_small_firm_reads_nothing_of_departments_executive_teams_or_hr() -> None:
    found = [(part, text) for part, text in texts_of(BANK.fitted_to("small")) if re.search(HEAD_OFFICE, text)]
    assert not found


def test_a_public_organisation_reads_of_those_it_is_there_for_and_not_of_customers() -> None:
    """Except for the customer experience, whose name stays the same on all pages."""
    texts = texts_of(BANK.fitted_to("public"))
    assert not [one for one in texts if one[0] not in COMMERCIAL and re.search(COMMERCE, one[1], re.IGNORECASE)]


@pytest.mark.parametrize("kind", [None, *ORGANISATIONS])
def test_statements_are_short_and_have_no_negation_words_in_any_words(kind: Organisation | None) -> None:
    bank = BANK.fitted_to(kind)
    negations = re.compile(r"\b(not|never|no|nobody|without|inte|aldrig|ingen|inget|inga|utan)\b", re.IGNORECASE)
    for statement in (*bank.items, *bank.context_items):
        for language in LANGUAGES:
            text = statement.text[language]
            assert len(text.split()) <= 16, text
            assert not negations.search(text), text


@pytest.mark.parametrize("kind", ORGANISATIONS)
def test_each_kind_of_organisation_has_examples_of_its_own_that_say_what_we_do(kind: Organisation) -> None:
    examples = [example for example in BANK.behaviour_examples if not example.fits or kind in example.fits]
    assert len(examples) >= 5
    assert len({example.current.sv for example in BANK.behaviour_examples}) == len(BANK.behaviour_examples)
    for example in examples:
        assert all(text.en.startswith("We ") and text.sv.startswith("Vi ") for text in (example.current, example.new))


# Seconds per statement rated twice, per one rated once, per importance; for the behaviours (method, section 2.3).
TWICE, ONCE, IMPORTANCE, BEHAVIOURS = 12, 7, 4, 60


@pytest.mark.measured
def test_the_quick_form_takes_at_most_five_minutes_and_asks_about_avoided_punishment_and_trust() -> None:
    items, asked = BANK.form_items("quick"), BANK.form_context("quick")
    seconds = BEHAVIOURS + TWICE * len(items) + ONCE * len(asked) + IMPORTANCE * len(BANK.factors)
    assert (seconds, BANK.minutes("quick")) == (299, 5)
    assert "EXT14" in {item.id for item in items}
    assert [item.module for item in asked] == ["trust"]
    assert [sum(item.factor == factor.id for item in items) for factor in BANK.factors] == [4, 4, 4, 6]


def test_the_full_form_has_48_statements_and_12_on_the_surroundings() -> None:
    assert [sum(item.factor == factor.id for item in BANK.items) for factor in BANK.factors] == [8, 12, 13, 15]
    assert len(BANK.form_context("full")) == len(BANK.context_items) == 12


def test_banks_that_say_the_same_are_equal_also_when_one_has_been_fitted() -> None:
    """Comparing them never ended: a fitted copy refers to its common bank, and that one to its copies."""
    one, other = BANK, read_instrument(QUESTIONS.read_bytes(), "questions.yaml")
    assert one.fitted_to("small") == other.fitted_to("small")
    assert one == other
    assert one.fitted_to("small") != one.fitted_to("public")
