"""A page in pixels, composed of the parts of a picture."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from PIL import Image

from planner.exports.drawing.style import LIGHT
from planner.exports.raster.file import png_file
from planner.exports.raster.parts import parts
from planner.exports.raster.places import Box, Paste, Places
from planner.exports.raster.sheets import Cutout, Wanted, draw

_BAND = 512
"""The rows of pixels that are composed at a time."""


class _Piece(NamedTuple):
    """An image to paste at a pixel."""

    image: Image.Image
    x: int
    y: int
    cut: Box | None
    """The part of it to paste."""


def page(picture: Element, row: int) -> bytes:
    """Return a picture as a PNG file with rows of so many pixels. Raise UnknownPart."""
    places = Places(row)
    height = round(float(picture.get("height", "")) * places.zoom)
    pastes = [paste for part in parts(picture) for paste in places.pastes(part)]
    wanted = dict.fromkeys(paste.wanted for paste in pastes)
    cutouts = draw({each: places.room(each) for each in wanted}, places.zoom)
    return png_file(places.width, height, _bands(pastes, cutouts, places.width, height))


def _bands(
    pastes: Iterable[Paste], cutouts: Mapping[Wanted, Cutout], width: int, height: int
) -> Iterator[Image.Image]:
    """Yield the page from top to bottom, some rows of pixels at a time."""
    tops = range(0, height, _BAND)
    bands: list[list[_Piece]] = [[] for _ in tops]
    for paste in pastes:
        piece = _piece(paste, cutouts)
        if piece is not None:
            lines = piece.image.height if piece.cut is None else piece.cut[3] - piece.cut[1]
            for band in bands[max(piece.y // _BAND, 0) : max((piece.y + lines - 1) // _BAND + 1, 0)]:
                band.append(piece)
    for top, band in zip(tops, bands, strict=True):
        image = Image.new("RGB", (width, min(_BAND, height - top)), LIGHT.paper)
        before: _Piece | None = None
        cutout = image
        for piece in band:
            # The lines below rows follow each other, all alike.
            if before is None or piece.image is not before.image or piece.cut != before.cut:
                cutout = piece.image if piece.cut is None else piece.image.crop(piece.cut)
                before = piece
            image.paste(cutout, (piece.x, piece.y - top), cutout)
        yield image


def _piece(paste: Paste, cutouts: Mapping[Wanted, Cutout]) -> _Piece | None:
    """Return a form as it is drawn, at its place; None if it has no cutout, or none in the part to paste."""
    if paste.wanted not in cutouts:
        return None
    image, left, top = cutouts[paste.wanted]
    if paste.within is None:
        return _Piece(image, paste.x + left, paste.y + top, None)
    first, above, last, below = paste.within
    cut = (
        max(first - left, 0),
        max(above - top, 0),
        min(last - left, image.width),
        min(below - top, image.height),
    )
    if cut[0] >= cut[2] or cut[1] >= cut[3]:
        return None
    return _Piece(image, paste.x + left + cut[0], paste.y + top + cut[1], cut)
