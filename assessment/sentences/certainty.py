"""How certain a report is, and which versions it was made with."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.quality import NoteId
from assessment.report import Report
from assessment.sentences.names import part_name
from assessment.sentences.reader import say_to_reader
from assessment.sentences.scores import on_pairs
from assessment.words import date_text, lower_first, points_text, say


def limit_sentences(report: Report, language: Language) -> list[str]:
    """What one person's answers cannot show, however many there are."""
    limits = ("tomorrow", "wanted", "contrast", "others", "team")
    return [say_to_reader(report, language, f"export.limits.{name}") for name in limits]


def one_person_sentence(report: Report, language: Language) -> str:
    """Whose view it is, and that it is not a measurement."""
    if report.told and (done := report.told.speaking(report.map)):
        return say(language, "certainty.with_roles", done=done, count=len(report.map.roles))
    return say_to_reader(report, language, "certainty.one_person")


def certainty_sentences(report: Report, language: Language, *, in_file: bool = False) -> list[str]:
    """What one person's answers can and cannot show, and what to know about how they came about.

    How fast a respondent answered is told to nobody who opens a shared link. `in_file`, which is one's own file and
    there to be handed on, says it of the answers.
    """
    scores = report.scores
    sentences = [one_person_sentence(report, language)]
    if scores.granularity:
        one, two = (points_text(points, language) for points in scores.granularity)
        sentences.append(say(language, "certainty.granularity", one=one, two=two))
    sentences.extend(_on_pairs(report, language))
    if scores.open_cells:
        sentences.append(say(language, "certainty.open", count=scores.open_cells, total=scores.cells))
    if report.unknown:
        sentences.append(say_to_reader(report, language, "certainty.dont_know", count=report.unknown))
    unsaid = {"single_respondent", *(["fast_answers"] if report.is_for_others and not in_file else [])}
    notes = [note for note in report.notes if note not in unsaid]
    sentences.extend(_note(note, report, language, in_file=in_file) for note in notes)
    if not report.occasion.bank_is_current:
        sentences.append(say_to_reader(report, language, "certainty.bank_changed"))
    if report.occasion.scoring_version != report.scoring_version:
        sentences.append(say(language, "certainty.scoring_changed", version=report.occasion.scoring_version))
    if left_out := left_out_sentence(report, language):
        sentences.append(left_out)
    return sentences


def _note(note: NoteId, report: Report, language: Language, *, in_file: bool) -> str:
    if in_file and note == "fast_answers":
        return say(language, "certainty.fast_answers")
    return say_to_reader(report, language, f"notes.{note}")


def _on_pairs(report: Report, language: Language) -> list[str]:
    """For each factor whose scores are not as far apart as what its verdict compares: what that is."""
    said = []
    for factor in report.scores.factors:
        name = part_name(factor.id, report.instrument, language)
        said.append(on_pairs(factor, "certainty.on_pairs", language, name=name))
    return [sentence for sentence in said if sentence]


def left_out_sentence(report: Report, language: Language) -> str | None:
    """That some choices in the file do not fit the question bank; None when all fit, or none (the headline says so)."""
    answers = report.answers
    is_said = not answers.left_out or answers.are_all_left_out
    return None if is_said else say(language, "certainty.ignored", count=answers.left_out)


def result_name(report: Report, language: Language) -> str:
    """What a result is called: what stands at the top of its files, else its day."""
    return report.answers.title or say(language, "results.day", day=date_text(report.answered_on, language))


def whose_sentences(report: Report, language: Language) -> list[str]:
    """For readers of a shared result: when it was answered, what it is about, and what is known of the respondent."""
    answers, day = report.answers, date_text(report.answered_on, language)
    sentences = [say(language, "viewing.whose", day=day)]
    current, new = (text.rstrip(".") for text in (answers.current_behaviour, answers.new_behaviour))
    if current and new:
        sentences.append(say(language, "viewing.behaviours", current=current, new=new))
    if answers.organisation:
        kind = say(language, f"behaviour.organisation.{answers.organisation}")
        leads = answers.leads or "unknown"
        sentences.append(say(language, f"viewing.leads_in.{leads}", organisation=kind))
    elif answers.leads:
        sentences.append(say(language, f"viewing.leads.{answers.leads}"))
    return sentences


def picture_sentence(report: Report, language: Language) -> str:
    """Whose picture it is, if that is known, and the day of the answers."""
    return _picture(report, date_text(report.answered_on, language), language)


def dated_picture_sentence(report: Report, language: Language) -> str:
    """The same, and the day of the plan where that is another one."""
    answered, made = (date_text(day, language) for day in (report.answered_on, report.made_on))
    if not report.plan or answered == made:
        return picture_sentence(report, language)
    return _picture(report, say(language, "export.as_of", answered=answered, made=made), language)


def _picture(report: Report, day: str, language: Language) -> str:
    title = report.answers.title
    return say(language, "export.picture", title=title, day=lower_first(day)) if title else day


def picture_name(report: Report, language: Language) -> str:
    """The same as a title: what a window or a folder shows of a file."""
    picture = picture_sentence(report, language)
    return picture if report.answers.title else say(language, "export.picture_of", day=picture)


def version_sentence(report: Report, language: Language) -> str:
    """The version of the instrument and the day of the answers, for the foot of a page."""
    day = date_text(report.answered_on, language)
    return say(language, "certainty.version", instrument=report.instrument.version, day=day)


def versions_sentence(report: Report, language: Language) -> str:
    """The versions of instrument and scoring, and the day of the answers."""
    return say(
        language,
        "certainty.versions",
        instrument=report.instrument.version,
        scoring=report.scoring_version,
        day=date_text(report.answered_on, language),
    )
