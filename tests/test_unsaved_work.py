"""Unsaved work of a session: kept until it is saved or given up, offered once its planner has ended."""

from pathlib import Path

import pytest

from planner.dates import iso
from planner.edits import items
from planner.edits.entries import NEW
from planner.files.saving.recovery import KeptWork, all_work
from planner.plan import Version
from planner.session import CannotPlan, Session
from tests.test_session import DEFAULT, TEXT, move, opened


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path, state: Path) -> Path:
    file = tmp_path / "plan.toml"
    file.write_text(TEXT)
    return file


def crashed(path: Path, to: str = "2027-03-01") -> Session:
    """A session that ended with a change that was kept and not saved."""
    session = opened(path)
    session.recovery.announce()
    move(session, DEFAULT, to)
    assert session.unsaved_work()()
    session.recovery.release()
    return session


def offered(path: Path) -> tuple[KeptWork, ...]:
    return opened(path).others().left_behind


def test_unsaved_changes_survive_a_crash(path: Path) -> None:
    before = opened(path)
    move(before, DEFAULT, "2027-03-01")
    before.edit("added", items.add(before.plan, Version(NEW, "4.0.15")))
    assert before.unsaved_work()()
    before.recovery.release()
    session = opened(path)
    (found,) = session.others().left_behind
    assert not found.plan_changed
    session.restore(found)
    assert session.plan == before.plan
    assert session.changes == 1
    session.save()
    assert "2027-03-01" in path.read_text()
    assert path.read_text().startswith("# the plan\n")
    assert offered(path) == ()
    session.undo()
    session.save()
    assert path.read_text() == TEXT


def test_a_planner_that_runs_keeps_its_work_to_itself(path: Path) -> None:
    first = opened(path)
    first.recovery.announce()
    move(first, DEFAULT, "2027-03-01")
    first.unsaved_work()()
    second = opened(path)
    second.recovery.announce()
    found = second.others()
    assert found.left_behind == ()
    assert found.open_elsewhere
    move(second, DEFAULT, "2027-04-01")
    second.unsaved_work()()
    second.discard_recovery()
    second.recovery.release()
    assert [each.is_open for each in all_work()] == [True]
    assert not first.others().open_elsewhere
    first.recovery.release()
    (found_later,) = offered(path)
    assert "2027-03-01" in found_later.text


@pytest.mark.parametrize("then", ["quit", "save", "edit", "edit and quit", "edit and crash"])
def test_work_that_was_not_answered_is_offered_again(path: Path, then: str) -> None:
    crashed(path)
    session = opened(path)
    session.recovery.announce()
    assert session.others().left_behind
    if "edit" in then or then == "save":
        move(session, DEFAULT, "2027-04-01")
        session.unsaved_work()()
    if then == "save":
        session.save()
    if "quit" in then:
        session.discard_recovery()
    session.recovery.release()
    dates = {"2027-03-01", "2027-04-01"} if then in ("edit", "edit and crash") else {"2027-03-01"}
    assert {day for each in offered(path) for day in dates if day in each.text} == dates


def test_every_crash_leaves_work_of_its_own_newest_first(path: Path) -> None:
    crashed(path, "2027-03-01")
    crashed(path, "2027-04-01")
    texts = [each.text for each in offered(path)]
    assert ["2027-04-01" in texts[0], "2027-03-01" in texts[1], len(texts)] == [True, True, 2]


def test_restored_work_is_kept_by_the_session_before_it_is_removed(path: Path, state: Path) -> None:
    crashed(path)
    session = opened(path)
    (found,) = session.others().left_behind
    session.restore(found)
    (kept,) = all_work()
    assert (kept.is_open, kept.text) == (True, found.text)


def test_restored_work_stays_where_it_was_when_it_cannot_be_kept_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashed(path)
    session = opened(path)
    (found,) = session.others().left_behind
    with monkeypatch.context() as patch:
        patch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(path))
        session.restore(found)
    assert found.path.exists()
    assert iso(session.day(DEFAULT)) == "2027-03-01"


