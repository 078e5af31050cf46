"""The timeline as a PNG picture on light paper."""

from contextlib import suppress
from math import sqrt
from xml.etree.ElementTree import Element

from planner.exports import svg
from planner.exports.drawing.rows import ROW
from planner.exports.subject import CannotExport, ExportedPlan

ZOOM = 2.0
MOST_PIXELS = 40_000_000
"""The largest picture: a plan of a thousand rows is scaled down, as it would take a gigabyte."""
HIGHEST = 32_767
"""The height in pixels beyond which many viewers open no picture: cairo and macOS draw none."""
HIGH = 2_000
"""The height of a picture above which it is composed of its parts: resvg takes seconds for a long page."""


def render(subject: ExportedPlan) -> bytes:
    """Return the PNG file. Raise CannotExport if the extra is not installed or resvg cannot draw it."""
    try:
        from resvg_py import svg_to_bytes

        from planner.exports.raster.page import page
        from planner.exports.raster.parts import UnknownPart
    except ImportError:
        raise CannotExport(
            "png needs the extra `png`: pip install 'release-planner[png]'; svg needs no extra"
        ) from None
    picture = svg.standing_alone(subject, explained=False)
    zoom = _zoom(picture)
    row = int(zoom * ROW)
    try:
        if float(picture.get("height", "")) > HIGH and row:
            with suppress(UnknownPart):
                return page(picture, row)
        return bytes(svg_to_bytes(svg_string=svg.written(picture), zoom=zoom))
    except ValueError as error:
        raise CannotExport(f"the picture cannot be drawn as png: {error}") from None


def _zoom(picture: Element) -> float:
    width, height = float(picture.get("width", "")), float(picture.get("height", ""))
    return min(ZOOM, sqrt(MOST_PIXELS / (width * height)), HIGHEST / height)
