"""The signs of the timeline, one cell each, and their replacements in `--ascii`."""

from functools import lru_cache

from rich.cells import cell_len

from planner.chart import WITHDRAWN, Marker
from planner.named_tuple import NamedTuple
from planner.policy import Severity
from planner.terminal_text import cells, shown


class Glyphs(NamedTuple):
    """A sign for each meaning."""

    released: str = "▆"
    default: str = "▆"
    deprecated: str = "▆"
    none: str = "▆"
    over: str = "▆"
    """A phase that has ended."""
    change: str = "▃"
    """A phase of a change, which is no version: thinner."""
    today: str = "│"
    grid: str = "┊"
    """The beginning of a year, or of another part on the ruler's upper line."""
    rule: str = "─"
    """Beside the heading of a track."""
    dot: str = "·"
    day_cursor: str = "┆"
    guide: str = "╎"
    trail: str = "·"
    """From a date to where it would go, or came from."""
    window: str = "▒"
    frozen: str = "░"
    before: str = "‹"
    after: str = "›"
    more: str = "…"
    cursor: str = "▌"
    now: str = "▾"
    withdrawn: str = WITHDRAWN[0]
    """The end of the bar of a withdrawn version."""
    marked: str = "*"
    opens: str = "["
    closes: str = "]"
    folded: str = "▸"
    unfolded: str = "▾"
    heights: str = " ▁▂▃▄▅▆"
    """Columns of the strip below the rows, from none on; air is left above the highest."""
    map_edges: str = ""
    """The ends of the view on that strip, where it has no colour."""
    unknown: str = "●"
    """For a symbol that does not fill exactly one cell."""
    one: str = "─"
    """One version that answers requests, in the line of a plan; two, and three or more below."""
    two: str = "═"
    three: str = "≡"
    error: str = "✗"
    warning: str = "!"
    info: str = "i"

    def bar(self, look: str) -> str:
        """Return the sign of a bar with a look: a role, `none` or `over`."""
        glyph: str = getattr(self, look)
        return glyph

    def severity(self, severity: Severity) -> str:
        """Return the sign of a severity."""
        glyph: str = getattr(self, severity)
        return glyph

    def marker(self, marker: Marker) -> str:
        """Return a marker's symbol, in `ASCII` its stand-in; a dot if that does not fill exactly one cell."""
        return self.one_cell(marker.symbol, marker.ascii)

    def one_cell(self, symbol: str, stand_in: str) -> str:
        """Return a symbol, in `ASCII` its stand-in; a dot if that does not fill exactly one cell."""
        return _one_cell(stand_in if self is ASCII else symbol, self.unknown)


UNICODE = Glyphs()
PLAIN = UNICODE._replace(
    default="▆", released="▄", deprecated="▂", none="▁", over="▁", change="▁", map_edges="[]"
)
"""Without colours: the stronger a phase, the taller its bar."""
SIXTEEN = UNICODE._replace(map_edges="[]")
"""In the terminal's own colours, of which none is nearly the background's."""
ASCII = Glyphs(
    released="=",
    default="#",
    deprecated="~",
    none="-",
    over="-",
    change="-",
    today="|",
    grid=" ",
    rule="-",
    dot="-",
    day_cursor=":",
    guide=":",
    trail=".",
    window="%",
    frozen="/",
    before="<",
    after=">",
    more="~",
    cursor=">",
    now="v",
    withdrawn=WITHDRAWN[1],
    folded="+",
    unfolded="-",
    heights=" .:-=+*#@",
    map_edges="[]",
    unknown="*",
    one="-",
    two="=",
    three="#",
    error="x",
)


@lru_cache(256)
def _one_cell(symbol: str, instead: str) -> str:
    """Return a symbol that is a single printable character of one cell, else `instead`."""
    return symbol if symbol.isprintable() and cells(symbol) == 1 and len(symbol) == 1 else instead


@lru_cache(1024)
def fitted_in_the_middle(text: str, width: int, more: str = "…") -> str:
    """Return a text made safe in exactly `width` cells: padded, or cut in its middle with `more` there.

    In fewer than five cells a longer text is cut at its end.
    """
    safe = shown(text[:400])
    if cell_len(safe) <= width or width < 5:
        return fitted(text, width, more)
    tail = ""
    for character in reversed(safe):
        if cell_len(character + tail) > (width - 1) // 2:
            break
        tail = character + tail
    tail = tail.lstrip(" ")
    head = fitted(safe, width - cell_len(tail), more).rstrip(" ")
    return f"{head}{tail}" + " " * (width - cell_len(head + tail))


@lru_cache(256)
def cell_characters(text: str) -> tuple[str, ...]:
    """Return a text, made safe, as an entry for each cell; a wide character is followed by empty entries."""
    found: list[str] = []
    for character in shown(text):
        size = cell_len(character)
        if size:
            found += [character, *([""] * (size - 1))]
        elif found:
            found[-1 if found[-1] else -2] += character
    return tuple(found)


@lru_cache(1024)
def fitted(text: str, width: int, more: str = "…") -> str:
    """Return a text made safe in exactly `width` cells: padded, or cut at its end with `more` there.

    A wide character is never halved.
    """
    text = shown(text[: 4 * width + 4])
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    kept, used = [], 0
    for character in text:
        used += cell_len(character)
        if used > width - 1:
            break
        kept.append(character)
    cut = "".join(kept)
    return cut + more + " " * (width - cell_len(cut) - 1) if width > 0 else ""
