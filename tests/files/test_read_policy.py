from pathlib import Path

import pytest

from planner.dates import Duration
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.kind import Origin, Releases
from planner.files.policy.layers import BrokenPolicy
from planner.files.policy.read import load_policy
from planner.policy import Field, Milestone
from tests.files.reading import policy_messages, policy_of

MILESTONES = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "retired"
role = "retired"
[[milestone]]
name = "effective"
of = "change"
[channels]
email = "Email"
"""
START = MILESTONES.count("\n")


def rule(text: str, kind: str = "gap") -> str:
    return f'{MILESTONES}[[rule]]\nid = "r"\nkind = "{kind}"\n{text}'


def test_every_key_of_a_policy_is_read(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path,
        """
title = "My policy"
unversioned = "oldest"
invalid = "404 Not Found"
tracks = ["A", "B"]
[fields.stage]
of = ["version"]
one_of = ["beta", "ga"]
[fields.owner]
[[milestone]]
name = "released"
of = "version"
role = "released"
label = "Released"
phase = "Supported"
answers = "200 OK"
exclusive = true
superseded = "Old"
symbol = "○"
[channels]
email = "Email"
[changes]
compatible = ["add"]
incompatible = ["remove"]
unlisted = "compatible"
[reasons]
legal = "The law"
[[rule]]
id = "first"
kind = "gap"
of = "version"
from = "previous.released"
to = "released"
at_least = ["90 days", "2 releases"]
at_most = "P1Y"
require_from = true
severity = "info"
clause = "Clause 1"
because = "Because."
when = { stage = ["beta", "ga"], has = "released" }
unless = { track = "A" }
yields_to = ["second"]
waivable = false
effective_from = 2022-01-01
effective_until = 2024-12-31
tolerance = "3 days"
[[rule]]
id = "second"
kind = "overdue"
""",
    )
    assert (policy.name, policy.title) == ("mine", "My policy")
    assert (policy.unversioned, policy.invalid, policy.tracks) == ("oldest", "404 Not Found", ("A", "B"))
    assert policy.fields == {
        "stage": Field("stage", ("version",), ("beta", "ga")),
        "owner": Field("owner", ("version", "change"), None),
    }
    assert policy.milestones == (
        Milestone(
            "released", "version", "released", "Released", "Supported", "200 OK", True, "Old", symbol="○"
        ),
    )
    assert policy.channels == {"email": "Email"}
    assert (policy.compatible, policy.incompatible) == (frozenset({"add"}), frozenset({"remove"}))
    assert (policy.unlisted, policy.reasons) == ("compatible", {"legal": "The law"})
    first, second = policy.rules
    assert first.parameters == Gap(
        Origin("released", "previous"),
        "released",
        (Duration(90, "day"), Releases(2)),
        (Duration(1, "year"),),
        require_from=True,
    )
    assert (first.severity, first.clause, first.because) == ("info", "Clause 1", "Because.")
    assert first.when == {"stage": ("beta", "ga"), "has": ("released",)}
    assert first.unless == {"track": ("A",)}
    assert (first.yields_to, first.waivable, first.tolerance) == (("second",), False, 3)
    assert (first.effective_from, first.effective_until) == (738156, 739251)
    assert (second.of, second.severity, second.waivable, second.yields_to) == (None, "error", True, ())


def test_format_and_name_are_required(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("[channels]")
    with pytest.raises(BrokenPolicy) as broken:
        load_policy("p.toml", str(tmp_path))
    assert [(each.code, each.path) for each in broken.value.diagnostics] == [
        ("missing-key", str(tmp_path / "p.toml"))
    ] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('unversioned = "lastest"', "1:15 unknown-value: `lastest`: did you mean `latest`?"),
        ("invalid = 410", "1:11 wrong-type: `invalid`: expected a text in quotes, not `410`"),
        ("exetnds = 1", "1:1 unknown-key: `exetnds`: did you mean `extends`?"),
        ("[channels]\nemail = 1", "2:9 wrong-type: `email`: expected a text in quotes, not `1`"),
        ("channels = 1", "1:12 wrong-type: `channels`: expected a table of texts, not `1`"),
        ('[changes]\ncompatable = ["x"]', "2:1 unknown-key: `compatable`: did you mean `compatible`?"),
        (
            '[changes]\ncompatible = ["x"]\nincompatible = ["y", "x"]',
            "3:22 contradiction: `x` is listed as compatible and as incompatible",
        ),
        (
            '[fields.stage]\nof = ["versions"]',
            "2:7 unknown-value: `versions`: did you mean `version`?",
        ),
        ("fields.stage = 1", "1:16 wrong-type: `stage`: expected a table, not `1`"),
        ("[fields.kind]", "1:9 key-clash: `kind` is a key of items or conditions already"),
        ("[fields.has]", "1:9 key-clash: `has` is a key of items or conditions already"),
        (
            '[fields.ready]\n[[milestone]]\nname = "ready"',
            "1:9 key-clash: `ready` is a milestone of a version already",
        ),
        ("[[milestone]]", "1:1 missing-key: a milestone needs `name`: the key of its date in a plan"),
        (
            '[[milestone]]\nname = "Released"',
            "2:8 bad-name: `Released`: a milestone's name has small letters, digits, _ and -, "
            "and begins with a letter: did you mean `released`?",
        ),
        ('[[milestone]]\nname = "note"', "2:8 key-clash: `note` is a key of items already"),
        ('[[milestone]]\nname = "kind"', "2:8 key-clash: `kind` is a key of items already"),
        (
            '[[milestone]]\nname = "a"\nrole = "retried"',
            "3:8 unknown-value: `retried`: did you mean `retired`?",
        ),
        (
            '[[milestone]]\nname = "a"\n[[milestone]]\nname = "a"\nof = "version"',
            "4:8 duplicate-name: `a` is already a milestone (line 3)",
        ),
        ('[[rule]]\nid = "r"', "1:1 missing-key: a rule needs `kind`: the kind of rule"),
        ('[[rule]]\nkind = "overdue"', "1:1 missing-key: a rule needs `id`: unique, in kebab-case"),
        (
            '[[rule]]\nid = "My rule"\nkind = "overdue"',
            "2:6 bad-name: `My rule`: a rule's id is in kebab-case, as in `support-minimum`",
        ),
        (
            '[[rule]]\nid = "order"\nkind = "overdue"',
            "2:6 built-in-rule: `order` is built in and always on",
        ),
        ('[[rule]]\nid = "mine"\nkind = "order"', "3:8 built-in-rule: `order` is built in and always on"),
        ('[[rule]]\nid = "r"\nkind = 3', "3:8 wrong-type: `kind`: expected a text in quotes, not `3`"),
        ('[[rule]]\nid = "r"\nkind = "overdeu"', "3:8 unknown-kind: `overdeu`: did you mean `overdue`?"),
        (
            '[[rule]]\nid = "r"\nkind = "overdue"\n[[rule]]\nid = "r"\nkind = "overdue"',
            "5:6 duplicate-name: `r` is already a rule (line 3)",
        ),
        (
            '[[rule]]\nid = "r"\nkind = "overdue"\nyields_to = "s"',
            "4:13 unknown-rule: `s` is no rule of the policy",
        ),
        (
            '[[rule]]\nid = "r"\nkind = "overdue"\nyields_to = ["r"]',
            "4:13 cycle: `yields_to` is a cycle: `r` → `r`",
        ),
        ('disable = ["x"]', "1:12 unknown-rule: `x` is no rule of what is extended"),
        ("title = Mine", '1:9 wrong-type: `Mine`: a text needs quotes: "Mine"'),
    ],
)
def test_what_is_wrong_in_a_policy_is_said_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert policy_messages(tmp_path, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('to = "retired"\nat_least = "1 day"', "0:1 missing-key: a rule of kind `gap` needs `from`: "),
        ('from = "released"\nto = "retired"', "0:1 contradiction: a gap needs `at_least` or `at_most`"),
        (
            'from = "released"\nto = "retired"\nat_least = "2 years"\nat_most = "1 year"',
            "0:1 contradiction: no date is at least 2 years and at most 1 year later",
        ),
        (
            'from = "relesed"\nto = "retired"\nat_least = "1 day"',
            "3:8 unknown-milestone: `from`: `relesed`: did you mean `released`?",
        ),
        (
            'from = "nxt.released"\nto = "retired"\nat_least = "1 day"',
            "3:8 unknown-value: `from`: `nxt.released`: did you mean `next.released`?",
        ),
        (
            'from = "version.released"\nto = "retired"\nat_least = "1 day"',
            "3:8 unknown-value: `from`: `version.released`: expected a milestone, `next.…`, ",
        ),
        (
            'of = "change"\nfrom = "next.released"\nto = "effective"\nat_least = "1 day"',
            "4:8 unknown-value: `from`: `next.released`: expected the change's own milestone or `version.…`",
        ),
        (
            'of = "change"\nfrom = "released"\nto = "effective"\nat_least = "1 day"',
            "4:8 unknown-milestone: `from`: `released` is not a milestone of a change: expected `effective`",
        ),
        (
            'from = "released"\nto = "effective"\nat_least = "1 day"',
            "4:6 unknown-milestone: `to`: `effective` is not a milestone of a version: "
            "expected `released`, `retired`",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "90"',
            '5:12 not-a-duration: `90`: expected a duration such as "90 days", "6 months", "1 year", "P6M" ',
        ),
        (
            'from = "released"\nto = "retired"\nat_least = ["1 day", 90]',
            '5:22 wrong-type: expected a duration in quotes, as in "90 days", not `90`',
        ),
        (
            'from = "released"\nto = "retired"\nat_most = ["1 day", "2 relases"]',
            '5:21 not-a-duration: `2 relases`: expected a duration such as "90 days"',
        ),
        (
            'from = "released"\nto = "retired"\nat_most = "1 day"\namong = { has = "released" }',
            "0:1 contradiction: `among` narrows `next`, `previous` and releases, and the gap has none of",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "0 releases"',
            '5:12 not-a-duration: `0 releases`: expected a duration such as "90 days"',
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nrequire_from = "yes"',
            '6:16 wrong-type: `require_from`: expected true or false, not `"yes"`',
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nat_lest = "1 day"',
            "6:1 unknown-key: `at_lest`: did you mean `at_least`?",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nmilestones = []',
            "6:1 unknown-key: `milestones` is not a parameter of `gap`; it takes `from`, `to`, ",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\ntolerance = "1 week"',
            '6:13 not-a-duration: `"1 week"`: a tolerance is in days, as in "3 days"',
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\n'
            "effective_from = 2024-01-02\neffective_until = 2024-01-01",
            "7:19 contradiction: the rule ends before it takes effect",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nseverity = "warn"',
            "6:12 unknown-value: `warn`: did you mean `warning`?",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nof = "both"',
            "6:6 unknown-value: `both`: expected one of `version`, `change`",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nwhen = { stage = "beta" }',
            "6:10 unknown-key: `stage` is not a key of a version; a policy declares it with [fields.stage]",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nwhen = { compatibility = "compatible" }',
            "6:10 unknown-key: `compatibility` is not a key of a version",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\n'
            'when = { has = ["released", "effective"] }',
            "6:29 unknown-milestone: `effective` is not a milestone of a version: ",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nwhen = { track = [] }',
            "6:18 contradiction: `track`: the list is empty, so it matches no item",
        ),
        (
            'from = "released"\nto = "retired"\nat_least = "1 day"\nwhen = { track = 3 }',
            "6:18 wrong-type: `track`: no item can have the value `3`",
        ),
    ],
)
def test_what_is_wrong_in_a_gap_is_said_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    (found,) = policy_messages(tmp_path, rule(text))
    place, _, message = expected.partition(" ")
    line, _, column = place.partition(":")
    assert found.startswith(f"{START + 1 + int(line)}:{column} {message}")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("notice", 'milestone = "retired"\nchannels = ["fax"]', "unknown-channel: `fax` is not a channel"),
        ("notice", 'milestone = "retired"\nchannels = "email"', "wrong-type: `channels`: expected a list"),
        (
            "mentions",
            'milestone = "released"\nalso = ["retird"]',
            "unknown-milestone: `retird`: did you mean",
        ),
        ("require", 'fields = ["migrations"]', "unknown-field: `migrations`: did you mean `migration`?"),
        ("require", "fields = [3]", "wrong-type: expected a milestone or text of the item, not `3`"),
        ("forbid", "", "missing-key: a rule of kind `forbid` needs `milestone`"),
        ("promise", 'severity_later = "bad"', "unknown-value: `severity_later`: `bad` is not a severity"),
        ("promise", 'milestones = ["x"]', "unknown-milestone: `x` is not a milestone of a version or change"),
        ("count", 'from = "released"\nat_most = -1', "wrong-type: `at_most`: expected a whole number"),
        ("count", 'from = "released"\nat_most = true', "wrong-type: `at_most`: expected a whole number"),
        ("count", 'from = "released"', "contradiction: a count needs `at_least` or `at_most`"),
        (
            "count",
            'of = "change"\nfrom = "released"\nat_most = 1',
            "contradiction: a rule of kind `count` judges",
        ),
        ("calendar", "", "contradiction: a calendar needs"),
        ("calendar", 'weekdays = ["monday"]', "unknown-value: `monday`: did you mean `mon`?"),
        ("calendar", 'days = ["next tuesday"]', "unknown-value: "),
        ("calendar", 'holidays = "Atlantis"', "wrong-type: `holidays`: expected a country's code"),
        ("new-version", 'of = "version"', "contradiction: a rule of kind `new-version` judges changes"),
        ("overdue", "at_least = 3", "unknown-key: `at_least` is not a parameter of `overdue`; it takes none"),
        (
            "notice",
            'milestone = "retired"\nreleases = true',
            "unknown-key: `releases` is not a parameter of `notice`; it takes `milestone`, ",
        ),
        (
            "notice",
            'milestone = "retired"\nrequire_from = true',
            "unknown-key: `require_from` is not a parameter of `notice`; it takes `milestone`, ",
        ),
        (
            "notice",
            'milestone = "retired"\nat_least = "1.5 years"',
            'not-a-duration: `at_least`: `1.5 years`: expected "18 months", for a duration',
        ),
        ("require", 'fields = ["stage"]', "unknown-field: `stage` is not a milestone or text of the item: "),
        ("calendar", 'days = ["last friday of month"]', "unknown-value: "),
    ],
)
def test_what_is_wrong_in_other_kinds_is_said(tmp_path: Path, kind: str, text: str, expected: str) -> None:
    (found,) = policy_messages(tmp_path, rule(text, kind))
    assert found.partition(" ")[2].startswith(expected)


def test_counting_releases_needs_a_milestone_that_is_a_release(tmp_path: Path) -> None:
    text = '[[milestone]]\nname = "a"\n[[milestone]]\nname = "b"\n[[rule]]\nid = "r"\nkind = "gap"\n'
    text += 'from = "a"\nto = "b"\nat_least = ["1 year", "3 releases"]'
    (found,) = policy_messages(tmp_path, text)
    assert found.startswith(
        "10:23 contradiction: `3 releases`: no milestone of a version has the role `released`"
    )


def test_rules_of_both_types_may_name_milestones_of_either(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, rule('milestones = ["retired", "effective"]', "promise"))
    assert policy.rules[0].of is None


def test_all_errors_of_a_policy_are_reported_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = 'invalid = 3\ntitel = "x"\n' + rule('from = "x"\nto = "y"\nat_least = TBD\nseverity = "bad"')
    assert [each.split(" ")[1] for each in policy_messages(tmp_path, text)] == [
        "wrong-type:",
        "unknown-key:",
        "unknown-milestone:",
        "unknown-milestone:",
        "wrong-type:",
        "unknown-value:",
    ]


def test_a_round_of_yielding_rules_is_named_once_with_its_members(tmp_path: Path) -> None:
    rules = "".join(
        f'[[rule]]\nid = "{name}"\nkind = "overdue"\nyields_to = "{other}"\n'
        for name, other in (("a", "b"), ("b", "c"), ("c", "b"), ("d", "a"))
    )
    assert policy_messages(tmp_path, rules) == ["12:13 cycle: `yields_to` is a cycle: `b` → `c` → `b`"]


def test_rules_may_yield_to_order(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, '[[rule]]\nid = "a"\nkind = "overdue"\nyields_to = "order"')
    assert policy.rules[0].yields_to == ("order",)


def test_a_rule_with_the_id_of_another_one_is_judged_by_its_own_kind(tmp_path: Path) -> None:
    first = '[[milestone]]\nname = "released"\n[[rule]]\nid = "r"\nkind = "require"\nfields = ["released"]'
    second = '[[rule]]\nid = "r"\nkind = "rate"\nmilestone = "released"\nper = "week"'
    assert [each.split(": ")[0].split()[-1] for each in policy_messages(tmp_path, f"{first}\n{second}")] == [
        "duplicate-name",
        "unknown-value",
    ]
