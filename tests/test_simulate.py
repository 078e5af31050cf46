"""Coming versions at a cadence: legal from the start, with the days on which users have to move."""

import pytest

from planner import policies
from planner.dates import iso, parse_duration, to_day
from planner.edits.coming import MOST_VERSIONS
from planner.files.plan.file import read_plan_file
from planner.files.policy.read import load_policy
from planner.plan import Plan, Version
from planner.policy import Policy
from planner.simulate import Simulation, day_of_release, in_years, simulate
from tests.cli.conftest import PROJECT


def day(text: str) -> int:
    from datetime import date

    return to_day(date.fromisoformat(text))


AS_OF = day("2026-11-21")


def of_example(name: str, cadence: str, years: int = 5, track: str | None = None) -> Simulation:
    file = read_plan_file(str(PROJECT / "plans" / f"{name}.toml"))
    assert file.plan is not None
    assert file.policy is not None
    return simulate(
        file.plan,
        file.policy,
        AS_OF,
        cadence=parse_duration(cadence),
        until=in_years(AS_OF, years),
        track=track,
    )


def of_nothing(policy: Policy, cadence: str, years: int = 5) -> Simulation:
    track = policy.tracks[0] if policy.tracks else None
    plan = Plan(product="P", policy=policy.name)
    return simulate(
        plan, policy, AS_OF, cadence=parse_duration(cadence), until=in_years(AS_OF, years), track=track
    )


def dates(version: Version) -> dict[str, str]:
    return {name: iso(each) for name, each in version.dates.items()}


@pytest.fixture(scope="module")
def yearly() -> Simulation:
    """A version a year after 2.0."""
    policy = load_policy("clio", None)
    versions = (
        Version(0, "1.0", dates={"released": day("2025-01-06"), "default": day("2025-04-06")}),
        Version(1, "2.0", dates={"released": day("2026-12-01"), "default": day("2027-03-01")}),
    )
    plan = Plan("P", "clio", versions=versions)
    return simulate(plan, policy, AS_OF, cadence=parse_duration("1 year"), until=in_years(AS_OF, 4))


def test_versions_come_a_cadence_after_the_last_release_and_end_as_early_as_is_legal(
    yearly: Simulation,
) -> None:
    assert [(each.name, dates(each)) for each in yearly.plan.versions] == [
        ("1.0", {"released": "2025-01-06", "default": "2025-04-06", "deprecated": "2028-03-01"}),
        ("2.0", {"released": "2026-12-01", "default": "2027-03-01", "deprecated": "2029-02-28"}),
        ("3.0", {"released": "2027-12-01", "default": "2028-02-29", "deprecated": "2030-03-01"}),
        ("4.0", {"released": "2028-12-01", "default": "2029-03-01"}),  # it would end after these years
        ("5.0", {"released": "2029-12-01", "default": "2030-03-01"}),
    ]
    assert [each.name for each in yearly.added] == ["3.0", "4.0", "5.0"]
    assert [each.name for each in yearly.ended] == ["1.0", "2.0"]


def test_users_are_forced_to_move_when_the_default_changes_and_when_a_version_retires(
    yearly: Simulation,
) -> None:
    assert [(iso(each.day), each.retires, each.answers) for each in yearly.moves] == [
        ("2027-03-01", (), "2.0"),
        ("2028-02-29", (), "3.0"),
        ("2028-03-01", ("1.0",), "3.0"),
        ("2029-02-28", ("2.0",), "3.0"),
        ("2029-03-01", (), "4.0"),
        ("2030-03-01", ("3.0",), "5.0"),
    ]
    assert [(iso(each.day), each.number) for each in yearly.alive] == [
        ("2026-11-21", 1),
        ("2026-12-01", 2),
        ("2027-12-01", 3),
        ("2028-03-01", 2),
        ("2028-12-01", 3),
        ("2029-02-28", 2),
        ("2029-12-01", 3),
        ("2030-03-01", 2),
    ]
    assert yearly.most_alive == 3


