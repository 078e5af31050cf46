"""No mistake is reported for a sound policy: a preset, an example, or one that a plan keeps."""

from pathlib import Path

import pytest
import tomli
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner import policies
from planner.dates import Day, add, add_at_most, parse_duration
from planner.engine.compile import compile_plan
from planner.engine.constraint import Finding
from planner.engine.rules.allowed_days import Calendar
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.kind import Origin
from planner.engine.rules.soundness.calendar_days import START, allowed_days
from planner.engine.rules.soundness.gaps import impossible_chains
from planner.engine.rules.soundness.mistake import Examined
from planner.engine.rules.soundness.spans import longest, shortest
from planner.plan import Plan, Version
from planner.policy import Milestone, Policy, Rule
from planner.soundness import check_policy, mistakes
from tests.docs.pages import PAGES, PROJECT, blocks
from tests.engine.against import compiled
from tests.oracle.drawing import pick
from tests.oracle.strategies import Case, cases_at_large

NAMES = ("released", "default", "retired")
SPANS = ["0 days", "1 day", "30 days", "31 days", "1 month", "59 days", "2 months", "1 calendar month"]
IMPOSSIBLE = {"no-common-date", "least-above-most", "gap-cycle", "gap-against-lifecycle", "gap-to-itself"}


@pytest.mark.parametrize("name", policies.names())
def test_presets_are_sound(name: str) -> None:
    assert check_policy(name, None) == ()


