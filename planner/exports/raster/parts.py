"""The parts of a picture in painting order, with their places in the picture's units."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from planner.exports.drawing.elements import HATCH_INSET
from planner.exports.raster.forms import LENGTH, Form, form_of

_UNDRAWN = ("title", "desc", "style")
_TOKENS_OF_A_RUN = 10


class UnknownPart(Exception):
    """An element that is none of the parts."""


class Stamp(NamedTuple):
    """A sign or a text, with its origin at a point."""

    form: Form
    x: float
    y: float


class Bar(NamedTuple):
    """A rectangle of any width, with an edge at both ends: a bar, a band, a run of legal days."""

    form: Form
    x: float
    end: float
    y: float


class Line(NamedTuple):
    """A horizontal line; its dashes begin at `x`, and it may run to the left."""

    form: Form
    x: float
    end: float
    y: float


class Upright(NamedTuple):
    """A vertical line from `y` down to `bottom`."""

    form: Form
    x: float
    y: float
    bottom: float


class Hatching(NamedTuple):
    """The lines of a hatch between four edges; `kind` is their class."""

    kind: str
    x: float
    end: float
    y: float
    bottom: float


Part = Stamp | Bar | Line | Upright | Hatching


def parts(picture: Element) -> Iterator[Part]:
    """Yield the parts of a picture, or of a group in it, on its paper. Raise UnknownPart."""
    for element in picture:
        if element.tag in _UNDRAWN or element.get("class") == "paper" or element.get("fill") == "none":
            continue
        transform = element.get("transform")
        if transform is not None:
            x, y = transform.removeprefix("translate(").removesuffix(")").split()
            yield Stamp(form_of(element, "transform"), float(x), float(y))
        elif element.tag == "text":
            yield Stamp(form_of(element, "x", "y"), _float(element, "x"), _float(element, "y"))
        elif element.tag == "rect":
            yield _rectangle(element)
        elif element.tag == "g" and not element.attrib:
            yield from parts(element)
        elif element.tag == "path":
            yield from _path(element, picture)
        else:
            raise UnknownPart


def _rectangle(element: Element) -> Bar:
    form = form_of(element, "x", "y", "width")
    long = form._replace(attributes=(*form.attributes, ("width", LENGTH)))
    x = _float(element, "x")
    return Bar(long, x, x + _float(element, "width"), _float(element, "y"))


def _path(element: Element, group: Element) -> Iterator[Part]:
    """Yield the parts of a path: a line, the hatch of the rectangle in its group, or runs of legal days."""
    kind = element.get("class", "")
    match element.get("d", "").split(" "):
        case ["M", x, y, "H", end]:
            sign = "-" if float(end) < float(x) else ""
            yield Line(_line(kind, f"M 0 0 H {sign}{LENGTH}"), float(x), float(end), float(y))
        case ["M", x, y, "V", bottom]:
            yield Upright(_line(kind, f"M 0 0 V {LENGTH}"), float(x), float(y), float(bottom))
        case _ if kind.startswith("hatch"):
            yield from _hatching(kind, group)
        case tokens:
            yield from _runs(kind, tokens)


def _hatching(kind: str, group: Element) -> Iterator[Hatching]:
    rectangle = group.find("rect")
    if rectangle is None:
        raise UnknownPart
    x, y = _float(rectangle, "x"), _float(rectangle, "y")
    end, bottom = x + _float(rectangle, "width"), y + _float(rectangle, "height")
    yield Hatching(kind, x + HATCH_INSET, end - HATCH_INSET, y + HATCH_INSET, bottom - HATCH_INSET)


def _runs(kind: str, tokens: list[str]) -> Iterator[Bar]:
    for at in range(0, len(tokens), _TOKENS_OF_A_RUN):
        match tokens[at : at + _TOKENS_OF_A_RUN]:
            case ["M", x, y, "h", width, "v", height, "h", _, "Z"]:
                form = _line(kind, f"M 0 0 h {LENGTH} v {height} h -{LENGTH} Z")
                yield Bar(form, float(x), float(x) + float(width), float(y))
            case _:
                raise UnknownPart


def _line(kind: str, shape: str) -> Form:
    return Form("path", (("class", kind), ("d", shape)))


def _float(element: Element, name: str) -> float:
    return float(element.get(name, ""))
