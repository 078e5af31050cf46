"""`planner keys`: every key by its command, the changed ones marked, and what was passed over."""

from pathlib import Path

import pytest

from planner.cli import main


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "release-planner"
    folder.mkdir()
    return folder / "settings.toml"


def test_keys_are_listed_with_the_settings(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.write_text('[keys]\nsave = ["ctrl+w", "?"]\nviolations.next = "ctrl+n"\nhelp = "f1"\n')
    assert main(["keys"]) == 0
    listed = capsys.readouterr().out
    assert f"settings: {settings}" in listed
    assert "ctrl+w ? *" in listed
    assert "violations.next" in listed
    assert "ctrl+n *" in listed
    assert "{" in listed


def test_a_setting_that_was_passed_over_is_said(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.write_text('thme = "nord"\n[keys]\nsvae = "a"\n')
    assert main(["keys", "save"]) == 1
    output = capsys.readouterr()
    assert "undo" not in output.out
    assert "did you mean `theme`?" in output.err
    assert "did you mean `save`?" in output.err


def test_a_name_that_does_not_exist_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["keys", "svae"])
    assert exit_.value.code == 2
    assert "did you mean `save`?" in capsys.readouterr().err
