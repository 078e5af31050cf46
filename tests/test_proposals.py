"""What `fix` proposes: on plans at random, and on small ones that show each part."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.dates import Day, iso
from planner.engine.constraint import Slot
from planner.engine.evaluate import check
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.ripple import Direction
from planner.files.plan.file import read_plan_bytes, read_plan_file
from planner.files.saving.save import Saved, save
from planner.policy import Severity
from planner.proposals import Proposal, propose
from planner.wording.conflict import sentences
from planner.wording.fix import cause, deciding_sum
from tests import real_size
from tests.engine.against import read
from tests.engine.plans import AS_OF, EMAIL_AND_DOCS, day
from tests.oracle.strategies import Case, cases, dump

directions: st.SearchStrategy[Direction] = st.sampled_from(["later", "earlier"])
severities: st.SearchStrategy[tuple[Severity, ...]] = st.sampled_from([("error",), ("error", "warning")])


@settings(max_examples=60)
@given(cases(), directions, severities)
def test_proposing_again_changes_nothing_and_breaks_nothing(
    case: Case, prefer: Direction, bind: tuple[Severity, ...]
) -> None:
    plan, policy = read(case)
    as_of = case.as_of.toordinal()
    first = propose(plan, policy, as_of, prefer=prefer, severities=bind)
    again = propose(first.plan, policy, as_of, prefer=prefer, severities=bind)
    assert again.plan == first.plan
    assert again.changes == 0
    before, after = (hard_constraints(Schedule(each, policy, as_of), bind) for each in (plan, first.plan))
    for was, now in zip(before.all, after.all, strict=True):
        if hard_violation(was, before.schedule, before.days) is None:
            assert hard_violation(now, after.schedule, after.days) is None


@settings(max_examples=60)
@given(cases(), directions)
def test_every_violation_that_is_left_is_accounted_for(case: Case, prefer: Direction) -> None:
    """By the conflict that keeps it, in both directions; but for rules that move no date, as reminders."""
    plan, policy = read(case)
    found = propose(plan, policy, case.as_of.toordinal(), prefer=prefer)
    kept = {(each.finding.rule.id, each.finding.item) for each in found.unfixed}
    binding_kinds = {"order", "gap", "notice", "calendar"}
    for each in found.after.all:
        is_error = each.waived is None and each.severity == "error"
        if is_error and each.moves_dates and each.rule.kind in binding_kinds:
            assert (each.rule.id, each.item) in kept
    for unfixed in found.unfixed:
        assert {way.direction for way in unfixed.ways} == {"later", "earlier"}
        assert all(sentences(way) for way in unfixed.ways)


@settings(max_examples=60)
@given(cases(), directions)
def test_only_dates_that_may_move_are_moved_and_only_notices_are_added(case: Case, prefer: Direction) -> None:
    plan, policy = read(case)
    as_of = case.as_of.toordinal()
    found = propose(plan, policy, as_of, prefer=prefer)
    pinned = {(each.name, milestone) for each in plan.items for milestone in each.pinned}
    for move in found.moves:
        assert move.start != move.end
        assert min(move.start, move.end) >= as_of
        assert (move.item, move.what) not in pinned
        assert move.what != NOTICE or move.end < move.start
    added = found.plan.notices[len(plan.notices) :]
    assert added == tuple(each.notice for each in found.notices)
    assert all(each.told is None and each.date == as_of for each in added)
    assert found.plan._replace(versions=plan.versions, changes=plan.changes, notices=plan.notices) == plan


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(cases(), directions, severities)
def test_the_reason_of_a_move_forbids_the_old_day_and_asks_for_no_more_than_the_new_one(
    case: Case, prefer: Direction, bind: tuple[Severity, ...]
) -> None:
    plan, policy = read(case)
    found = propose(plan, policy, case.as_of.toordinal(), prefer=prefer, severities=bind)
    constraints = hard_constraints(Schedule(found.plan, policy, case.as_of.toordinal()), bind)
    schedule, days = constraints.schedule, constraints.days
    slots = {owner.place: slot for slot, owner in enumerate(schedule.owners)}

    def violated(slot: Slot, day: Day) -> set[tuple[str, int]]:
        with days.moved(dict.fromkeys(schedule.moving_with(slot), day)):
            findings = (hard_violation(each, schedule, days) for each in constraints.all)
            return {(each.rule.id, each.item) for each in findings if each is not None}

    start = hard_constraints(Schedule(plan, policy, case.as_of.toordinal()), bind)
    findings = (hard_violation(each, start.schedule, start.days) for each in start.all)
    violated_before = {(each.rule.id, each.item) for each in findings if each is not None}
    for move in found.moves:
        slot, reason = slots[move.place], (move.because.rule.id, move.because.item)
        brought_back = violated(slot, move.start) - violated(slot, move.end)
        if not brought_back:  # a date that moved both ways, or that another move made legal again
            assert reason in violated_before
            continue
        assert reason in brought_back
        step = 1 if move.end > move.start else -1
        binding = violated(slot, move.end - step) & brought_back
        bound = move.because.earliest if step > 0 else move.because.latest
        if move.because.place == move.place and bound is not None:
            assert move.start * step < bound * step
            added = deciding_sum(move)
            assert added is None or added.result is None or added.result * step > move.start * step
            assert added is None or added.result in {None, bound}
            if bound == move.end and reason in binding:
                assert added is None or added.result == bound
        elif move.because.date is not None and (added := deciding_sum(move)) is not None:
            assert added.result != move.because.date


def test_the_reason_of_a_move_is_the_promise_where_the_promise_asks_for_the_day(tmp_path: Path) -> None:
    path = real_size.write(tmp_path)
    file = read_plan_file(str(path))
    assert file.plan is not None
    assert file.policy is not None
    found = propose(file.plan, file.policy, real_size.AS_OF.toordinal())
    assert [(each.item, iso(each.end), cause(each)) for each in found.moves] == [
        ("Developer API 2025.1", "2028-06-06", "support-minimum: 2027-12-06 + 6 months = 2028-06-06"),
        ("SDK 2024.1", "2027-03-15", "promise: told 2027-03-15"),
    ]


def proposed(
    plan: str, *, prefer: Direction = "later", items: tuple[str, ...] = (), rules: tuple[str, ...] = ()
) -> Proposal:
    text = f'format = 1\nproduct = "P"\npolicy = "clio"\n{plan}'
    file = read_plan_bytes("plan.toml", text.encode())
    assert file.diagnostics == ()
    assert file.plan is not None
    assert file.policy is not None
    return propose(file.plan, file.policy, day(AS_OF), prefer=prefer, items=items, rules=rules)


def moves(found: Proposal) -> list[tuple[str, str, str, str]]:
    return [(each.item, each.what, iso(each.end), each.because.rule.id) for each in found.moves]


def notice(version: str, announces: str, date: str, more: str = "") -> str:
    return f"""
