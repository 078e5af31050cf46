import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.files.recovery import digest, discard, find, keep


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(b"saved")
    return plan


@pytest.fixture
def root(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "planner")


def test_what_was_kept_is_found_until_it_is_discarded(plan: Path, root: str) -> None:
    text = 'note = "ünï\r\n\u2028"\n'
    assert find(str(plan), root=root) is None
    keep(str(plan), "older", digest(b"saved"), root=root)
    keep(str(plan), text, digest(b"saved"), root=root)
    recovered = find(str(plan), root=root)
    assert recovered is not None
    assert recovered.text == text
    assert not recovered.plan_changed
    discard(str(plan), root=root)
    assert find(str(plan), root=root) is None
    discard(str(plan), root=root)
    assert plan.read_bytes() == b"saved"


def test_it_says_when_it_was_kept(plan: Path, root: str) -> None:
    keep(str(plan), "text", None, root=root)
    (file,) = Path(root).rglob("*.json")
    os.utime(file, (0, 86_400))
    recovered = find(str(plan), root=root)
    assert recovered is not None
    assert recovered.kept_at == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("now", [b"other", None])
def test_it_says_that_the_plan_changed_since(plan: Path, root: str, now: bytes | None) -> None:
    keep(str(plan), "text", digest(b"saved"), root=root)
    if now is None:
        plan.unlink()
    else:
        plan.write_bytes(now)
    recovered = find(str(plan), root=root)
    assert recovered is not None
    assert recovered.plan_changed


def test_a_plan_that_was_never_saved(tmp_path: Path, root: str) -> None:
    new = tmp_path / "new.toml"
    keep(str(new), "text", None, root=root)
    recovered = find(str(new), root=root)
    assert recovered is not None
    assert not recovered.plan_changed
    new.write_bytes(b"made by somebody else")
    recovered = find(str(new), root=root)
    assert recovered is not None
    assert recovered.plan_changed


def test_plans_are_told_apart_by_where_they_are(
    plan: Path, root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other" / "plan.toml"
    other.parent.mkdir()
    keep(str(plan), "of plan", None, root=root)
    assert find(str(other), root=root) is None
    (tmp_path / "link.toml").symlink_to(plan)
    monkeypatch.chdir(tmp_path)
    for same in ("plan.toml", "other/../plan.toml", "link.toml"):
        recovered = find(same, root=root)
        assert recovered is not None
        assert recovered.text == "of plan"


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"{}", b'{"text": 1, "base": null}', b"\xff"])
def test_a_damaged_recovery_file_is_no_recovery(plan: Path, root: str, damaged: bytes) -> None:
    keep(str(plan), "text", None, root=root)
    (file,) = Path(root).rglob("*.json")
    file.write_bytes(damaged)
    assert find(str(plan), root=root) is None


def test_nobody_else_reads_it(plan: Path, root: str) -> None:
    keep(str(plan), "text", None, root=root)
    (file,) = Path(root).rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text())["plan"] == str(plan), "a person can tell what it is of"


def test_a_state_folder_that_cannot_be_made_is_an_os_error(plan: Path) -> None:
    with pytest.raises(OSError, match=r"plan\.toml"):
        keep(str(plan), "text", None, root=str(plan))


def test_importing_and_looking_make_nothing(tmp_path: Path) -> None:
    looking = (
        "import sys; import planner.files.recovery as recovery; assert 'platformdirs' not in sys.modules; "
        "assert recovery.find('plan.toml') is None; recovery.discard('plan.toml')"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    subprocess.run([sys.executable, "-c", looking], env=environment, check=True)
    assert not (tmp_path / "state").exists()
