"""Clio's own published example and its real succession."""

import pytest

from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_file
from tests.engine.plans import day, judged, of_rule

PUBLISHED = """
[[version]]
name = "4.0.8"
released = 2021-12-01
default = 2022-01-10
deprecated = {deprecated}

[[version]]
name = "4.0.9"
released = 2021-12-15
default = 2022-03-01
"""

SUCCESSION = """
[[version]]
name = "4.0.9"
released = 2022-11-21
default = 2023-02-21
deprecated = {deprecated}

[[version]]
name = "4.0.10"
released = 2024-01-15

[[version]]
name = "4.0.11"
released = 2025-03-31

[[version]]
name = "4.0.12"
released = 2025-06-24
default = 2025-09-24
"""


def test_a_version_is_supported_for_a_year_after_its_successor_became_the_default() -> None:
    (finding,) = of_rule(judged(PUBLISHED.format(deprecated="2023-02-28")), "support-minimum")
    assert finding.earliest == day("2023-03-01")
    assert finding.days == 1
    assert [str(each) for each in finding.reason.sums] == ["2022-03-01 + 1 year = 2023-03-01"]
    assert finding.reason.message == (
        "4.0.8 deprecated 2023-02-28 is 1 day short: "
        "1 year from 4.0.9 default 2022-03-01; earliest 2023-03-01"
    )
    assert of_rule(judged(PUBLISHED.format(deprecated="2023-03-01")), "support-minimum") == []


@pytest.mark.parametrize(("deprecated", "short"), [("2026-09-23", 1), ("2026-09-24", None)])
def test_versions_that_never_became_the_default_are_skipped_in_the_succession(
    deprecated: str, short: int | None
) -> None:
    found = of_rule(judged(SUCCESSION.format(deprecated=deprecated)), "support-minimum")
    assert [finding.days for finding in found] == ([] if short is None else [short])


def test_the_example_plan_has_one_violation_to_solve_in_the_tour() -> None:
    file = read_plan_file("plans/clio.toml")
    assert file.plan is not None
    assert file.policy is not None
    (finding,) = check(file.plan, file.policy, day("2026-11-21")).all
    assert finding.rule.id == "default-notice"
    assert finding.reason.message == (
        "4.0.14 default 2027-02-03 is 12 days short: "
        "announced 2026-11-17 by email and docs; earliest 2027-02-15"
    )


@pytest.mark.parametrize(
    ("released", "told"),
    [
        ("2026-12-30", "is 2 days short: not before 1 released 2027-01-01; earliest 2027-01-01"),
        ("2027-01-03", "is 2 days late: not after 1 released 2027-01-01; latest 2027-01-01"),
    ],
)
def test_a_gap_of_no_days_is_not_told_as_0_days(released: str, told: str) -> None:
    version = '[[version]]\nname = "1"\nreleased = 2027-01-01\n'
    change = f'[[change]]\nname = "cut"\nkind = "remove-field"\nversion = "1"\nreleased = {released}\n'
    (finding,) = of_rule(judged(version + change), "breaking-with-version")
    assert finding.reason.message == f"cut released {released} {told}"
