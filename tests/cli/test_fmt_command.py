import os
from pathlib import Path
from typing import Any

import pytest

from planner.files.format import formatted

from .conftest import LEGAL_PLAN, Run, own_process, ran

UNTIDY = LEGAL_PLAN.replace("format  = 1\n", "format=1\n")


@pytest.fixture
def fmt(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    (folder / "shop.toml").write_text(UNTIDY)
    (folder / "policy.toml").write_text('format = 1\nname   = "house"\nextends = "clio"\n')
    return lambda *arguments: ran(capfd, "fmt", *arguments)


def test_plans_and_policies_of_a_folder_are_formatted(fmt: Run, folder: Path) -> None:
    (folder / "other.toml").write_text("x=1\n")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "shop.toml").write_text(UNTIDY)
    assert fmt() == (0, "formatted policy.toml\nformatted shop.toml\n", "2 files formatted, 0 in order\n")
    assert (folder / "shop.toml").read_text() == LEGAL_PLAN
    assert (folder / "policy.toml").read_text() == 'format  = 1\nname    = "house"\nextends = "clio"\n'
    assert (folder / "other.toml").read_text() == "x=1\n"
    assert (folder / ".hidden" / "shop.toml").read_text() == UNTIDY
    assert fmt() == (0, "", "0 files formatted, 2 in order\n")


def test_check_changes_nothing_and_fails(fmt: Run, folder: Path) -> None:
    assert fmt("--check", "shop.toml") == (1, "would format shop.toml\n", "")
    assert (folder / "shop.toml").read_text() == UNTIDY
    fmt("shop.toml")
    assert fmt("--check", "shop.toml") == (0, "", "")


def test_diff_shows_the_lines_and_changes_nothing(fmt: Run, folder: Path) -> None:
    told = fmt("--diff", "shop.toml")
    assert (told.code, told.err) == (1, "")
    assert told.out.startswith("--- shop.toml\n+++ shop.toml\n@@ ")
    assert "\n-format=1\n+format  = 1\n" in told.out
    assert (folder / "shop.toml").read_text() == UNTIDY


def test_nothing_of_a_plan_is_interpreted_in_a_diff(fmt: Run, folder: Path) -> None:
    (folder / "shop.toml").write_text(UNTIDY + "note = 'a\u202eb'\n")
    assert "note      = 'a\\u202eb'" in fmt("--diff", "shop.toml").out


def test_the_milestones_of_the_plans_policy_give_the_order_of_dates(fmt: Run, folder: Path) -> None:
    (folder / "shop.toml").write_text(
        LEGAL_PLAN.replace("released = ", "deprecated = 2028-01-01\nreleased = ")
    )
    fmt("shop.toml")
    lines = (folder / "shop.toml").read_text().splitlines()
    dates = [line.split()[0] for line in lines if line.startswith(("released", "default ", "deprecated"))]
    assert dates == ["released", "default", "deprecated"]


def test_a_plan_with_errors_is_formatted_too(fmt: Run, folder: Path) -> None:
    (folder / "shop.toml").write_text('product="P"\npolicy="nope"\n[[version]]\ncolour="red"\n')
    assert fmt("shop.toml").code == 0
    assert (folder / "shop.toml").read_text() == (
        'product = "P"\npolicy  = "nope"\n\n[[version]]\ncolour = "red"\n'
    )


def test_a_file_that_is_no_toml_is_left_and_reported_with_its_place(fmt: Run, folder: Path) -> None:
    broken = 'product = "P"\npolicy = TBD\n'
    (folder / "shop.toml").write_text(broken)
    told = fmt()
    assert told.code == 1
    assert "shop.toml:2:10: error: " in told.err
    assert (folder / "shop.toml").read_text() == broken
    assert told.out == "formatted policy.toml\n", "the others are formatted all the same"


def test_byte_order_mark_and_line_endings_stay(fmt: Run, folder: Path) -> None:
    (folder / "shop.toml").write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    fmt("shop.toml")
    assert (folder / "shop.toml").read_bytes() == b"\xef\xbb\xbf" + LEGAL_PLAN.replace("\n", "\r\n").encode()


def test_standard_input_goes_to_standard_output(folder: Path) -> None:
    told = own_process("fmt", "-", cwd=folder, stdin=UNTIDY.encode())
    assert (told.returncode, told.stdout.decode(), told.stderr) == (0, LEGAL_PLAN, b"")
    assert own_process("fmt", "-", "--check", cwd=folder, stdin=UNTIDY.encode()).returncode == 1


@pytest.mark.parametrize("name", ["gone.toml", "other.toml", "empty"])
def test_what_cannot_be_formatted_is_said(fmt: Run, folder: Path, name: str) -> None:
    (folder / "other.toml").write_text("x=1\n")
    (folder / "empty").mkdir()
    told = fmt(name)
    assert (told.code, told.out) == (2, "")
    assert told.err


def test_a_file_that_may_not_be_written_is_left(fmt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.cli.fmt.replace_contents", refuse)
    assert fmt("shop.toml") == (2, "", "planner fmt: shop.toml: Permission denied\n")


def test_a_file_that_was_written_while_it_was_formatted_is_left(
    fmt: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def formatted_slowly(*arguments: Any) -> str:
        (folder / "shop.toml").write_text("theirs")
        return formatted(*arguments)

    monkeypatch.setattr("planner.cli.fmt.formatted", formatted_slowly)
    told = fmt("shop.toml")
    assert (told.code, told.out) == (2, "")
    assert "shop.toml: was changed by somebody else meanwhile" in told.err
    assert (folder / "shop.toml").read_text() == "theirs"


def test_a_file_is_formatted_where_check_takes_it_for_a_plan_and_only_once(fmt: Run, folder: Path) -> None:
    (folder / "foreign.toml").write_text('product="shop"\nversion="1.2"\n')
    (folder / "old.toml").write_text(UNTIDY)
    told = fmt("--exclude", "old.toml", ".", "./shop.toml", str(folder / "shop.toml"))
    assert told == (0, "formatted policy.toml\nformatted shop.toml\n", "2 files formatted, 0 in order\n")
    assert (folder / "old.toml").read_text() == UNTIDY


def test_a_pipe_is_refused_in_the_name_of_the_command(fmt: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")
    assert fmt("pipe.toml").err == "planner fmt: pipe.toml: is not an ordinary file\n"
