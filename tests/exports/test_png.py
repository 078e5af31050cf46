import builtins
import struct
import sys
from typing import Any

import pytest

from planner.exports import CannotExport, render
from planner.exports.drawing.rows import ROW

from .plans import HOSTILE, example, hostile, written


def test_it_is_a_picture_of_the_timeline() -> None:
    pytest.importorskip("resvg_py")
    data = render(example("clio"), "png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width == 2400
    assert height > 800


@pytest.mark.parametrize("name", ["the end of a picture", "nulls and backspaces", "a URL with more"])
def test_a_hostile_plan_is_drawn_like_any_other(name: str) -> None:
    pytest.importorskip("resvg_py")
    assert render(hostile(HOSTILE[name]), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("missing", ["resvg_py", "PIL.Image", "zlib_ng"])
def test_without_the_extra_its_name_is_told(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == missing:
            raise ImportError(name)
        return imported(name, *rest, **more)

    for name in [each for each in sys.modules if each.startswith("planner.exports.raster")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CannotExport, match=r"release-planner\[png\]"):
        render(example("clio"), "png")


def test_a_picture_of_a_long_plan_is_not_higher_than_viewers_open() -> None:
    pytest.importorskip("resvg_py")
    versions = "".join(f'[[version]]\nname = "{number}"\nreleased = 2026-01-01\n' for number in range(964))
    width, height = struct.unpack(">II", render(written(versions), "png")[16:24])
    assert 31_500 < height < 32_767
    assert width == round(1200 * 33 / ROW)
