import csv
from collections import defaultdict
from io import StringIO

import pytest

from planner.dates import iso
from planner.exports import ExportedPlan, render
from planner.exports.csv import COLUMNS, cell

from .plans import EXAMPLES, example, written


def _rows(subject: ExportedPlan) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render(subject, "csv").decode("utf-8-sig"), newline="")))


def _read(text: str) -> str:
    """What stood in the plan."""
    return text.removeprefix("'")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_rows_tell_the_plan_and_all_its_dates(name: str) -> None:
    subject = example(name)
    plan, dates = subject.plan, defaultdict[str, dict[str, str]](dict)
    notices, freezes = [], []
    for row in _rows(subject):
        if row["what"] == "notice":
            told = dict(each.split("=") for each in row["told"].split("; ") if each) if row["sent"] else None
            about = (row["announces"], row["channels"])
            notices.append(
                (_read(row["item"]), row["date"], *(tuple(each.split("; ")) for each in about), told)
            )
        elif row["what"] == "freeze":
            freezes.append((row["date"], row["until"], row["name"]))
        else:
            ours = dates[_read(row["item"])]
            ours.update({row["what"]: row["date"]} if row["what"] else {})
    assert dates == {each.name: {what: iso(day) for what, day in each.dates.items()} for each in plan.items}
    assert freezes == [(iso(each.start), iso(each.end), each.name) for each in plan.freezes]
    assert sorted(notices, key=str) == sorted(
        (
            (
                each.item,
                iso(each.date),
                each.announces,
                each.channels,
                None if each.told is None else {what: iso(day) for what, day in each.told.items()},
            )
            for each in plan.notices
        ),
        key=str,
    )


def test_a_date_tells_what_blames_it() -> None:
    row = next(each for each in _rows(example("clio")) if each["severity"])
    assert (row["item"], row["what"], row["date"]) == ("4.0.14", "default", "2027-02-03")
    assert (row["severity"], row["rules"], row["earliest"], row["days"]) == (
        "error",
        "default-notice",
        "2027-02-15",
        "12",
    )


def test_an_item_without_dates_is_not_left_out() -> None:
    assert [each["item"] for each in _rows(example("clio")) if not each["what"]] == ["4.0.10"]


def test_an_empty_plan_has_its_columns() -> None:
    assert render(written(""), "csv").decode() == ",".join(f'"{each}"' for each in COLUMNS) + "\r\n"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "'=1", "'", "＝1"])
def test_a_cell_that_would_be_a_formula_can_be_read_back(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert cell("4.0.14: a-b = c") == "4.0.14: a-b = c"


def test_umlauts_are_read_by_excel_and_ascii_by_everybody() -> None:
    plan = '[[version]]\nname = "Übergang"\nreleased = 2026-12-01\n'
    assert render(written(plan), "csv").startswith(b'\xef\xbb\xbf"item"')
    assert render(written(plan.replace("Ü", "Ue")), "csv").startswith(b'"item"')
