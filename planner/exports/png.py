"""The timeline as a picture of pixels, on light paper."""

from math import sqrt

from planner.exports import svg
from planner.exports.subject import CannotExport, ExportedPlan

ZOOM = 2.0
MOST_PIXELS = 40_000_000
"""A plan of a thousand rows is drawn smaller: it would take a gigabyte."""


def render(subject: ExportedPlan) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise CannotExport(
            "png needs the extra of that name: pip install 'release-planner[png]'; svg needs nothing"
        ) from None
    picture = svg.standing_alone(subject)
    size = float(picture.get("width", "")) * float(picture.get("height", ""))
    try:
        zoom = min(ZOOM, sqrt(MOST_PIXELS / size))
        return bytes(svg_to_bytes(svg_string=svg.written(picture), zoom=zoom))
    except ValueError as error:
        raise CannotExport(f"the picture cannot be drawn as png: {error}") from None
