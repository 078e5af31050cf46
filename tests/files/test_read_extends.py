from pathlib import Path

import pytest

from planner.dates import Duration
from planner.diagnostics import Diagnostic
from planner.engine.rules.gap_constraint import Gap
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy, Rule

HEAD = 'format = 1\nname = "{name}"\n'


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(HEAD.format(name=name) + text, encoding="utf-8")


def load(folder: Path, name: str) -> Policy:
    return load_policy(f"./{name}.toml", str(folder))


def diagnostics(folder: Path, name: str) -> list[str]:
    with pytest.raises(BrokenPolicy) as broken:
        load(folder, name)
    return [shown(each) for each in broken.value.diagnostics]


def shown(diagnostic: Diagnostic) -> str:
    """With the line counted from the first that `write` was given."""
    return f"{Path(diagnostic.path or '').name}:{diagnostic.line - 2} {diagnostic.code}: {diagnostic.message}"


def rule(policy: Policy, name: str) -> Rule:
    return next(each for each in policy.rules if each.id == name)


BASE = """
tracks = ["A", "B"]
[[milestone]]
name = "released"
role = "released"
label = "Out"
[[milestone]]
name = "retired"
role = "retired"
[channels]
email = "Email"
docs = "Docs"
[changes]
compatible = ["add"]
incompatible = ["remove", "rename"]
[reasons]
legal = "The law"
[fields.stage]
one_of = ["beta", "ga"]
[[rule]]
id = "life"
kind = "gap"
from = "released"
to = "retired"
at_least = "1 year"
clause = "Support"
yields_to = ["order", "told"]
[[rule]]
id = "told"
kind = "notice"
milestone = "retired"
channels = ["email"]
"""


def test_rules_merge_by_id_and_key_and_keep_their_place(tmp_path: Path) -> None:
    write(tmp_path, "base", BASE)
    write(
        tmp_path,
        "mine",
        'extends = "./base.toml"\n[[rule]]\nid = "new"\nkind = "overdue"\n'
        '[[rule]]\nid = "life"\nat_least = "2 years"\nseverity = "warning"\n',
    )
    policy = load(tmp_path, "mine")
    assert (policy.name, [each.id for each in policy.rules]) == ("mine", ["life", "told", "new"])
    life = rule(policy, "life")
    assert isinstance(life.parameters, Gap)
    assert (life.parameters.to, life.parameters.at_least) == ("retired", (Duration(2, "year"),))
    assert (life.clause, life.severity) == ("Support", "warning")


def test_milestones_merge_by_type_and_name_and_new_ones_come_last(tmp_path: Path) -> None:
    write(tmp_path, "base", BASE)
    more = "".join(
        f'[[milestone]]\nname = "{name}"\nof = "{of}"\nlabel = "L"\n'
        for name, of in (("preview", "version"), ("released", "version"), ("released", "change"))
    )
    write(tmp_path, "mine", f'extends = "./base.toml"\n{more}')
    milestones = load(tmp_path, "mine").milestones
    assert [(each.name, each.of, each.role, each.label) for each in milestones] == [
        ("released", "version", "released", "L"),
        ("retired", "version", "retired", None),
        ("preview", "version", None, "L"),
        ("released", "change", None, "L"),
    ]


def test_the_rest_merges_by_key_and_a_list_replaces_a_list(tmp_path: Path) -> None:
    write(tmp_path, "base", BASE)
    write(
        tmp_path,
        "mine",
        'extends = "./base.toml"\ntracks = ["C"]\nchannels = { docs = "Papers", slack = "Chat" }\n'
        'changes = { incompatible = ["remove"] }\nreasons = { security = "A hole" }\n'
        'fields = { stage = { of = ["version"] }, owner = {} }\n',
    )
    policy = load(tmp_path, "mine")
    assert policy.tracks == ("C",)
    assert policy.channels == {"email": "Email", "docs": "Papers", "slack": "Chat"}
    assert (policy.compatible, policy.incompatible) == (frozenset({"add"}), frozenset({"remove"}))
    assert policy.reasons == {"legal": "The law", "security": "A hole"}
    assert (policy.fields["stage"].of, policy.fields["stage"].one_of) == (("version",), ("beta", "ga"))
    assert set(policy.fields) == {"stage", "owner"}


def test_disabled_rules_are_dropped_and_no_longer_yielded_to(tmp_path: Path) -> None:
    write(tmp_path, "base", BASE)
    write(tmp_path, "mine", 'extends = "./base.toml"\ndisable = ["told"]')
    policy = load(tmp_path, "mine")
    assert [each.id for each in policy.rules] == ["life"]
    assert policy.rules[0].yields_to == ("order",)


