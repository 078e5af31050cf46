"""New files that another program touches while they are written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.disk import new_file
from planner.disk.atomic import replace_contents


def after(meanwhile: Callable[[Path], object]) -> Callable[[str, bytes | None, bytes], None]:
    """Return `replace_contents` as it is when another program is quicker."""

    def replaced(path: str, old: bytes | None, new: bytes) -> None:
        meanwhile(Path(path))
        replace_contents(path, old, new)

    return replaced


def test_an_empty_file_that_another_program_fills_first_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.toml"
    path.touch()
    monkeypatch.setattr(new_file, "replace_contents", after(lambda file: file.write_text("theirs")))
    with pytest.raises(FileExistsError):
        new_file.create(str(path), b"ours")
    assert path.read_text() == "theirs"


def test_an_empty_file_that_is_removed_first_is_an_error_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.toml"
    path.touch()
    monkeypatch.setattr(new_file, "replace_contents", after(Path.unlink))
    with pytest.raises(FileNotFoundError, match="removed meanwhile"):
        new_file.create(str(path), b"ours")
