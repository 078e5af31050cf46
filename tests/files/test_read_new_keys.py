"""Keys of plans and policies that tell of withdrawals, replacements, previews and parallel milestones."""

from pathlib import Path

import pytest

from planner.files.plan.data import plan_data
from planner.files.plan.file import read_plan_bytes
from planner.files.policy.layers import BrokenPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy
from planner.version import __version__

POLICY = """
format = 1
name = "house"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "retired"
role = "retired"
[[milestone]]
name = "live"
of = "change"
[channels]
email = "Email"
"""
PLAN = 'format = 1\nproduct = "P"\npolicy = "./policy.toml"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def policy(text: str, head: str = POLICY) -> Policy:
    Path("policy.toml").write_text(head + text, encoding="utf-8")
    return load_policy("./policy.toml", None)


def wrong_policy(text: str, head: str = POLICY) -> list[str]:
    with pytest.raises(BrokenPolicy) as broken:
        policy(text, head)
    return [f"{each.code}: {each.message}" for each in broken.value.diagnostics]


def wrong_plan(text: str, policy_text: str = "", head: str = PLAN) -> list[str]:
    policy(policy_text)
    file = read_plan_bytes("plan.toml", (head + text).encode())
    assert file.policy_diagnostics == ()
    return [f"{each.line}: {each.code}: {each.message}" for each in file.diagnostics]


PLAN_WITH_ALL = """
requires = "0.2"
[[version]]
name = "1"
released = 2026-01-01
retired = 2027-01-01
withdrawn = 2026-05-02
replacement = "2"
significant = true
[[version]]
name = "2"
[[notice]]
version = "1"
withdraws = ["retired"]
date = 2026-04-01
"""


def test_the_keys_are_read_and_written_back(folder: Path) -> None:
    assert wrong_plan(PLAN_WITH_ALL) == []
    file = read_plan_bytes("plan.toml", (PLAN + PLAN_WITH_ALL).encode())
    assert file.plan is not None
    first, _ = file.plan.versions
    assert first.withdrawn is not None
    assert (first.replacement, first.significant) == ("2", True)
    (notice,) = file.plan.notices
    assert (notice.withdraws, notice.announces, notice.channels, notice.told) == (("retired",), (), (), None)
    assert file.plan.requires == "0.2"
    written = plan_data(file.plan)
    assert written["requires"] == "0.2"
    keys = ["name", "released", "retired", "withdrawn", "replacement", "significant"]
    assert [*written["version"][0]] == keys
    assert written["notice"][0]["withdraws"] == ["retired"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            '[[version]]\nname = "1"\n[[notice]]\nversion = "1"\ndate = 2026-01-01\n'
            'announces = ["retired"]\nwithdraws = ["retired"]\n',
            ["10: contradiction: `retired` is in `withdraws` and in `announces`: it is one or the other"],
        ),
        (
            '[[version]]\nname = "1"\n[[notice]]\nversion = "1"\ndate = 2026-01-01\n'
            'withdraws = ["retired"]\ntold = { retired = 2027-01-01 }\n',
            ["9: contradiction: `retired` is in `withdraws` and in `told`: it is one or the other"],
        ),
        (
            '[[version]]\nname = "1"\n[[notice]]\nversion = "1"\ndate = 2026-01-01\n'
            'withdraws = ["retierd"]\n',
            ["9: unknown-milestone: `retierd`: did you mean `retired`?"],
        ),
        (
            '[[version]]\nname = "1"\nreplacement = "c"\n[[change]]\nname = "c"\nkind = "k"\n',
            ["6: unknown-item: `c` is a change: only a version can replace a version (line 7)"],
        ),
    ],
)
def test_what_does_not_go_together_in_a_plan_is_said(folder: Path, text: str, wrong: list[str]) -> None:
    assert wrong_plan(text) == wrong


def test_where_a_policy_has_several_tracks_each_item_says_which(folder: Path) -> None:
    tracks = POLICY.replace('name = "house"', 'name = "house"\ntracks = ["A", "B"]')
    text = (
        '[[version]]\nname = "1"\n[[version]]\nname = "2"\ntrack = "A"\n'
        '[[change]]\nname = "c"\nkind = "k"\nversion = "2"\n[[change]]\nname = "d"\nkind = "k"\n'
    )
    policy("", tracks)
    file = read_plan_bytes("plan.toml", (PLAN + text).encode())
    assert [(each.line, each.code, each.message) for each in file.diagnostics] == [
        (4, "missing-key", "a version needs `track`, since the policy has several: `A`, `B`"),
        (13, "missing-key", "a change needs `track`, since the policy has several: `A`, `B`"),
    ]
    policy("", tracks.replace('["A", "B"]', '["A"]'))
    assert read_plan_bytes("plan.toml", (PLAN + text).encode()).diagnostics == ()


def test_a_file_for_a_newer_planner_says_so_instead_of_complaining_of_its_keys(folder: Path) -> None:
    newer = 'requires = "99.1"\nunheard_of = 1\n'
    (told,) = wrong_plan("", head=PLAN + newer)
    assert told == (
        f"4: too-old: the file requires planner 99.1 or later, and this is {__version__}: install a newer one"
    )
    (told,) = wrong_policy("", POLICY.replace('name = "house"', f'name = "house"\n{newer}'))
    assert told.startswith("too-old: the file requires planner 99.1")
    assert wrong_plan("", head=PLAN + 'requires = "0.2"\n') == []
    (told,) = wrong_plan("", head=PLAN + 'requires = "newest"\n')
    assert told.startswith("4: unknown-value:")


