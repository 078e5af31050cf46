"""What stands on the terminal, and whether every widget fills its place there.

Textual has no public way to ask for painted lines and places: its private names stand here, and nowhere else.
"""

from collections.abc import Mapping
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button

SIZES = ((80, 24), (120, 40), (200, 55))


def strips(screen: Screen[Any]) -> list[Strip]:
    """Return the painted lines of a screen."""
    return screen._compositor.render_strips()


def places(screen: Screen[Any]) -> Mapping[Widget, tuple[Region, Region]]:
    """Return the regions of the widgets that are seen on a screen, each with the region that it is cut to."""
    return screen._compositor.visible_widgets


def toasts(app: App[Any]) -> list[str]:
    """Return the messages of Textual's own notifications."""
    return [each.message for each in app._notifications]


def name_of(character: str) -> str:
    """Return the name of the key that types a character."""
    return _character_to_key(character)


def lines(app: App[None]) -> list[str]:
    """Return the text of the current screen, line by line."""
    return [strip.text for strip in strips(app.screen)]


def text(app: App[None]) -> str:
    return "\n".join(lines(app))


def wrong_lines(app: App[None]) -> list[str]:
    """Return the lines that are not exactly as wide as their widget, or their screen."""
    beneath = app._background_screens if app.screen.styles.background.a < 1 else []
    shown = (*beneath, app.screen)
    wrong = [
        f"{screen}: line {y} is {cell_len(strip.text)} cells"
        for screen in shown
        for y, strip in enumerate(strips(screen))
        if cell_len(strip.text) != app.size.width
    ]
    for screen in shown:
        for widget, (region, _) in places(screen).items():
            for y, strip in enumerate(widget.render_lines(Region(0, 0, *region.size))):
                painted = sum(cell_len(segment.text) for segment in strip)
                if painted != region.width or strip.cell_length != region.width:
                    wrong.append(f"{widget}: line {y} is {painted} of {region.width} cells")
    return wrong


def outside(app: App[None], *kinds: type[Widget] | str) -> list[Widget]:
    """Return the widgets of these kinds on the current screen that are not seen as a whole."""
    seen = places(app.screen)
    found: list[Widget] = []
    for kind in kinds or (Button,):
        for widget in app.screen.query(kind):
            region, clip = seen.get(widget, (Region(), Region()))
            if not region.size or clip.intersection(region) != region or region.bottom > app.size.height:
                found.append(widget)
    return found
