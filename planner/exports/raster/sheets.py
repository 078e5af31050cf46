"""Sheets on which resvg draws forms side by side, and the pictures that are cut from them."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from math import ceil
from os import cpu_count
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from PIL.Image import Image
from PIL.PngImagePlugin import PngImageFile
from resvg_py import svg_to_bytes

from planner.exports.drawing.style import style_of
from planner.exports.raster.forms import Form, Room, classes_of, element_of

PARTS_OF_A_PIXEL = 4
_WIDTH = 1000
_LARGEST = 4000
"""A cell of this width in pixels is not enlarged: no page is much wider."""
_THREADS = min(cpu_count() or 1, 4)
_FEWEST = 100
"""Texts for a thread: to find the fonts takes resvg as long as to draw so many."""
_MOST_PIXELS = 4_000_000
"""On a sheet."""


class Wanted(NamedTuple):
    """A form to draw so many parts of a pixel from its pixel; the length of bars and lines in such parts."""

    form: Form
    x: int
    y: int
    length: int = 0


class Cutout(NamedTuple):
    """The drawn pixels of a form, and their place beside the pixel of its origin."""

    image: Image
    left: int
    top: int


class _Cell(NamedTuple):
    """A rectangle of a sheet for one form, in pixels."""

    wanted: Wanted
    room: Room
    clipped: bool
    """True if nothing is drawn beyond it: that takes longer."""
    left: int
    above: int
    width: int
    height: int
    x: int = 0
    y: int = 0


def draw(rooms: Mapping[Wanted, Room], zoom: float) -> Mapping[Wanted, Cutout]:
    """Return forms drawn in their rooms; a form that exceeds its room is drawn again in a larger one.

    A form of which no pixel is drawn is left out.
    """
    found: dict[Wanted, Cutout | None] = {}
    clipped = False
    with ThreadPoolExecutor(_THREADS) as threads:
        while rooms:
            sheets = [*_sheets([_cell(each, room, zoom, clipped) for each, room in rooms.items()])]
            # resvg lets other threads run while it draws.
            images = threads.map(lambda each: _drawn(each, zoom), sheets)
            rooms = {}
            for sheet, image in zip(sheets, images, strict=True):
                cutouts = {cell: _cutout(cell, image) for cell in sheet}
                exceeding = [cell for cell, cutout in cutouts.items() if _exceeds(cell, cutout, zoom)]
                # Text beyond its room lies in the cells beside it.
                spoiled = {cell.y for cell in exceeding if not cell.clipped}
                rooms.update((cell.wanted, cell.room) for cell in sheet if cell.y in spoiled)
                rooms.update((cell.wanted, cell.room.larger()) for cell in exceeding)
                found.update((cell.wanted, cutout) for cell, cutout in cutouts.items())
            clipped = True
    return {wanted: cutout for wanted, cutout in found.items() if cutout is not None}


def _cell(wanted: Wanted, room: Room, zoom: float, clipped: bool) -> _Cell:
    left, above, right, below = (ceil(each * zoom) + 1 for each in room)
    # The width of letters and gaps beyond ASCII is not to be foreseen.
    unforeseen = clipped or not (wanted.form.text or "").isascii()
    return _Cell(wanted, room, unforeseen, left, above, left + right + 1, above + below + 1)


def _cutout(cell: _Cell, image: Image) -> Cutout | None:
    """Return the pixels that are drawn in a cell; None if there are none."""
    cut = image.crop((cell.x, cell.y, cell.x + cell.width, cell.y + cell.height))
    box = cut.getbbox()
    return box and Cutout(cut.crop(box), box[0] - cell.left, box[1] - cell.above)


def _exceeds(cell: _Cell, cutout: Cutout | None, zoom: float) -> bool:
    """Return True if a form is drawn so near to an edge that there may be more of it beyond."""
    if cutout is None or cell.width >= _LARGEST:
        return False
    left, top = cutout.left + cell.left, cutout.top + cell.above
    right, bottom = left + cutout.image.width, top + cutout.image.height
    size = cell.wanted.form.get("font-size")
    # A text may have a space at the edge, which is narrower than half its size.
    gap = ceil(float(size) * zoom / 2) if size else 0
    return left <= 0 or top <= 0 or right >= cell.width - gap or bottom >= cell.height


def _sheets(cells: Sequence[_Cell]) -> Iterator[list[_Cell]]:
    """Yield the cells of each sheet, placed: texts for each thread, and all others."""
    texts = [each for each in cells if each.wanted.form.tag == "text"]
    others = [each for each in cells if each.wanted.form.tag != "text"]
    for group, most in ((texts, max(ceil(len(texts) / _THREADS), _FEWEST)), (others, len(others))):
        taken: list[_Cell] = []
        pixels = 0
        for cell in group:
            if len(taken) == most or pixels > _MOST_PIXELS:
                yield [*_placed(taken)]
                taken, pixels = [], 0
            taken.append(cell)
            pixels += cell.width * cell.height
        if taken:
            yield [*_placed(taken)]


def _placed(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """Yield cells side by side, in lines below each other."""
    x = y = height = 0
    for cell in sorted(cells, key=lambda each: -each.height):
        if x and x + cell.width > _WIDTH:
            x, y, height = 0, y + height, 0
        yield cell._replace(x=x, y=y)
        x, height = x + cell.width, max(height, cell.height)


def _drawn(cells: Sequence[_Cell], zoom: float) -> Image:
    """Return a sheet as resvg draws it, on nothing."""
    width = max(cell.x + cell.width for cell in cells)
    height = max(cell.y + cell.height for cell in cells)
    sheet = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "timeline"})
    sheet.attrib.update({"width": str(width), "height": str(height)})
    classes = frozenset[str]().union(*(classes_of(cell.wanted.form) for cell in cells))
    SubElement(sheet, "style").text = style_of(classes)
    texts: dict[tuple[tuple[str, str], ...], Element] = {}
    for cell in cells:
        form = cell.wanted.form
        if form.tag == "text" and not cell.clipped:
            # Texts that look alike are one to resvg, which takes less time.
            if form.attributes not in texts:
                alike = SubElement(sheet, "text", dict(form.attributes), transform=_scale(zoom))
                texts[form.attributes] = alike
            _write(texts[form.attributes], cell, zoom)
        else:
            _add(sheet, cell, zoom)
    image = PngImageFile(BytesIO(svg_to_bytes(svg_string=tostring(sheet, encoding="unicode"))))
    image.load()
    return image


def _write(texts: Element, cell: _Cell, zoom: float) -> None:
    """Add a text in its cell to texts."""
    x, y = (f"{each / zoom:.2f}" for each in _origin(cell, cell.x, cell.y))
    SubElement(texts, "tspan", x=x, y=y).text = (cell.wanted.form.text or "").strip()


def _add(sheet: Element, cell: _Cell, zoom: float) -> None:
    """Add a form in its cell."""
    form, _, _, length = cell.wanted
    x, y, parent = cell.x, cell.y, sheet
    if cell.clipped:
        size = {"width": cell.width, "height": cell.height, "x": x, "y": y}
        x, y, parent = 0, 0, SubElement(sheet, "svg", {name: str(value) for name, value in size.items()})
    left, top = _origin(cell, x, y)
    group = SubElement(parent, "g", transform=f"translate({left:.2f} {top:.2f}) {_scale(zoom)}")
    group.append(element_of(form, length / PARTS_OF_A_PIXEL / zoom))


def _origin(cell: _Cell, x: float, y: float) -> tuple[float, float]:
    """Return the origin of a form in a cell at a point."""
    return x + cell.left + cell.wanted.x / PARTS_OF_A_PIXEL, y + cell.above + cell.wanted.y / PARTS_OF_A_PIXEL


def _scale(zoom: float) -> str:
    return f"scale({zoom:.6f})"
