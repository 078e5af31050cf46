"""Settings of the environment that cannot be used are passed over and said, and the plan opens."""

from pathlib import Path

import pytest

from planner.cli.environment import unusable
from planner.tui.themes import DARK
from tests.tui.desk import at_work


async def test_an_unknown_theme_is_passed_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "bogus[/]")
    async with at_work(path) as desk:
        assert desk.app.theme == DARK.name
        said = desk.said
        assert len(said) == 1
        assert said[0].startswith("TEXTUAL_THEME=`bogus[/]` is passed over: the themes are ")
        assert "planner-light" in said[0]


async def test_a_known_theme_is_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "nord")
    async with at_work(path) as desk:
        assert desk.app.theme == "nord"
        assert not desk.said


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("TEXTUAL_DRIVER", "bogus", "there is no such module"),
        ("TEXTUAL_DRIVER", ":", "there is no such module"),
        ("TEXTUAL_DRIVER", "os:getcwd", "that is no driver of Textual"),
        ("TEXTUAL_COLOR_SYSTEM", "bogus", "it is one of auto, standard, 256, truecolor, windows"),
        ("TEXTUAL_LOG", "/nonexistent/log", "the file cannot be written"),
        ("TEXTUAL_LOG", "\0", "the file cannot be written"),
    ],
)
def test_what_textual_would_fail_at_is_found(name: str, value: str, reason: str) -> None:
    [(found, said)] = unusable({name: value, "TEXTUAL_FPS": "x"})
    assert found == name
    assert said.startswith(f"{name}=`")
    assert said.endswith(f"is passed over: {reason}")


def test_what_textual_can_use_is_left(tmp_path: Path) -> None:
    usable = {
        "TEXTUAL_DRIVER": "textual.drivers.linux_driver:LinuxDriver",
        "TEXTUAL_COLOR_SYSTEM": "256",
        "TEXTUAL_LOG": str(tmp_path / "log"),
    }
    assert list(unusable(usable)) == []