EXAMPLES = sorted((PROJECT / "plans" / "policies").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_policies_are_sound(path: Path) -> None:
    assert check_policy(str(path), None) == ()


def test_pieces_of_policies_on_the_pages_are_sound(tmp_path: Path) -> None:
    head = 'format = 1\nname = "example"\nextends = "clio"\n'
    tables = ("[[rule]]", "[[milestone]]", "[fields.")
    pieces = [
        block.text
        for page in PAGES
        for block in blocks(page)
        if block.language == "toml" and not block.name and block.text.startswith(tables)
    ]
    assert pieces
    for piece in pieces:
        (tmp_path / "policy.toml").write_text(head + piece, encoding="utf-8")
        assert check_policy(str(tmp_path / "policy.toml"), None) == (), piece


@st.composite
def gap_rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Draw a few gaps between any milestones of a version and its neighbours."""
    rules = []
    for number in range(draw(st.integers(2, 7))):
        origin = Origin(pick(draw, NAMES), pick(draw, ["own", "own", "next", "previous"]))
        bound = pick(draw, ["at_least", "at_most", "both"])
        spans = sorted((parse_duration(pick(draw, SPANS)) for _ in range(2)), key=shortest)
        parameters = Gap(
            origin,
            pick(draw, NAMES),
            at_least=(spans[0],) if bound != "at_most" else (),
            at_most=(spans[1],) if bound != "at_least" else (),
        )
        tolerance = pick(draw, [0, 0, 1])
        rules.append(Rule(f"rule-{number}", "gap", parameters, tolerance=tolerance))
    return tuple(rules)


OFFSETS = [0, 0, 0, 1, 28, 29, 30, 31, 59, 60, 61]


@settings(deadline=None, max_examples=100)
@given(
    gap_rules(),
    st.lists(st.sampled_from(OFFSETS), min_size=9, max_size=9),
    st.sampled_from([738_885, 739_000, 739_252]),
    st.booleans(),
)
def test_gaps_that_three_versions_keep_are_never_called_impossible(
    rules: tuple[Rule, ...], offsets: list[int], start: Day, parallel: bool
) -> None:
    milestones = tuple(Milestone(name, parallel=parallel and place > 0) for place, name in enumerate(NAMES))
    versions = []
    for key in range(3):
        own = offsets[3 * key : 3 * key + 3]
        first, second, third = sorted(own)
        days = (first, third, second) if parallel else (first, second, third)
        versions.append(
            Version(key, f"v{key}", dates={n: start + d for n, d in zip(NAMES, days, strict=True)})
        )
    plan = Plan("An API", "drawn", versions=tuple(versions))
    kept = tuple(
        each for each in rules if _keeps(plan, Policy("drawn", milestones=milestones, rules=(each,)))
    )
    assert impossible_chains(Policy("drawn", milestones=milestones, rules=kept)) == ()


def _keeps(plan: Plan, policy: Policy) -> bool:
    constraints = compile_plan(plan, policy, START)
    return not any(each.findings(constraints.days) for each in constraints.all)


@settings(deadline=None, max_examples=70)
@given(cases_at_large())
def test_rules_that_a_plan_keeps_for_an_item_are_never_called_impossible(case: Case) -> None:
    constraints = compiled(case)
    schedule, days = constraints.schedule, constraints.days
    assume(not schedule.judge_from)
    judging: dict[int, set[str]] = {}
    found: dict[int, list[Finding]] = {}
    for constraint in constraints.all:
        rule = constraint.in_force.rule
        found.setdefault(constraint.item, []).extend(constraint.findings(days))
        always = rule.effective_from is None and rule.effective_until is None
        if always and {schedule.owners[slot].item for slot in constraint.reads()} == {constraint.item}:
            judging.setdefault(constraint.item, set()).add(rule.id)
    for mistake in mistakes(Examined(schedule.policy)):
        if (
            mistake.code in IMPOSSIBLE
            and "every date" not in mistake.message
            and " always " not in mistake.message
        ):
            rules = {str(key.entry) for key in mistake.keys}
            assert all(found[item] for item, ids in judging.items() if rules <= ids), mistake


WEEKDAYS = ("mon", "wed", "sat")
DAYS = ("first weekday of month", "last sat of quarter", "15 jan", "30 month", "29 feb", "last day of year")


def _some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw a calendar of weekdays, days and months."""
    days, rolls = tuple(draw(_some(DAYS))), draw(st.booleans())
    return Calendar(
        weekdays=tuple(draw(_some(WEEKDAYS))),
        days=days,
        months=tuple(draw(_some(("jan", "feb", "jun")))),
        roll="next" if rolls and days else None,
    )


@settings(deadline=None, max_examples=40)
@given(calendars(), calendars())
def test_calendars_that_share_a_day_are_never_said_to_have_none(one: Calendar, other: Calendar) -> None:
    rules = (Rule("one", "calendar", one), Rule("other", "calendar", other))
    policy = Policy("drawn", milestones=(Milestone("released"),), rules=rules)
    codes = {each.code for each in mistakes(Examined(policy))}
    allowed = [allowed_days(one), allowed_days(other)]
    span = range(START, START + 28 * 366)
    if any(all(each.objection(day) is None for each in allowed) for day in span):
        assert "no-common-day" not in codes


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0 days",
            "90 days",
            "2 weeks",
            "1 month",
            "2 months",
            "6 months",
            "13 months",
            "1 year",
            "4 years",
        ),
        *("1 calendar month", "0 calendar months", "2 calendar quarters", "1 calendar year"),
    ],
)
def test_spans_are_as_short_and_as_long_as_the_days_that_they_lead_to(text: str) -> None:
    """All starts of eight years before 2100, which has no 29 February, and before 2008, which has one."""
    span = parse_duration(text)
    firsts = (Day(766_000), Day(730_000))
    added = [add(day, span) - day for first in firsts for day in range(first, first + 8 * 366)]
    least, most = min(added), max(added)
    assert shortest(span) <= least
    assert shortest(span) == least or "year" in text
    latest = [add_at_most(day, span) - day for first in firsts for day in range(first, first + 8 * 366)]
    assert longest((span,)) == max(latest)
    assert most <= max(latest)


DELIBERATE = {"broken.toml", "hasty.toml"}
"""Policies on the pages that show errors and mistakes."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_whole_policies_on_the_pages_are_sound(page: Path, tmp_path: Path) -> None:
    whole: dict[str, str] = {}
    for block in blocks(page):
        name = (block.name or "").removeprefix("+")
        if block.language != "toml" or not name:
            continue
        if name == block.name:
            whole[name] = text = block.text
        else:
            text = f"{whole[name]}\n{block.text}"
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        data = tomli.loads(text)
        if name not in DELIBERATE and "name" in data and "product" not in data:
            assert check_policy(str(path), None) == (), f"line {block.line}"