@pytest.mark.parametrize("name", policies.names())
def test_every_preset_is_kept_at_a_cadence_that_it_allows(name: str) -> None:
    cadence = {"stripe": "1 month", "linkedin": "1 month", "kubernetes-release": "4 months"}.get(
        name, "3 months"
    )
    found = of_nothing(load_policy(name, None), cadence, years=3)
    assert [each.reason.message for each in found.remaining] == []
    for version in found.added:
        told = {
            milestone
            for each in found.plan.notices
            if each.item == version.name
            for milestone in each.announces
        }
        assert told <= version.dates.keys()
        assert [*version.dates.values()] == sorted(version.dates.values())


def test_a_policy_that_keeps_nothing_alive_ends_nothing() -> None:
    found = of_nothing(load_policy("base", None), "1 year", years=3)
    assert (found.moves, found.most_alive) == ((), 4)
    assert all("retired" not in each.dates for each in found.added)


def test_a_cadence_that_the_policy_forbids_stays_and_is_said() -> None:
    found = of_nothing(load_policy("shopify", None), "1 year", years=2)
    assert [iso(each.dates["released"]) for each in found.added] == ["2026-11-21", "2027-11-21", "2028-11-21"]
    assert {each.rule.id for each in found.remaining} == {"quarterly"}


def test_names_and_fields_go_on_as_before() -> None:
    found = of_example("nodejs", "6 months", years=2)
    assert [(each.name, each.fields["line"]) for each in found.added] == [
        ("v28", "even"),
        ("v29", "odd"),
        ("v30", "even"),
    ]
    assert "lts" in found.added[0].dates
    assert "lts" not in found.added[1].dates
    policy = load_policy("shopify", None)
    plan = Plan("P", "shopify", versions=(Version(0, "2026-10", dates={"released": day("2026-10-01")}),))
    found = simulate(plan, policy, AS_OF, cadence=parse_duration("3 months"), until=in_years(AS_OF, 1))
    assert [each.name for each in found.added] == ["2027-01", "2027-04", "2027-07", "2027-10"]


def test_a_version_that_ends_says_where_to_move_where_rules_ask() -> None:
    found = of_example("copper", "1 year", track="SDK")
    assert found.remaining == ()
    assert [each.migration for each in found.added[:2]] == ["Move to SDK 0.7", "Move to SDK 0.8"]
    assert all(each.migration is None for each in of_example("clio", "1 year").added)


def test_a_cadence_without_end_or_without_versions_is_refused() -> None:
    policy = load_policy("base", None)
    with pytest.raises(ValueError, match="longer than 0 days"):
        of_nothing(policy, "0 days")
    with pytest.raises(ValueError, match=f"more than {MOST_VERSIONS} versions"):
        of_nothing(policy, "1 day")
    plan = Plan("P", "base", versions=(Version(0, "1", dates={"released": AS_OF}),))
    with pytest.raises(ValueError, match="no version comes until 2028-11-21"):
        simulate(plan, policy, AS_OF, cadence=parse_duration("3 years"), until=in_years(AS_OF, 2))


def test_an_old_release_does_not_count_against_the_most_versions() -> None:
    plan = Plan("P", "base", versions=(Version(0, "1", dates={"released": day("2000-01-01")}),))
    found = simulate(
        plan, load_policy("base", None), AS_OF, cadence=parse_duration("1 week"), until=in_years(AS_OF, 1)
    )
    assert len(found.added) == 53
    assert min(each.dates["released"] for each in found.added) >= AS_OF


def test_a_number_of_versions_ends_with_the_release_of_the_last_one() -> None:
    policy, cadence = load_policy("base", None), parse_duration("6 months")
    versions = (Version(0, "1", dates={"released": day("2024-03-01")}),)
    plan = Plan("P", "base", versions=versions)
    until = day_of_release(plan, policy, AS_OF, cadence=cadence, number=3)
    assert iso(until) == "2028-03-01"
    assert [each.name for each in simulate(plan, policy, AS_OF, cadence=cadence, until=until).added] == [
        "2",
        "3",
        "4",
    ]
    with pytest.raises(ValueError, match=f"more than {MOST_VERSIONS} versions"):
        day_of_release(plan, policy, AS_OF, cadence=cadence, number=MOST_VERSIONS + 1)
