from datetime import date

import pytest

from planner.files.plan.file import read_plan_bytes
from tests.files.reading import path_diagnostics, read

NEEDS_A_DAY = "a date needs a day, unquoted; leave the key out while it is unknown"

WHOLE = """
judge_from = 2026-01-01

[[version]]
name = "4.0.9"
track = "API v4"
released = 2022-11-21
default = 2023-02-21
deprecated = 2026-12-31
migration = "https://example.com"
pinned = ["default"]
note = "a note"

[version.meta]
ticket = 12

[[notice]]
version = "4.0.9"
announces = ["released", "default"]
date = 2022-11-10
channels = ["email", "docs"]
told = { released = 2022-11-21, default = 2023-02-21 }
name = "November mail"
pinned = true
note = "sent by hand"

[[notice]]
change = "client_name removed"
announces = ["released"]
date = 2027-01-10
told = {}

[[change]]
name = "client_name removed"
kind = "remove-field"
version = "4.0.9"
track = "API v4"
migration = "use name"
significant = true
released = 2022-11-21

[[freeze]]
name = "Year end"
from = 2026-12-18
to = 2027-01-04

[[waiver]]
rule = ["default-notice", "support-minimum"]
version = "4.0.9"
reason = "security"
note = "why"
approved_by = "Ada"
allows = 2023-02-10
expires = 2026-06-01

[meta]
owner = { team = "API" }
"""


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_every_key_of_a_plan_is_read() -> None:
    file = read(WHOLE)
    plan = file.plan
    assert file.diagnostics == ()
    assert plan is not None
    assert (plan.product, plan.policy, plan.judge_from) == ("Example", "clio", day("2026-01-01"))
    assert plan.meta == {"owner": {"team": "API"}}
    (version,) = plan.versions
    assert (version.name, version.track, version.migration) == ("4.0.9", "API v4", "https://example.com")
    assert version.dates == {
        "released": day("2022-11-21"),
        "default": day("2023-02-21"),
        "deprecated": day("2026-12-31"),
    }
    assert (version.pinned, version.note, version.meta) == (("default",), "a note", {"ticket": 12})
    first, second = plan.notices
    assert (first.item, first.date, first.announces) == ("4.0.9", day("2022-11-10"), ("released", "default"))
    assert first.channels == ("email", "docs")
    assert first.told == {"released": day("2022-11-21"), "default": day("2023-02-21")}
    assert (first.name, first.pinned, first.note) == ("November mail", True, "sent by hand")
    assert (second.item, second.channels, second.told, second.name) == ("client_name removed", (), {}, None)
    (change,) = plan.changes
    assert (change.name, change.kind, change.version) == ("client_name removed", "remove-field", "4.0.9")
    assert (change.track, change.migration, change.significant) == ("API v4", "use name", True)
    assert change.dates == {"released": day("2022-11-21")}
    (freeze,) = plan.freezes
    assert (freeze.name, freeze.start, freeze.end) == ("Year end", day("2026-12-18"), day("2027-01-04"))
    (waiver,) = plan.waivers
    assert waiver.rules == ("default-notice", "support-minimum")
    assert (waiver.item, waiver.reason, waiver.note) == ("4.0.9", "security", "why")
    assert (waiver.approved_by, waiver.allows, waiver.expires) == (
        "Ada",
        day("2023-02-10"),
        day("2026-06-01"),
    )


def test_keys_of_entries_count_up_in_the_order_of_the_plans_entries() -> None:
    file = read(WHOLE)
    assert file.plan is not None
    assert [entry.key for entry in file.plan.entries] == list(range(6))
    assert [file.paths[key] for key in range(6)] == [
        ("version", 0),
        ("change", 0),
        ("notice", 0),
        ("notice", 1),
        ("freeze", 0),
        ("waiver", 0),
    ]


def test_dates_come_in_lifecycle_order_whatever_the_order_in_the_file() -> None:
    plan = read('[[version]]\nname = "1"\ndeprecated = 2030-01-01\nreleased = 2026-01-01').plan
    assert plan is not None
    assert list(plan.versions[0].dates) == ["released", "deprecated"]


def test_inline_and_dotted_entries_are_read_like_others() -> None:
    plan = read('version = [{ name = "1", released = 2026-01-01, meta.x = 1 }]\nmeta.y = 2').plan
    assert plan is not None
    assert plan.versions[0].meta == {"x": 1}
    assert plan.meta == {"y": 2}


def test_a_waivers_single_rule_is_one_rule() -> None:
    plan = read('[[version]]\nname = "1"\n[[waiver]]\nrule = "order"\nversion = "1"\nnote = "n"').plan
    assert plan is not None
    assert plan.waivers[0].rules == ("order",)


