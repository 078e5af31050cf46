from datetime import date
from random import Random

import tomli
from hypothesis import given
from hypothesis import strategies as st

from planner.files.plan.data import in_lifecycle_order, plan_data
from planner.files.plan.text import render_plan
from planner.plan import Change, Freeze, Notice, Plan, Version, Waiver
from planner.toml.render import render_key, render_value
from tests.files.opened import POLICY, opened
from tests.files.random_plans import Edits
from tests.files.random_plans import plan_data as random_data

DAY = 738_307  # 2022-06-01

PLAN = Plan(
    "Clio",
    "clio",
    judge_from=DAY,
    versions=(
        Version(
            0,
            "1",
            track="API v4",
            dates={"released": DAY, "default": DAY + 1},
            migration="https://example.com",
            pinned=("default",),
            note="n",
            fields={"beta": True},
            meta={"owner": "me"},
        ),
        Version(1, "2"),
    ),
    changes=(
        Change(
            2,
            "c",
            "remove",
            "1",
            "API v4",
            {"effective": DAY},
            "m",
            True,
            ("effective",),
            "n",
            {"beta": False},
        ),
        Change(3, "d", "add"),
    ),
    notices=(
        Notice(4, "c", DAY),
        Notice(5, "2", DAY, told={}),
        Notice(
            6, "1", DAY, ("released", "default"), ("email",), {"released": DAY}, "mail", True, "n", {"x": 1}
        ),
    ),
    freezes=(Freeze(7, DAY, DAY + 9, "calm"),),
    waivers=(Waiver(8, ("one",), "1", "n", "legal", "me", DAY, DAY), Waiver(9, ("one", "two"), "c", "n")),
    meta={"a": {"b": [1.5, True]}},
)

TEXT = """\
format = 1
product = "Clio"
policy = "clio"
judge_from = 2022-06-01

[[version]]
name = "1"
track = "API v4"
beta = true
released = 2022-06-01
default = 2022-06-02
migration = "https://example.com"
pinned = ["default"]
note = "n"

[version.meta]
owner = "me"

[[notice]]
version = "1"
announces = ["released", "default"]
date = 2022-06-01
channels = ["email"]
told = { released = 2022-06-01 }
name = "mail"
pinned = true
note = "n"

[notice.meta]
x = 1

[[version]]
name = "2"

[[notice]]
version = "2"
date = 2022-06-01
told = {}

[[change]]
name = "c"
kind = "remove"
version = "1"
track = "API v4"
beta = false
effective = 2022-06-01
migration = "m"
significant = true
pinned = ["effective"]
note = "n"

[[notice]]
change = "c"
date = 2022-06-01

[[change]]
name = "d"
kind = "add"

[[freeze]]
name = "calm"
from = 2022-06-01
to = 2022-06-10

[[waiver]]
rule = "one"
version = "1"
reason = "legal"
note = "n"
approved_by = "me"
allows = 2022-06-01
expires = 2022-06-01

[[waiver]]
rule = ["one", "two"]
change = "c"
note = "n"

[meta]
a = { b = [1.5, true] }
"""


def test_a_new_file_reads_well() -> None:
    assert render_plan(PLAN) == TEXT


def test_the_data_of_a_plan_is_what_is_read_of_its_file_in_the_same_order() -> None:
    data = plan_data(PLAN)
    read = tomli.loads(TEXT)
    assert data == read
    for kind in ("version", "change", "notice", "freeze", "waiver"):
        assert [[*each] for each in data[kind]] == [[*each] for each in read[kind]]


def test_a_plan_of_nothing_yet() -> None:
    assert render_plan(Plan("P", "clio")) == 'format = 1\nproduct = "P"\npolicy = "clio"\n'


def test_a_notice_about_nothing_is_not_lost() -> None:
    plan = Plan("P", "clio", notices=(Notice(0, "gone", DAY),))
    assert tomli.loads(render_plan(plan)) == plan_data(plan)
    assert plan_data(plan)["notice"] == [{"version": "gone", "date": date(2022, 6, 1)}]


@given(st.integers(0, 2**32).map(Random))
def test_any_plan_is_read_back(random: Random) -> None:
    text = "\n".join(
        f"{render_key(key)} = {render_value(value)}" for key, value in random_data(random).items()
    )
    plan = Edits(random).any(opened(text).plan)
    assert tomli.loads(render_plan(plan)) == plan_data(plan)


def test_dates_go_in_the_order_of_the_policy() -> None:
    version = Version(0, "1", dates={"odd": 1, "deprecated": 3, "released": 1, "default": 2})
    change = Change(1, "c", "add", dates={"effective": 2, "released": 1})
    plan = in_lifecycle_order(Plan("P", "policy", versions=(version,), changes=(change,)), POLICY)
    assert [*plan.versions[0].dates.items()] == [
        ("released", 1),
        ("default", 2),
        ("deprecated", 3),
        ("odd", 1),
    ]
    assert [*plan.changes[0].dates] == ["released", "effective"]
