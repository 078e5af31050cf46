"""Summaries of plans, their order, filters and totals."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.dates import iso
from planner.files.plan.file import read_plan_bytes
from planner.portfolio.arrangement import Order, PlanFilter, SortKey, arranged, totals, totals_in_words
from planner.portfolio.summary import PlanSummary, summary
from tests.tui.desk import AS_OF, PLAN

OVERDUE = PLAN.replace("2027-06-01", "2026-11-01")
HOLDS = PLAN.replace("2027-02-03", "2027-03-01").replace("2028-02-20", "2028-03-20")
BROKEN = PLAN.replace("deprecated = 2028", "depreciated = 2028")


def of(path: str, text: str, product: str = "Widgets API") -> PlanSummary:
    return summary(read_plan_bytes(path, text.replace("Widgets API", product).encode()), AS_OF)


@pytest.fixture(scope="module")
def plans() -> list[PlanSummary]:
    return [
        of("d.toml", PLAN, "beta"),
        of("a.toml", HOLDS, "Gamma"),
        of("c.toml", OVERDUE, "Alpha"),
        of("b.toml", BROKEN, "delta"),
        PlanSummary(path="unread.toml"),
    ]


def paths(found: Sequence[PlanSummary]) -> str:
    return "".join(each.path.removesuffix(".toml")[0] for each in found)


@pytest.mark.parametrize(
    ("key", "order", "reverse"),
    [
        ("file", "abcdu", "udcba"),
        ("plan", "cdbau", "abdcu"),
        ("stands", "bcdau", "adcbu"),
        ("next", "cadbu", "bdacu"),
        ("policy", "acdbu", "bdcau"),
    ],
)
def test_each_column_sorts_and_plans_that_were_not_read_come_last(
    plans: list[PlanSummary], key: SortKey, order: str, reverse: str
) -> None:
    assert paths(arranged(plans, Order(key), PlanFilter(), AS_OF)) == order
    assert paths(arranged(plans, Order(key, reverse=True), PlanFilter(), AS_OF)) == reverse


@pytest.mark.parametrize(
    ("plan_filter", "found"),
    [
        (PlanFilter(only="violated"), "cd"),
        (PlanFilter(only="due"), "acd"),
        (PlanFilter(only="unreadable"), "b"),
        (PlanFilter(policies=frozenset({"clio"})), "acd"),
        (PlanFilter(policies=frozenset({"copper"})), ""),
        (PlanFilter(text="ALPHA"), "c"),
        (PlanFilter(text="2.0 gam"), "a"),
        (PlanFilter(text="2.0", only="violated"), "cd"),
    ],
)
def test_a_filter_shows_the_plans_that_match(
    plans: list[PlanSummary], plan_filter: PlanFilter, found: str
) -> None:
    assert paths(arranged(plans, Order(), plan_filter, AS_OF)) == found
    assert plan_filter.words()


def test_a_summary_has_the_violations_the_first_thing_due_and_the_dates_of_a_plan(
    plans: list[PlanSummary],
) -> None:
    plan, overdue = plans[0], plans[2]
    assert plan.counts == (1, 0, 0)
    assert plan.next_due is not None
    assert (iso(plan.next_due.day), plan.next_due.overdue) == ("2026-12-01", False)
    assert overdue.next_due is not None
    assert overdue.next_due.overdue
    assert [iso(each.day) for each in plan.markers][:2] == ["2025-01-10", "2025-04-15"]
    assert [marker.severity for marker in plan.markers if iso(marker.day) == "2027-02-03"] == ["error"]
    assert plan.items == ("1.0", "2.0")


def test_a_broken_plan_has_its_product_and_its_first_error_with_the_line(tmp_path: Path) -> None:
    broken = of("b.toml", BROKEN)
    assert broken.product == "Widgets API"
    assert broken.error is not None
    assert (broken.error.path, broken.error.line, broken.error.more) == ("b.toml", 10, 0)
    (tmp_path / "ours.toml").write_text('format = 1\nname = "ours"\nextends = "clio"\nbad = 1\n')
    path = str(tmp_path / "plan.toml")
    error = of(path, PLAN.replace('"clio"', '"ours.toml"')).error
    assert error is not None
    assert (error.path, error.line) == (str(tmp_path / "ours.toml"), 4)


def test_totals_count_plans_violations_and_plans_that_cannot_be_read(plans: list[PlanSummary]) -> None:
    found = totals(plans)
    assert (found.plans, found.read, found.unreadable, found.overdue) == (5, 4, 1, 1)
    assert found.counts.error == sum(each.counts.error for each in plans if each.counts is not None)
    assert totals_in_words(found) == ["5 plans", "1 overdue", "1 cannot be read"]
