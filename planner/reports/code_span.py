"""Code spans in Markdown: text without markup, mentions, links or emoji."""

import re

from planner.terminal_text import shown


def code(text: str) -> str:
    """Return text, made safe to print, as a code span with a fence longer than any backticks in it.

    An empty text becomes a dash.
    """
    text = shown(text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if not text.strip() or text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{padding}{text or '–'}{padding}{fence}"