@pytest.mark.parametrize("rule", ["order", "waiver-reason", "waiver-expired", "waiver-unused"])
def test_built_in_rules_exist_for_waivers(rule: str) -> None:
    assert (
        path_diagnostics(f'[[version]]\nname = "1"\n[[waiver]]\nrule = "{rule}"\nversion = "1"\nnote = "n"')
        == []
    )


@pytest.mark.parametrize("reason", ["", 'reason = "because I say so"'])
def test_a_missing_or_unknown_reason_is_no_error_of_the_file(reason: str) -> None:
    waiver = f'[[waiver]]\nrule = "order"\nversion = "1"\nnote = "n"\n{reason}'
    assert path_diagnostics(f'[[version]]\nname = "1"\n{waiver}') == []


def test_a_change_may_name_a_version_that_is_not_in_the_plan() -> None:
    assert path_diagnostics('[[change]]\nname = "c"\nkind = "remove-field"\nversion = "9"') == []


def test_a_kind_of_change_that_is_in_no_list_is_no_error() -> None:
    assert path_diagnostics('[[change]]\nname = "c"\nkind = "turn-upside-down"') == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("depreciated = 2027-01-01", "3:1 unknown-key: `depreciated`: did you mean `deprecated`?"),
        ("xyzzy = 1", "3:1 unknown-key: `xyzzy` is not a key of a version"),
        (
            "xyzzy = 2027-01-01",
            "3:1 unknown-key: `xyzzy` is not a key of a version: its dates are "
            "`withdrawn`, `released`, `default`, `deprecated`",
        ),
        (
            "striking = true",
            "3:1 unknown-key: `striking` is not a key of a version"
            "; a policy declares it with [fields.striking]",
        ),
        ("withdrawn = 2026-11", f"3:13 not-a-date: `2026-11`: {NEEDS_A_DAY}"),
        ("significant = 1", "3:15 wrong-type: `significant`: expected true or false, not `1`"),
        ('replacement = "2"', "3:15 unknown-item: `2` is no version of this plan"),
        ('replacement = "1"', "3:15 contradiction: `1` cannot replace itself: name another version"),
        ("  released = 2027-03", f"3:14 not-a-date: `2027-03`: {NEEDS_A_DAY}"),
        ("released = TBD # soon", f"3:12 not-a-date: `TBD`: {NEEDS_A_DAY}"),
        ("released = TBD 2027", f"3:12 not-a-date: `TBD 2027`: {NEEDS_A_DAY}"),
        ("released = 2027-02-30", "3:12 not-a-date: `2027-02-30`: there is no such day"),
        ("released = 2027-2-3", "3:12 not-a-date: `2027-2-3`: write it as 2027-02-03"),
        ("released = 2027/02/03", "3:12 not-a-date: `2027/02/03`: write it as 2027-02-03"),
        (
            "released = 03.01.2027",
            "3:12 not-a-date: `03.01.2027`: a date has the year first, as in 2027-03-01",
        ),
        ("released = TBD-1", f"3:12 not-a-date: `TBD-1`: {NEEDS_A_DAY}"),
        ('released = "2027-03-01"', f'3:12 not-a-date: `"2027-03-01"`: {NEEDS_A_DAY}'),
        ("released = 2027", f"3:12 not-a-date: `2027`: {NEEDS_A_DAY}"),
        ("released = [2027-01-01]", f"3:12 not-a-date: a list: {NEEDS_A_DAY}"),
        ("released = 12:00:00", f"3:12 not-a-date: `12:00:00`: {NEEDS_A_DAY}"),
        (
            "released = 2027-03-01T10:00:00Z",
            "3:12 not-a-date: `2027-03-01 10:00:00+00:00`: a date has no time of day: 2027-03-01",
        ),
        ("released =", "3:11 not-toml: `released` has no value; leave the key out while it is unknown"),
        ("track = 4", "3:9 wrong-type: `track`: expected a text in quotes, not `4`"),
        ("track = 4.0.9", '3:9 wrong-type: `4.0.9`: a text needs quotes: "4.0.9"'),
        ('track = " "', "3:9 blank: `track` is blank"),
        ("note = true", "3:8 wrong-type: `note`: expected a text in quotes, not `true`"),
        ('meta = "x"', '3:8 wrong-type: `meta`: expected a table, not `"x"`'),
        (
            'pinned = "default"',
            '3:10 wrong-type: `pinned`: expected a list of texts, as in ["…", "…"], not `"default"`',
        ),
        ('pinned = ["default", 3]', "3:22 wrong-type: `pinned`: expected a text in quotes, not `3`"),
        ('pinned = ["defualt"]', "3:11 unknown-milestone: `defualt`: did you mean `default`?"),
        ('pinned = ["backfilled"]', "3:11 unknown-milestone: `backfilled` is no milestone of the policy"),
        ('name = "2"', "3:1 duplicate-key: `name` is given twice"),
    ],
)
def test_what_is_wrong_in_a_version_is_said_with_its_place(text: str, expected: str) -> None:
    assert path_diagnostics(f'[[version]]\nname = "1"\n{text}') == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("announces = []", "3:1 missing-key: a notice needs `date`: the day it goes out"),
        ('date = 2027-01-01\nchannels = ["emial"]', "5:13 unknown-channel: `emial`: did you mean `email`?"),
        ('date = 2027-01-01\nchannels = ["fax"]', "5:13 unknown-channel: `fax` is no channel of the policy"),
        (
            'date = 2027-01-01\nannounces = ["released", "defalt"]',
            "5:26 unknown-milestone: `defalt`: did you mean `default`?",
        ),
        (
            "date = 2027-01-01\ntold = { releasd = 2027-01-01 }",
            "5:10 unknown-milestone: `releasd`: did you mean `released`?",
        ),
        (
            'date = 2027-01-01\ntold = { released = "soon" }',
            f'5:21 not-a-date: `"soon"`: {NEEDS_A_DAY}',
        ),
        (
            "date = 2027-01-01\ntold = true",
            "5:8 wrong-type: `told`: expected a table of dates, as in { released = 2027-03-01 }, not `true`",
        ),
        (
            'date = 2027-01-01\npinned = ["default"]',
            "5:10 wrong-type: `pinned`: expected true or false, not a list",
        ),
        ("date = 2027-01-01\npinned = True", "5:10 wrong-type: `True`: write it as true"),
    ],
)
def test_what_is_wrong_in_a_notice_is_said_with_its_place(text: str, expected: str) -> None:
    notice = f'[[version]]\nname = "1"\n[[notice]]\n{text}\nversion = "1"'
    assert path_diagnostics(notice) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "6:1 missing-key: a notice needs `version` or `change`: the item it is about"),
        (
            'version = "v1"\nchange = "c1"',
            "8:1 contradiction: a notice is about a version or a change, not both",
        ),
        ('version = "v2"', "7:11 unknown-item: `v2` is no version of this plan: did you mean `v1`?"),
        ('change = "other"', "7:10 unknown-item: `other` is no change of this plan"),
        ('version = "c1"', "7:11 unknown-item: `c1` is a change: write `change = …` (line 6)"),
        ('change = "v1"', "7:10 unknown-item: `v1` is a version: write `version = …` (line 4)"),
    ],
)
def test_a_notice_is_about_exactly_one_item_of_the_plan(text: str, expected: str) -> None:
    items = '[[version]]\nname = "v1"\n[[change]]\nname = "c1"\nkind = "add-action"\n'
    notice = f"[[notice]]\n{text}\ndate = 2027-01-01"
    assert path_diagnostics(items + notice) == [expected]


