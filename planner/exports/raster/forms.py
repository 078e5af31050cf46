"""Forms: elements of a picture without their places, so that equal ones are drawn once."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from planner.exports.drawing.elements import number, width_of

LENGTH = "LENGTH"
"""Stands in a form for the length of a bar or a line."""
_SIGN = 14
STROKE = 3
"""The room of a stroke beyond its shape."""
_ABOVE, _BELOW, _WIDER = 1.1, 0.4, 1.3
"""The room of a text: above and below its baseline in font sizes, and its width beside the estimated one."""


class Form(NamedTuple):
    """An element without its place: equal forms look alike, wherever they are."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    text: str | None = None
    children: "tuple[Form, ...]" = ()

    def get(self, name: str) -> str:
        """Return an attribute, or an empty text."""
        return dict(self.attributes).get(name, "")


class Room(NamedTuple):
    """The distances from a form's origin to the edges of the rectangle in which it is drawn."""

    left: float
    above: float
    right: float
    below: float

    def larger(self) -> "Room":
        """Return three times the room."""
        return Room(*(3 * each for each in self))


def form_of(element: Element, *place: str) -> Form:
    """Return the form of an element; `place` names the attributes that are its place."""
    return Form(
        element.tag,
        tuple(each for each in element.items() if each[0] not in place),
        element.text,
        tuple(form_of(child) for child in element if child.tag != "title"),
    )


def element_of(form: Form, length: float) -> Element:
    """Return an element of a form at the origin, a bar or a line with this length."""
    written = number(length)
    element = Element(form.tag)
    for name, value in form.attributes:
        element.set(name, value.replace(LENGTH, written))
    element.text = form.text
    element.extend(element_of(child, length) for child in form.children)
    return element


def classes_of(form: Form) -> frozenset[str]:
    """Return the classes of a form and of the elements in it."""
    return frozenset(form.get("class").split()).union(*(classes_of(child) for child in form.children))


def room_of(form: Form, length: float) -> Room:
    """Return the room that a form will hardly exceed: no font is measured.

    `length` is that of a bar or a line, in the same unit as the form.
    """
    if form.tag == "text":
        size = float(form.get("font-size"))
        width = width_of(form.text or "", size) * _WIDER + size / 2
        before = width / 2 if form.get("text-anchor") == "middle" else 0
        return Room(before + STROKE, size * _ABOVE, width - before + STROKE, size * _BELOW)
    if form.tag == "rect":
        return Room(STROKE, STROKE, length + STROKE, float(form.get("height")) + STROKE)
    match form.get("d").split(" "):
        case ["M", "0", "0", "V", _]:
            return Room(STROKE, STROKE, STROKE, length + STROKE)
        case ["M", "0", "0", "H", end]:
            before, after = (length, 0) if end.startswith("-") else (0, length)
            return Room(before + STROKE, STROKE, after + STROKE, STROKE)
        case ["M", "0", "0", "h", _, "v", height, *_]:
            return Room(STROKE, STROKE, length + STROKE, float(height) + STROKE)
    return Room(_SIGN, _SIGN, _SIGN, _SIGN)