[[notice]]
version = "{version}"
announces = {announces}
date = {date}
{EMAIL_AND_DOCS}
{more}
"""


OLD = """
[[version]]
name = "1"
released = 2025-01-01
default = 2025-06-01
deprecated = 2028-03-01

[[version]]
name = "2"
released = 2026-10-01
default = 2027-03-01
"""
HISTORY = "judge_from = 2026-11-01\n"
TOLD = notice("1", '["deprecated"]', "2026-11-01", "told = { deprecated = 2028-03-01 }")


def test_a_date_that_people_were_told_moves_later_and_they_are_told() -> None:
    found = proposed(HISTORY + OLD + TOLD + notice("2", '["default"]', "2027-01-15"))
    assert moves(found) == [
        ("1", "deprecated", "2028-04-15", "support-minimum"),
        ("2", "default", "2027-04-15", "default-notice"),
    ]
    (correction,) = found.notices
    assert correction.rules == ()
    assert correction.notice.item == "1"
    assert correction.notice.announces == ("deprecated",)
    assert correction.notice.channels == ("email", "docs")
    assert iso(correction.notice.date) == AS_OF
    assert not [each for each in found.after.all if each.severity == "error"]


def test_the_reason_of_a_move_is_the_day_told_where_the_sum_is_already_met() -> None:
    """People were told 2027-03-02 in time: the 90 days end before the date, the day told binds."""
    told = notice("2", '["default"]', "2026-11-10", "told = { default = 2027-03-02 }")
    version = '[[version]]\nname = "2"\ndefault = 2027-03-01\n'
    (only,) = proposed(HISTORY + version + told + notice("2", '["default"]', "2027-01-15")).moves
    assert only.because.reason.sums == ()
    assert cause(only) == "default-notice: told 2027-03-02"


def test_the_earlier_remedy_sends_the_notice_sooner_and_moves_nothing_else() -> None:
    found = proposed(HISTORY + OLD + TOLD + notice("2", '["default"]', "2027-01-15"), prefer="earlier")
    assert moves(found) == [("2", NOTICE, "2026-12-01", "default-notice")]
    assert found.notices == ()


def test_notices_of_one_name_are_moved_as_one() -> None:
    mail = 'name = "January mail"'
    first, second = notice("2", '["default"]', "2027-01-15", mail), notice("1", "[]", "2027-01-15", mail)
    found = proposed(HISTORY + OLD + TOLD + first + second, prefer="earlier")
    assert moves(found) == [("2", NOTICE, "2026-12-01", "default-notice")]
    assert {iso(each.date) for each in found.plan.notices if each.name} == {"2026-12-01"}


def test_a_missing_notice_is_proposed_with_all_that_it_has_to_say_and_its_last_day() -> None:
    plan = HISTORY + '[[version]]\nname = "2"\nreleased = 2026-12-20\ndefault = 2027-05-01\n'
    (new,) = proposed(plan).notices
    assert new.notice.announces == ("released", "default")
    assert new.notice.channels == ("email", "docs")
    assert iso(new.notice.date) == AS_OF
    assert new.rules == ("release-announced", "default-notice")
    assert new.latest == day("2026-12-20")


def test_a_missing_notice_that_comes_too_late_moves_the_date_too() -> None:
    plan = HISTORY + '[[version]]\nname = "2"\nreleased = 2026-12-20\ndefault = 2027-01-01\n'
    found = proposed(plan)
    assert moves(found) == [("2", "default", "2027-02-19", "default-notice")]
    assert len(found.notices) == 1


def test_no_notice_is_proposed_that_would_cure_nothing() -> None:
    plan = '[[version]]\nname = "2"\nreleased = 2020-01-01\n'
    found = proposed(plan)
    assert found.changes == 0
    assert [each.finding.rule.id for each in found.unfixed] == ["release-announced"]
    assert found.unfixed[0].ways[0].blocker == "past"


def test_a_cure_that_would_break_what_holds_is_not_done() -> None:
    pinned = OLD.replace("deprecated = 2028-03-01", 'deprecated = 2028-03-01\npinned = ["deprecated"]')
    found = proposed(HISTORY + pinned + TOLD + notice("2", '["default"]', "2027-01-15", "pinned = true"))
    assert found.changes == 0
    later, earlier = found.unfixed[0].ways
    assert [each.rule.id for each in later.chain] == ["support-minimum", "default-notice"]
    assert (later.blocker, earlier.blocker) == ("pinned", "nothing")


def test_only_what_is_asked_for_is_cured() -> None:
    two = notice("2", '["default"]', "2027-01-15")
    early = OLD.replace("2028-03-01", "2028-02-01")
    assert {each.item for each in proposed(HISTORY + early + two).moves} == {"1", "2"}
    only = proposed(HISTORY + early + two, rules=("support-minimum",))
    assert [each.because.rule.id for each in only.moves] == ["support-minimum"]
    assert [each.item for each in proposed(HISTORY + early + two, items=("1",)).moves] == ["1"]


def test_what_is_forgiven_is_no_reason_to_move_a_date() -> None:
    text = """
