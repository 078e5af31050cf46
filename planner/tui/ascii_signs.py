"""`--ascii` everywhere: what Textual and the dialogs draw with other signs is replaced as it is painted.

Lines, arrows, blocks and ellipses get a stand-in of one cell. Letters of a plan stay as they are.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STAND_INS = {
    "-": "─━╌╍┄┅┈┉═╴╶╸╺▁▔▬—–−‒―⎯",
    "|": "│┃╎╏┆┇┊┋║▏▎▕▌▐⎸⎹",
    "+": "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╭╮╯╰╔╗╚╝╠╣╦╩╬",
    "=": "▂▃▄▅▆▇▀",
    "#": "█▉▊▋▍▓■▪▮▖▗▘▙▚▛▜▝▞▟",
    "%": "▒",
    "/": "░╱",
    "\\": "╲",
    "x": "╳✗✘✕✖×",
    "v": "✓✔▼▾▽▿↓⬇",
    "^": "▲▴△▵↑⬆⭡",
    "<": "‹«◀◂←⇐⬅⭠◁",
    ">": "›»▶▸→⇒➜⭢▷↵⏎⎘❯",
    "~": "…",
    ".": "·⋯∙",
    "*": "●•◆★⭘",
    "o": "○◇◯□◻☐",
    "'": "‘’′",
    '"': "“”",
    " ": "\u00a0",
}
_WIDE = {"🔎": "/ "}
"""Signs of two cells, with stand-ins of two."""
_TABLE = str.maketrans({sign: stand_in for stand_in, signs in _STAND_INS.items() for sign in signs} | _WIDE)


def in_ascii(text: str) -> str:
    """Return a text with known signs replaced by ASCII of as many cells; all other characters stay."""
    return text if text.isascii() else text.translate(_TABLE)


class AsciiSigns(LineFilter):
    """The filter that replaces signs by ASCII in painted lines."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with their signs replaced by ASCII."""
        return [
            segment
            if segment.text.isascii()
            else Segment(in_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]
