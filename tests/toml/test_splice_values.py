"""Edits of what an entry holds: each case is the text before, the edit, and exactly the text after."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from planner.dates import Day
from planner.plan import Notice, Plan, Version
from tests.files.opened import opened

HEAD = 'format = 1\nproduct = "P"\npolicy = "policy"\n'
JUNE: Day = 738_307  # 2022-06-01
MAY: Day = 738_276  # 2022-05-01

Edit = Callable[[Plan], Plan]


def of_version(**values: Any) -> Edit:
    def edit(plan: Plan) -> Plan:
        return plan._replace(versions=(plan.versions[0]._replace(**values), *plan.versions[1:]))

    return edit


def dates(**changed: Day | None) -> Edit:
    """Dates of the first version: set, or with None taken away."""

    def edit(plan: Plan) -> Plan:
        old: Mapping[str, Day | None] = plan.versions[0].dates
        milestones = ("released", "default", "deprecated")
        new = {name: day for name in milestones if (day := {**old, **changed}.get(name)) is not None}
        return of_version(dates=new)(plan)

    return edit


def of_notice(**values: Any) -> Edit:
    def edit(plan: Plan) -> Plan:
        return plan._replace(notices=(plan.notices[0]._replace(**values),))

    return edit


def of_waiver(**values: Any) -> Edit:
    def edit(plan: Plan) -> Plan:
        return plan._replace(waivers=(plan.waivers[0]._replace(**values),))

    return edit


def of_plan(**values: Any) -> Edit:
    return lambda plan: plan._replace(**values)


VERSION = HEAD + '[[version]]\nname = "1"\n'
NOTICE = VERSION + '[[notice]]\nversion = "1"\ndate = 2022-01-01\n'
WAIVER = VERSION + '[[waiver]]\nversion = "1"\nnote = "n"\n'

CASES: dict[str, tuple[str, Edit, str]] = {
    "a date is one line, whatever stands around it": (
        VERSION + "\treleased\t=  2022-01-01\t# a Saturday\n# next\n",
        dates(released=JUNE),
        VERSION + "\treleased\t=  2022-06-01\t# a Saturday\n# next\n",
    ),
    "a date in the last line without an ending": (
        VERSION + "released=2022-01-01",
        dates(released=JUNE),
        VERSION + "released=2022-06-01",
    ),
    "a date under a quoted key": (
        VERSION + '"rele\\u0061sed" = 2022-01-01\n',
        dates(released=JUNE),
        VERSION + '"rele\\u0061sed" = 2022-06-01\n',
    ),
    "a date of an inline version": (
        HEAD + 'version = [{name="1", released = 2022-01-01}, # one\n  { name = "2" },\n]\n',
        dates(released=JUNE),
        HEAD + 'version = [{name="1", released = 2022-06-01}, # one\n  { name = "2" },\n]\n',
    ),
    "a date after a text that looks like a table": (
        VERSION + 'note = """\n[[version]]\nreleased = 2022-01-01\n"""\nreleased = 2022-01-01\n',
        dates(released=JUNE),
        VERSION + 'note = """\n[[version]]\nreleased = 2022-01-01\n"""\nreleased = 2022-06-01\n',
    ),
    "a first date goes below the name": (
        VERSION + 'note = "n"\n',
        dates(released=JUNE),
        VERSION + 'released = 2022-06-01\nnote = "n"\n',
    ),
    "a date goes between its neighbours in lifecycle order": (
        VERSION + "released = 2022-01-01\ndeprecated = 2022-01-03\n",
        dates(default=JUNE),
        VERSION + "released = 2022-01-01\ndefault = 2022-06-01\ndeprecated = 2022-01-03\n",
    ),
    "a date goes above the later one, below the comment over that": (
        VERSION + 'note = "n"\n# dates\ndefault = 2022-01-02\n',
        dates(released=JUNE),
        VERSION + 'note = "n"\n# dates\nreleased = 2022-06-01\ndefault = 2022-01-02\n',
    ),
    "several dates at one place keep their order": (
        VERSION + "released = 2022-01-01\n",
        dates(default=MAY, deprecated=JUNE),
        VERSION + "released = 2022-01-01\ndefault = 2022-05-01\ndeprecated = 2022-06-01\n",
    ),
    "a date goes by the other dates where the name stands last": (
        HEAD + '[[version]]\nreleased = 2022-01-01\nname = "1"\n',
        dates(default=JUNE),
        HEAD + '[[version]]\nreleased = 2022-01-01\ndefault = 2022-06-01\nname = "1"\n',
    ),
    "aligned equals signs stay aligned": (
        HEAD + '[[version]]\nname       = "1"\nreleased   = 2022-01-01 # r\n',
        dates(default=JUNE),
        HEAD + '[[version]]\nname       = "1"\nreleased   = 2022-01-01 # r\ndefault    = 2022-06-01\n',
    ),
    "a key longer than the alignment": (
        HEAD + '[[version]]\nname    = "1"\ndefault = 2022-01-01\n',
        dates(deprecated=JUNE),
        HEAD + '[[version]]\nname    = "1"\ndefault = 2022-01-01\ndeprecated = 2022-06-01\n',
    ),
    "no spaces around the equals sign": (
        HEAD + '[[version]]\nname="1"\nreleased=2022-01-01\n',
        dates(default=JUNE),
        HEAD + '[[version]]\nname="1"\nreleased=2022-01-01\ndefault=2022-06-01\n',
    ),
    "indented keys": (
        HEAD + '[[version]]\n  name = "1"\n  released = 2022-01-01\n',
        dates(default=JUNE),
        HEAD + '[[version]]\n  name = "1"\n  released = 2022-01-01\n  default = 2022-06-01\n',
    ),
    "a key in a file with CRLF": (
        (VERSION + "released = 2022-01-01 # r\n").replace("\n", "\r\n"),
        dates(default=JUNE),
        (VERSION + "released = 2022-01-01 # r\ndefault = 2022-06-01\n").replace("\n", "\r\n"),
    ),
    "a key after the last line without an ending": (
        VERSION + "released = 2022-01-01",
        dates(default=JUNE),
        VERSION + "released = 2022-01-01\ndefault = 2022-06-01",
    ),
    "a key of an inline version": (
        HEAD + "version = [{name='1',released=2022-01-01}]",
        dates(default=JUNE),
        HEAD + "version = [{name='1',released=2022-01-01, default=2022-06-01}]",
    ),
    "a first key of an inline version": (
        HEAD + "version = [{ deprecated = 2022-01-01, name = '1' }]",
        dates(released=JUNE),
        HEAD + "version = [{ released = 2022-06-01, deprecated = 2022-01-01, name = '1' }]",
    ),
    "a removed date takes its line and the comment on it, not the one above": (
        VERSION + "# when?\nreleased = 2022-01-01 # r\n# then\ndefault = 2022-01-02\n",
        dates(released=None),
        VERSION + "# when?\n# then\ndefault = 2022-01-02\n",
    ),
    "a removed date in the last line without an ending": (
        VERSION + "released = 2022-01-01",
        dates(released=None),
        VERSION.removesuffix("\n"),
    ),
    "a removed text of several lines": (
        VERSION + 'note = """\na\n\nb""" # n\nreleased = 2022-01-01\n',
        of_version(note=None),
        VERSION + "released = 2022-01-01\n",
    ),
    "a removed key of an inline version": (
        HEAD + 'version = [{ name = "1", released = 2022-01-01, default = 2022-01-02 }]',
        dates(released=None),
        HEAD + 'version = [{ name = "1", default = 2022-01-02 }]',
    ),
    "the removed last key of an inline version": (
        HEAD + 'version = [{ name = "1", released = 2022-01-01 }]',
        dates(released=None),
        HEAD + 'version = [{ name = "1" }]',
    ),
    "one date gone and another come": (
        VERSION + "released = 2022-01-01 # r\n",
        dates(released=None, default=JUNE),
        VERSION + "default = 2022-06-01\n",
    ),
    "one key of an inline version gone and another come": (
        HEAD + "version = [{ name = '1', released = 2022-01-01, note = 'n', deprecated = 2022-01-03 }]",
        lambda plan: of_version(note=None)(dates(released=None, default=JUNE)(plan)),
        HEAD + "version = [{ name = '1', default = 2022-06-01, deprecated = 2022-01-03 }]",
    ),
    "a literal text stays one": (
        HEAD + "[[version]]\nname = '1'\n",
        of_version(name="2"),
        HEAD + "[[version]]\nname = '2'\n",
    ),
    "a literal text that has to hold an apostrophe": (
        VERSION + "note = 'a'\n",
        of_version(note="it's"),
        VERSION + 'note = "it\'s"\n',
    ),
    "a text of several lines stays one": (
        (VERSION + 'note = """\na\nb"""\n').replace("\n", "\r\n"),
        of_version(note="a\nc"),
        (VERSION + 'note = """\na\nc"""\n').replace("\n", "\r\n"),
    ),
    "a text that tries to be more than a text": (
        VERSION + 'note = "a"\n',
        of_version(note='"\n[[version]]\nname = "2'),
        VERSION + 'note = "\\"\\n[[version]]\\nname = \\"2"\n',
    ),
    "a flag that is written out": (
        NOTICE + "pinned = false\n",
        of_notice(pinned=True),
        NOTICE + "pinned = true\n",
    ),
    "a channel more, at the end of a line": (
        NOTICE + 'channels = ["email"] # c\n',
        of_notice(channels=("email", "docs")),
        NOTICE + 'channels = ["email", "docs"] # c\n',
    ),
    "a channel more, among lines with comments": (
        NOTICE + 'channels = [\n  "email", # e\n  "docs" # d\n]\n',
        of_notice(channels=("email", "docs", "blog")),
        NOTICE + 'channels = [\n  "email", # e\n  "docs", # d\n  "blog"\n]\n',
    ),
    "a channel more, among lines that end in commas": (
        NOTICE + 'channels = [\n\t"email", # e\n\n\t"docs", # d\n]\n',
        of_notice(channels=("email", "blog", "docs")),
        NOTICE + 'channels = [\n\t"email", # e\n\t"blog",\n\n\t"docs", # d\n]\n',
    ),
    "a first channel, among lines": (
        NOTICE + 'channels = [ # which\n  "email",\n]\n',
        of_notice(channels=("docs", "email")),
        NOTICE + 'channels = [ # which\n  "docs",\n  "email",\n]\n',
    ),
    "a channel in an empty list": (
        NOTICE + "channels = [ ]\n",
        of_notice(channels=("docs",)),
        NOTICE + 'channels = ["docs"]\n',
    ),
    "a channel in an empty list with a comment": (
        NOTICE + "channels = [ # none\n]\n",
        of_notice(channels=("docs",)),
        NOTICE + 'channels = [ # none\n  "docs",\n]\n',
    ),
    "a channel less": (
        NOTICE + 'channels = ["email", "docs", "blog"]\n',
        of_notice(channels=("email", "blog")),
        NOTICE + 'channels = ["email", "blog"]\n',
    ),
    "the last channels less": (
        NOTICE + 'channels = [ "email", "docs", "blog" ]\n',
        of_notice(channels=("email",)),
        NOTICE + 'channels = [ "email" ]\n',
    ),
    "a channel less, with its line": (
        NOTICE + 'channels = [\n  "email", # e\n  "docs", # d\n]\n',
        of_notice(channels=("email",)),
        NOTICE + 'channels = [\n  "email", # e\n]\n',
    ),
    "a channel less, the comment on the line of another stays": (
        NOTICE + 'channels = [ "email", # e\n  "docs" ] # c\n',
        of_notice(channels=("email",)),
        NOTICE + 'channels = [ "email", # e\n  ] # c\n',
    ),
    "commas that lead the lines": (
        NOTICE + 'channels = [ "email"\n  , "docs"\n]\n',
        of_notice(channels=("email", "blog", "docs")),
        NOTICE + 'channels = [ "email"\n  , "blog"\n  , "docs"\n]\n',
    ),
    "commas that lead the lines, one more at the end": (
        NOTICE + 'channels = [\n    "email" # e\n  , "docs" # d\n]\n',
        of_notice(channels=("email", "docs", "blog")),
        NOTICE + 'channels = [\n    "email" # e\n  , "docs" # d\n  , "blog"\n]\n',
    ),
    "commas that lead the lines, one more at the end, before the bracket": (
        NOTICE + 'channels = [ "email"\n           , "docs" ]\n',
        of_notice(channels=("email", "docs", "blog")),
        NOTICE + 'channels = [ "email"\n           , "docs"\n           , "blog" ]\n',
    ),
    "commas that lead the lines, one more at the start": (
        NOTICE + 'channels = [ "email" # e\n  , "docs"\n]\n',
        of_notice(channels=("blog", "email", "docs")),
        NOTICE + 'channels = [ "blog"\n  , "email" # e\n  , "docs"\n]\n',
    ),
    "commas that lead the lines, the first less": (
        NOTICE + 'channels = [ "email"\n  , "docs" # d\n  , "blog"\n]\n',
        of_notice(channels=("docs", "blog")),
        NOTICE + 'channels = [ "docs" # d\n  , "blog"\n]\n',
    ),
    "commas that lead the lines, the middle less": (
        NOTICE + 'channels = [ "email" # e\n  , "docs" # d\n  # about blogs\n  , "blog"\n]\n',
        of_notice(channels=("email", "blog")),
        NOTICE + 'channels = [ "email" # e\n  # about blogs\n  , "blog"\n]\n',
    ),
    "commas that lead the lines, the last less": (
        NOTICE + 'channels = [\n    "email"\n  , "docs" # d\n  , "blog" # b\n]\n',
        of_notice(channels=("email", "docs")),
        NOTICE + 'channels = [\n    "email"\n  , "docs" # d\n]\n',
    ),
    "commas that lead the lines, with CRLF": (
        (NOTICE + 'channels = [ "email"\n  , "docs"\n  , "blog"\n]\n').replace("\n", "\r\n"),
        of_notice(channels=("email", "blog")),
        (NOTICE + 'channels = [ "email"\n  , "blog"\n]\n').replace("\n", "\r\n"),
    ),
    "one line a channel, without a comma at the end": (
        NOTICE + 'channels = [\n  "email", # e\n  # about docs\n  "docs" # d\n]\n',
        of_notice(channels=("email",)),
        NOTICE + 'channels = [\n  "email", # e\n  # about docs\n]\n',
    ),
    "several channels a line": (
        NOTICE + 'channels = [\n  "email", "docs", # d\n  "blog",\n]\n',
        of_notice(channels=("email", "blog")),
        NOTICE + 'channels = [\n  "email", # d\n  "blog",\n]\n',
    ),
    "the first channel of several lines": (
        NOTICE + "channels = [\n]\n",
        of_notice(channels=("email", "blog")),
        NOTICE + 'channels = [\n  "email",\n  "blog",\n]\n',
    ),
    "a channel for another": (
        NOTICE + "channels = ['email', # e\n 'docs']\n",
        of_notice(channels=("email", "blog")),
        NOTICE + "channels = ['email', # e\n 'blog']\n",
    ),
    "all channels less": (
        NOTICE + 'channels = ["email"] # c\nnote = "n"\n',
        of_notice(channels=()),
        NOTICE + 'note = "n"\n',
    ),
    "a date told, inline": (
        NOTICE + "told = {released=2022-01-01,default=2022-01-02} # t\n",
        of_notice(told={"released": JUNE, "default": 738_157}),
        NOTICE + "told = {released=2022-06-01,default=2022-01-02} # t\n",
    ),
    "a date told more, inline": (
        NOTICE + "told = {}\n",
        of_notice(told={"released": JUNE}),
        NOTICE + "told = { released = 2022-06-01 }\n",
    ),
    "a date told, in a table of its own": (
        NOTICE + "\n# what it said\n[notice.told]\nreleased = 2022-01-01\n",
        of_notice(told={"released": JUNE, "default": JUNE}),
        NOTICE + "\n# what it said\n[notice.told]\nreleased = 2022-06-01\ndefault = 2022-06-01\n",
    ),
    "a date told, by dots": (
        NOTICE + 'told.released = 2022-01-01\nnote = "n"\n',
        of_notice(told={"released": JUNE, "default": JUNE}),
        NOTICE + 'told.released = 2022-06-01\ntold.default = 2022-06-01\nnote = "n"\n',
    ),
    "sent, nothing recorded": (
        NOTICE + "channels = ['email']\nnote = 'n'\n",
        of_notice(told={}),
        NOTICE + "channels = ['email']\ntold = {}\nnote = 'n'\n",
    ),
    "all that was told by dots is forgotten, that it was sent is not": (
        NOTICE + "told.released = 2022-01-01\ntold.default = 2022-01-01\n",
        of_notice(told={}),
        NOTICE + "told = {}\n",
    ),
    "all that was told in a table is forgotten, that it was sent is not": (
        NOTICE + "\n[notice.told]\nreleased = 2022-01-01 # r\n",
        of_notice(told={}),
        NOTICE + "\n[notice.told]\n",
    ),
    "not sent after all": (
        NOTICE + '\n# what it said\n[notice.told]\nreleased = 2022-01-01\n\n[[version]]\nname = "2"\n',
        of_notice(told=None),
        NOTICE + '\n[[version]]\nname = "2"\n',
    ),
    "not sent after all, by dots": (
        NOTICE + "told.released = 2022-01-01\nnote = 'n'\ntold.default = 2022-01-01\n",
        of_notice(told=None),
        NOTICE + "note = 'n'\n",
    ),
    "a rule written as a list stays a list": (
        WAIVER + 'rule = ["one"]\n',
        of_waiver(rules=("two",)),
        WAIVER + 'rule = ["two"]\n',
    ),
    "a rule more makes a list": (
        WAIVER + 'rule = "one" # r\n',
        of_waiver(rules=("one", "two")),
        WAIVER + 'rule = ["one", "two"] # r\n',
    ),
    "a rule written as a list is left alone by another edit": (
        WAIVER + 'rule = ["one"] # r\n',
        of_waiver(note="m"),
        WAIVER.replace('note = "n"', 'note = "m"') + 'rule = ["one"] # r\n',
    ),
    "what the plan is": (
        "# Clio\n\nformat=1\nproduct = 'P' # what\npolicy = 'policy'\n",
        of_plan(product="Q", judge_from=JUNE),
        "# Clio\n\nformat=1\nproduct = 'Q' # what\npolicy = 'policy'\njudge_from = 2022-06-01\n",
    ),
    "the first line of a file": (
        "judge_from = 2022-01-01\n" + HEAD,
        of_plan(judge_from=None),
        HEAD,
    ),
    "the user's own data is left alone": (
        VERSION + 'meta.owner = "me" # o\nmeta."a b".c = [1, # one\n 2.50]\n[meta]\nx = 0x1F\n',
        dates(released=JUNE),
        VERSION.replace('"1"\n', '"1"\nreleased = 2022-06-01\n')
        + 'meta.owner = "me" # o\nmeta."a b".c = [1, # one\n 2.50]\n[meta]\nx = 0x1F\n',
    ),
    "nothing": (VERSION + "pinned = []  \n\n\n", of_plan(), VERSION + "pinned = []  \n\n\n"),
}


@pytest.mark.parametrize(("before", "edit", "after"), CASES.values(), ids=CASES.keys())
def test_only_what_is_edited_changes(before: str, edit: Edit, after: str) -> None:
    plan = opened(before)
    rewritten = plan.rewritten(edit(plan.plan))
    assert rewritten.text == after
    assert rewritten.extent == "values"
    assert rewritten.paths == plan.paths


def test_a_rename_changes_the_name_and_what_refers_to_it() -> None:
    text = (
        HEAD
        + '[[version]]\nname = "1" # the name\n\n[[notice]]\nversion = "1" # of it\ndate = 2022-01-01\n\n'
        + '[[change]]\nname = "c"\nkind = "add"\nversion = "1"\n\n'
        + '[[waiver]]\nrule = "one"\nversion = "1"\nnote = "1"\n'
    )
    plan = opened(text)
    old = plan.plan
    new = old._replace(
        versions=(old.versions[0]._replace(name="1.0"),),
        changes=(old.changes[0]._replace(version="1.0"),),
        notices=(old.notices[0]._replace(item="1.0"),),
        waivers=(old.waivers[0]._replace(item="1.0"),),
    )
    after = plan.rewritten(new).text
    assert after == text.replace('name = "1"', 'name = "1.0"').replace('version = "1"', 'version = "1.0"')


def test_a_date_is_one_line_of_any_of_a_thousand_versions() -> None:
    blocks = [f'[[version]]\nname = "{number}"\nreleased = 2022-01-01\n' for number in range(1000)]
    plan = opened(HEAD + "\n".join(blocks))
    versions = [*plan.plan.versions]
    versions[567] = versions[567]._replace(dates={"released": JUNE})
    after = plan.rewritten(plan.plan._replace(versions=tuple(versions))).text
    changed = [
        (old, new) for old, new in zip(plan.text.split("\n"), after.split("\n"), strict=True) if old != new
    ]
    assert changed == [("released = 2022-01-01", "released = 2022-06-01")]


def test_a_notice_moves_to_another_kind_of_item() -> None:
    text = NOTICE + '[[change]]\nname = "c"\nkind = "add"\n'
    plan = opened(text)
    notice: Notice = plan.plan.notices[0]._replace(item="c")
    after = plan.rewritten(plan.plan._replace(notices=(notice,))).text
    assert after == text.replace('version = "1"\n', 'change = "c"\n')


def test_what_two_plans_share_goes_by_its_key_not_its_place() -> None:
    plan = opened(VERSION + "# the second\n[[version]]\nname = '2'\n")
    second: Version = plan.plan.versions[1]._replace(name="1")
    rewritten = plan.rewritten(plan.plan._replace(versions=(second,)))
    assert rewritten.text == HEAD + "# the second\n[[version]]\nname = '1'\n"
    assert rewritten.paths == {second.key: ("version", 0)}
