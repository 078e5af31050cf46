"""Plans to export: the examples, and one whose every text is hostile."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.engine.evaluate import check
from planner.exports import ExportedPlan
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from tests.engine.plans import AS_OF, day

PROJECT = Path(__file__).parents[2]
EXAMPLES = ("clio", "copper", "partner")

HOSTILE = {
    "a terminal escape": "\x1b[31mred\x1b[0m\x1b]0;title\x07 \x9b31m",
    "Rich markup": "[bold red]x[/] [link=https://evil.example]y[/link]",
    "a script": "<script>alert(1)</script>",
    "an image that runs": '"><img src=x onerror=alert(1)>',
    "the end of a picture": "</title></style></desc></text></svg><script>alert(1)</script>",
    "a comment and CDATA": "--> <!-- ]]> <![CDATA[ </style>",
    "a template": "{{ 7 * 7 }} {% include '/etc/passwd' %} {# #}",
    "a script's URL": "javascript:alert(1)",
    "a URL with more": 'https://example.com/"><script>alert(1)</script>',
    "a formula": '=HYPERLINK("https://evil.example","x")',
    "a minus": "-1+1|cmd",
    "an at sign": "@SUM(1+1)",
    "an apostrophe before a formula": "'=1+1",
    "a wide formula": "＝1+1",
    "a tab before a formula": "\t=1+1",
    "Markdown": "# h\n\n- *b* **c** `d` ![i](https://evil.example/i.png) [l](https://evil.example) | ~~s~~",
    "a fence": "```\n# out\n```mermaid",
    "Markdown's ends of lines": "| a |\r\n\r\n1. one\n+ two\n=====",
    "a mention": "@octocat/team fixes #1 :tada: a@example.com",
    "Mermaid": "%%{init: {'theme': 'dark'}}%%\nclick m1 call alert(1)\nsection evil",
    "Mermaid's separators": "a: b, c # d; e :milestone, crit, m1, 2020-01-01, 0d",
    "a date": "2026-01-01 it begins",
    "a word of Mermaid": "section one",
    "an end of an ics line": "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nATTACH:https://evil.example",
    "ics syntax": "a;b,c\\n:d",
    "a header": 'x\r\nSet-Cookie: a=b\r\n\r\n<html>, <https://evil.example>; rel="x"',
    "TOML": '"""\n[[version]]\nname = "evil"\n#',
    "YAML": "!!python/object/apply:os.system ['id']\n- &a *a\n---",
    "workflow commands": "::error file=x::y\n::set-output name=a::b ##[error]z ##vso[task.complete]",
    "bidi marks": "\u202egnp.exe\u2066\u200f\u200e",
    "separators of lines": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "nulls and backspaces": "a\x00b\b\b\bc\x7f",
    "10,000 characters": "x" * 10_000,
    "10,000 words": "x " * 5_000,
    "wide letters": "日本語版 " * 40,
    "nothing to see": "\u200b\u00ad",
}

HOSTILE_POLICY = """
format = 1
name = TEXT
title = TEXT
invalid = TEXT

[[milestone]]
name = "released"
role = "released"
label = TEXT
phase = TEXT
symbol = "<"

[[milestone]]
name = "default"
role = "default"
exclusive = true
phase = TEXT
superseded = TEXT

[[milestone]]
name = "deprecated"
role = "deprecated"
phase = TEXT
answers = TEXT

[[milestone]]
name = "removed"
role = "retired"
label = TEXT
answers = TEXT

[[milestone]]
name = "effective"
of = "change"
label = TEXT

[channels]
email = TEXT

[reasons]
security = TEXT

[[rule]]
id = "default-notice"
kind = "notice"
milestone = "default"
at_least = "90 days"
channels = ["email"]
clause = TEXT
because = TEXT

[[rule]]
id = "support-minimum"
kind = "gap"
from = "deprecated"
to = "removed"
at_least = "6 months"
"""
HOSTILE_PLAN = """
format = 1
product = TEXT
policy = "policy.toml"

[[version]]
name = TEXT
track = TEXT
released = 2026-12-01
default = 2027-02-03
deprecated = 2027-06-01
removed = 2027-07-01
migration = TEXT
note = TEXT
pinned = ["default"]

[[version]]
name = "2"
track = "another"
released = 2027-03-01
default = 2027-04-01

[[change]]
name = CHANGE
kind = TEXT
version = TEXT
effective = 2027-02-03
migration = TEXT
note = TEXT

[[notice]]
version = TEXT
announces = ["default", "removed"]
date = 2026-11-25
channels = ["email"]
name = TEXT
note = TEXT

[[notice]]
change = CHANGE
announces = ["effective"]
date = 2026-11-25
channels = ["email"]
name = TEXT

[[freeze]]
name = TEXT
from = 2026-12-18
to = 2027-01-04

[[waiver]]
rule = "support-minimum"
version = TEXT
reason = "security"
note = TEXT
approved_by = TEXT

[[waiver]]
rule = "order"
change = CHANGE
reason = TEXT
note = TEXT
"""


def example(name: str, as_of: str = AS_OF) -> ExportedPlan:
    return _subject(read_plan_file(str(PROJECT / "plans" / f"{name}.toml")), as_of)


def written(plan: str, policy: str = "clio", as_of: str = AS_OF) -> ExportedPlan:
    text = f'format = 1\nproduct = "P"\npolicy = "{policy}"\n{plan}'
    return _subject(read_plan_bytes("plan.toml", text.encode()), as_of)


@cache
def hostile(text: str) -> ExportedPlan:
    """Every text of the plan and of its policy is this one."""
    with TemporaryDirectory() as folder:
        return _subject(read_plan_file(str(write_hostile(text, Path(folder)))), AS_OF)


def write_hostile(text: str, folder: Path) -> Path:
    (folder / "policy.toml").write_text(_with(text, HOSTILE_POLICY), encoding="utf-8")
    plan = folder / "plan.toml"
    plan.write_text(_with(text, HOSTILE_PLAN), encoding="utf-8")
    return plan


def _with(text: str, toml: str) -> str:
    def quoted(each: str) -> str:
        return json.dumps(each).replace("\x7f", "\\u007f")

    return toml.replace("CHANGE", quoted(f"{text} changed")).replace("TEXT", quoted(text))


def _subject(file: PlanFile, as_of: str) -> ExportedPlan:
    assert file.diagnostics == file.policy_diagnostics == ()
    assert file.plan is not None
    assert file.policy is not None
    return ExportedPlan(file.plan, check(file.plan, file.policy, day(as_of)))