def test_names_are_unique_among_versions_and_changes() -> None:
    text = '[[version]]\nname = "1"\n[[change]]\nname = "1"\nkind = "add-action"\n[[version]]\nname = "1"'
    assert path_diagnostics(text) == [
        "4:8 duplicate-name: `1` is already the name of a version (line 4)",
        "7:8 duplicate-name: `1` is already the name of a version (line 4)",
    ]


def test_a_waiver_needs_a_rule_that_exists_and_a_note() -> None:
    waiver = (
        '[[version]]\nname = "1"\n[[waiver]]\nversion = "1"\nrule = ["default-notise", "order"]\nnote = ""'
    )
    assert path_diagnostics(waiver) == [
        "5:9 unknown-rule: `default-notise`: did you mean `default-notice`?",
        "6:8 blank: `note` is blank",
    ]
    assert path_diagnostics('[[version]]\nname = "1"\n[[waiver]]\nversion = "1"\nrule = "odrer"') == [
        "3:1 missing-key: a waiver needs `note`: why, in a sentence",
        "5:8 unknown-rule: `odrer`: did you mean `order`?",
    ]


def test_a_freeze_does_not_end_before_it_begins() -> None:
    assert path_diagnostics("[[freeze]]\nfrom = 2027-01-05\nto = 2027-01-04") == [
        "3:6 contradiction: a freeze ends before it begins"
    ]
    assert path_diagnostics("[[freeze]]\nfrom = 2027-01-05\nto = 2027-01-05") == []


NAMED = '[[notice]]\nversion = "1"\nname = "mail"\ndate = {date}\n{told}\n'


