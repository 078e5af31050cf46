"""SVG elements; the XML library escapes text and attributes."""

from math import ceil, floor
from xml.etree.ElementTree import Element, SubElement

from planner.terminal_text import cells, shown

LONGEST_LABEL = 120
Point = tuple[float, float]
HATCH = 6
"""The distance in pixels between two lines of a hatch, across or down."""
HATCH_INSET = 0.4
"""The distance of a hatch from the edges of its rectangle: the ends of its lines are square."""
WIDTH_OF_A_CELL = 0.57
"""The average width of a character as a part of the font size: no font is measured."""


def add(parent: Element, tag: str, kind: str | None = None, **attributes: str | float) -> Element:
    """Add a child element to a parent and return it.

    `kind` is its class. Names of attributes get dashes for underscores: `font_size` becomes `font-size`.
    """
    written = {} if kind is None else {"class": kind}
    for name, value in attributes.items():
        written[name.replace("_", "-")] = number(value)
    return SubElement(parent, tag, written)


def box(parent: Element, kind: str | None, at: Point, size: Point) -> Element:
    """Add a rectangle with its upper left corner at a point, and return it."""
    return add(parent, "rect", kind, x=at[0], y=at[1], width=size[0], height=size[1])


def line(parent: Element, kind: str, *steps: str | float) -> Element:
    """Add a path of commands and numbers, such as `"M", 1, 2, "V", 5`, and return it."""
    return add(parent, "path", kind, d=" ".join(map(number, steps)))


def hatch(parent: Element, kind: str, at: Point, size: Point) -> Element:
    """Add diagonal lines that fill a rectangle, and return them; they continue across rectangles.

    They are one path: browsers print a pattern as a picture of the whole page.
    """
    left, top = at[0] + HATCH_INSET, at[1] + HATCH_INSET
    right, bottom = at[0] + size[0] - HATCH_INSET, at[1] + size[1] - HATCH_INSET
    steps: list[str] = []
    for sum_of_both in range(ceil((left + top) / HATCH) * HATCH, floor(right + bottom) + 1, HATCH):
        x, end = max(left, sum_of_both - bottom), min(right, sum_of_both - top)
        if x < end:
            along = number(end - x)
            steps.append(f"M{number(x)} {number(sum_of_both - x)}l{along}-{along}")
    return add(parent, "path", kind, d="".join(steps))


def write(parent: Element, text: str, kind: str, at: Point, size: float, *, centred: bool = False) -> Element:
    """Add a text with its baseline at a point, which is its left end or, if `centred`, its middle."""
    element = add(parent, "text", kind, x=at[0], y=at[1], font_size=size)
    if centred:
        element.set("text-anchor", "middle")
    element.text = shown(text)
    return element


def explain(element: Element, text: str) -> None:
    """Add a title, which browsers show while the pointer rests on the element."""
    title = Element("title")
    title.text = shown(text)
    element.insert(0, title)


def number(value: str | float) -> str:
    """Return a number with at most one decimal place as a text, and a text unchanged."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def width_of(text: str, size: float) -> float:
    """Return the estimated width of a text in pixels at a font size."""
    return cells(text) * size * WIDTH_OF_A_CELL


def fitted(text: str, size: float, width: float) -> str:
    """Return text safe to print that fits a width in pixels; what is cut becomes an ellipsis."""
    text = shown(text, LONGEST_LABEL)
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…"