def test_work_that_the_file_says_by_now_is_not_offered(path: Path) -> None:
    session = crashed(path)
    session.save()
    assert offered(path) == ()
    assert all_work() == ()


def test_nothing_is_offered_after_saving_or_leaving(path: Path) -> None:
    session = opened(path)
    move(session, DEFAULT, "2027-03-01")
    session.unsaved_work()()
    session.save()
    assert all_work() == ()
    move(session, DEFAULT, "2027-03-02")
    session.unsaved_work()()
    session.discard_recovery()
    assert all_work() == ()


def test_what_was_given_up_is_not_kept_by_a_late_thread(path: Path) -> None:
    session = opened(path)
    move(session, DEFAULT, "2027-03-01")
    late = session.unsaved_work()
    session.discard_recovery()
    assert late()
    assert all_work() == ()
    move(session, DEFAULT, "2027-03-02")
    session.unsaved_work()()
    assert len(all_work()) == 1


def test_older_work_never_replaces_newer_work(path: Path) -> None:
    session = opened(path)
    undone = session.unsaved_work()
    move(session, DEFAULT, "2027-03-01")
    older = session.unsaved_work()
    move(session, DEFAULT, "2027-03-02")
    session.unsaved_work()()
    assert older()
    assert undone()
    (kept,) = all_work()
    assert "2027-03-02" in kept.text


def test_without_changes_nothing_is_kept(path: Path) -> None:
    session = opened(path)
    move(session, DEFAULT, "2027-03-01")
    session.unsaved_work()()
    session.undo()
    session.unsaved_work()()
    assert all_work() == ()


def test_recovery_tells_when_the_plan_was_changed_since(path: Path) -> None:
    crashed(path)
    path.write_text(TEXT + "# theirs\n")
    session = opened(path)
    (found,) = session.others().left_behind
    assert found.plan_changed
    session.restore(found)
    session.save()
    assert path.read_text() == TEXT.replace("2027-02-20", "2027-03-01") + "# theirs\n"


def test_work_that_cannot_be_restored_says_so_and_stays(path: Path) -> None:
    crashed(path)
    session = opened(path)
    (found,) = session.others().left_behind
    for text in ("version = 3", "\ud800"):
        with pytest.raises(CannotPlan):
            session.restore(found._replace(work=found.work._replace(text=text)))
    assert session.changes == 0
    assert offered(path) == (found,)


def test_a_state_folder_that_cannot_be_used_says_why_and_crashes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(path))
    session = opened(path)
    assert not session.recovery.announce()
    assert "not a directory" in (session.recovery.trouble or "")
    assert session.others() == ((), False)
    move(session, DEFAULT, "2027-03-01")
    assert not session.unsaved_work()()
    session.save()
    assert "2027-03-01" in path.read_text()
    assert session.discard_recovery()
    session.recovery.release()


def test_a_recovery_file_that_cannot_be_removed_does_not_fail_the_save(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    session = opened(path)
    move(session, DEFAULT, "2027-03-01")
    session.unsaved_work()()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        session.save()
        assert session.recovery.trouble == "permission denied"
    assert session.changes == 0
    assert "2027-03-01" in path.read_text()


def test_a_state_folder_that_was_removed_is_made_again(path: Path, state: Path) -> None:
    session = opened(path)
    session.recovery.announce()
    for each in (state / "unsaved").iterdir():
        each.unlink()
    (state / "unsaved").rmdir()
    move(session, DEFAULT, "2027-03-01")
    assert session.unsaved_work()()
    assert [each.is_open for each in all_work()] == [True]


def test_a_plan_with_a_byte_order_mark_is_kept_as_a_save_would_write_it(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    crashed(path)
    (found,) = offered(path)
    assert not found.plan_changed
    assert found.work.data == b"\xef\xbb\xbf" + TEXT.replace("2027-02-20", "2027-03-01").encode()
