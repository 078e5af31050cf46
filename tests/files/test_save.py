import os
import socket
import stat
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planner.disk.source import Unreadable
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.saving import rewrite
from planner.files.saving.save import CannotSave, ChangedOnDisk, NeedsWholeFile, Outcome, Saved, save
from planner.plan import Notice, Plan, Version
from planner.toml.document import CannotEdit
from planner.toml.spans import Path as Place
from tests.patience import PATIENCE

DAY = 738_307  # 2022-06-01

POLICY = """\
format = 1
name = "policy"
[[milestone]]
name = "released"
[[milestone]]
name = "default"
[channels]
email = "Email"
"""

PLAN = """\
# Clio
format  = 1
product = "Clio"
policy  = "./policy.toml"

[[version]]
name     = "1"   # the first
released = 2022-01-01

[[version]]
name     = "2"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_text(POLICY)
    path = tmp_path / "plan.toml"
    path.write_bytes(PLAN.encode())
    return path


def moved(plan_file: PlanFile) -> Plan:
    """The first version released on another day."""
    plan = plan_file.plan
    assert plan is not None
    first, *rest = plan.versions
    return plan._replace(versions=(first._replace(dates={**first.dates, "released": DAY}), *rest))


def must_be_saved(outcome: Outcome) -> Saved:
    assert isinstance(outcome, Saved), outcome
    return outcome


@pytest.fixture
def whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no edit could be proven."""

    def unproven(*_: object) -> None:
        raise CannotEdit

    monkeypatch.setattr(rewrite, "by_edits", unproven)


