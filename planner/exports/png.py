"""The timeline as a picture of pixels, on light paper."""

from planner.exports import svg
from planner.exports.subject import CannotExport, Subject

ZOOM = 2.0


def render(subject: Subject) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise CannotExport(
            "png needs the extra of that name: pip install 'release-planner[png]'; svg needs nothing"
        ) from None
    try:
        return bytes(svg_to_bytes(svg_string=svg.render(subject), zoom=ZOOM))
    except ValueError as error:
        raise CannotExport(f"the picture cannot be drawn as png: {error}") from None
