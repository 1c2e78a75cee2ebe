"""Engagement beside customers: the worked numbers of the method, others' results, and properties of any table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
import scipy  # loads its parts when they are used
from hypothesis import given
from hypothesis import strategies as st

from assessment.__main__ import main
from assessment.customers import (
    ColumnMoves,
    DepartmentFigures,
    EarlierTable,
    Promoters,
    RoundEngagement,
    customers_report,
    expectations,
    promoters,
    read_departments,
    relationship,
    resampled_interval,
    spearman,
    with_round,
)
from assessment.customers.relationship import RESAMPLES, _centred_ranks, _interval
from assessment.exports.customers import to_customers
from assessment.instrument import LANGUAGES, Language
from assessment.sentences.customers import (
    ask_title,
    change_text,
    department_sentences,
    headline,
    promoters_sentence,
    relationship_sentences,
    resampled_sentence,
    since_sentence,
    standout_sentence,
    table_problems,
)
from assessment.words import has_words

ENGAGEMENT = [72, 65, 58, 80, 61, 69, 75]
CUSTOMERS = [68, 64, 55, 74, 60, 58, 71]
NAMES = ["Kundtjänst", "Fakturering", "Elnät", "Energirådgivning", "Sälj", "Fältservice", "Fjärrvärme"]
WORKED = tuple(map(DepartmentFigures, NAMES, ENGAGEMENT, CUSTOMERS))
COLUMN = st.lists(st.integers(0, 6), min_size=4, max_size=12)


def ranks(values: Sequence[float]) -> list[float]:
    """Average ranks, from 1."""
    return [(twice + len(values) + 1) / 2 for twice in _centred_ranks(values)]


# The worked numbers ---------------------------------------------------------------------------------------------------


def test_the_worked_relationship_has_the_methods_numbers() -> None:
    assert ranks(ENGAGEMENT) == [5, 3, 1, 7, 2, 4, 6]
    assert ranks(CUSTOMERS) == [5, 4, 1, 7, 3, 2, 6]
    assert sum((a - b) ** 2 for a, b in zip(ranks(ENGAGEMENT), ranks(CUSTOMERS), strict=True)) == 6
    assert to_customers(relationship(ENGAGEMENT, CUSTOMERS)) == {
        "n": 7,
        "rho": 0.89,
        "interval": [0.27, 0.99],
        "p": 0.0123,
        "reading": "conversation",
        "compatible_with_none": False,
    }


def test_ties_get_average_ranks() -> None:
    first, second = (70, 70, 60, 80), (65, 60, 60, 75)
    assert (ranks(first), ranks(second)) == ([2.5, 2.5, 1, 4], [3, 1.5, 1.5, 4])
    found = to_customers(relationship(first, second))
    assert (found["rho"], found["interval"], found["compatible_with_none"]) == (0.83, [-0.79, 1.0], True)


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(7, -0.58, 0.87), (10, -0.40, 0.80), (20, -0.14, 0.68), (30, -0.04, 0.62), (50, 0.05, 0.56)],
)
def test_a_relationship_of_a_third_needs_many_departments(n: int, low: float, high: float) -> None:
    assert [round(end, 2) for end in _interval(0.33, n)] == [low, high]
    assert next(found for found in range(4, 60) if _interval(0.33, found)[0] > 0) in (36, 37, 38)


def test_the_worked_net_promoter_score_has_the_methods_numbers() -> None:
    found = promoters([10, 9, 8, 7, 6, 3, 10, 9, 5, 8])
    assert (found.n, round(found.score, 2), round(found.error, 2)) == (10, 10.0, 26.27)
    assert found.interval is not None
    assert [round(end, 2) for end in found.interval] == [-41.48, 61.48]


def test_a_net_promoter_score_of_one_kind_of_answer_has_no_interval() -> None:
    assert [promoters([answer] * 3).score for answer in (10, 9, 8, 7, 6, 0)] == [100, 100, 0, 0, -100, -100]
    assert promoters([10]).interval is None
    assert promoters([10, 9, 7, 4]).score == 25  # The example on the page.


# Readings -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "reading"),
    [
        ([], [], "too_few"),
        ([1, 2, 3], [1, 2, 3], "too_few"),
        ([5, 5, 5], [1, 2, 3], "too_few"),
        ([5, 5, 5, 5], [1, 2, 3, 4], "no_variation"),
        ([1, 2, 3, 4], [0, 0, 0, 0], "no_variation"),
    ],
)
def test_too_few_or_constant_columns_have_a_reading_only(first: list[float], second: list[float], reading: str) -> None:
    empty = {"rho": None, "interval": None, "p": None, "compatible_with_none": None}
    assert to_customers(relationship(first, second)) == {"n": len(first), "reading": reading, **empty}


@pytest.mark.parametrize(("n", "reading"), [(4, "conversation"), (9, "conversation"), (10, "relationship")])
def test_from_ten_departments_it_is_a_relationship(n: int, reading: str) -> None:
    values = Random(3).sample(range(100), n)
    found = relationship(range(n), values)
    assert found.reading == reading
    assert (found.p is None) == (n > 8)


@pytest.mark.parametrize(("second", "rho"), [([10, 20, 30, 40], 1), ([4, 3, 2, 1], -1), ([1, 1, 3, 4], None)])
def test_the_same_order_has_no_interval(second: list[float], rho: int | None) -> None:
    found = relationship([1, 1, 3, 4] if rho is None else [1, 2, 3, 4], second)
    assert found.rho == (1 if rho is None else rho)
    assert (found.interval, found.compatible_with_none) == (None, None)
    assert found.p == pytest.approx(2 / 24)


# Beside others --------------------------------------------------------------------------------------------------------


@pytest.mark.unmeasured
@given(st.data())
def test_the_coefficient_is_scipys(data: st.DataObject) -> None:
    first = data.draw(COLUMN)
    second = data.draw(st.lists(st.integers(0, 6), min_size=len(first), max_size=len(first)))
    found = spearman(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert found is None
    else:
        assert found is not None
        assert found == pytest.approx(float(scipy.stats.spearmanr(first, second).statistic), abs=1e-12)
        assert spearman(second, first) == found
        assert spearman([-each for each in first], second) == -found
        assert abs(found) <= 1


@pytest.mark.parametrize("seed", range(4))
def test_the_exact_probability_is_that_of_every_order(seed: int) -> None:
    random = Random(seed)
    first, second = random.choices(range(5), k=6), random.choices(range(5), k=6)
    found = abs(scipy.stats.spearmanr(first, second).statistic)
    orders = [abs(scipy.stats.spearmanr(first, order).statistic) >= found - 1e-9 for order in set(permutations(second))]
    assert relationship(first, second).p == pytest.approx(float(Fraction(sum(orders), len(orders))))


def test_resampling_gives_the_same_interval_each_time_and_one_near_scipys() -> None:
    random = Random(11)
    first = tuple(random.gauss(60, 10) for _ in range(30))
    second = tuple(each + random.gauss(0, 10) for each in first)
    found = resampled_interval(first, second)
    resampled_interval.cache_clear()
    assert found == resampled_interval(first, second)
    other = scipy.stats.bootstrap(
        (first, second),
        lambda a, b: scipy.stats.spearmanr(a, b).statistic,
        paired=True,
        vectorized=False,
        method="percentile",
        n_resamples=2000,
        rng=4,
    ).confidence_interval
    assert found == pytest.approx((other.low, other.high), abs=0.06)
    assert resampled_interval(first[:9], second[:9]) is None
    assert resampled_interval((1.0,) * 12, second[:12]) is None


# The farthest ---------------------------------------------------------------------------------------------------------


def test_the_department_whose_customers_are_farthest_from_those_at_the_same_engagement_comes_first() -> None:
    first = expectations(WORKED)[0]
    assert first.department.name == "Fältservice"
    assert (round(first.expected or 0), round(first.distance)) == (66, -8)


def test_nothing_is_expected_of_too_few_departments_or_where_engagement_is_the_same() -> None:
    assert {each.expected for each in expectations(WORKED[:3])} == {None}
    alike = tuple(DepartmentFigures(name, 70, at) for at, name in enumerate("ABCD"))
    assert {(each.expected, each.distance) for each in expectations(alike)} == {(None, 0.0)}


def test_a_second_department_far_away_does_not_hide_the_first() -> None:
    line = [DepartmentFigures(f"D{at}", at, at) for at in range(10)]
    found = expectations((*line, DepartmentFigures("far", 5.5, 40), DepartmentFigures("farther", 4.5, -60)))
    assert [each.department.name for each in found[:2]] == ["farther", "far"]
    assert all(abs(each.distance) < 1 for each in found[2:])


# The engagement of Skador is the lowest, so nobody knows whether the line of the others goes on there or levels out.
FIVE = (
    DepartmentFigures("Skador", 61.3, 63),
    DepartmentFigures("Rådgivning", 68.5, 74),
    DepartmentFigures("Företag", 70.2, 76),
    DepartmentFigures("Privat", 73.1, 72),
    DepartmentFigures("Digitalt", 75.4, 70),
)


# The engagement of Ekonomi is the highest, and its customers are the least satisfied.
UNHAPPY = (
    DepartmentFigures("Telefon", 58, 41),
    DepartmentFigures("Chatt", 72, 63),
    DepartmentFigures("Sälj", 61, 60),
    DepartmentFigures("Lager", 66, 62),
    DepartmentFigures("Ekonomi", 78, 38),
)


def test_outside_the_engagement_of_all_others_the_line_may_go_on_or_level_out() -> None:
    first, second, *_ = expectations(UNHAPPY)
    # The line leads from 65.6 at 72, which is kept to the others' most, 63, to 71.5 at 78.
    assert (first.department.name, first.place, first.distance) == ("Ekonomi", "highest", 38 - 63)
    assert (second.department.name, round(second.distance)) == ("Telefon", -21)
    assert "Engagemanget är högst av alla, men kunderna är minst nöjda." in standout_sentence(
        customers_report(UNHAPPY), "sv"
    )
    goes_on = next(each for each in expectations(WORKED) if each.department.name == "Energirådgivning")
    assert (goes_on.expected, goes_on.distance, goes_on.is_extreme) == (None, 0, True)
    between = next(each for each in expectations(FIVE) if each.department.name == "Digitalt")
    assert (between.place, between.distance, between.is_extreme) == ("highest", -6, False)


def test_outside_the_engagement_of_all_others_no_single_figure_is_expected() -> None:
    found = customers_report(FIVE)
    assert found.standout is not None
    assert (found.standout.department.name, found.standout.place, found.standout.side) == ("Skador", "lowest", "below")
    assert (found.standout.expected, round(found.standout.distance, 2)) == (None, -12.17)  # Of 75.17, at 68.5.
    on_line = tuple(DepartmentFigures(f"D{at}", 60 + 2 * at, 55 + 3 * at) for at in range(6))
    assert customers_report(on_line).standout is None
    far = customers_report((*on_line, DepartmentFigures("high", 90, 20)))
    assert (high := far.standout) is not None
    assert (high.department.name, high.place, high.distance) == ("high", "highest", 20 - 70)
    assert "highest of all, but its customers are the least" in standout_sentence(far, "en")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=4, max_size=9))
def test_what_is_expected_lies_among_the_figures_of_the_others(figures: list[tuple[int, int]]) -> None:
    found = expectations(tuple(DepartmentFigures(f"D{at}", *each) for at, each in enumerate(figures)))
    for each in found:
        others = [other.department for other in found if other is not each]
        if each.expected is not None:
            for column, value in (("engagement", each.department.engagement), ("customers", each.expected)):
                assert min(getattr(at, column) for at in others) <= value <= max(getattr(at, column) for at in others)


# Sentences ------------------------------------------------------------------------------------------------------------


def test_the_sentences_are_the_methods() -> None:
    found = relationship(ENGAGEMENT, CUSTOMERS)
    assert relationship_sentences(found, "en") == [
        (
            "With 7 departments the relationship is 0.89, but anything from 0.27 to 0.99 fits the data. "
            "Use it to start a conversation, not to prove a point."
        )
    ]
    assert relationship_sentences(found, "sv") == [
        (
            "Med 7 avdelningar blir sambandet 0,89, men allt från 0,27 till 0,99 är förenligt med siffrorna. "
            "Använd det som samtalsstart, inte som bevis."
        )
    ]
    ties = relationship((70, 70, 60, 80), (65, 60, 60, 75))
    assert relationship_sentences(ties, "en")[1] == "The data are also compatible with no relationship."
    assert relationship_sentences(ties, "sv")[1] == "Siffrorna är också förenliga med att samband saknas."
    few = relationship([1], [2])
    assert relationship_sentences(few, "en") == ["Too few departments to calculate a relationship. Look at the dots."]
    assert relationship_sentences(few, "sv") == ["För få avdelningar för att räkna på ett samband. Titta på punkterna."]
    assert relationship_sentences(few, "en", "figures")[0].endswith("Compare the figures.")
    many = relationship(range(12), [*range(6), *range(11, 5, -1)])
    assert relationship_sentences(many, "en") == [
        "12 departments: 0.76 (95 % interval 0.24 to 0.94). This shows that they go together, not which causes which."
    ]
    assert relationship_sentences(many, "sv") == [
        "12 avdelningar: 0,76 (95 % intervall 0,24 till 0,94). Det visar att de hänger ihop, inte vad som orsakar vad."
    ]


def test_a_headline_is_calm_where_chance_alone_may_give_the_relationship() -> None:
    found = customers_report(FIVE)
    assert headline(found, "sv") == "Med 5 avdelningar syns inget säkert samband"
    assert standout_sentence(found, "sv") == (
        "Skador skiljer sig mest, men det kan vara en slump. "
        "Engagemanget är lägst av alla, och kunderna är minst nöjda."
    )
    assert ask_title(found, "sv") == "Ett besök på Skador kan löna sig. Fråga där"
    assert headline(customers_report(WORKED), "sv") == "Fältservice sticker ut. Börja med ett besök där."
    for few in range(2, 7):  # Files have no dots to look at.
        assert "punkt" not in " ".join(department_sentences(customers_report(WORKED[:few]), "sv"))
    same = tuple(DepartmentFigures(f"D{at}", at, at) for at in range(12))
    assert customers_report(same[:4]).is_uncertain
    assert headline(customers_report(same), "en") == "Engagement and satisfied customers go together"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_has_a_sentence(language: Language) -> None:
    same = relationship([1, 2, 3, 4], [1, 2, 3, 4])
    opposite = relationship([1, 2, 3, 4], [4, 3, 2, 1])
    constant = relationship([1, 1, 1, 1], [4, 3, 2, 1])
    texts = [sentence for found in (same, opposite, constant) for sentence in relationship_sentences(found, language)]
    assert len(set(texts)) == 3


@pytest.mark.parametrize(
    ("language", "some", "one_kind"),
    [
        (
            "en",
            "Sales: NPS 10, anything from −41 to 61 fits the 10 answers.",
            "Sales: NPS 100, all answers (1) are of one kind, so there is no interval.",
        ),
        (
            "sv",
            "Sales: NPS 10, allt från −41 till 61 är förenligt med de 10 svaren.",
            "Sales: NPS 100, alla svar (1) är av samma slag, så det finns inget intervall.",
        ),
    ],
)
def test_a_net_promoter_score_says_how_sure_it_is(language: Language, some: str, one_kind: str) -> None:
    assert promoters_sentence(DepartmentFigures("Sales", 61, 10, Promoters(4, 3, 3)), language) == some
    assert promoters_sentence(DepartmentFigures("Sales", 61, 100, Promoters(1, 0, 0)), language) == one_kind
    assert promoters_sentence(DepartmentFigures("Sales", 61, 10), language) is None


def test_resampling_is_told_with_its_times() -> None:
    assert resampled_sentence((0.25, 0.5), RESAMPLES, "en") == (
        "Drawn anew 2,000 times from the same departments, the relationship lies between 0.25 and 0.50 "
        "in 95 cases of 100."
    )


# A table of departments -----------------------------------------------------------------------------------------------


def csv(separator: str = ",", point: str = ".", end: str = "\n", head: str = "department,engagement,customers") -> str:
    rows = [
        f"{name}{separator}{engagement}{point}50{separator}{customers}{point}0"
        for name, engagement, customers in zip(NAMES, ENGAGEMENT, CUSTOMERS, strict=True)
    ]
    return end.join([head.replace(",", separator), *rows, ""])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("separator", "point"), [(",", "."), (";", "."), (";", ","), ("\t", ","), ("\t", ".")], ids=repr
)
def test_every_separator_decimal_sign_and_line_end_gives_the_same_departments(
    separator: str, point: str, end: str, mark: str
) -> None:
    text = mark + csv(separator, point, end)
    plain = tuple(DepartmentFigures(each.name, each.engagement + 0.5, each.customers) for each in WORKED)
    assert read_departments(text.encode()).departments == plain
    assert read_departments(text).departments == plain


def test_columns_may_have_swedish_names_any_order_and_others_between_them() -> None:
    text = "Kunder;Antal;Avdelning;Engagemang\n68;12;Kundtjänst;72\n"
    assert read_departments(text).departments == (DepartmentFigures("Kundtjänst", 72, 68),)


@pytest.mark.parametrize(
    "header",
    [
        "Avdelning;Medarbetarengagemang;Kundindex",
        "ENHET ;Engagemang 2026; NKI 2025",
        "Avdelningens namn;Engagemangsindex (0-100);Nöjda kunder",
        "Department name;Employee engagement score;Customer satisfaction (CSAT)",
        "Business unit;Engagement %;Nps",
    ],
)
def test_columns_are_known_by_the_beginning_of_a_word(header: str) -> None:
    read = read_departments(f"{header};Antal kunder\nKundtjänst;72;68;12\n")
    assert read.departments == (DepartmentFigures("Kundtjänst", 72, 68),)
    exact = read_departments("Avdelning;Engagemang;Kundindex;Kunder\nA;1;2;3").departments
    assert exact == (DepartmentFigures("A", 1, 3),)


def test_raw_answers_become_a_net_promoter_score() -> None:
    read = read_departments("Avdelning;Engagemang;Svar\nSälj;61;10 9 8 7 6 3 10 9 5 8\n")
    assert read.departments == (DepartmentFigures("Sälj", 61, 10.0, Promoters(4, 3, 3)),)
    assert read_departments("department,engagement,answers\nA,1,9\n").departments[0].customers == 100


HEAD = "department,engagement,customers\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: the file: there is nothing in it"),
        ("\n \n;;\n", "1:1: the file: there is nothing in it"),
        ("A,1,2\n", '1:1: the header: the first line is "A"'),
        ("A,B,C\n", '1:1: the header: the first line is "A"'),
        ("department,customers\nA,1\n", '1:1: the header: there is no column "engagement"'),
        ("department,engagment,customers\n", '1:12: the header: found "engagment", expected "engagement"'),
        ("department,engagement,kunder,NKI\n", '1:30: the header: "NKI" means the same as column 3'),
        ("unit,engagement,NKI 2024,NKI 2025\n", '1:26: the header: "NKI 2025" means the same as column 3'),
        ("unit,engagement,index\n", '1:1: the header: there is no column "customers"'),
        (HEAD + "A,,2\n", '2:3: "A", engagement: the cell is empty'),
        (HEAD + "A,1\n", '2:3: "A", customers: the cell is empty'),
        (HEAD + "A,1,many\n", '2:5: "A", customers: found "many", expected a number'),
        (HEAD + "A,1,nan\n", '2:5: "A", customers: found "nan", expected a number'),
        (HEAD + "A,inf,1\n", '2:3: "A", engagement: found "inf", expected a number'),
        (HEAD + "A,1e999,1\n", '2:3: "A", engagement: found "1e999", expected a number below a billion'),
        (HEAD + ",1,2\n", "2:1: row 2: there is no name"),
        (HEAD + "\u200b,1,2\n", "2:1: row 2: there is no name"),
        (HEAD + "A,1,2\n\na,3,4\n", '4:1: row 4: "a" is already in row 2'),
        (HEAD + "A,72,5,68,1\n", "2:8: row 2: it has 5 columns, the header 3"),
        (HEAD + f"{'A' * 101},1,2\n", "2:1: row 2: the name has 101 characters, expected at most 100"),
        (HEAD + 'B,1,2\n"A,1,2\n', "3:1: the file: the quotation mark that opens here is never closed"),
        (HEAD + '"A" b,1,2\n', "2:5: the file: something follows the closing quotation mark"),
        (HEAD + '"A\nb",1,x\n', '3:6: "A b", customers: found "x"'),
        (HEAD + "A,72 %,1\nB,0.7,1\n", '3:3: "B", engagement: found "0.7", while the first number'),
        ("department,engagement,answers\nA,1,11\n", '2:5: "A", answers: found "11", expected answers from 0 to 10'),
        ("department,engagement,answers\nA,1,\n", '2:5: "A", answers: the cell is empty'),
        ("department,engagement,answers\nA,1,;\n", '2:5: "A", answers: found ";"'),
        (HEAD + "," * 60 + "\n", "2:51: the file: it has more columns, expected at most 50"),
        (HEAD + "A,1,2\n" * 10_001, "10002:1: the file: it has more rows, expected at most 10,000"),
    ],
)
def test_each_problem_has_its_place_finding_expectation_and_remedy(text: str, expected: str) -> None:
    faults = read_departments(text).faults
    lines = [str(problem) for fault in faults for problem in table_problems([fault], "t.csv", "en").problems]
    found = next(line for line in lines if line.startswith(f"t.csv:{expected}"))
    assert "; " in found
    assert read_departments(text).departments == ()


def test_all_problems_of_a_table_come_at_once_and_at_most_fifty() -> None:
    read = read_departments("department;foo;customers\nA;;x\nA;;\n;1;2\n")
    places = [problem.where for problem in table_problems(read.faults, "t.csv", "en").problems]
    assert places == ["the header", '"A", customers', "row 3", '"A", customers', "row 4"]
    many = read_departments(HEAD + "".join(f"D{at},x,y\n" for at in range(5000)))
    assert len(table_problems(many.faults, "t.csv", "en").problems) == 50


def test_every_fault_has_words() -> None:
    source = (Path(__file__).parents[1] / "assessment").rglob("*.py")
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in source if file.parent.name in ("reading", "customers")
    )
    for kind in ("too_large", "excel_too_large", "not_excel", "old_excel", "no_text", "misspelt", "no_answer"):
        assert f'"{kind}"' in text
        for part in ("found", "expected", "remedy"):
            assert has_words("sv", f"table.{kind}.{part}"), (kind, part)


def test_faults_are_told_in_swedish_too() -> None:
    found = table_problems(read_departments("avdelning;engagemang;kunder\nSälj;;60").faults, "t.csv", "sv")
    assert str(found.problems[0]) == (
        't.csv:2:6: "Sälj", engagemang: cellen är tom, här väntas ett tal; skriv det, eller ta bort raden'
    )


# The command line -----------------------------------------------------------------------------------------------------


def test_the_command_prints_the_worked_example(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "departments.csv"
    file.write_text(csv(";", ",", "\r\n"), encoding="utf-8-sig")
    assert main(["customers", str(file)]) == 0
    printed = json.loads(capsysbinary.readouterr().out)
    assert printed == to_customers(relationship(ENGAGEMENT, CUSTOMERS))
    assert list(printed) == ["n", "rho", "interval", "p", "reading", "compatible_with_none"]


def test_the_command_names_the_file_and_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "departments.csv"
    file.write_text(HEAD + "A,x,1\nB,2,\n", encoding="utf-8")
    assert main(["customers", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        f'{file}:2:3: "A", engagement: found "x", expected a number such as 72 or 68.5; write the number alone',
        f'{file}:3:5: "B", customers: the cell is empty, expected a number; write it, or leave the row out',
    ]
    assert main(["customers", str(tmp_path / "none.csv")]) == 1


# From a team's round --------------------------------------------------------------------------------------------------

ROUND = RoundEngagement("Våren", None, {"Sälj": 65, "Elnät": 70}, {"IT": ("over", 80)}, ("Lager",))
TITLES = {name: name for name in ("department", "engagement", "customers", "answers")}


@pytest.mark.parametrize(
    ("pasted", "table"),
    [
        ("", "department;engagement;customers\nSälj;65;\nElnät;70;"),
        ("Avdelning\tKunder\nsälj\t60,5\nElnät\t55", "department;engagement;customers\nsälj;65;60,5\nElnät;70;55"),
        (
            "department,engagement,answers\nIT,3,9 10\nElnät,,8",
            "department;engagement;answers\nIT;;9 10\nElnät;70;8\nSälj;65;",
        ),
        ("department;engagement;customers\nElnät;;55\nSälj;1;60\nSälj;65;", "\nElnät;70;55\nSälj;65;60"),
        ("no table", "no table"),
    ],
)
def test_the_engagement_of_a_round_is_put_into_a_table_by_name(pasted: str, table: str) -> None:
    expected = f"department;engagement;customers{table}" if table.startswith("\n") else table
    assert with_round(pasted, ROUND, TITLES) == expected


def test_what_a_round_does_not_show_is_said_with_place_finding_expectation_and_remedy() -> None:
    text = with_round("department;customers\nSales;60\nIT;61\nLager;62\nElnät;63", ROUND, TITLES)
    faults = read_departments(text, why_empty=ROUND.why_empty).faults
    said = {language: [str(each) for each in table_problems(faults, "T", language).problems] for language in LANGUAGES}
    assert said["en"] == [
        (
            'T:2:7: "Sales", engagement: the round shows no department of this name, expected one of "Sälj", "Elnät"; '
            "write the name as the round has it and take engagement again, or leave the row out"
        ),
        (
            'T:3:4: "IT", engagement: the round shows only that it is over 80, expected a number; '
            "leave the row out, or use the figures of a survey for all departments"
        ),
        (
            'T:4:7: "Lager", engagement: the round hides this department, so that nobody can be recognised, '
            "expected a number; leave the row out, or use the figures of a survey for all departments"
        ),
        'T:6:9: "Sälj", customers: the cell is empty, expected a number; write it, or leave the row out',
    ]
    assert 'omgången visar ingen avdelning med det namnet, här ska stå en av "Sälj", "Elnät"' in said["sv"][0]


# Since last time ------------------------------------------------------------------------------------------------------


def test_a_table_is_compared_with_the_last_one_that_differs() -> None:
    now = (DepartmentFigures("A", 70.4, 60), DepartmentFigures("B", 50, 40), DepartmentFigures("C", 20, 20))
    then = EarlierTable(date(2026, 3, 4), (DepartmentFigures("A", 68, 60), DepartmentFigures("B", 50, 43)))
    found = customers_report(now, (then, EarlierTable(date(2026, 9, 1), now)))
    assert found.earlier == then
    assert [change_text(each, found, "en") for each in now] == [
        "engagement up 2",
        "customers down 3",
        "new in the table",
    ]
    assert found.movements == (ColumnMoves(1, 0, 1), ColumnMoves(0, 1, 1))
    assert "risen in 0 of 2 departments and fallen in 1; engagement has risen in 1" in since_sentence(found, "en")
    scored = EarlierTable(date(2026, 3, 4), (DepartmentFigures("A", 68, 10, Promoters(4, 3, 3)),))
    for other in ((), (EarlierTable(then.day, now),), (scored,), (EarlierTable(then.day, (WORKED[0],)),)):
        assert customers_report(now, other).earlier is None
        assert since_sentence(customers_report(now, other), "en") == ""
