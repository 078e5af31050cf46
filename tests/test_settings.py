"""The settings file: read with remarks, never with a crash, and one setting written without the rest."""

from pathlib import Path

import pytest

from planner.settings import CannotRemember, Settings, read_settings, remember, settings_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "release-planner" / "settings.toml"


def written(path: Path, text: str) -> Settings:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_without_a_file_everything_is_as_it_comes(path: Path) -> None:
    assert read_settings(path) == Settings()


def test_the_file_stands_in_the_configuration_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path() == tmp_path / "release-planner" / "settings.toml"


def test_settings_are_read(path: Path) -> None:
    text = 'theme = "planner-light"\nmouse = false\n[keys]\nsave = "ctrl+w"\nundo = ["u", "U"]\npin = []\n'
    assert written(path, text) == Settings(
        "planner-light", False, {"save": ("ctrl+w",), "undo": ("u", "U"), "pin": ()}
    )


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ('thme = "nord"', "Settings: there is no `thme`: did you mean `theme`?"),
        ("theme = 3", "Settings: `theme` is a name in quotes."),
        ('mouse = "no"', "Settings: `mouse` is true or false."),
        ("keys = 3", "`[keys]`"),
        ("[keys]\nsave = 3", "Settings: the keys of `save` are a text, or a list of texts."),
        ("[keys", "passed over"),
        ("[keys]\nsave = 'a'\nsave = 'b'", "passed over"),
        ("a = " + "[" * 100_000, "passed over"),
    ],
)
def test_a_setting_that_cannot_be_used_is_passed_over_and_said(path: Path, text: str, remark: str) -> None:
    read = written(path, text)
    assert read._replace(remarks=()) == Settings()
    assert remark in read.remarks[0]


def test_a_file_that_cannot_be_read_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    assert "cannot be read" in read_settings(path).remarks[0]
    with pytest.raises(CannotRemember):
        remember("theme", "nord", path)


def test_bytes_that_are_no_text_are_passed_over(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    assert "passed over" in read_settings(path).remarks[0]


def test_a_setting_is_remembered_and_the_rest_of_the_file_stays(path: Path) -> None:
    remember("theme", "nord", path)
    assert read_settings(path).theme == "nord"
    text = '# mine\ntheme = "nord"  # for the evening\n\n[keys]\nsave = "ctrl+w"  # as at work\n'
    path.write_text(text, encoding="utf-8")
    remember("theme", "planner-dark", path)
    assert path.read_text(encoding="utf-8") == text.replace('"nord"', '"planner-dark"')
    remember("mouse", False, path)
    assert read_settings(path) == Settings("planner-dark", False, {"save": ("ctrl+w",)})
    assert "# as at work" in path.read_text(encoding="utf-8")


def test_a_broken_file_is_not_written_over(path: Path) -> None:
    written(path, "[keys")
    with pytest.raises(CannotRemember, match="repaired"):
        remember("theme", "nord", path)
    assert path.read_text(encoding="utf-8") == "[keys"
