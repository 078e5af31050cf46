"""Text from a plan, made safe to show: it stays on one line and nothing in it is interpreted."""

import re
from functools import lru_cache

LONGEST = 400
"""The characters of a text that is shown on a line, at most."""
_JOINERS = r"(?<=[^\x00-\x7f])[\u200c\u200d\U0001f3fb-\U0001f3ff]|[\ufe0e\ufe0f]"
"""Joiners, skin tones and variation selectors: terminals disagree on how wide they make their neighbours."""
_NO_WIDTH = r"[\u1160-\u11ff\ud7b0-\ud7ff\u3164\uffa0]"
"""Hangul vowels and finals, which join the consonant before them, and fillers."""


def spelled_out(text: str) -> str:
    r"""Return a text on one line: line breaks, controls, escapes and bidi marks become codes such as `\x1b`.

    Joiners, skin tones and variation selectors are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_JOINERS, "", text)
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def shown(text: str, longest: int = LONGEST) -> str:
    """Return a text spelled out, and cut at `longest` characters before that; `##` becomes `# #`.

    A long text is cut in its middle: a message begins with its subject and ends with its bound.
    """
    if len(text) > longest:
        tail = longest // 2
        text = f"{text[: longest - tail - 1]}…{text[-tail:]}"
    text = spelled_out(text)
    # CI runners take `##[command]` and `##vso[command]` for their own, wherever on a line.
    return re.sub("#(?=#)", "# ", text) if "##" in text else text


def shown_path(path: str) -> str:
    """Return a path spelled out, with `./` before a leading colon: CI runners obey `::command::` lines."""
    return shown(f"./{path}" if path.startswith(":") else path)


def position(path: str, line: int | None = None, column: int | None = None) -> str:
    """Return a place in a file as `plans/clio.toml:41:1`; without the line or column where that is None."""
    return ":".join([shown_path(path), *(str(each) for each in (line, column) if each is not None)])


def cells(text: str) -> int:
    """Return the terminal cells that a printable text takes: 2 for a wide character, 0 for a mark."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


@lru_cache(4096)
def _cells_of(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if category(character)[0] == "M" or re.match(_NO_WIDTH, character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