def test_one_date_is_one_line_on_disk(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    saved = must_be_saved(save(plan_file, moved(plan_file)))
    assert path.read_bytes() == PLAN.replace("2022-01-01", "2022-06-01").encode()
    assert saved.extent == "values"
    assert saved.backup is None
    assert sorted(each.name for each in path.parent.iterdir()) == ["plan.toml", "policy.toml"]


@pytest.mark.parametrize("written", [PLAN.replace("\n", "\r\n"), "\ufeff" + PLAN, PLAN.removesuffix("\n")])
def test_line_endings_byte_order_mark_and_missing_newline_stay(path: Path, written: str) -> None:
    path.write_bytes(written.encode())
    plan_file = read_plan_file(str(path))
    saved = must_be_saved(save(plan_file, moved(plan_file)))
    assert path.read_bytes() == written.replace("2022-01-01", "2022-06-01").encode()
    assert saved.plan_file.source.bom == written.startswith("\ufeff")


def test_mode_and_symlink_stay(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.toml")
    link.symlink_to(path.name)
    plan_file = read_plan_file(str(link))
    must_be_saved(save(plan_file, moved(plan_file)))
    assert link.is_symlink()
    assert b"2022-06-01" in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_entries_keep_their_keys_and_can_be_saved_again(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    old = plan_file.plan
    assert old
    first, second = old.versions
    new = old._replace(
        versions=(first, Version(77, "1.5"), second),
        notices=(Notice(78, "2", DAY, channels=("email",)), Notice(79, "1", DAY)),
    )
    saved = must_be_saved(save(plan_file, new))
    again = saved.plan_file
    assert again.plan
    assert again.plan.versions == new.versions
    assert {each.key: each for each in again.plan.notices} == {each.key: each for each in new.notices}
    assert not again.diagnostics
    assert {**again.paths} == {
        first.key: ("version", 0),
        77: ("version", 1),
        second.key: ("version", 2),
        79: ("notice", 0),
        78: ("notice", 1),
    }
    saved = must_be_saved(save(again, old))
    assert path.read_bytes() == PLAN.encode()
    assert saved.plan_file.plan == old
    assert read_plan_file(str(path)).plan == old


def test_a_new_date_goes_where_the_policy_has_it(path: Path) -> None:
    path.write_bytes(PLAN.replace("released = 2022-01-01", "default  = 2022-01-01").encode())
    plan_file = read_plan_file(str(path))
    must_be_saved(save(plan_file, moved(plan_file)))
    assert b"first\nreleased = 2022-06-01\ndefault  = 2022-01-01\n" in path.read_bytes()


def test_what_somebody_else_wrote_is_not_overwritten(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    theirs = PLAN.replace("Clio", "Copper").encode()
    path.write_bytes(theirs)
    assert save(plan_file, moved(plan_file)) == ChangedOnDisk(theirs)
    assert path.read_bytes() == theirs


def test_what_somebody_else_wrote_is_kept_beside_when_asked_to_overwrite(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    theirs = PLAN.replace("Clio", "Copper").encode()
    path.write_bytes(theirs)
    saved = must_be_saved(save(plan_file, moved(plan_file), overwrite=True))
    assert path.read_bytes() == PLAN.replace("2022-01-01", "2022-06-01").encode()
    assert saved.backup == f"{path}.bak"
    assert Path(saved.backup).read_bytes() == theirs


def test_a_plan_that_is_gone_is_asked_about(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    path.unlink()
    assert save(plan_file, moved(plan_file)) == ChangedOnDisk(None)
    assert not path.exists()
    saved = must_be_saved(save(plan_file, moved(plan_file), overwrite=True))
    assert path.read_bytes() == PLAN.replace("2022-01-01", "2022-06-01").encode()
    assert saved.backup is None


@pytest.mark.usefixtures("whole_file")
def test_a_whole_file_is_asked_about(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    assert save(plan_file, moved(plan_file)) == NeedsWholeFile()
    assert path.read_bytes() == PLAN.encode()
    assert not Path(f"{path}.bak").exists()


@pytest.mark.usefixtures("whole_file")
def test_a_whole_file_keeps_a_backup_and_every_earlier_one(path: Path) -> None:
    path.chmod(0o600)
    Path(f"{path}.bak").write_bytes(b"an earlier one")
    plan_file = read_plan_file(str(path))
    saved = must_be_saved(save(plan_file, moved(plan_file), allow_whole_file=True))
    assert saved.extent == "file"
    assert saved.backup == f"{path}.bak1"
    assert Path(saved.backup).read_bytes() == PLAN.encode()
    assert stat.S_IMODE(Path(saved.backup).stat().st_mode) == 0o600
    assert Path(f"{path}.bak").read_bytes() == b"an earlier one"
    assert path.read_text().startswith("# Clio\nformat = 1\n")
    assert saved.plan_file.plan == moved(plan_file)
    saved = must_be_saved(save(saved.plan_file, moved(plan_file), allow_whole_file=True))
    assert saved.backup == f"{path}.bak2"


def test_a_plan_that_has_no_file_yet(path: Path) -> None:
    new_path = path.with_name("new.toml")
    plan = Plan("P", "./policy.toml", versions=(Version(3, "1"),))
    saved = must_be_saved(save(read_plan_bytes(str(new_path), b""), plan))
    assert new_path.read_text() == (
        'format = 1\nproduct = "P"\npolicy = "./policy.toml"\n\n[[version]]\nname = "1"\n'
    )
    assert saved.plan_file.plan == plan
    assert saved.backup is None
    new_path.write_bytes(b"made meanwhile")
    assert save(read_plan_bytes(str(new_path), b""), plan) == ChangedOnDisk(b"made meanwhile")


def test_an_edit_that_the_policy_does_not_allow_is_saved_with_its_problems(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    old = plan_file.plan
    assert old
    new = old._replace(notices=(Notice(50, "1", DAY, channels=("pigeon",)),))
    saved = must_be_saved(save(plan_file, new))
    assert saved.plan_file.plan == new
    assert [each.code for each in saved.plan_file.diagnostics] == ["unknown-channel"]
    assert saved.plan_file.policy == plan_file.policy
    must_be_saved(save(saved.plan_file, old))
    assert path.read_bytes() == PLAN.encode()


def test_a_policy_given_from_outside_is_not_written(path: Path) -> None:
    path.write_bytes(PLAN.replace('policy  = "./policy.toml"\n', "").encode())
    policy = str(path.with_name("policy.toml"))
    plan_file = read_plan_file(str(path), policy)
    saved = must_be_saved(save(plan_file, moved(plan_file), policy=policy))
    assert b"policy" not in path.read_bytes()
    assert saved.plan_file.plan == moved(plan_file)
    assert not saved.plan_file.diagnostics


def refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("broken", ["os.open", "os.fsync", "os.fdopen", "pathlib.Path.rename"])
def test_a_disk_that_refuses_is_an_answer_and_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    plan_file = read_plan_file(str(path))
    new = moved(plan_file)
    monkeypatch.setattr(broken, refused)
    outcome = save(plan_file, new)
    monkeypatch.undo()
    assert outcome == CannotSave(str(path), "permission denied")
    assert path.read_bytes() == PLAN.encode()
    must_be_saved(save(plan_file, new))


def test_half_a_character_is_refused_and_loses_nothing(path: Path) -> None:
    plan_file = read_plan_file(str(path))
    assert plan_file.plan
    outcome = save(plan_file, plan_file.plan._replace(product="\ud83d"))
    assert isinstance(outcome, CannotSave)
    assert path.read_bytes() == PLAN.encode()


def test_the_file_is_compared_right_before_it_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves while the edit is being worked out."""
    plan_file = read_plan_file(str(path))
    work_out = rewrite.rewrite

    def slowly(text: str, paths: Mapping[int, Place], old: Plan | None, new: Plan) -> rewrite.Rewritten:
        path.write_bytes(b"theirs")
        return work_out(text, paths, old, new)

    monkeypatch.setattr("planner.files.saving.save.rewrite", slowly)
    assert save(plan_file, moved(plan_file)) == ChangedOnDisk(b"theirs")
    assert path.read_bytes() == b"theirs"


def test_a_read_only_plan_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_file = read_plan_file(str(path))
    monkeypatch.setattr(os, "access", lambda each, mode: Path(each) != path)  # as for who is not root
    assert save(plan_file, moved(plan_file)) == CannotSave(str(path), "the file is read-only")
    assert path.read_bytes() == PLAN.encode()


def test_a_plan_in_a_read_only_folder_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_file = read_plan_file(str(path))
    monkeypatch.setattr(os, "access", lambda each, mode: Path(each) != path.parent)
    why = "its folder is read-only, and a save puts a new file there"
    assert save(plan_file, moved(plan_file)) == CannotSave(str(path), why)
    assert path.read_bytes() == PLAN.encode()


def become_pipe(path: Path) -> None:
    os.mkfifo(path)


def become_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket may not be long
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def become_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("become", [become_pipe, become_socket, become_device, Path.mkdir])
def test_a_plan_that_became_no_file_is_refused_without_waiting(
    path: Path, become: Callable[[Path], None], overwrite: bool
) -> None:
    plan_file = read_plan_file(str(path))
    path.unlink()
    become(path)
    outcome = save(plan_file, moved(plan_file), overwrite=overwrite)
    why = "it is a folder, not a file" if path.is_dir() else "it is not an ordinary file"
    assert outcome == CannotSave(str(path), why)
    with pytest.raises(Unreadable):
        read_plan_file(str(path), pipes=False)
    assert not path.is_file()


def test_a_pipe_that_nobody_writes_to_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr("planner.disk.pipe._PATIENCE", 0)
    with pytest.raises(Unreadable, match="a pipe that nobody writes to"):
        read_plan_file(str(path))


def test_a_pipe_is_read_to_its_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.disk.pipe._PATIENCE", PATIENCE)
    path.unlink()
    os.mkfifo(path)
    text = PLAN + "# \n" * 20_000  # more than a pipe holds at once
    with ThreadPoolExecutor() as pool:
        writing = pool.submit(path.write_text, text)
        assert read_plan_file(str(path)).source.text == text
        writing.result()
