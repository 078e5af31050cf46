import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.files.saving.recovery import (
    KeptWork,
    UnsavedWork,
    all_work,
    digest,
    drop,
    find_others,
    recovery_folder,
    stem,
    write_work,
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"saved")
    return plan


@pytest.fixture
def root(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "planner")


def keep(plan: str, text: str, base: str | None, *, root: str, session: str = "00000000") -> Path:
    folder = recovery_folder(root)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{stem(plan)}-{session}.json"
    write_work(path, plan, UnsavedWork(text, base))
    return path


def left_behind(plan: str, root: str) -> tuple[KeptWork, ...]:
    return find_others(plan, root=root).left_behind


def test_what_was_kept_is_found_until_it_is_dropped(plan: Path, root: str) -> None:
    text = 'note = "ünï\r\n\u2028"\n'
    assert left_behind(str(plan), root) == ()
    keep(str(plan), "older", digest(b"saved"), root=root)
    keep(str(plan), text, digest(b"saved"), root=root)
    (kept,) = left_behind(str(plan), root)
    assert (kept.text, kept.plan, kept.id, kept.is_open) == (text, str(plan), "00000000", False)
    assert not kept.plan_changed
    drop(kept)
    assert left_behind(str(plan), root) == ()
    drop(kept)
    assert plan.read_bytes() == b"saved"


def test_it_says_when_it_was_kept_and_the_newest_comes_first(plan: Path, root: str) -> None:
    for day, session in enumerate(("00000000", "11111111"), 1):
        path = keep(str(plan), "text", None, root=root, session=session)
        os.utime(path, (0, day * 86_400))
    assert [each.kept_at.day for each in left_behind(str(plan), root)] == [3, 2]
    assert all_work(root)[1].kept_at == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("now", [b"other", None])
def test_it_says_that_the_plan_changed_since(plan: Path, root: str, now: bytes | None) -> None:
    keep(str(plan), "text", digest(b"saved"), root=root)
    if now is None:
        plan.unlink()
    else:
        plan.write_bytes(now)
    (kept,) = left_behind(str(plan), root)
    assert kept.plan_changed


def test_a_plan_that_became_a_pipe_has_changed_and_is_not_waited_for(plan: Path, root: str) -> None:
    keep(str(plan), "text", digest(b"saved"), root=root)
    plan.unlink()
    os.mkfifo(plan)
    assert left_behind(str(plan), root)[0].plan_changed


def test_a_plan_that_was_never_saved(tmp_path: Path, root: str) -> None:
    new = tmp_path / "new.toml"
    keep(str(new), "text", None, root=root)
    (kept,) = left_behind(str(new), root)
    assert not kept.plan_changed
    new.write_bytes(b"made by somebody else")
    assert kept.plan_changed


def test_plans_are_told_apart_by_where_they_are(
    plan: Path, root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other" / "plan.toml"
    other.parent.mkdir()
    keep(str(plan), "of plan", None, root=root)
    assert left_behind(str(other), root) == ()
    (tmp_path / "link.toml").symlink_to(plan)
    monkeypatch.chdir(tmp_path)
    for same in ("plan.toml", "other/../plan.toml", "link.toml"):
        assert [each.text for each in left_behind(same, root)] == ["of plan"]


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b"{}", b'{"text": 1, "base": null}', b"\xff", b"[" * 100_000, b'{"plan": "x"}'],
)
def test_a_damaged_recovery_file_is_no_recovery(plan: Path, root: str, damaged: bytes) -> None:
    keep(str(plan), "text", None, root=root).write_bytes(damaged)
    assert left_behind(str(plan), root) == ()
    assert all_work(root) == ()


def test_work_that_an_earlier_version_kept_is_offered(plan: Path, root: str) -> None:
    folder = recovery_folder(root)
    folder.mkdir(parents=True)
    contents = {"plan": str(plan), "base": digest(b"saved"), "text": "kept"}
    (folder / f"{digest(os.fsencode(plan))}.json").write_text(json.dumps(contents))
    (kept,) = left_behind(str(plan), root)
    assert (kept.text, kept.plan_changed, len(kept.id)) == ("kept", False, 8)


def test_nobody_else_reads_it(plan: Path, root: str) -> None:
    file = keep(str(plan), "text", None, root=root)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text())["plan"] == str(plan), "a person can tell what it is of"


def test_a_state_folder_without_an_absolute_path_is_refused() -> None:
    with pytest.raises(OSError, match="not absolute"):
        recovery_folder("state")


def test_importing_and_looking_make_nothing(tmp_path: Path) -> None:
    looking = (
        "import sys; from planner.files.saving import recovery; assert 'platformdirs' not in sys.modules; "
        "assert recovery.find_others('plan.toml') == ((), False); assert recovery.all_work() == ()"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    subprocess.run([sys.executable, "-c", looking], env=environment, check=True)
    assert not (tmp_path / "state").exists()