format = 1
product = "P"
policy = "copper"
judge_from = 2026-11-01
[[version]]
name = "SDK 1"
track = "SDK"
deprecated = 2026-12-01
removed = 2027-12-01
migration = "none"
[[notice]]
version = "SDK 1"
announces = ["deprecated", "removed"]
date = 2026-12-03
channels = ["docs", "support-article", "email"]
"""
    file = read_plan_bytes("plan.toml", text.encode())
    assert file.plan is not None
    assert file.policy is not None
    assert propose(file.plan, file.policy, day(AS_OF)).changes == 0


@settings(max_examples=50)
@given(cases(), directions)
def test_what_is_written_is_judged_the_same_and_leaves_nothing_to_fix(case: Case, prefer: Direction) -> None:
    as_of = case.as_of.toordinal()
    with TemporaryDirectory() as folder:
        path, policy = Path(folder, "plan.toml"), str(Path(folder, "policy.toml"))
        path.write_text(dump(case.plan), encoding="utf-8")
        Path(policy).write_text(dump(case.policy), encoding="utf-8")
        file = read_plan_file(str(path), policy)
        assert file.plan is not None
        assert file.policy is not None
        found = propose(file.plan, file.policy, as_of, prefer=prefer)
        assert isinstance(save(file, found.plan, policy=policy), Saved)
        fresh = read_plan_file(str(path), policy)
    assert fresh.plan is not None
    assert fresh.policy is not None
    findings = check(fresh.plan, fresh.policy, as_of).all
    assert sorted(each.reason.message for each in findings) == sorted(
        each.reason.message for each in found.after.all
    )
    assert propose(fresh.plan, fresh.policy, as_of, prefer=prefer).changes == 0
