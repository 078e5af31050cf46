"""Text from a plan, made safe to show: it stays on its line and nothing in it is interpreted."""

import re

LONGEST = 400


def spelled_out(text: str) -> str:
    """On one line: what is not printable (controls, escapes, bidi marks) by its code."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def shown(text: str, longest: int = LONGEST) -> str:
    """Spelled out, and of bearable length.

    A long text is cut in its middle: a message begins with its subject and ends with its bound.
    """
    if len(text) > longest:
        tail = longest // 2
        text = f"{text[: longest - tail - 1]}…{text[-tail:]}"
    text = spelled_out(text)
    # CI runners take `##[command]` and `##vso[command]` for their own, wherever on a line.
    return re.sub("#(?=#)", "# ", text) if "##" in text else text


def shown_path(path: str) -> str:
    """A path to begin a line with, where CI runners look for `::command::`."""
    return shown(f"./{path}" if path.startswith(":") else path)


def position(path: str, line: int | None = None, column: int | None = None) -> str:
    """`plans/clio.toml:41:1`, or as much of it as is known."""
    return ":".join([shown_path(path), *(str(each) for each in (line, column) if each is not None)])


def cells(text: str) -> int:
    """How many terminal cells a printable text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
