"""`planner export`: what goes where, and what is said of what cannot be done."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from planner.cli import main
from planner.dates import to_day
from planner.exports import FORMATS
from tests.repository import commit_all

from .plans import HOSTILE, PROJECT, write_hostile

AS_OF = "2026-11-21"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a plan in it."""
    shutil.copy(PROJECT / "plans" / "clio.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def capture(folder: Path, capfd: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    return capfd


def _export(capture: pytest.CaptureFixture[str], *arguments: str, plan: str = "clio.toml") -> Outcome:
    try:
        code = main(["export", plan, "--as-of", AS_OF, *arguments])
    except SystemExit as ended:
        code = int(ended.code or 0)
    return Outcome(code, *capture.readouterr())


def test_one_format_goes_to_standard_output(capture: pytest.CaptureFixture[str]) -> None:
    told = _export(capture, "--to", "md")
    assert told.code == 0
    assert told.err == ""
    assert told.out.startswith("# Release plan: Clio Manage API v4\n")


def test_one_format_goes_to_a_file(folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    told = _export(capture, "--to", "ics", "-o", "plan.ics")
    assert told == (0, "", "")
    assert (folder / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_several_formats_go_to_a_folder_under_the_products_name(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    told = _export(capture, *(each for name in FORMATS for each in ("--to", name)), "-o", "new/build")
    assert told == (0, "", "")
    found = {each.name for each in (folder / "new" / "build").iterdir()}
    named = {f"clio-manage-api-v4.{name}" for name, each in FORMATS.items() if not each.in_parts}
    assert named <= found
    assert {name.rpartition(".2")[0] or name.partition(".")[2] for name in found - named} == {
        "changelog.md",
        "email.txt",
    }


def test_drafts_that_break_the_policy_are_said_by_the_command(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    copper = str(PROJECT / "plans/copper.toml")
    told = _export(capture, "--to", "announcement", "-o", "drafts/", plan=copper)
    assert told.code == 0
    assert told.err.startswith("planner export: SDK 0.4, 2026-12-07: breaks support-minimum: ")
    assert (folder / "drafts" / "sdk-0-4-2026-12-07.email.txt").exists()


def test_a_folder_for_drafts_that_stays_empty_is_said(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    nodejs = str(PROJECT / "plans/nodejs.toml")
    told = _export(capture, "--to", "announcement", "-o", "drafts/", plan=nodejs)
    assert told == (0, "", "planner export: announcement: there is nothing to write\n")


def test_one_format_goes_into_a_folder_that_is_there(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    assert _export(capture, "--to", "csv", "--to", "csv", "-o", ".").code == 0
    assert (folder / "clio-manage-api-v4.csv").exists()


@pytest.mark.parametrize("name", ["a URL with more", "wide letters", "10,000 characters", "bidi marks"])
def test_a_hostile_product_names_a_file_and_nothing_else(
    name: str, folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    plan = write_hostile(f"../../{HOSTILE[name]}", folder)
    assert _export(capture, "--to", "json", "-o", "out/", plan=str(plan)).code == 0
    (only,) = (folder / "out").iterdir()
    assert all(each.isascii() and (each.isalnum() or each in "-.") for each in only.name)
    assert len(only.name) <= 65


@pytest.mark.parametrize(
    ("arguments", "description"),
    [
        ((), "required: --to"),
        (("--to", "htm"), "did you mean `html`?"),
        (("--to", "png"), "png needs a file"),
        (("--to", "md", "--to", "csv"), "several formats need a folder"),
        (("--to", "csv", "--since", "clio.toml"), "only md, html, svg, png and mermaid tell what changed"),
        (("--to", "md", "--notice", "4.0.9"), "argument --notice: only announcement takes it"),
        (("--to", "md", "--templates", "."), "argument --templates: only announcement takes it"),
        (("--to", "announcement", "--notice", "4.0.99"), "`4.0.99` is no notice and no item of the plan"),
        (("--to", "announcement", "--templates", "nowhere"), "No such file"),
        (("--to", "md", "--since", "missing.toml"), "there is no such file"),
        (("--to", "md", "--since", "git:HEAD"), "argument --since"),
        (("--to", "md", "--to", "csv", "-o", "clio.toml"), "that is the plan itself"),
        (("--to", "md", "--to", "csv", "-o", "/dev/null"), "File exists"),
        (("--to", "md", "-o", "no/folder/x.md"), "cannot write"),
        (("--to", "md", "-o", "./clio.toml"), "that is the plan itself"),
        (("--to", "md", "--policy", "nope"), "nope"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], description: str, folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    told = _export(capture, *arguments)
    assert told.code == 2
    assert told.out == ""
    assert description in told.err
    assert "Traceback" not in told.err
    assert [each.name for each in folder.iterdir()] == ["clio.toml"]


def test_an_export_never_replaces_another_plan(folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    (folder / "other.toml").write_text("theirs")
    told = _export(capture, "--to", "md", "-o", "other.toml")
    assert (told.code, told.out) == (2, "")
    assert "`other.toml` may be a plan or a policy" in told.err
    assert (folder / "other.toml").read_text() == "theirs"


def test_a_plan_with_errors_is_not_exported(folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    (folder / "clio.toml").write_text('format = 1\nproduct = "P"\npolicy = "clio"\nversoin = 1\n')
    told = _export(capture, "--to", "html", "-o", "x.html")
    assert told.code == 2
    assert "clio.toml:4:1: error[unknown-key]" in told.err
    assert not (folder / "x.html").exists()


def test_violations_are_no_failure(capture: pytest.CaptureFixture[str]) -> None:
    told = _export(capture, "--to", "json")
    assert told.code == 0
    assert any(each["waived"] is None for each in json.loads(told.out)["findings"])


def test_another_policy_and_another_day_judge(capture: pytest.CaptureFixture[str]) -> None:
    told = _export(capture, "--to", "json", "--as-of", "2027-12-01")
    assert json.loads(told.out)["as_of"] == "2027-12-01"


def test_since_a_file_tells_what_moved(folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    plan = (folder / "clio.toml").read_text()
    (folder / "old.toml").write_text(plan.replace("2027-02-03", "2027-02-15"))
    told = _export(capture, "--to", "md", "--since", "old.toml")
    assert "| 4.0.14 | default | 2027-02-15 | 2027-02-03 | 12 days earlier |" in told.out


def test_since_a_revision_tells_what_moved(folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", "clio.toml")
    git("commit", "-qm", "First")
    plan = (folder / "clio.toml").read_text()
    (folder / "clio.toml").write_text(plan.replace("2027-02-03", "2027-02-15"))
    told = _export(capture, "--to", "md", "--since", "git:HEAD")
    assert "## What changed since git:HEAD" in told.out
    assert "| 4.0.14 | default | 2027-02-03 | 2027-02-15 | 12 days later |" in told.out


def test_a_broken_base_is_told_with_its_place(folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    (folder / "old.toml").write_text("product = 1")
    told = _export(capture, "--to", "md", "--since", "old.toml")
    assert told.code == 2
    assert "old.toml:1:" in told.err


def test_only_what_the_format_needs_is_loaded(folder: Path) -> None:
    code = (
        "import sys; from planner.cli import main;"
        "main(['export', 'clio.toml', '--to', 'csv', '-o', 'x.csv']); print(*sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(PROJECT)},
    )
    loaded = set(told.stdout.split())
    assert "planner.exports.csv" in loaded
    assert not {"jinja2", "icalendar", "resvg_py", "textual"} & loaded


def test_what_changed_is_told_of_a_renamed_plan_too(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    commit_all(folder)
    (folder / "clio.toml").rename(folder / "api.toml")
    assert "git:HEAD" in _export(capture, "--to", "md", "--since", "git:HEAD", plan="api.toml").out
    shutil.copy(PROJECT / "plans" / "copper.toml", folder)
    told = _export(capture, "--to", "md", "--since", "git:HEAD", plan="copper.toml")
    assert (told.code, told.out) == (2, "")
    assert "argument --since: copper.toml is not in git:HEAD" in told.err


def _stamps(text: str) -> set[str]:
    return {line for line in text.splitlines() if line.startswith(("DTSTAMP", "LAST-MODIFIED", "SEQUENCE"))}


def _changed(path: Path, moment: str) -> None:
    seconds = datetime.fromisoformat(moment).timestamp()
    os.utime(path, (seconds, seconds))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-21T09:30:15", "20261121T093015Z"),
        ("2026-11-21T11:05:00", "20261121T110500Z"),
        ("2026-11-20T23:00:00", "20261121T000000Z"),
    ],
)
def test_a_calendar_has_the_time_at_which_the_plan_was_changed_today(
    moment: str,
    expected: str,
    folder: Path,
    capture: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.cli.export.today", lambda: to_day(date(2026, 11, 21)))
    _changed(folder / "clio.toml", moment)
    assert main(["export", "clio.toml", "--to", "ics"]) == 0
    stamps = _stamps(capture.readouterr().out)
    assert {f"DTSTAMP:{expected}", f"LAST-MODIFIED:{expected}"} < stamps
    assert len(stamps) == 3


def test_a_calendar_has_the_time_at_which_the_policy_was_changed_last(
    folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.cli.export.today", lambda: to_day(date(2026, 11, 21)))
    policy = folder / "stricter.toml"
    policy.write_text('format = 1\nname = "stricter"\nextends = "clio"\n')
    _changed(folder / "clio.toml", "2026-11-21T09:30:00")
    _changed(policy, "2026-11-21T14:00:00")
    assert main(["export", "clio.toml", "--to", "ics", "--policy", "./stricter.toml"]) == 0
    assert "DTSTAMP:20261121T140000Z" in _stamps(capture.readouterr().out)


def test_a_calendar_as_of_a_given_day_is_the_same_whenever_the_plan_was_changed(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    _changed(folder / "clio.toml", f"{AS_OF}T09:30:00")
    first = _export(capture, "--to", "ics").out
    _changed(folder / "clio.toml", f"{AS_OF}T11:30:00")
    assert _export(capture, "--to", "ics").out == first
    assert "DTSTAMP:20261121T000000Z" in _stamps(first)


def test_drafts_of_an_earlier_run_stay_and_are_named(
    folder: Path, capture: pytest.CaptureFixture[str]
) -> None:
    assert "not a draft" not in _export(capture, "--to", "announcement", "-o", "drafts/").err
    current = sorted(each.name for each in (folder / "drafts").iterdir())
    old = ("2-sdk-2026-01-02.email.txt", "sdk-2026-01-02.email.txt")
    for name in (*old, "README.md", "notes.txt", "email.txt"):
        (folder / "drafts" / name).write_text("ours")
    told = _export(capture, "--to", "announcement", "-o", "drafts/")
    assert told.code == 0
    assert told.err.endswith(
        f"planner export: drafts: 2 files are not drafts of the plan as it is now: {', '.join(old)}\n"
    )
    assert all((folder / "drafts" / name).read_text() == "ours" for name in old)
    one = _export(capture, "--to", "announcement", "-o", "drafts/", "--notice", "4.0.12")
    assert one.err.endswith(f": {', '.join(old)}\n")
    assert not any(name in one.err for name in current)
