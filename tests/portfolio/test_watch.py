"""The files behind a list of plans as they change."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.files.plan.folder import is_plan_data
from planner.portfolio import watch as watching
from planner.portfolio.watch import PlanWatch
from tests.tui.desk import AS_OF, PLAN

OURS = 'format = 1\nname = "ours"\nextends = "clio"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "team").mkdir()
    (tmp_path / "a.toml").write_text(PLAN)
    (tmp_path / "team" / "b.toml").write_text(PLAN.replace('"clio"', '"../ours.toml"'))
    (tmp_path / "ours.toml").write_text(OURS)
    return tmp_path


def later(path: Path, text: str) -> None:
    """Write a file so that its time is another one, however fast the test is."""
    path.write_text(text)
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000))


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(each).name for each in paths]


def read(watch: PlanWatch) -> Iterator[str]:
    """Read the plans that are to be read and yield their names."""
    for path in watch.look().to_read:
        watch.summarize(watch.load(path))
        yield Path(path).name


def test_a_plan_is_read_again_only_when_its_file_or_its_policy_changes(folder: Path) -> None:
    os.utime(folder / "ours.toml", ns=(1, 1))
    watch = PlanWatch([str(folder)], as_of=AS_OF)
    assert list(read(watch)) == ["a.toml", "b.toml"]
    assert list(read(watch)) == []
    later(folder / "a.toml", PLAN.replace("Widgets", "Gadgets"))
    assert list(read(watch)) == ["a.toml"]
    later(folder / "ours.toml", OURS + "# more\n")
    os.utime(folder / "ours.toml", ns=(1, 2))
    assert list(read(watch)) == ["b.toml"]
    assert list(read(watch)) == []


def test_a_policy_that_is_written_while_a_plan_is_read_is_looked_at_once_more(folder: Path) -> None:
    watch = PlanWatch([str(folder / "team" / "b.toml")], as_of=AS_OF)
    loaded = watch.load(str(folder / "team" / "b.toml"))
    later(folder / "ours.toml", OURS + "# meanwhile\n")
    os.utime(folder / "ours.toml", ns=(1, loaded.begun + 1))
    watch.summarize(loaded)
    assert names(watch.look().to_read) == ["b.toml"]


def test_a_policy_that_is_missing_and_comes_is_noticed(folder: Path) -> None:
    (folder / "ours.toml").unlink()
    watch = PlanWatch([str(folder / "team")], as_of=AS_OF)
    loaded = watch.load(str(folder / "team" / "b.toml"))
    assert watch.summarize(loaded).error is not None
    assert list(read(watch)) == []
    (folder / "ours.toml").write_text(OURS)
    assert list(read(watch)) == ["b.toml"]


def test_plans_that_come_and_go_are_found_and_other_files_are_looked_into_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bytes] = []

    def counted(data: bytes) -> bool:
        looked.append(data)
        return is_plan_data(data)

    monkeypatch.setattr(watching, "is_plan_data", counted)
    watch = PlanWatch([str(folder)], as_of=AS_OF)
    assert names(watch.look().plans) == ["a.toml", "b.toml"]
    assert len(looked) == 3
    (folder / "team" / "c.toml").write_text(PLAN)
    (folder / "a.toml").unlink()
    assert names(watch.look().plans) == ["b.toml", "c.toml"]
    assert len(looked) == 4


def test_a_file_that_was_named_stays_when_it_is_gone_and_is_listed_once(folder: Path) -> None:
    path = folder / "a.toml"
    watch = PlanWatch([str(path), str(folder / "team" / ".." / "a.toml"), str(folder)], as_of=AS_OF)
    assert names(watch.look().plans) == ["a.toml", "b.toml"]
    path.unlink()
    named = PlanWatch([str(path)], as_of=AS_OF)
    gone = named.summarize(named.load(*named.look().plans)).error
    assert gone is not None
    assert "no such file" in gone.message


def test_a_file_that_is_left_out_is_left_out_and_one_that_is_begun_elsewhere_is_added(
    folder: Path, tmp_path: Path
) -> None:
    watch = PlanWatch([str(folder / "team")], as_of=AS_OF, exclude=["b.*"])
    assert watch.look().plans == ()
    watch.add(str(folder / "a.toml"))
    watch.add(str(folder / "a.toml"))
    assert names(watch.look().plans) == ["a.toml"]
