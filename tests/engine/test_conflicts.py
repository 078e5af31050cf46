"""What cannot all be kept, on plans small enough to see by hand."""

from planner.dates import iso
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_constraints
from planner.engine.solve.ripple import Conflict, Direction, ripple
from planner.wording.conflict import sentences
from tests.engine.against import compiled
from tests.engine.written import case


def conflicts(plan: str, rules: str, direction: Direction = "later") -> tuple[Conflict, ...]:
    constraints = hard_constraints(compiled(case(plan, rules)).schedule)
    return ripple(constraints, constraints.days, direction).conflicts


def chain(conflict: Conflict) -> list[str]:
    return [finding.rule.id for finding in conflict.chain]


GAPS = """
[[rule]]
id = "a-to-b"
kind = "gap"
from = "a"
to = "b"
at_least = "10 days"
[[rule]]
id = "b-to-c"
kind = "gap"
from = "b"
to = "c"
at_least = "10 days"
[[rule]]
id = "a-to-c"
kind = "gap"
from = "a"
to = "c"
at_least = "15 days"
"""


def test_a_pinned_date_stops_a_chain_that_leads_back_to_the_violation() -> None:
    plan = """
    [[version]]
    name = "1"
    a = 2027-02-01
    b = 2027-02-08
    c = 2027-02-19
    pinned = ["c"]
    """
    (conflict,) = conflicts(plan, GAPS)
    assert chain(conflict) == ["b-to-c", "a-to-b"]
    assert conflict.blocker == "pinned"
    assert sentences(conflict) == (
        "a-to-b: 1 b 2027-02-08 is 3 days short: 10 days from a 2027-02-01; earliest 2027-02-11",
        "b-to-c: 1 c 2027-02-19 is 2 days short: 10 days from b 2027-02-11; earliest 2027-02-21",
        "1 c 2027-02-19 cannot go later: it is pinned",
    )


def test_of_two_ways_back_to_the_facts_the_shorter_is_told() -> None:
    """`last` fails since c moved: c was pushed by `a-to-c` alone in the end, and by b before."""
    plan = """
    [[version]]
    name = "1"
    a = 2027-02-01
    b = 2027-02-02
    c = 2027-02-03
    d = 2027-02-12
    pinned = ["d"]
    """
    rules = (
        GAPS.replace("15 days", "40 days")
        + """
    [[rule]]
    id = "last"
    kind = "gap"
    from = "c"
    to = "d"
    at_least = "1 day"
    """
    )
    found = {conflict.finding.rule.id: chain(conflict) for conflict in conflicts(plan, rules)}
    assert found["last"] == ["last", "a-to-c"]


def test_a_violation_that_stands_by_itself_is_its_own_chain() -> None:
    plan = """
    [[version]]
    name = "1"
    a = 2027-02-01
    b = 2027-02-02
    pinned = ["b"]
    """
    (conflict,) = conflicts(plan, GAPS)
    assert chain(conflict) == ["a-to-b"]


def test_rules_that_contradict_each_other_end_as_a_cycle_that_names_them() -> None:
    plan = """
    [[version]]
    name = "1"
    a = 2027-02-01
    b = 2027-02-02
    """
    for least, most in (("10 days", "9 days"), ("2 months", "58 days"), ("1 year", "364 days")):
        rules = f"""
        [[rule]]
        id = "long"
        kind = "gap"
        from = "a"
        to = "b"
        at_least = "{least}"
        [[rule]]
        id = "short"
        kind = "gap"
        from = "a"
        to = "b"
        at_most = "{most}"
        """
        (conflict,) = conflicts(plan, rules)
        assert conflict.blocker == "cycle"
        assert sorted(chain(conflict)) == ["long", "short"]
        assert sentences(conflict)[-1].startswith("each asks for what breaks another")


def test_rules_that_agree_only_where_months_are_short_are_no_contradiction() -> None:
    plan = """
    [[version]]
    name = "1"
    a = 2027-03-01
    b = 2027-03-02
    """
    rules = """
    [[rule]]
    id = "long"
    kind = "gap"
    from = "a"
    to = "b"
    at_least = "1 month"
    [[rule]]
    id = "short"
    kind = "gap"
    from = "a"
    to = "b"
    at_most = "30 days"
    """
    constraints = hard_constraints(compiled(case(plan, rules)).schedule)
    found = ripple(constraints, constraints.days, "later")
    assert not found.conflicts
    assert [iso(day) for _, day in sorted(found.days.items())] == ["2027-03-31", "2027-04-30"]


def test_a_notice_is_not_pulled_before_the_as_of_date() -> None:
    plan = """
    [[version]]
    name = "1"
    b = 2027-01-20
    pinned = ["b"]
    [[notice]]
    version = "1"
    announces = ["b"]
    channels = ["email"]
    date = 2027-01-15
    """
    rules = """
    [[rule]]
    id = "notice"
    kind = "notice"
    milestone = "b"
    at_least = "30 days"
    channels = ["email"]
    """
    (conflict,) = conflicts(plan, rules, "earlier")
    assert conflict.blocker == "no-day"
    assert conflict.date is not None
    assert conflict.date.what == NOTICE
    assert "not past" in sentences(conflict)[-1]


def test_two_channels_each_pull_the_notice_that_serves_them() -> None:
    plan = """
    [[version]]
    name = "1"
    b = 2027-03-01
    [[notice]]
    version = "1"
    announces = ["b"]
    channels = ["email"]
    date = 2027-02-15
    [[notice]]
    version = "1"
    announces = ["b"]
    channels = ["docs"]
    date = 2027-02-20
    """
    rules = """
    [[rule]]
    id = "notice"
    kind = "notice"
    milestone = "b"
    at_least = "30 days"
    channels = ["email", "docs"]
    """
    constraints = hard_constraints(compiled(case(plan, rules)).schedule)
    found = ripple(constraints, constraints.days, "earlier")
    assert not found.conflicts
    assert [iso(day) for _, day in sorted(found.days.items())] == ["2027-01-30", "2027-01-30"]


def test_a_date_that_people_were_told_is_not_pulled_before_it() -> None:
    plan = """
    [[version]]
    name = "1"
    a = 2027-02-10
    b = 2027-02-12
    pinned = ["b"]
    [[notice]]
    version = "1"
    announces = ["a"]
    channels = ["email"]
    date = 2026-12-01
    told = { a = 2027-02-05 }
    """
    (conflict,) = conflicts(plan, GAPS, "earlier")
    assert conflict.blocker == "no-day"
    assert "told" in sentences(conflict)[-1]


def test_calendars_that_share_no_day_are_a_cycle() -> None:
    plan = """
    [[version]]
    name = "1"
    a = 2027-01-05
    """
    rules = """
    [[rule]]
    id = "mondays"
    kind = "calendar"
    milestones = ["a"]
    weekdays = ["mon"]
    [[rule]]
    id = "tuesdays"
    kind = "calendar"
    milestones = ["a"]
    weekdays = ["tue"]
    """
    found = conflicts(plan, rules)
    assert [conflict.blocker for conflict in found] == ["cycle"]
    assert sorted(chain(found[0])) == ["mondays", "tuesdays"]
