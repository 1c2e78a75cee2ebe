"""JSON Schema of questions.yaml for editors, with a sentence on every key: instrument_schema()."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from assessment.instrument.model import Instrument

_STATEMENTS_IN_ADVICE: Final = (
    "In steps and caution {lowest} stands for the statement whose answer gives the wanted behaviour the least support, "
    "in advice on a factor or facet; {ahead} for the one with today's behaviour furthest ahead, with the target "
    "today_wins; {unknown} for those without an answer, with the target many_dont_know."
)

# What each key means, by the part it belongs to. A test holds that none is missing.
_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "Instrument": {
        "id": "Required. The name of this bank.",
        "version": "Required. Its version, in quotes. Raise it whenever anything below changes.",
        "languages": "Required. The languages of all texts: [sv], [en] or both.",
        "scale": "The words for the answers. The method fixes the five points and the two answers beside them.",
        "columns": "The words for the two columns, today's behaviour first.",
        "instruction": "How to answer, for those who ask.",
        "importance": "Asks how much each factor or facet matters. Without it nobody is asked, and all count alike.",
        "behaviour_examples": "Pairs of behaviours to choose from. Without them people write their own.",
        "forms": "How many minutes each form takes. Worked out from its length where it is left out.",
        "factors": "Required. The four factors, which the method fixes. Their names are yours.",
        "facets": "The parts of the factors, scored in the full form. Without them only factors are scored.",
        "items": "Required. The statements, each rated for today's and for the wanted behaviour: two or more a factor.",
        "context_modules": "Subjects beside the factors, such as trust, scored by themselves.",
        "context_items": "The statements of the context modules, rated once.",
        "consistency_pairs": "Pairs of items that ask for nearly the same thing, to notice hasty answers.",
        "target": "The score, of 100 possible, from which nothing more is asked of a factor. 75 if left out.",
        "levels": "The words for the four bands of a score, and where each begins.",
        "quadrants": "The words for what the scores of both behaviours mean together.",
        "recommendations": "The advice. Without it none is given.",
        "selection": "How advice is chosen.",
        "incentives": "What the incentive map begins with. Without it there is no map, nor a word about it.",
    },
    "Text": {
        "en": "In English. Required when `languages` has en.",
        "sv": "In Swedish. Required when `languages` has sv.",
    },
    "Scale": {
        "labels": "The words for the five points.",
        "special": "The words for the two answers that are counted but never scored.",
    },
    "ScalePoint": {"value": "1 to 5, in order."},
    "SpecialAnswer": {"code": "Fixed by the method.", "short": "The same for narrow screens."},
    "Column": {"id": "Fixed by the method: current first, then new.", "short": "One word for it."},
    "Importance": {
        "default": "What counts where nobody answers. 3 if left out.",
        "text": "The question, with {name} where the name of the factor or facet belongs.",
        "labels": "The words for its five points.",
    },
    "BehaviourExample": {
        "id": 'Any id but "own". Never changes and never returns.',
        "fits": "The kinds of organisation it is offered to. All if left out.",
        "current": "What people do today: one sentence about something that can be seen or heard.",
        "new": "What they are wanted to do instead.",
    },
    "Forms": {"quick": "The form with the items marked quick.", "full": "The form with all items."},
    "Form": {"minutes": "How long it takes, as the start page says."},
    "Factor": {
        "id": "Fixed by the method.",
        "name": "What people read.",
        "description": "The line below the name.",
        "holds_back": "What it means that this factor gives the wanted behaviour the least support.",
    },
    "FactorName": {"plural": 'Whether the English name is plural. If left out, a name that ends in one "s" is.'},
    "Facet": {
        "id": "Items and advice refer to it.",
        "factor": "The factor it belongs to.",
        "name": "What people read.",
    },
    "Item": {
        "id": "Stored answers refer to it. Never changes and never returns.",
        "factor": "The factor it belongs to.",
        "facet": "The facet it belongs to, in a bank with facets.",
        "form": "quick: in both forms. full: in the full form only. quick if left out.",
        "reverse": "true where agreeing speaks against the behaviour. Use it rarely.",
        "text": "The statement.",
        "help": "A line of explanation below it.",
        "variants": "The same in the words of some kinds of organisation.",
    },
    "ContextModule": {
        "id": "Its statements refer to it.",
        "name": "What people read.",
        "description": "A line on what it is about.",
    },
    "ContextItem": {
        "id": "Stored answers refer to it. Never changes and never returns.",
        "module": "The context module it belongs to.",
        "facet": "A note for authors.",
        "form": "quick: in both forms. full: in the full form only. quick if left out.",
        "reverse": "true where agreeing speaks against what the module measures.",
        "text": "The statement.",
        "help": "A line of explanation below it.",
        "variants": "The same in the words of some kinds of organisation.",
    },
    "StatementVariants": {"small": "For small firms.", "public": "For public organisations."},
    "StatementWords": {"text": "The statement, with the same meaning.", "help": "The line of explanation."},
    "Level": {
        "id": "Fixed by the method.",
        "from": "The score it begins at. The lowest begins at 0.",
        "pull": "The word for it in the column of today's behaviour.",
    },
    "Quadrant": {"id": "Fixed by the method."},
    "Recommendation": {
        "id": "Begins with F- for a factor, L- for a facet, X- across them.",
        "scope": "What the advice is about.",
        "target": 'The factor, the facet ("*" is any), or for cross the name of a condition.',
        "levels": "The levels of the wanted behaviour at which it is given. Required for a factor or facet.",
        "when": "A note for authors, never evaluated.",
        "priority": "How far up it comes, 0 to 100. 50 if left out.",
        "reach": "Who can carry it out: one team, several managers, or those who lead the whole. team if left out.",
        "from": "The articles it comes from.",
        "title": "What to do, in a few words.",
        "first": "The first step. " + _STATEMENTS_IN_ADVICE,
        "d30": "What is done within 30 days.",
        "d60": "What is done within 60 days.",
        "d90": "What is done within 90 days.",
        "caution": "What to keep in mind.",
        "variants": "The texts that differ for some kinds of organisation.",
    },
    "AdviceVariants": {"small": "For small firms.", "public": "For public organisations."},
    "AdviceWords": {
        "title": "What to do, in a few words.",
        "first": "The first step.",
        "d30": "What is done within 30 days.",
        "d60": "What is done within 60 days.",
        "d90": "What is done within 90 days.",
        "caution": "What to keep in mind.",
    },
    "Selection": {
        "max_shown": "How many pieces of advice are shown. 5 if left out.",
        "cross_first_from": "The priority from which cross-cutting advice comes first. 85 if left out.",
        "suppression": "Advice that waits until other advice has been followed.",
    },
    "Suppression": {
        "active": "While this advice is given …",
        "hides": "… advice on these factors and their facets waits …",
        "rules": "… and so do these pieces of advice.",
    },
    "IncentiveLibrary": {
        "question": "What is asked about a measure and an element.",
        "shortcut_question": "What is asked about a shortcut.",
        "effect_scale": "The words for the effects, -2 to 2.",
        "elements": "What the agreed experience may consist of.",
        "roles": "Who is rewarded for what.",
        "measures": "Measures that no role begins with, and that any role can be given.",
        "cross_effects": "What one role's measures do to the chances of another.",
    },
    "EffectPoint": {"value": "-2 to 2, in order."},
    "LibraryElement": {
        "id": "Effects refer to it. Never changes and never returns.",
        "weight": "How much it matters beside the others. 0 leaves it out until somebody chooses it.",
    },
    "LibraryRole": {
        "id": "Never changes and never returns.",
        "fits": "The kinds of organisation it is proposed to. All if left out.",
        "extra": "true for a role that no map begins with, and that can be chosen under More roles.",
        "influence": "How much the role counts beside the others. 1 if left out.",
        "metrics": "What the role is rewarded for.",
    },
    "LibraryMeasure": {
        "id": "Unique among the measures of its role.",
        "direction": "Which way the role wants to move it.",
        "share": "How much it weighs among the role's measures.",
        "effects": "What chasing it does to each element, -2 to 2.",
        "shortcut": "How it can be met without helping anybody, with what that does to each element.",
        "without_helping": "How it can be met without helping anybody, in a few words, where there is no shortcut.",
    },
    "OfferedMeasure": {
        "id": "Unlike that of any other measure. Never changes and never returns.",
        "fits": "The kinds of organisation it is offered to. All if left out.",
        "roles": "The roles it is typical of. Where it is left out, it is offered to every role.",
        "suits": "The roles that can do most about it, proposed to them first; `any` for all, also one's own.",
        "direction": "Which way a role wants to move it.",
        "effects": "What chasing it does to each element, -2 to 2. Required where there is no shortcut.",
        "shortcut": "How it can be met without helping anybody, with what that does to each element.",
        "without_helping": "How it can be met without helping anybody, in a few words, where there is no shortcut.",
    },
    "LibraryShortcut": {
        "ease": "How easy the shortcut is, from 0, impossible, to 1, very easy.",
        "root": "How the measure is met by removing the cause.",
        "shortcut": "How it is met at the customer's expense.",
        "root_effects": "What the first does to each element, -2 to 2.",
        "shortcut_effects": "What the second does to each element, -2 to 2.",
    },
    "LibraryCrossEffect": {
        "source": "The role that does everything for its own measures.",
        "on": "The role for which this makes it harder or easier.",
        "value": "-2, much harder, to 2, much easier.",
        "measure": "The measure of the source that does it, if it is one.",
        "because": "Why it is harder: a clause after “because”, true whoever has the measure, 90 letters at most.",
    },
}


def instrument_schema() -> dict[str, Any]:
    """JSON Schema of questions.yaml, with which editors complete, explain and check while the author types.

    It covers form only; `python -m assessment validate` also checks references and completeness.
    """
    schema = Instrument.model_json_schema(by_alias=True)
    for part, definition in {"Instrument": schema, **schema["$defs"]}.items():
        for key, described in definition.get("properties", {}).items():
            text = _KEYS.get(part, {}).get(key) or _KEYS["Text"].get(key)
            if text:
                described["description"] = text
    schema["description"] = (
        "The question bank. The method fixes the four factors and the five points. Required are id, version, "
        "languages, the four factors with their names, and at least two items a factor; everything else may be left "
        "out, and is then nowhere in the app or its files. docs/own-bank.md leads through it."
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Question bank of Drivkraft"}
