import os
from pathlib import Path

import pytest

from planner.disk.source import Unreadable
from planner.files.plan.file import read_plan_bytes, read_plan_file

PLAN = 'format = 1\nproduct = "x"\npolicy = "{policy}"\n[[version]]\nname = "1"\n'
POLICY = 'format = 1\nname = "mine"\n[[milestone]]\nname = "launched"\n'


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_plan_comes_with_its_policy_and_source(tmp_path: Path) -> None:
    path = write(tmp_path / "p.toml", PLAN.format(policy="clio"))
    file = read_plan_file(path)
    assert file.plan is not None
    assert file.policy is not None
    assert (file.plan.policy, file.policy.name, file.source.path) == ("clio", "clio", path)
    assert (file.diagnostics, file.policy_diagnostics, file.remarks) == ((), (), ())


def test_a_policys_path_is_relative_to_the_plan(tmp_path: Path) -> None:
    write(tmp_path / "policies/mine.toml", POLICY)
    path = write(
        tmp_path / "plans/p.toml", PLAN.format(policy="../policies/mine.toml") + "launched = 2027-01-01"
    )
    file = read_plan_file(path)
    assert file.plan is not None
    assert list(file.plan.versions[0].dates) == ["launched"]


def test_a_given_policy_is_relative_to_the_current_folder_and_used_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine.toml", POLICY)
    path = write(tmp_path / "plans/p.toml", PLAN.format(policy="clio") + "launched = 2027-01-01")
    monkeypatch.chdir(tmp_path)
    file = read_plan_file(path, "./mine.toml")
    assert file.plan is not None
    assert file.policy is not None
    assert (file.plan.policy, file.policy.name) == ("clio", "mine")
    assert [each.code for each in read_plan_file(path).diagnostics] == ["unknown-key"]


def test_with_a_given_policy_a_plan_need_not_name_one() -> None:
    text = 'format = 1\nproduct = "x"'
    file = read_plan_bytes("-", text.encode(), "clio")
    assert file.plan is not None
    assert file.plan.policy == "clio"
    assert [each.code for each in read_plan_bytes("-", text.encode()).diagnostics] == ["missing-key"]


def test_standard_input_looks_for_policies_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine.toml", POLICY)
    monkeypatch.chdir(tmp_path)
    file = read_plan_bytes("-", PLAN.format(policy="./mine.toml").encode())
    assert file.plan is not None


def test_an_unknown_policy_is_an_error_of_the_plan_at_its_key() -> None:
    file = read_plan_bytes("p", (PLAN.format(policy="cilo") + "released = TBD").encode())
    assert (file.plan, file.policy, file.policy_diagnostics) == (None, None, ())
    assert [(each.code, each.line, each.column) for each in file.diagnostics] == [
        ("unknown-policy", 3, 10),
        ("not-a-date", 6, 12),
    ]


def test_an_unknown_policy_that_was_given_is_not_the_plans_fault() -> None:
    file = read_plan_bytes("p", PLAN.format(policy="clio").encode(), "cilo")
    assert (file.plan, file.diagnostics) == (None, ())
    assert [(each.code, each.path) for each in file.policy_diagnostics] == [("unknown-policy", "cilo")]


def test_a_broken_policy_is_reported_apart_and_the_plan_is_still_checked(tmp_path: Path) -> None:
    write(tmp_path / "mine.toml", POLICY + "roel = 1")
    text = PLAN.format(policy="./mine.toml") + 'launched = 2027-01-01\ntrack = 4\n[[notice]]\nversion = "1"'
    file = read_plan_file(write(tmp_path / "p.toml", text))
    assert (file.plan, file.policy) == (None, None)
    assert [(each.code, each.path) for each in file.policy_diagnostics] == [
        ("unknown-key", str(tmp_path / "mine.toml"))
    ]
    assert [each.code for each in file.diagnostics] == ["wrong-type", "missing-key"]


def test_a_byte_order_mark_is_no_error_but_remarked_on() -> None:
    file = read_plan_bytes("p", b"\xef\xbb\xbf" + PLAN.format(policy="clio").encode())
    assert file.plan is not None
    assert file.source.bom
    assert [each.code for each in file.remarks] == ["byte-order-mark"]


def test_what_is_not_utf_8_is_an_error_with_a_place() -> None:
    file = read_plan_bytes("p", b'format = 1\nproduct = "\xe9"')
    assert [(each.code, each.line, each.column) for each in file.diagnostics] == [("not-utf-8", 2, 12)]
    assert file.plan is None


@pytest.mark.parametrize("data", [b"", b"\n \t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_error(data: bytes) -> None:
    assert [(each.code, each.line) for each in read_plan_bytes("p", data).diagnostics] == [("empty", 1)]


def test_a_plan_that_cannot_be_had_is_no_plan_with_errors(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(Unreadable):
            read_plan_file(str(path))


def test_a_plan_can_be_read_from_a_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, PLAN.format(policy="clio").encode())
    os.close(writing)
    assert read_plan_file(f"/dev/fd/{reading}").plan is not None
    os.close(reading)


def test_a_notice_that_announces_nothing_is_remarked_on_and_no_error() -> None:
    empty = '[[notice]]\nversion = "1"\ndate = 2026-12-01\n'
    text = f'[[version]]\nname = "1"\n{empty}{empty}announces = []\n{empty}withdraws = ["default"]\n'
    head = 'format = 1\nproduct = "P"\npolicy = "clio"\n'
    file = read_plan_bytes("p", (head + text).encode())
    assert file.plan is not None
    assert [(each.code, each.line) for each in file.remarks] == [("empty-notice", 6)]