def test_a_notice_without_its_item_has_its_milestones_checked_all_the_same() -> None:
    assert path_diagnostics('[[notice]]\nannounces = ["relesed"]\ndate = 2027-01-01') == [
        "1:1 missing-key: a notice needs `version` or `change`: the item it is about",
        "2:14 unknown-milestone: `relesed`: did you mean `released`?",
    ]


def test_notices_of_one_name_go_out_on_one_day() -> None:
    text = '[[version]]\nname = "1"\n'
    text += NAMED.format(date="2027-01-01", told="") + NAMED.format(date="2027-01-02", told="")
    assert path_diagnostics(text) == [
        "11:8 unequal-notices: notices named `mail` go out together, "
        "but this one is dated 2027-01-02 and another 2027-01-01 (line 9)"
    ]


@pytest.mark.parametrize(("told", "which"), [(("told = {}", ""), "another"), (("", "told = {}"), "this one")])
def test_notices_of_one_name_are_sent_or_not_alike(told: tuple[str, str], which: str) -> None:
    text = '[[version]]\nname = "1"\n' + "".join(NAMED.format(date="2027-01-01", told=each) for each in told)
    assert path_diagnostics(text) == [
        f"8:1 unequal-notices: notices named `mail` are sent together, but only {which} has `told` (line 6)"
    ]


def test_tracks_are_those_of_the_policy_where_it_limits_them() -> None:
    text = '[[version]]\nname = "1"\ntrack = "Webhook"\n[[version]]\nname = "2"\ntrack = "SDK"'
    assert path_diagnostics(text, "copper") == ["3:9 unknown-track: `Webhook`: did you mean `Webhooks`?"]
    assert path_diagnostics(text, "clio") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["format", "product", "policy"]),
        ("format = 1", ["product", "policy"]),
        ('format = 1\nproduct = "x"', ["policy"]),
    ],
)
def test_format_product_and_policy_are_required(text: str, expected: list[str]) -> None:
    text += "\n[[freeze]]\nfrom = 2027-01-01\nto = 2027-01-01"
    diagnostics = read_plan_bytes("plan.toml", text.encode()).diagnostics
    assert [(each.code, each.line) for each in diagnostics] == [("missing-key", 1)] * len(expected)
    assert [each.message.split("`")[1] for each in diagnostics] == expected


def test_a_format_of_the_future_is_not_judged() -> None:
    text = 'format = 2\nproduct = "x"\npolicy = "clio"'
    (diagnostic,) = read_plan_bytes("plan.toml", text.encode()).diagnostics
    assert (diagnostic.code, diagnostic.line, diagnostic.column) == ("unknown-format", 1, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[version]\nname = "1"', "1:2 wrong-type: an entry has two brackets: [[version]]"),
        ("version = 3", "1:11 wrong-type: `version`: expected entries, [[version]], not `3`"),
        ("version = [3]", "1:12 wrong-type: `version`: expected a table, [[version]], not `3`"),
        ("[versoin]", "1:2 unknown-key: `versoin`: did you mean `version`?"),
    ],
)
def test_entries_are_tables_in_two_brackets(text: str, expected: str) -> None:
    assert path_diagnostics(text) == [expected]


def test_all_errors_of_a_file_are_reported_in_the_order_of_the_file() -> None:
    text = """[[version]]
name = "4.0.9"
depreciated = 2026-12-31
default = TBD
released = 2027-03
track = 4
[[notice]]
verison = "4.0.9"
announces = ["released", "defalt"]
date = "2022-11-01"
channels = [email, "dcs"]
[[waiver]]
rule = "nope"
version = "4.0.8"
"""
    assert [each.partition(":")[0] + " " + each.split()[1] for each in path_diagnostics(text)] == [
        "3 unknown-key:",
        "4 not-a-date:",
        "5 not-a-date:",
        "6 wrong-type:",
        "7 missing-key:",
        "8 unknown-key:",
        "9 unknown-milestone:",
        "10 not-a-date:",
        "11 wrong-type:",
        "11 unknown-channel:",
        "12 missing-key:",
        "13 unknown-rule:",
        "14 unknown-item:",
    ]


def test_texts_of_the_plan_are_shown_on_one_short_line() -> None:
    (diagnostic,) = path_diagnostics(
        '[[version]]\nname = "1"\n"bad\\u001b[31m\\nkey\\u202e' + "x" * 10_000 + '" = 1'
    )
    assert "\x1b" not in diagnostic
    assert "\u202e" not in diagnostic
    assert "\n" not in diagnostic
    assert "\\x1b[31m\\nkey\\u202e" in diagnostic
    assert len(diagnostic) < 200
