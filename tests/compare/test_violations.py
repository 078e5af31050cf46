"""Which violations were gained, lost, grew and shrank, and what is news."""

from planner.compare import Comparison, compare, new_findings
from planner.compare.violations import ReportedViolation

from .states import PLAN, POLICY, compared, judged

EARLY = PLAN.replace("2027-03-15", "2027-02-19")
"""Ten days short of the notice (2026-12-01 + 90 days), twelve too late for the support of 1.0."""
WAIVER = '[[waiver]]\nrule = "default-notice"\nversion = "1.1"\nreason = "security"\nnote = "x"\n'


def rules(told: tuple[ReportedViolation, ...]) -> list[str]:
    return [f"{each.item} {each.finding.rule.id}" for each in told]


def days(found: Comparison) -> tuple[list[tuple[int | None, ...]], list[tuple[int | None, ...]]]:
    return (
        [tuple(each.finding.days for each in pair) for pair in found.grew],
        [tuple(each.finding.days for each in pair) for pair in found.shrank],
    )


def test_gained_and_lost() -> None:
    came, went = compared(PLAN, EARLY), compared(EARLY, PLAN)
    assert rules(came.gained) == rules(went.lost) == ["1.0 support", "1.1 default-notice"]
    assert came.lost == went.gained == ()
    assert came.grew == went.shrank == ()


def test_more_days_grew_and_fewer_shrank() -> None:
    earlier = EARLY.replace("2027-02-19", "2027-02-14")
    assert days(compared(EARLY, earlier)) == ([(11, 16), (10, 15)], [])
    assert days(compared(earlier, EARLY)) == ([], [(16, 11), (15, 10)])


def test_other_dates_with_as_many_days_are_no_difference_of_violations() -> None:
    text = EARLY.replace("date = 2026-12-01", "date = 2026-12-03").replace("2027-02-19", "2027-02-21")
    found = compared(EARLY, text)
    assert [each.finding.rule.id for each in (*found.gained, *found.lost)] == []


def test_too_late_is_not_too_early() -> None:
    late, early = (
        PLAN.replace("2027-05-01\n\n", "2027-05-19\n\n"),
        PLAN.replace("2027-05-01\n\n", "2027-04-09\n\n"),
    )
    found = compared(late, early)
    assert "1.0 support" in rules(found.gained)
    assert "1.0 support" in rules(found.lost)
    assert found.grew == ()


def test_another_severity_is_told() -> None:
    warning = POLICY.replace('at_least = "90 days"', 'at_least = "90 days"\nseverity = "warning"')
    grew = compare(judged(EARLY, warning), judged(EARLY))
    shrank = compare(judged(EARLY), judged(EARLY, warning))
    assert {(old.finding.severity, new.finding.severity) for old, new in grew.grew} == {("warning", "error")}
    assert {(old.finding.severity, new.finding.severity) for old, new in shrank.shrank} == {
        ("error", "warning")
    }
    assert grew.gained == shrank.lost == ()


def test_a_renamed_item_keeps_its_violations() -> None:
    found = compared(EARLY, EARLY.replace('"1.1"', '"2.0"'))
    assert [each.old for each in found.renamed] == ["1.1"]
    assert found.gained == found.lost == ()


def test_of_several_alike_each_old_one_excuses_one() -> None:
    overdue = (
        '[[notice]]\nversion = "1.0"\nannounces = ["default"]\ndate = 2026-10-0{}\nchannels = ["docs"]\n'
    )
    one = PLAN + overdue.format(1)
    two = one + overdue.format(2)
    assert rules(compared(one, two).gained) == ["1.0 overdue"]
    assert rules(compared(two, one).lost) == ["1.0 overdue"]
    assert rules(compared(PLAN, two).gained) == ["1.0 overdue", "1.0 overdue"]


def test_a_waiver_granted_and_a_waiver_gone() -> None:
    granted, gone = compared(EARLY, EARLY + WAIVER), compared(EARLY + WAIVER, EARLY)
    assert rules(granted.waived) == rules(granted.lost) == ["1.1 default-notice"]
    assert rules(gone.gained) == ["1.1 default-notice"]
    assert gone.waived == ()


def test_news_is_what_the_old_state_lacks_or_what_grew() -> None:
    old = judged(EARLY)
    assert new_findings(old, judged(EARLY)) == {}
    assert new_findings(old, judged(PLAN)) == {}
    worse = new_findings(old, judged(EARLY.replace("date = 2026-12-01", "date = 2026-12-02")))
    assert [[each.rule.id for each in findings] for findings in worse.values()] == [["default-notice"]]
    waived = new_findings(old, judged(EARLY + WAIVER))
    assert [[each.waived is not None for each in findings] for findings in waived.values()] == [[True]]


def test_a_plan_that_grew_a_hundredfold_is_compared_at_once() -> None:
    block = '\n[[version]]\nname = "v{}"\nreleased = 2029-01-01\n'
    notice = (
        '\n[[notice]]\nversion = "1.0"\nannounces = ["default"]\ndate = 2026-10-01\nchannels = ["docs"]\n'
    )
    old = PLAN + "".join(block.format(f"a{n}") for n in range(1500)) + notice * 1500
    found = compared(old, old.replace('"va', '"vb').replace("2026-10-01", "2026-10-02"))
    assert len(found.added) == len(found.removed) == 1500
    assert found.gained == found.lost == ()
