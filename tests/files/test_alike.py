"""Tables of one layout are checked together, and no table that is wrong passes for a right one."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner.files.plan.check
from benchmarks.big_plan import big_plan
from planner.files.alike import alike
from planner.files.locations import DataLocation, PathDiagnostics
from planner.files.plan.file import read_plan_bytes
from planner.files.schema.fields import NOTICE
from planner.files.table import checked, shape

NOTICES = shape("a notice", NOTICE)
DAY = date(2027, 3, 1)
VALUES = st.sampled_from(
    ["text", " ", DAY, 1, True, ["email"], ["email", 1], {"default": DAY}, {"default": 1}]
)
TABLES = st.dictionaries(st.sampled_from([*NOTICE, "unknown"]), VALUES, max_size=4)


@given(st.lists(TABLES.map(lambda table: {"date": DAY, **table}) | TABLES | VALUES, max_size=8))
def test_tables_that_are_right_together_are_right_one_by_one(tables: list[Any]) -> None:
    right, others = alike(tables, NOTICES)
    indexes = [index for group in right for index in group.indexes]
    assert sorted([*indexes, *others]) == list(range(len(tables)))
    for group in right:
        assert group.tables == [tables[index] for index in group.indexes]
        for table in group.tables:
            found = DataLocation((), PathDiagnostics())
            assert tuple(table) == group.keys
            assert checked(table, NOTICES, found) is table
            assert not found.path_diagnostics


def test_no_list_has_no_tables() -> None:
    assert alike({"date": DAY}, NOTICES) == ([], [])


def test_the_entries_of_a_right_plan_are_not_checked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[dict[str, Any]] = []

    def counted(table: dict[str, Any], *rest: Any) -> dict[str, Any]:
        tables.append(table)
        return checked(table, *rest)

    monkeypatch.setattr(planner.files.plan.check, "checked", counted)
    text = big_plan(20)
    assert read_plan_bytes("big.toml", text.encode()).plan
    assert len(tables) == 1, "the plan itself"
    wrong = text.replace('"4.0.7"\nannounces', '"4.0.77"\nannounces', 1)
    (error,) = read_plan_bytes("big.toml", wrong.encode()).diagnostics
    assert (error.code, error.line) == ("unknown-item", wrong[: wrong.index('"4.0.77"')].count("\n") + 1)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('name       = "4.0.7"', 'name       = "4.0.6"', "duplicate-name"),
        ('track      = "API v4"', "track      = 4", "wrong-type"),
        ('channels  = ["email", "docs"]', 'channels  = ["email", "fax"]', "unknown-channel"),
        ('announces = ["default"]', 'announces = ["default", "end"]', "unknown-milestone"),
        ("released   =", 'pinned = ["end"]\nreleased   =', "unknown-milestone"),
        ("told      = { default", "told      = { end", "unknown-milestone"),
        ("date      =", 'withdraws = ["default", "released"]\ndate      =', "contradiction"),
        ("date      =", 'change = "none"\ndate      =', "contradiction"),
        ("released   =", 'replacement = "none"\nreleased   =', "unknown-item"),
    ],
)
def test_one_wrong_entry_among_right_ones_is_reported(old: str, new: str, code: str) -> None:
    text = big_plan(20)
    assert old in text
    found = read_plan_bytes("big.toml", text.replace(old, new, 1).encode())
    assert found.plan is None
    assert code in [each.code for each in found.diagnostics]