@pytest.mark.parametrize("name", ["withdrawn", "replacement", "withdraws", "significant", "requires"])
def test_a_policy_that_has_a_name_that_the_planner_took_is_told_another(folder: Path, name: str) -> None:
    (told,) = wrong_policy(f'[[milestone]]\nname = "{name}"\n')
    assert told.startswith(f"key-clash: the planner took `{name}`")
    assert f"such as `{name}-on`" in told
    (told,) = wrong_policy(f"[fields.{name}]\n")
    assert f"such as `our-{name}`" in told


def test_a_key_that_the_planner_took_for_versions_is_not_to_be_declared_for_changes(folder: Path) -> None:
    head = 'format = 1\nproduct = "P"\npolicy = "clio"\n'
    text = f'{head}[[change]]\nname = "c"\nkind = "add-action"\nreplacement = "1"\n'
    found = read_plan_bytes("plan.toml", text.encode()).diagnostics
    assert [each.message for each in found] == ["`replacement` is not a key of a change"]


def test_a_field_with_a_default_and_one_that_is_required(folder: Path) -> None:
    fields = '[fields.stage]\none_of = ["ga", "beta"]\ndefault = "ga"\n'
    assert policy(fields).fields["stage"].default == "ga"
    owner = '[fields.owner]\nof = ["version"]\nrequired = true\n'
    assert wrong_plan('[[version]]\nname = "1"\n[[change]]\nname = "c"\nkind = "k"\n', owner) == [
        "4: missing-key: a version needs `owner`: a field of the policy"
    ]
    assert wrong_plan('[[version]]\nname = "1"\nowner = "Ann"\n', owner) == []
    (told,) = wrong_policy(fields.replace('default = "ga"', 'default = "alpha"'))
    assert told.startswith('unknown-value: `"alpha"`: a default is one of the field\'s values')
    (told,) = wrong_policy(owner + 'default = "Ann"\n')
    assert told.startswith("contradiction: a field that is `required`")


def lifecycle(text: str, head: str = POLICY) -> list[str]:
    return [each.name for each in policy(text, head).milestones_of("version")]


def test_a_milestone_stands_directly_after_the_one_it_names_and_moves_with_it(folder: Path) -> None:
    b, c, d = (
        f'[[milestone]]\nname = "{name}"\nafter = "{after}"\n'
        for name, after in (("b", "released"), ("c", "released"), ("d", "b"))
    )
    assert lifecycle(b + c + d) == ["released", "b", "d", "c", "retired"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            '[[milestone]]\nname = "b"\nafter = "relaesed"\n',
            ["unknown-milestone: `relaesed`: did you mean `released`?"],
        ),
        (
            '[[milestone]]\nname = "b"\nafter = "c"\n[[milestone]]\nname = "c"\nafter = "b"\n',
            [f"cycle: `after` is a cycle: `{name}` comes after itself" for name in "bc"],
        ),
        (
            '[[milestone]]\nname = "gone"\nrole = "retired"\n',
            [
                "contradiction: the role `retired` belongs to `retired` already: "
                "only one milestone of a version can have it"
            ],
        ),
        (
            '[[rule]]\nid = "r"\nkind = "overdue"\neffective_by = "released"\n',
            [
                "contradiction: `effective_by` needs a day to compare with: "
                "`effective_from` or `effective_until`"
            ],
        ),
        (
            '[[rule]]\nid = "r"\nkind = "forbid"\nmilestone = "retired"\n'
            'effective_by = "version.released"\neffective_from = 2026-01-01\n',
            [
                "unknown-value: `version.released`: expected a milestone of the item, "
                "or of a change also `version.…`"
            ],
        ),
        (
            '[[rule]]\nid = "r"\nkind = "notice"\nmilestone = "retired"\nat_most = "30 days"\n'
            'tolerance = "1 day"\n',
            [
                "contradiction: `tolerance` does not go with `at_most`: "
                "a reminder bounds no date, so no days can be forgiven"
            ],
        ),
        (
            '[[rule]]\nid = "r"\nkind = "calendar"\nroll = "next"\nweekdays = ["mon"]\n',
            ["contradiction: `roll` says what becomes of a day of `days`, and the calendar has none"],
        ),
        (
            '[[rule]]\nid = "r"\nkind = "rate"\nmilestone = "released"\nper = "week"\nat_most = 1\n',
            ["unknown-value: `per`: `week` is not a period: expected `month`, `quarter`, `half`, `year`"],
        ),
        (
            '[[rule]]\nid = "r"\nkind = "count"\nfrom = "released"\nat_most = 1\namong = "ga"\n',
            ['wrong-type: `among`: expected a table of conditions, not `"ga"`'],
        ),
    ],
)
def test_what_is_wrong_in_a_policy_is_said(folder: Path, text: str, wrong: list[str]) -> None:
    assert wrong_policy(text) == wrong


def test_served_needs_the_roles_that_it_looks_at(folder: Path) -> None:
    rule = '[[rule]]\nid = "r"\nkind = "served"\n'
    by_default = POLICY.replace('name = "house"', 'name = "house"\nunversioned = "default"')
    (told,) = wrong_policy(rule, by_default)
    assert "the role `default`" in told
    without = by_default.replace('role = "released"\n', "").replace('"default"', '"latest"')
    (told,) = wrong_policy(rule, without)
    assert "the role `released`" in told


def test_a_url_of_a_policy_and_of_a_rule_is_kept(folder: Path) -> None:
    house = policy(
        '[[rule]]\nid = "r"\nkind = "overdue"\nurl = "https://x.example/r"\n',
        POLICY.replace('name = "house"', 'name = "house"\nurl = "https://x.example"'),
    )
    assert (house.url, house.rules[0].url) == ("https://x.example", "https://x.example/r")
