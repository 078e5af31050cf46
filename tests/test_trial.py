"""Settings and numbers of a policy that is tried."""

import pytest

from planner.dates import Duration
from planner.engine.rules.kind import Releases
from planner.files.policy.chain import policy_chain
from planner.files.policy.read import load_policy
from planner.trial import (
    NumberKey,
    Setting,
    changed_policy,
    number_settings,
    numbers,
    read_setting,
    typed_number,
    with_number,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b=90 days", "90 days"),
        ('a.b="90 days"', "90 days"),
        ("a.b = 3", 3),
        ("a.b=true", True),
        ('a.b=["1 year", "3 releases"]', ["1 year", "3 releases"]),
        ('a.b={ stage = "ga" }', {"stage": "ga"}),
        ("a.b=", ""),
        ("a.b=x=y", "x=y"),
        ('a.b=1\nid = "c"', '1\nid = "c"'),
        ("a.b=[1", "[1"),
    ],
)
def test_a_value_is_toml_or_else_text(text: str, value: object) -> None:
    assert read_setting(text) == Setting("a", "b", value)


@pytest.mark.parametrize(
    "value", ["90 days", "true", "3", "", " x", ["1 year"], True, 5, "a\nb", "2027-01-01"]
)
def test_a_setting_is_read_back_as_it_is_written(value: object) -> None:
    assert read_setting(str(Setting("a", "b", value))) == Setting("a", "b", value)


@pytest.mark.parametrize("name", ["clio", "copper"])
def test_every_number_of_a_preset_can_be_set_to_itself_and_to_another(name: str) -> None:
    policy, chain = load_policy(name, None), policy_chain(name, None)
    found = numbers(policy)
    assert found
    same = changed_policy(chain, 0, number_settings(policy, found))
    assert same._replace(title=None, url=None) == policy._replace(title=None, url=None)


def test_numbers_of_a_list_are_set_together() -> None:
    chain = policy_chain("clio", None)
    listed = changed_policy(chain, 0, [read_setting('support-minimum.at_least=["1 year", "3 releases"]')])
    keys = [each for each in numbers(listed) if each.rule == "support-minimum"]
    assert keys == [NumberKey("support-minimum", "at_least", place) for place in (0, 1)]
    changed = {keys[1]: Releases(4)}
    assert number_settings(listed, changed) == (
        Setting("support-minimum", "at_least", ["1 year", "4 releases"]),
    )


def test_a_typed_number_keeps_its_unit_or_brings_another() -> None:
    days = Duration(90, "day")
    assert typed_number("120", days) == Duration(120, "day")
    assert typed_number("6 months", days) == Duration(6, "month")
    assert typed_number("3 releases", days) == Releases(3)
    assert typed_number("4", Releases(3)) == Releases(4)
    assert typed_number("4", 2) == 4
    for text, current in (("soon", days), ("3 days", 2), ("-1", 2), ("", days)):
        with pytest.raises(ValueError, match="expected"):
            typed_number(text, current)
    assert (with_number(days, -1), with_number(Releases(1), 0), with_number(2, -5)) == (
        Duration(0, "day"),
        Releases(1),
        0,
    )
