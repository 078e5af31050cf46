"""For each kind of rule that no move may mend, the words say what does."""

from pathlib import Path

import pytest

from planner.engine.evaluate import check
from planner.engine.questions.advice import advice
from planner.engine.rules import KINDS
from planner.files.plan.file import read_plan_file
from tests.engine.plans import AS_OF, day

POLICY = """
format = 1
name = "house"
unversioned = "latest"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "ended"
role = "retired"
[[milestone]]
name = "live"
of = "change"
[channels]
email = "Email"
docs = "Documentation"
[changes]
compatible = ["add"]
incompatible = ["break"]
[[rule]]
id = "tried"
"""
VERSION = '[[version]]\nname = "1"\nreleased = 2026-12-01\nended = 2027-12-01\n'
NOTICE = '[[notice]]\nversion = "1"\nannounces = ["released"]\ndate = 2026-11-20\nchannels = ["email"]\n'

CASES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a required date": (
        'kind = "require"\nfields = ["ended", "migration"]\nwhen = { has = "released" }',
        VERSION.replace("ended = 2027-12-01\n", ""),
        ("set its ended date and add a `migration` text", "remove its released date"),
    ),
    "a forbidden date": (
        'kind = "forbid"\nmilestone = "ended"',
        VERSION,
        ("remove its ended date",),
    ),
    "a notice that was due": (
        'kind = "overdue"',
        VERSION + NOTICE,
        ("record that the notice was sent (`planner sent`)", "give the notice a date that has not passed"),
    ),
    "a date that is not announced along": (
        'kind = "mentions"\nmilestone = "released"\nalso = ["ended"]\nchannels = ["email"]',
        VERSION + NOTICE,
        ("announce ended in the same notice as released, by email",),
    ),
    "a date that is not there to be announced along": (
        'kind = "mentions"\nmilestone = "released"\nalso = ["ended"]\nrequire_also = true',
        VERSION.replace("ended = 2027-12-01\n", "") + NOTICE,
        ("set its ended date",),
    ),
    "a gap without a successor": (
        'kind = "gap"\nfrom = "next.released"\nto = "ended"\nat_least = "1 day"\nrequire_from = true',
        VERSION,
        ("add a later version with a released date to the track", "remove its ended date"),
    ),
    "a gap without its own start": (
        'kind = "gap"\nfrom = "released"\nto = "ended"\nat_least = "1 day"\nrequire_from = true',
        VERSION.replace("released = 2026-12-01\n", ""),
        ("set its released date", "remove its ended date"),
    ),
    "a gap that counts releases": (
        'kind = "gap"\nfrom = "released"\nto = "ended"\nat_least = "3 releases"',
        VERSION,
        ("plan more releases of the track", "remove its ended date"),
    ),
    "too few versions": (
        'kind = "count"\nfrom = "released"\nuntil = "ended"\nat_least = 1',
        VERSION,
        ("set a later ended date", "add a version to the track that is supported then"),
    ),
    "too many versions": (
        'kind = "count"\nfrom = "released"\nuntil = "ended"\nat_most = 0',
        VERSION,
        ("set an earlier ended date for another version of the track", "set a later released date"),
    ),
    "too many in a year": (
        'kind = "rate"\nmilestone = "released"\nper = "year"\nat_most = 0',
        VERSION,
        ("set its released date in another year",),
    ),
    "the last version that answers": (
        'kind = "served"',
        VERSION,
        ("let another version of the track answer these requests from that day on",),
    ),
    "a version that retires before another one answers": (
        'kind = "served"',
        VERSION + '[[version]]\nname = "2"\nreleased = 2028-01-03\n',
        (
            "let another version of the track answer these requests from that day on",
            "set its ended date to 2028-01-03, when another one does",
        ),
    ),
    "a date on no day of a release": (
        'kind = "calendar"\nreleases = true\nmilestones = ["ended"]',
        VERSION + '[[version]]\nname = "2"\nreleased = 2028-01-03\n',
        (
            "set its ended date to 2028-01-03, when a version of its track is released",
            "release a version of its track on that day",
        ),
    ),
    "a promise that is gone": (
        'kind = "promise"\nmilestones = ["ended"]',
        VERSION.replace("ended = 2027-12-01\n", "")
        + NOTICE.replace('"released"', '"ended"')
        + "told = { ended = 2027-12-01 }\n",
        (
            "plan a notice by email that withdraws it",
            "set its ended date again, on the day that people were told",
        ),
    ),
    "a promise that is kept later": (
        'kind = "promise"\nmilestones = ["ended"]',
        VERSION + NOTICE.replace('"released"', '"ended"') + "told = { ended = 2027-11-01 }\n",
        ("plan a notice by email that tells the new date",),
    ),
    "a breaking change without a version": (
        'kind = "new-version"',
        VERSION + '[[change]]\nname = "c"\nkind = "break"\n',
        ("name the new version of the plan that it ships in",),
    ),
    "a compatible change of one version": (
        'kind = "everywhere"',
        VERSION + '[[change]]\nname = "c"\nkind = "add"\nversion = "1"\n',
        ("remove its `version`: the change goes to all versions",),
    ),
}


