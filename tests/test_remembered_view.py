"""The file of a plan's view: what is written is read, and anything else is passed over."""

import json
import os
from pathlib import Path

import pytest

from planner import remembered_view
from planner.files.plan.file import read_plan_bytes
from planner.remembered_view import RememberedPlace, RememberedRows, RememberedView, recall, remember
from tests.tui.desk import PLAN

VIEW = RememberedView(
    days_per_cell=3.5,
    left=211_000,
    top=4,
    place=RememberedPlace("2.0", milestone="default"),
    rows=RememberedRows(True, (None, "SDK"), "coming", "6 months", ("Webhooks",), "2.0"),
)


def only_file(root: Path) -> Path:
    (file,) = root.rglob("*.json")
    return file


def test_a_view_that_was_remembered_is_recalled_by_any_spelling_of_the_path(tmp_path: Path) -> None:
    path, root = tmp_path / "plan.toml", tmp_path / "state"
    path.write_text(PLAN)
    remember(str(path), VIEW, str(root))
    assert recall(os.path.join(str(tmp_path), "x", "..", "plan.toml"), str(root)) == VIEW
    assert recall(str(tmp_path / "other.toml"), str(root)) is None
    before = only_file(root).stat().st_mtime_ns
    remember(str(path), VIEW, str(root))
    assert only_file(root).stat().st_mtime_ns == before, "nothing new is not written"


@pytest.mark.parametrize(
    "change",
    [
        {"days_per_cell": 0},
        {"days_per_cell": -1},
        {"days_per_cell": "week"},
        {"left": None},
        {"top": "x"},
    ],
)
def test_a_file_that_cannot_be_right_is_passed_over(tmp_path: Path, change: dict[str, object]) -> None:
    remember("plan.toml", VIEW, str(tmp_path))
    file = only_file(tmp_path)
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))
    assert recall("plan.toml", str(tmp_path)) is None
    file.write_bytes(b"\xff{")
    assert recall("plan.toml", str(tmp_path)) is None


def test_a_part_that_cannot_be_right_leaves_the_rest(tmp_path: Path) -> None:
    remember("plan.toml", VIEW, str(tmp_path))
    file = only_file(tmp_path)
    file.write_text(json.dumps({**json.loads(file.read_text()), "place": {"item": 3}, "rows": []}))
    assert recall("plan.toml", str(tmp_path)) == VIEW._replace(place=None, rows=RememberedRows())


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("a file in its place")
    remember("plan.toml", VIEW, str(tmp_path))
    assert recall("plan.toml", str(tmp_path)) is None


def test_the_oldest_views_give_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered_view, "MOST", 2)
    for number in range(3):
        remember(f"{number}.toml", VIEW, str(tmp_path))
        for file in tmp_path.rglob("*.json"):
            os.utime(file, (1, file.stat().st_mtime - 10))
    assert [recall(f"{number}.toml", str(tmp_path)) is not None for number in range(3)] == [False, True, True]


def test_a_place_is_found_by_name_whatever_the_keys_are() -> None:
    plan = read_plan_bytes("plan.toml", PLAN.encode()).plan
    assert plan is not None
    item = plan.items[1]
    notice = plan.notices[1]
    for entry, field, place in (
        (None, None, RememberedPlace("2.0")),
        (item.key, "default", RememberedPlace("2.0", milestone="default")),
        (notice.key, "date", RememberedPlace("2.0", notice=0)),
    ):
        assert remembered_view.place_of(plan, 1, entry, field) == place
        keys = (entry, field) if entry is not None else None
        assert remembered_view.found_place(plan, place) == (1, keys)
    assert remembered_view.found_place(plan, RememberedPlace("9.9")) is None
    assert remembered_view.found_place(plan, RememberedPlace("2.0", notice=7)) == (1, None)
    assert remembered_view.found_place(plan, RememberedPlace("2.0", milestone="gone")) == (1, None)
