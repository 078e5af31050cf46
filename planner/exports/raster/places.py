"""The places of a picture's parts in pixels."""

from collections.abc import Iterator
from math import ceil, lcm
from typing import NamedTuple
from xml.etree.ElementTree import Element

from planner.exports.drawing.elements import HATCH, hatch
from planner.exports.drawing.picture import WIDTH
from planner.exports.drawing.rows import ROW
from planner.exports.drawing.style import TODAY_DASHES
from planner.exports.raster.forms import STROKE, Form, Room, form_of, room_of
from planner.exports.raster.parts import Hatching, Line, Part, Stamp, Upright
from planner.exports.raster.sheets import PARTS_OF_A_PIXEL, Wanted

_EDGE = 4
"""The width of a bar's edge with its round corners."""
_PERIOD = lcm(HATCH, ROW)
"""The height after which a hatch repeats, at whole rows."""
_UPRIGHT = 3 * lcm(sum(TODAY_DASHES), ROW)
"""The height after which vertical lines are pasted again: dashes repeat there, at whole rows."""
_FAR = 1_000_000

Box = tuple[int, int, int, int]
"""Left, upper, right and lower edge."""


class _Pixel(NamedTuple):
    """A position in pixels and parts of a pixel."""

    whole: int
    part: int
    parts: int
    """The position in parts of a pixel."""


class Paste(NamedTuple):
    """A form to paste with its origin at a pixel."""

    wanted: Wanted
    x: int
    y: int
    within: Box | None = None
    """The part of it to paste, from its origin; None for all."""


class Places:
    """The places of parts on a page with rows of so many pixels."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.zoom = row / ROW
        self.width = round(WIDTH * self.zoom)
        self.long = self.width * PARTS_OF_A_PIXEL
        self.edge = ceil(_EDGE * self.zoom)
        self.hatches: dict[str, Form] = {}

    def room(self, wanted: Wanted) -> Room:
        """Return how far a wanted form reaches from its origin in each direction, at most, before the zoom.

        A hatch reaches over the page and over the height in which it repeats.
        """
        if wanted.form in self.hatches.values():
            return Room(STROKE, STROKE, WIDTH + STROKE, _PERIOD + 2 * ROW + STROKE)
        return room_of(wanted.form, wanted.length / PARTS_OF_A_PIXEL / self.zoom)

    def pastes(self, part: Part) -> Iterator[Paste]:
        """Yield the forms to paste for a part."""
        if isinstance(part, Hatching):
            yield from self._hatching(part)
            return
        x, y = self._pixel(part.x), self._pixel(part.y)
        if isinstance(part, Stamp):
            yield Paste(Wanted(part.form, x.part, y.part), x.whole, y.whole)
        elif isinstance(part, Line):
            to = round(part.end * self.zoom) - x.whole
            within = (-_FAR, -_FAR, to, _FAR) if part.end > part.x else (to, -_FAR, _FAR, _FAR)
            yield Paste(Wanted(part.form, x.part, y.part, self.long), x.whole, y.whole, within)
        elif isinstance(part, Upright):
            yield from self._upright(part.form, x, y, self._pixel(part.bottom))
        else:
            yield from self._bar(part.form, x, y, self._pixel(part.end))

    def _pixel(self, position: float) -> _Pixel:
        parts = round(position * self.zoom * PARTS_OF_A_PIXEL)
        return _Pixel(*divmod(parts, PARTS_OF_A_PIXEL), parts)

    def _bar(self, form: Form, x: _Pixel, y: _Pixel, end: _Pixel) -> Iterator[Paste]:
        """Yield a short bar as a whole; others in two pieces, cut from bars as long as the page."""
        if end.whole - x.whole < 2 * self.edge:
            yield Paste(Wanted(form, x.part, y.part, end.parts - x.parts), x.whole, y.whole)
            return
        within = (-_FAR, -_FAR, end.whole - self.edge - x.whole, _FAR)
        yield Paste(Wanted(form, x.part, y.part, self.long), x.whole, y.whole, within)
        within = (self.width - self.edge, -_FAR, _FAR, _FAR)
        yield Paste(Wanted(form, end.part, y.part, self.long), end.whole - self.width, y.whole, within)

    def _upright(self, form: Form, x: _Pixel, y: _Pixel, bottom: _Pixel) -> Iterator[Paste]:
        """Yield a short line as a whole; others in pieces, one below the other."""
        piece = round(_UPRIGHT * self.zoom)
        if bottom.whole - y.whole <= piece:
            yield Paste(Wanted(form, x.part, y.part, bottom.parts - y.parts), x.whole, y.whole)
            return
        wanted = Wanted(form, x.part, 0, piece * PARTS_OF_A_PIXEL)
        for top in range(y.whole, bottom.whole, piece):
            left = bottom.whole - top
            yield Paste(wanted, x.whole, top, None if left >= piece else (-_FAR, 0, _FAR, left))

    def _hatching(self, part: Hatching) -> Iterator[Paste]:
        """Yield pieces of a hatch that is as wide as the page, one below the other."""
        if part.kind not in self.hatches:
            lines = hatch(Element("g"), part.kind, (0, 0), (WIDTH, _PERIOD + 2 * ROW))
            self.hatches[part.kind] = form_of(lines)
        wanted = Wanted(self.hatches[part.kind], 0, 0)
        x, end, y, bottom = (round(each * self.zoom) for each in part[1:])
        period = round(_PERIOD * self.zoom)
        while y < bottom:
            # The lines end at the upper and at the lower edge.
            above = (y - self.row) % period + self.row
            height = min(bottom - y, self.row + period - above)
            yield Paste(wanted, 0, y - above, (x, above, end, above + height))
            y += height