def advised(folder: Path, rule: str, plan: str, policy: str = POLICY) -> list[tuple[str, tuple[str, ...]]]:
    (folder / "house.toml").write_text(f"{policy}{rule}\n")
    head = 'format = 1\nproduct = "P"\npolicy = "./house.toml"\n'
    (folder / "plan.toml").write_text(head + plan)
    file = read_plan_file(str(folder / "plan.toml"))
    assert file.plan is not None, file.diagnostics
    assert file.policy is not None, file.policy_diagnostics
    evaluation = check(file.plan, file.policy, day(AS_OF))
    schedule = evaluation.compiled.schedule
    return [(each.rule.id, advice(each, schedule)) for each in evaluation.all if each.waived is None]


@pytest.mark.parametrize("case", CASES)
def test_what_would_mend_a_violation_is_said(case: str, tmp_path: Path) -> None:
    rule, plan, phrases = CASES[case]
    assert advised(tmp_path, rule, plan) == [("tried", phrases)]


def test_every_kind_that_moves_nothing_has_a_case() -> None:
    tried = {rule.split('"')[1] for rule, _, _ in CASES.values()}
    assert {name for name, kind in KINDS.items() if not kind.moves_dates} <= tried


def test_a_waiver_is_advised_with_the_reasons_of_the_policy_where_the_rule_is_waivable(
    tmp_path: Path,
) -> None:
    policy = POLICY.replace("[channels]", '[reasons]\nlegal = "L"\nsecurity = "S"\n[channels]')
    rule = 'kind = "forbid"\nmilestone = "ended"'
    waiver = "record a waiver (reason: legal or security)"
    assert advised(tmp_path, rule, VERSION, policy) == [("tried", ("remove its ended date", waiver))]
    rule += "\nwaivable = false"
    assert advised(tmp_path, rule, VERSION, policy) == [("tried", ("remove its ended date",))]


def test_what_is_history_may_be_left_to_history(tmp_path: Path) -> None:
    rule = 'kind = "gap"\nfrom = "released"\nto = "ended"\nat_least = "1 year"'
    plan = '[[version]]\nname = "1"\nreleased = 2026-01-01\nended = 2026-02-01\n'
    said = "set `judge_from` to a day after 2026-02-01, so that it is not judged"
    assert advised(tmp_path, rule, plan) == [("tried", (said,))]


@pytest.mark.parametrize(
    ("waiver", "rule", "phrases"),
    [
        (
            'reason = "hurry"',
            "waiver-reason",
            ("set a `reason` that the policy accepts", "delete the waiver"),
        ),
        (
            'reason = "legal"\nexpires = 2026-01-01',
            "waiver-expired",
            ("set a later `expires` date, if it is agreed", "delete the waiver"),
        ),
    ],
)
def test_what_mends_a_waiver_is_said(
    waiver: str, rule: str, phrases: tuple[str, ...], tmp_path: Path
) -> None:
    policy = POLICY.replace("[channels]", '[reasons]\nlegal = "L"\n[channels]')
    plan = f'{VERSION}[[waiver]]\nrule = "tried"\nversion = "1"\nnote = "n"\n{waiver}\n'
    assert (rule, phrases) in advised(tmp_path, 'kind = "forbid"\nmilestone = "ended"', plan, policy)


def test_a_waiver_of_nothing_is_to_be_deleted(tmp_path: Path) -> None:
    policy = POLICY.replace("[channels]", '[reasons]\nlegal = "L"\n[channels]')
    plan = VERSION.replace("ended = 2027-12-01\n", "") + (
        '[[waiver]]\nrule = "tried"\nversion = "1"\nnote = "n"\nreason = "legal"\n'
    )
    assert advised(tmp_path, 'kind = "forbid"\nmilestone = "ended"', plan, policy) == [
        ("waiver-unused", ("delete the waiver, unless it waives another rule",))
    ]
