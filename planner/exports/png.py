"""The timeline as a PNG picture on light paper."""

from math import sqrt

from planner.exports import svg
from planner.exports.subject import CannotExport, ExportedPlan

ZOOM = 2.0
MOST_PIXELS = 40_000_000
"""The largest picture: a plan of a thousand rows is scaled down, as it would take a gigabyte."""
HIGHEST = 32_767
"""The height in pixels beyond which many viewers open no picture: cairo and macOS draw none."""


def render(subject: ExportedPlan) -> bytes:
    """Return the PNG file. Raise CannotExport if resvg is not installed or cannot draw it."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise CannotExport(
            "png needs the extra `png`: pip install 'release-planner[png]'; svg needs no extra"
        ) from None
    picture = svg.standing_alone(subject)
    width, height = float(picture.get("width", "")), float(picture.get("height", ""))
    try:
        zoom = min(ZOOM, sqrt(MOST_PIXELS / (width * height)), HIGHEST / height)
        return bytes(svg_to_bytes(svg_string=svg.written(picture), zoom=zoom))
    except ValueError as error:
        raise CannotExport(f"the picture cannot be drawn as png: {error}") from None
