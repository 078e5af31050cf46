"""`recover`: unsaved work that was left behind is listed, restored, dropped, wherever its plan is now."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.files.saving.recovery import KeptWork, all_work
from planner.session import Session
from tests.engine.plans import day

from .conftest import EARLY_PLAN, Outcome, ran
from .every_command import keep_unsaved

EDITED = EARLY_PLAN.replace("2027-02-03", "2027-02-20")
MOVED = "2027-02-03 → 2027-02-20, 17 days later"
Recover = Callable[..., Outcome]


@pytest.fixture
def plan(folder: Path) -> Path:
    return folder / "shop.toml"


@pytest.fixture
def recover(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Recover:
    monkeypatch.setenv("TZ", "UTC")
    return lambda *arguments: ran(capfd, "recover", "--as-of", "2026-11-21", *arguments)


@pytest.fixture
def kept(plan: Path) -> KeptWork:
    assert EDITED != EARLY_PLAN
    keep_unsaved(plan, EDITED, "3f2a0000")
    return all_work()[0]


@pytest.fixture
def open_plan(plan: Path) -> Iterator[Session]:
    """Of another planner that runs."""
    session = Session.open(str(plan), as_of=day("2026-11-21"))
    session.recovery.announce()
    yield session
    session.recovery.release()


def test_without_unsaved_work_it_says_so(recover: Recover) -> None:
    assert recover() == (0, "No unsaved work is kept.\n", "")
    assert recover("shop.toml") == (0, "No unsaved work is kept for shop.toml.\n", "")
    assert json.loads(recover("--output-format", "json").out) == {"format_version": 1, "kept": []}


def test_it_lists_what_would_change(recover: Recover, kept: KeptWork, plan: Path) -> None:
    keep_unsaved(plan.with_name("gone.toml"), EDITED, "90bc0000")
    for each, at in (("3f2a0000", 86_400), ("90bc0000", 172_800)):
        path = next(work.path for work in all_work() if work.id == each)
        os.utime(path, (at, at))
    listed = recover().out.splitlines()
    assert listed[0].startswith("90bc0000  1970-01-03 ")
    assert listed[0].endswith("  gone.toml")
    assert "the plan's file is gone; 1 version" in listed[1]
    assert listed[2].endswith("  shop.toml")
    assert "1 date" in listed[3]
    assert "1 lost" in listed[3]


def test_it_shows_what_would_change_in_the_words_of_diff(recover: Recover, kept: KeptWork) -> None:
    for word in ("shop.toml", "3f2a", "3f2a0000"):
        told = recover(word)
        assert told.code == 0
        assert MOVED in told.out
        assert "Violations lost" in told.out


def test_json_says_the_same(recover: Recover, kept: KeptWork, plan: Path) -> None:
    (told,) = json.loads(recover("--output-format", "json").out)["kept"]
    assert told.pop("kept_at").endswith("+00:00")
    assert "1 date" in told.pop("would_change")
    assert told == {
        "id": "3f2a0000",
        "plan": str(plan),
        "product": "Shop",
        "open": False,
        "plan_exists": True,
        "plan_changed": False,
    }


def test_restored_work_is_written_and_no_longer_kept(recover: Recover, kept: KeptWork, plan: Path) -> None:
    assert recover("shop.toml", "--restore") == (0, "Restored 3f2a0000: shop.toml\n", "")
    assert plan.read_text() == EDITED
    assert all_work() == ()


def test_a_plan_that_was_deleted_comes_back(recover: Recover, kept: KeptWork, plan: Path) -> None:
    plan.unlink()
    assert recover("3f2a", "--restore").code == 0
    assert plan.read_text() == EDITED


def test_a_plan_that_was_moved_gets_its_work_where_it_is_now(
    recover: Recover, kept: KeptWork, plan: Path
) -> None:
    plan.rename("moved.toml")
    assert recover("3f2a", "--restore", "-o", "moved.toml") == (0, "Restored 3f2a0000: moved.toml\n", "")
    assert Path("moved.toml").read_text() == EDITED
    assert not plan.exists()


def test_changes_by_others_are_never_replaced(recover: Recover, kept: KeptWork, plan: Path) -> None:
    theirs = EARLY_PLAN + "# theirs\n"
    plan.write_text(theirs)
    told = recover("shop.toml", "--restore")
    assert (told.code, told.out) == (2, "")
    assert "and is left alone" in told.err
    assert plan.read_text() == theirs
    assert all_work() == (kept,)
    assert "the file was changed since" in recover("shop.toml").out
    assert recover("shop.toml", "--restore", "-o", "mine.toml").code == 0
    assert Path("mine.toml").read_text() == EDITED


def test_a_plan_that_became_a_pipe_is_not_waited_for(
    recover: Recover, kept: KeptWork, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.disk.pipe._PATIENCE", 0)
    plan.unlink()
    os.mkfifo(plan)
    assert recover("shop.toml").code == 0
    told = recover("shop.toml", "--restore")
    assert (told.code, told.out) == (2, "")
    assert plan.is_fifo()
    assert len(all_work()) == 1


def test_dropped_work_is_gone(recover: Recover, kept: KeptWork, plan: Path) -> None:
    assert recover("3f2a", "--drop") == (0, "Dropped 3f2a0000: shop.toml\n", "")
    assert all_work() == ()
    assert plan.read_text() == EARLY_PLAN


def test_work_of_a_planner_that_runs_is_neither_restored_nor_dropped(
    recover: Recover, plan: Path, open_plan: Session
) -> None:
    place = next(slot.place for slot in open_plan.compiled.schedule.owners if slot.what == "default")
    open_plan.preview({place: day("2027-02-20")})
    open_plan.commit("moved")
    open_plan.unsaved_work()()
    assert "open in a planner now (process" in recover().out
    for action in ("--restore", "--drop"):
        told = recover("shop.toml", action)
        assert (told.code, told.out) == (2, "")
        assert "save or discard it there" in told.err
    assert len(all_work()) == 1
    assert recover("shop.toml", "--restore", "-o", "-") == (0, EDITED, "")


def test_printed_work_stays_kept(recover: Recover, kept: KeptWork, plan: Path) -> None:
    assert recover("3f2a", "--restore", "-o", "-") == (0, EDITED, "")
    assert all_work() == (kept,)
    assert plan.read_text() == EARLY_PLAN


def test_one_of_several_works_is_named_by_its_id(recover: Recover, kept: KeptWork, plan: Path) -> None:
    keep_unsaved(plan, EDITED, "3f2b0000")
    told = recover("shop.toml", "--restore")
    assert told.code == 2
    assert "3f2a0000" in told.err
    assert "3f2b0000" in told.err
    assert recover("3f2a", "3f2b", "--drop").code == 0
    assert all_work() == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--restore"], "--restore takes one WORK"),
        (["--drop"], "--drop needs WORK"),
        (["shop.toml", "-o", "x.toml"], "-o goes with --restore"),
        (["other.toml", "--restore"], "no unsaved work is kept for `other.toml`"),
        (["3f", "--drop"], "no unsaved work is kept for `3f`"),
        (["a\0b", "--drop"], "no unsaved work is kept for"),
        (["3f2a", "--restore", "-o", "no/such/folder/x.toml"], "its folder is gone"),
        (["3f2a", "--restore", "-o", "."], "it is a folder, not a file"),
        (["3f2a", "--restore", "-o", "a\0b"], "is not a path"),
        (["3f2a", "--restore", "--drop"], "not allowed with"),
    ],
)
def test_refusals_say_why(recover: Recover, kept: KeptWork, arguments: list[str], said: str) -> None:
    told = recover(*arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert all_work() == (kept,)


@pytest.mark.parametrize("text", ["version = 3", 'policy = "gone"\n', "\ud800", ""])
def test_work_that_is_no_plan_is_listed_all_the_same(recover: Recover, plan: Path, text: str) -> None:
    keep_unsaved(plan, text)
    told = recover()
    assert told.code == 0
    assert "the kept work has" in told.out or "cannot be written" in told.out


def test_work_is_restored_to_a_plan_with_errors(recover: Recover, kept: KeptWork, plan: Path) -> None:
    plan.write_text("product =")
    assert "the plan's file has" in recover().out
    plan.unlink()
    plan.mkdir()
    assert "cannot be read: is a folder" in recover().out
    plan.rmdir()
    assert recover("3f2a", "--restore").code == 0


def test_work_that_lost_the_comments_of_its_file_is_not_written_over_them(
    recover: Recover, kept: KeptWork, plan: Path
) -> None:
    kept.path.write_text(kept.path.read_text().replace('"whole_file": false', '"whole_file": true'))
    told = recover("3f2a", "--restore")
    assert told.code == 2
    assert "would lose the comments" in told.err
    assert plan.read_text() == EARLY_PLAN
    assert recover("3f2a", "--restore", "-o", "new.toml").code == 0


def test_a_state_folder_that_cannot_be_read_is_told(
    recover: Recover, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "state" / "release-planner").mkdir(parents=True)
    (folder / "state" / "release-planner" / "unsaved").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    told = recover()
    assert (told.code, told.out) == (2, "")
    assert "unsaved: not a directory" in told.err
