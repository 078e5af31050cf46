"""High pictures are composed of parts that resvg draws once each; the page looks as if it had drawn all."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest

from planner.compare import EvaluatedPlan, compare
from planner.dates import iso, to_day
from planner.engine.evaluate import check
from planner.exports import ExportedPlan, png, render, svg
from planner.exports.changed import ComparisonBase
from planner.exports.drawing.rows import ROW
from planner.files.plan.file import read_plan_file
from tests.real_size import AS_OF, write

from .plans import HOSTILE, written

pytest.importorskip("resvg_py")
pytest.importorskip("zlib_ng")
image_module = pytest.importorskip("PIL.Image")
chops = pytest.importorskip("PIL.ImageChops")
stat = pytest.importorskip("PIL.ImageStat")

NAMES = (
    "日本語版 2026.1",
    "إصدار 2026.1",
    "🚀 launch 👩‍💻 ✔",
    "ก็ที่ปู่ป้า",
    "Z̸̢̛͖̈́a̴̡͚͂l̵̰̓g̶͉̈́o̷͙͂",
    "WWWWWWWWW MMMMMMMM",
    "⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀x",
    *(
        HOSTILE[each]
        for each in ("a script", "the end of a picture", "bidi marks", "wide letters", "Markdown")
    ),
)
PLAN = """
[[freeze]]
name = "Winter & <b>holidays</b>"
from = 2026-12-18
to = 2027-01-04

[[version]]
name = "1"
released = 2026-12-01
default = 2027-02-01
deprecated = 2027-09-06
pinned = ["default"]

[[version]]
name = "2"
released = 2026-11-02
withdrawn = 2027-02-02

[[notice]]
version = "1"
announces = ["released", "default"]
channels = ["email", "docs"]
date = 2026-11-25
"""
CLASSES = (
    "band foreground quiet line year today today-text strong sign blamed bar gone hatch phase pin shortfall "
    "edge legal warned ghost moved badge plate glyph short notice unsent filled error warning "
    "role-released role-default role-deprecated role-retired role-none"
)


def _odd_plan() -> ExportedPlan:
    """Return a plan with odd names, pinned, withdrawn, moved and late dates."""
    odd = "".join(
        f"[[version]]\nname = {json.dumps(name, ensure_ascii=False)}\nreleased = 2027-{month:02}-01\n"
        for month, name in enumerate(NAMES, 1)
    )
    return _since(written(PLAN + odd), written(PLAN.replace("default = 2027-02", "default = 2027-04") + odd))


def _plan_of_real_size(folder: Path) -> ExportedPlan:
    path = write(folder)

    def read() -> ExportedPlan:
        file = read_plan_file(str(path))
        assert file.plan is not None
        assert file.policy is not None
        return ExportedPlan(file.plan, check(file.plan, file.policy, to_day(AS_OF)))

    now, text = read(), path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(removed    = 2027-\d\d)-\d\d", r"\1-28", text), encoding="utf-8")
    return _since(now, read())


def _since(now: ExportedPlan, before: ExportedPlan) -> ExportedPlan:
    old, new = (EvaluatedPlan(each.plan, each.evaluation) for each in (before, now))
    return now._replace(since=ComparisonBase("git:main", compare(old, new)))


def _drawn_whole(picture: Element, size: tuple[int, int], zoom: float) -> Any:
    """Return the picture as resvg draws all of it, to the same scale in both directions."""
    from resvg_py import svg_to_bytes

    picture.attrib.update({"viewBox": f"0 0 {size[0] / zoom} {size[1] / zoom}"})
    picture.attrib.update({"width": str(size[0]), "height": str(size[1])})
    return _opened(svg_to_bytes(svg_string=svg.written(picture)))


def _opened(data: bytes) -> Any:
    return image_module.open(BytesIO(data)).convert("RGB")


def test_a_page_of_parts_looks_as_if_drawn_whole(tmp_path: Path) -> None:
    from planner.exports.raster.page import page

    pictures = [svg.standing_alone(each) for each in (_odd_plan(), _plan_of_real_size(tmp_path))]
    signs = {
        each for picture in pictures for part in picture.iter() for each in part.get("class", "").split()
    }
    assert signs.issuperset(CLASSES.split())
    for picture, row in zip(pictures, (49, 26), strict=True):
        ours = _opened(page(picture, row))
        whole = _drawn_whole(picture, ours.size, row / ROW)
        assert max(stat.Stat(chops.difference(ours, whole)).mean) < 1.2
        # Parts lie at whole pixels: of sixteen pixels together, none differs as much as by a missing letter.
        furthest = chops.difference(ours.reduce(4), whole.reduce(4)).getextrema()
        assert max(most for _, most in furthest) < 45


def test_equal_parts_are_drawn_once_however_many_rows_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    from resvg_py import svg_to_bytes

    from planner.exports.raster import sheets
    from planner.exports.raster.page import page

    drawn: list[int] = []

    def draw(svg_string: str) -> bytes:
        drawn.append(len(re.findall("<tspan|<g ", svg_string)))
        return svg_to_bytes(svg_string=svg_string)

    monkeypatch.setattr(sheets, "svg_to_bytes", draw)
    more_than_names = []
    for rows in (20, 50):
        drawn.clear()
        page(svg.standing_alone(_plan_of_rows(rows)), 16)
        assert len(drawn) == 2, "the texts and the other forms: nothing is drawn again"
        more_than_names.append(sum(drawn) - rows)
    few, many = more_than_names
    assert 30 < few < 200
    assert many < few + 100


def _plan_of_rows(rows: int) -> ExportedPlan:
    first = to_day(AS_OF)
    return written(
        '[[freeze]]\nname = "F"\nfrom = 2026-12-18\nto = 2027-01-04\n'
        + "".join(
            f'[[version]]\nname = "{number}"\nreleased = {iso(first + number)}\n'
            f"default = {iso(first + 99 + number)}\n"
            for number in range(rows)
        )
    )


def test_a_shape_that_is_none_of_the_parts_is_drawn_with_the_whole_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = svg.standing_alone(_odd_plan())
    SubElement(picture, "ellipse", {"cx": "600", "cy": "20", "rx": "9", "ry": "9", "fill": "#ff00ff"})
    monkeypatch.setattr(png, "HIGH", 0)
    monkeypatch.setattr(svg, "standing_alone", lambda subject, explained: picture)
    assert _opened(render(_odd_plan(), "png")).getpixel((1200, 40)) == (255, 0, 255)


def test_rows_have_no_titles_where_no_pointer_shows_them() -> None:
    def titles(*, explained: bool) -> int:
        return len(list(svg.standing_alone(_plan_of_rows(9), explained=explained).iter("title")))

    assert titles(explained=True) > 9 * 3
    assert titles(explained=False) == 2, "of the picture and of its freeze"
