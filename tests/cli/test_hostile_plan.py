"""Nothing in a plan is interpreted by what shows its report, in any format."""

import json
import re
from pathlib import Path

import pytest

from planner.reports import FORMATS

from .conftest import EARLY_PLAN, Run

HOSTILE = {
    "a terminal escape": "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "an 8-bit escape": "\x9b31mred",
    "a new line and a workflow command": "one\n::error file=x::two\r\n::set-output name=a::b",
    "a workflow command": "::error::pwned",
    "an old workflow command": "##[error]pwned ##vso[task.complete]",
    "markup": "[bold red]x[/] <script>alert(1)</script> **b** `c` | d |",
    "bidi marks": "\u202egnp.exe\u2066\u200f",
    "a line separator": "a\u2028b\u2029c\x85d",
    "a null and a backspace": "a\x00b\b\b\bc\x7f",
    "10,000 characters": "x" * 10_000,
    "a percent sign": "100%0A::error::x",
}
_control = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_annotation = re.compile(r"::error title=[\w, -]+,file=shop\.toml,line=\d+,col=\d+::")
_command_at_start = re.compile(r"^\s*(?:::|##\[|##vso\[)", re.MULTILINE)


def hostile_plan(text: str) -> str:
    written = json.dumps(text).replace("\x7f", "\\u007f")
    plan = EARLY_PLAN.replace('"1"', written).replace('"Shop"', written)
    waiver = ("version", "note", "reason", "approved_by")
    lines = [f"note = {written}", "[[waiver]]", 'rule = "order"', *(f"{key} = {written}" for key in waiver)]
    return plan + "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("output_format", FORMATS)
def test_nothing_of_a_name_is_interpreted(folder: Path, check: Run, output_format: str, name: str) -> None:
    (folder / "shop.toml").write_text(hostile_plan(HOSTILE[name]), encoding="utf-8")
    told = check("shop.toml", "--output-format", output_format)
    assert told.code == 1
    assert told.err == ""
    assert not _control.search(told.out)
    if output_format == "github":
        lines = told.out.splitlines()
        assert len(lines) == 2
        assert all(
            re.match(r"::error title=[\w, -]+,file=shop\.toml,line=\d+,col=\d+::", line) for line in lines
        )
        assert all("%" not in line.replace("%25", "") for line in lines)
    else:
        assert not _command_at_start.search(told.out)
        assert not re.search(r"##(?:\[|vso)", told.out)
    if output_format == "json":
        assert json.loads(told.out)["plans"][0]["product"] == HOSTILE[name]
    else:
        assert max(map(len, told.out.splitlines())) < 1500


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_bad_key_or_value_is_interpreted(folder: Path, check: Run, name: str) -> None:
    written = json.dumps(HOSTILE[name]).replace("\x7f", "\\u007f")
    (folder / "shop.toml").write_text(f"{EARLY_PLAN}{written} = 1\ndate2 = {written}\n", encoding="utf-8")
    for output_format in FORMATS:
        told = check("shop.toml", "--output-format", output_format)
        assert told.code == 1
        assert not _control.search(told.out)
        assert "\n::error::" not in f"\n{told.out}"


def test_a_files_own_name_is_not_interpreted(folder: Path, check: Run) -> None:
    (folder / "::error::\x1b[31m\n.toml").write_text(EARLY_PLAN)
    for output_format in FORMATS:
        told = check("::error::\x1b[31m\n.toml", "--output-format", output_format)
        assert told.code == 1
        assert "\x1b" not in told.out
        assert "\n::error::" not in f"\n{told.out}"