def test_a_disabled_id_can_be_used_anew(tmp_path: Path) -> None:
    write(tmp_path, "base", BASE)
    write(
        tmp_path,
        "mine",
        'extends = "./base.toml"\ndisable = ["told"]\n[[rule]]\nid = "told"\nkind = "overdue"',
    )
    policy = load(tmp_path, "mine")
    assert [(each.id, each.kind) for each in policy.rules] == [("life", "gap"), ("told", "overdue")]
    assert policy.rules[0].yields_to == ("order", "told")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('disable = ["order"]', "mine.toml:2 built-in-rule: `order` cannot be disabled"),
        ('disable = ["waiver-unused"]', "mine.toml:2 built-in-rule: `waiver-unused` cannot be disabled"),
        ('disable = ["lief"]', "mine.toml:2 unknown-rule: `lief`: did you mean `life`?"),
        (
            '[[rule]]\nid = "life"\nat_most = "1 month"',
            "mine.toml:2 contradiction: no date is at least 1 year and at most 1 month later",
        ),
        (
            '[[rule]]\nid = "life"\nkind = "overdue"',
            "mine.toml:4 unknown-key: `from`, which is inherited, is not a parameter of `overdue`"
            "; it takes none",
        ),
        (
            '[[rule]]\nid = "life"\nto = "retried"',
            "mine.toml:4 unknown-milestone: `to`: `retried`: did you mean `retired`?",
        ),
        (
            '[[rule]]\nid = "life"\nkind = 3',
            "mine.toml:4 wrong-type: `kind`: expected a text in quotes, not `3`",
        ),
        (
            '[changes]\ncompatible = ["remove"]',
            "mine.toml:3 contradiction: `remove` is listed as compatible and as incompatible",
        ),
    ],
)
def test_an_error_of_merging_points_into_the_file_that_made_it(
    tmp_path: Path, text: str, expected: str
) -> None:
    write(tmp_path, "base", BASE)
    write(tmp_path, "mine", f'extends = "./base.toml"\n{text}')
    assert diagnostics(tmp_path, "mine")[0] == expected


def test_errors_of_both_files_are_reported_each_with_its_path(tmp_path: Path) -> None:
    write(tmp_path, "base", '[[rule]]\nid = "x"\nkind = "overdeu"')
    write(tmp_path, "mine", 'extends = "./base.toml"\ntitle = 3')
    assert diagnostics(tmp_path, "mine") == [
        "mine.toml:2 wrong-type: `title`: expected a text in quotes, not `3`",
        "base.toml:3 unknown-kind: `overdeu`: did you mean `overdue`?",
    ]


def test_a_preset_is_extended_by_its_name(tmp_path: Path) -> None:
    write(tmp_path, "mine", 'extends = "clio"\n[[rule]]\nid = "default-notice"\nat_least = "180 days"')
    mine, clio = load(tmp_path, "mine"), load_policy("clio", None)
    assert [each.id for each in mine.rules] == [each.id for each in clio.rules]
    assert rule(mine, "default-notice") != rule(clio, "default-notice")
    assert rule(mine, "support-minimum") == rule(clio, "support-minimum")


def test_paths_are_relative_to_the_file_that_extends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    write(tmp_path / "a", "base", "invalid = '404'\ntitle = 'A'\nurl = 'https://a.example'")
    write(tmp_path / "b", "mine", 'extends = "../a/base.toml"')
    mine = load(tmp_path / "b", "mine")
    assert mine.invalid == "404"
    assert (mine.title, mine.url) == (None, None), "a title and a page are a policy's own"


def test_a_cycle_names_the_chain(tmp_path: Path) -> None:
    write(tmp_path, "a", 'extends = "./b.toml"')
    write(tmp_path, "b", 'extends = "c.toml"')
    write(tmp_path, "c", 'extends = "../' + tmp_path.name + '/b.toml"')
    assert diagnostics(tmp_path, "a") == [
        "c.toml:1 cycle: `extends` is a cycle: `./a.toml` → `./b.toml` → `c.toml` → "
        f"`../{tmp_path.name}/b.toml`"
    ]
    write(tmp_path, "d", 'extends = "./d.toml"')
    assert diagnostics(tmp_path, "d") == ["d.toml:1 cycle: `extends` is a cycle: `./d.toml` → `./d.toml`"]


@pytest.mark.parametrize(
    ("extends", "expected"),
    [
        ("cilo", "unknown-policy: `cilo` is no preset: did you mean `clio`?"),
        ("./nothing.toml", "unknown-policy: `./nothing.toml`: there is no such file"),
        ("nothing.toml", "unknown-policy: `nothing.toml`: there is no such file"),
    ],
)
def test_what_is_extended_must_exist(tmp_path: Path, extends: str, expected: str) -> None:
    write(
        tmp_path, "mine", f'extends = "{extends}"\ntitle = 3\n[[rule]]\nid = "inherited"\nseverity = "info"'
    )
    first, second = diagnostics(tmp_path, "mine")
    assert first.startswith(f"mine.toml:1 {expected}")
    assert second.startswith("mine.toml:2 wrong-type")


def test_a_policy_that_is_a_folder_or_no_text_is_broken(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    assert diagnostics(tmp_path, "folder") == ["folder.toml:-1 unreadable: is a folder, not a file"]
    (tmp_path / "bytes.toml").write_bytes(b'format = 1\nname = "\xff"')
    assert diagnostics(tmp_path, "bytes")[0].startswith("bytes.toml:0 not-utf-8: ")
    write(tmp_path, "mine", 'extends = "./bytes.toml"\ntitle = 3')
    assert [each.partition(":")[0] for each in diagnostics(tmp_path, "mine")] == ["bytes.toml", "mine.toml"]


@pytest.mark.parametrize("name", ["cilo", "", "./x.toml", "/x\0y", "x" * 5000 + "/"])
def test_a_policy_that_does_not_exist_is_unknown(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownPolicy):
        load_policy(name, str(tmp_path))
