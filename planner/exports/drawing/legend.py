"""The legend of a timeline: the meaning of its signs in the policy's words."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple
from xml.etree.ElementTree import Element

from planner.chart import Chart, Marker, signs
from planner.dates import iso
from planner.engine.slots import NOTICE
from planner.exports.drawing.elements import add, box, fitted, hatch, line, number, width_of, write
from planner.exports.drawing.scale import Scale
from planner.exports.drawing.shapes import draw_ghost, draw_sign, draw_withdrawn
from planner.policy import ItemType, Milestone, Policy, Severity

LINE = 20
SIZE = 11.0
LONGEST = 150
_BOX = (-7, -6), (14, 12)

_Draw = Callable[[Element], object]


class FurtherSigns(NamedTuple):
    """The signs on the axis that are no dates of the plan."""

    ghosts: bool
    """Former dates."""
    legal: bool
    """Legal days of a date that breaks a rule."""
    warned: bool
    """Days that are legal, but break a rule of severity warning."""


class Legend(NamedTuple):
    """The place of a legend in a picture; its lines wrap at `width`."""

    svg: Element
    left: float
    top: float
    width: float

    def draw(self, chart: Chart, policy: Policy, axis: Scale, further: "FurtherSigns") -> float:
        """Draw an entry for each kind of sign that the picture has; return the lowest baseline.

        A last line says from which day on dates are drawn, if earlier ones are left out.
        """
        x, y = self.left, self.top + LINE
        for text, draw in _entries(chart, policy, axis, further):
            label = fitted(text, SIZE, LONGEST)
            wide = 18 + width_of(label, SIZE) + 18
            if x > self.left and x + wide > self.left + self.width:
                x, y = self.left, y + LINE
            draw(add(self.svg, "g", transform=f"translate({number(x + 7)} {number(y - 4)})"))
            self._text(label, x + 18, y)
            x += wide
        if any(marker.day < axis.first for row in chart.rows for marker in row.markers):
            y += LINE
            self._text(f"Dates before {iso(axis.first)} are not drawn.", self.left, y)
        return y

    def _text(self, text: str, x: float, y: float) -> None:
        """Write a text with its baseline at a point."""
        write(self.svg, text, "quiet", (x, y), SIZE)


def _entries(
    chart: Chart, policy: Policy, axis: Scale, further: "FurtherSigns"
) -> Iterator[tuple[str, _Draw]]:
    """Yield the label of each kind of sign in the picture, and a function that draws the sign."""
    markers = [
        (row.item_type, marker) for row in chart.rows for marker in row.markers if axis.shows(marker.day)
    ]
    yield from _dates(markers, policy)
    if any(row.withdrawn is not None and axis.shows(row.withdrawn) for row in chart.rows):
        yield "Withdrawn", lambda at: draw_withdrawn(at, 0, 0)
    if any(marker.pinned for _, marker in markers):
        yield "Pinned", lambda at: line(at, "pin", "M", -3, 0, "H", 3)
    drawn = {marker.severity for _, marker in markers}
    for severity, text in _BLAMED.items():
        if severity in drawn:
            yield text, partial(_ring, severity=severity)
    if further.ghosts:
        yield "Former date", lambda at: draw_ghost(at, 0, 0, what="", symbol="○", role=None)
    if further.legal:
        yield "Legal days", lambda at: box(at, "legal", *_BOX)
    if further.warned:
        yield "Legal with a warning", lambda at: box(at, "legal warned", *_BOX)
    if any(axis.x(freeze.end + 1) > axis.x(freeze.start) for freeze in chart.freezes):
        yield "Freeze", lambda at: hatch(at, "hatch", *_BOX)


_BLAMED: dict[Severity, str] = {
    "error": "Breaks a rule",
    "warning": "Breaks a rule: warning",
    "info": "Breaks a rule: info",
}


def _ring(at: Element, severity: Severity) -> None:
    """Draw the ring around a date that breaks a rule."""
    add(at, "circle", f"blamed {severity}", r=6)


def _dates(markers: Sequence[tuple[ItemType | None, Marker]], policy: Policy) -> Iterator[tuple[str, _Draw]]:
    """Yield the label and the drawing function of each milestone and kind of notice among the markers.

    Milestones of one title share a label.
    """
    used = {(item_type, marker.what) for item_type, marker in markers}
    milestones: dict[str, Milestone] = {}
    for milestone in policy.milestones:
        if (milestone.of, milestone.name) in used:
            milestones.setdefault(milestone.title, milestone)
    for title, milestone in milestones.items():
        yield title, partial(draw_sign, what="", symbol=signs(milestone)[0], role=milestone.role, sent=False)
    notices = {marker.sent for _, marker in markers if marker.what == NOTICE}
    for sent, text in ((True, "Notice sent"), (False, "Notice to be sent")):
        if sent in notices:
            yield text, partial(draw_sign, what=NOTICE, symbol="", role=None, sent=sent)
