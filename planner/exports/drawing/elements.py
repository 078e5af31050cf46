"""Elements of a picture: text and attributes are escaped by the XML library, never by hand."""

from xml.etree.ElementTree import Element, SubElement

from planner.terminal_text import cells, shown

LONGEST_LABEL = 120
Point = tuple[float, float]
WIDTH_OF_A_CELL = 0.57
"""Of the font's size, about: a picture is laid out without asking for fonts."""


def add(parent: Element, tag: str, kind: str | None = None, **attributes: str | float) -> Element:
    """A new child; `kind` is its class, and `font_size` stands for `font-size`."""
    written = {} if kind is None else {"class": kind}
    written.update((name.replace("_", "-"), number(value)) for name, value in attributes.items())
    return SubElement(parent, tag, written)


def box(parent: Element, kind: str | None, at: Point, size: Point) -> Element:
    return add(parent, "rect", kind, x=at[0], y=at[1], width=size[0], height=size[1])


def line(parent: Element, kind: str, *steps: str | float) -> Element:
    """A path of commands and numbers: `"M", 1, 2, "V", 5`."""
    return add(parent, "path", kind, d=" ".join(map(number, steps)))


def write(parent: Element, text: str, kind: str, at: Point, size: float, *, centred: bool = False) -> Element:
    element = add(parent, "text", kind, x=at[0], y=at[1], font_size=size)
    if centred:
        element.set("text-anchor", "middle")
    element.text = shown(text)
    return element


def explain(element: Element, text: str) -> None:
    """What browsers tell where the pointer rests."""
    title = Element("title")
    title.text = shown(text)
    element.insert(0, title)


def number(value: str | float) -> str:
    """To a tenth, which is finer than anybody sees."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def width_of(text: str, size: float) -> float:
    return cells(text) * size * WIDTH_OF_A_CELL


def fitted(text: str, size: float, width: float) -> str:
    """Cut where it would be wider."""
    text = shown(text, LONGEST_LABEL)
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…"
