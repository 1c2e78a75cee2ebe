"""Trying other questions: what differs from those asked now, and what three invented respondents would read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.campaigns import Campaign, Sample, samples
from assessment.instrument import LANGUAGES, BankDifferences, ChangedText, Instrument, Language, Reworded, excerpts
from assessment.sentences.advice import advice_first, advice_title
from assessment.sentences.names import part_name
from assessment.sentences.scores import headline
from assessment.words import joined, quoted, say, score_text, upper_first
from pages.shared.elements import TODAY, WANTED, plain
from pages.visit import address

_IN_SIGHT: Final = 3  # Texts of a kind that are named at once.


def difference(found: BankDifferences, language: Language) -> None:
    """A line for everything that differs, with the statements and advice it is about."""
    with st.container(key="campaign_bank_differences", gap="xsmall"):
        st.markdown(f"**{say(language, 'campaigns.bank.differs.title')}**")
        if not found.are_any:
            st.markdown(say(language, "campaigns.bank.differs.nothing"))
        named = _named(found, language)
        shows_all = any(len(texts) > _IN_SIGHT for texts in named.values()) and st.toggle(
            say(language, "campaigns.bank.differs.all"), key="campaign_bank_all"
        )
        lines = [say(language, f"campaigns.bank.differs.{kind}", names=text) for kind, text in _listed(found, language)]
        for title, texts in named.items():
            lines.append(title)
            seen = texts if shows_all else texts[:_IN_SIGHT]
            lines.extend(f"    - {text}" for text in seen)
            if len(seen) < len(texts):
                lines.append(f"    - {say(language, 'campaigns.bank.differs.more', count=len(texts[len(seen) :]))}")
        st.markdown("\n".join(line if line.startswith(" ") else f"- {line}" for line in lines))
        if found.is_same_version:
            st.info(say(language, "campaigns.bank.differs.same_version"))


def one_sided(found: BankDifferences, spoken: Sequence[Language], language: Language) -> None:
    """Warn that a language was changed alone, so that the languages of the campaign ask different things."""
    for each in spoken:
        count, others = found.one_sided(each), [other for other in spoken if other != each]
        if count and others:
            words = "one_sided_one" if count == 1 else "one_sided"
            names = {"changed": language_names([each], language), "left": language_names(others, language)}
            st.warning(say(language, f"campaigns.bank.differs.{words}", count=count, **names))


def _listed(found: BankDifferences, language: Language) -> list[tuple[str, str]]:
    """Kinds of difference that a list of names tells."""
    listed = [
        ("languages_added", language_names(found.languages_added, language)),
        ("languages_removed", language_names(found.languages_removed, language)),
    ]
    return [(kind, names) for kind, names in listed if names]


def _named(found: BankDifferences, language: Language) -> dict[str, list[str]]:
    """The texts of all other kinds of difference that there are, by what they are, as Markdown."""
    named = {
        "added": [_quoted(one.text[language], language) for one in found.added],
        "removed": [_quoted(one.text[language], language) for one in found.removed],
        **{
            f"reworded_{each}": [_change(one, language) for one in found.reworded if one.language == each]
            for each in LANGUAGES
        },
        "rated_otherwise": [_quoted(one.text[language], language) for one in found.rated_otherwise],
        "advice_added": [_quoted(one.title[language], language) for one in found.advice_added],
        "advice_removed": [_quoted(one.title[language], language) for one in found.advice_removed],
        "advice_changed": [_quoted(one.title[language], language) for one in found.advice_changed],
    }
    titled = {
        say(language, f"campaigns.bank.differs.{kind}", count=len(texts)): texts
        for kind, texts in named.items()
        if texts
    }
    for section in found.sections:
        name = say(language, f"campaigns.bank.sections.{section}")
        texts = [_spoken(one, language) for one in found.texts if one.section == section]
        titled[say(language, "campaigns.bank.differs.section", name=name)] = texts
    return titled


def _spoken(one: ChangedText, language: Language) -> str:
    spoken = say(language, f"campaigns.bank.languages.{one.language}")
    return say(language, "campaigns.bank.differs.spoken", spoken=upper_first(spoken), text=_change(one, language))


def _change(one: Reworded, language: Language) -> str:
    before, after = (_quoted(text, one.language) for text in excerpts(one.before, one.after))
    return say(language, "campaigns.bank.differs.around", text=after) if before == after else f"{before} → {after}"


def _quoted(text: str, language: Language) -> str:
    return plain(quoted(text, language))


def language_names(languages: Sequence[Language], language: Language) -> str:
    """Languages as a list inside a sentence."""
    return joined([say(language, f"campaigns.bank.languages.{each}") for each in languages], language)


def language_choice(languages: Sequence[Language], language: Language, *, key: str) -> Language:
    """One of several languages: the reader's, or the first, until another is chosen; the reader's without any."""
    known = sorted(languages, key=lambda each: each != language)
    if len(known) <= 1:
        return known[0] if known else language
    return st.radio(
        say(language, "campaigns.site.language"),
        known,
        format_func=lambda each: say(language, f"campaigns.language.{each}"),
        key=key,
        horizontal=True,
    )


def spoken_in(campaign: Campaign, bank: Instrument) -> tuple[Language, ...]:
    """The languages in which these questions would be asked in a campaign."""
    return tuple(each for each in campaign.setup.languages if each in bank.languages) or bank.languages


def dry_run(campaign: Campaign, bank: Instrument, language: Language) -> None:
    """What three invented respondents would read, in a language of the campaign."""
    with st.container(key="campaign_bank_samples", gap="xsmall"):
        st.markdown(f"**{say(language, 'campaigns.bank.samples.title')}**")
        st.caption(say(language, "campaigns.bank.samples.text"))
        chosen = language_choice(spoken_in(campaign, bank), language, key="campaign_bank_language")
        tried = samples(bank, campaign.forms(bank)[0], chosen, address.today())
        for column, sample in zip(st.columns(len(tried)), tried, strict=True):
            with column, st.container(border=True, gap="xsmall"):
                _sample(sample, chosen, language)


def _sample(sample: Sample, spoken: Language, language: Language) -> None:
    """One respondent: who, in the page's language, and then what they would read, in theirs."""
    report = sample.report
    story, factors = headline(report, spoken), report.scores.factors
    st.caption(say(language, f"campaigns.bank.samples.{sample.id}"))
    st.markdown(f"**{plain(story.title)}**")
    st.markdown(plain(story.consequence))
    st.table(
        {
            say(spoken, "campaigns.together.column.factor"): [
                plain(part_name(each.id, report.instrument, spoken)) for each in factors
            ],
            f"{TODAY} {say(spoken, 'columns.today')}": [score_text(each.current.score, spoken) for each in factors],
            f"{WANTED} {say(spoken, 'columns.wanted')}": [score_text(each.new.score, spoken) for each in factors],
        },
        hide_index=True,
    )
    if not report.to_do:
        st.caption(say(language, "campaigns.bank.samples.no_advice"))
        return
    first = report.to_do[0]
    st.markdown(f"**{plain(advice_title(first, report, spoken))}**")
    st.markdown(plain(advice_first(first, report, spoken)))
