"""Text in Markdown as code: no markup, no mention, no link, no emoji in it means anything."""

import re

from planner.terminal_text import shown


def code(text: str) -> str:
    text = shown(text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if not text.strip() or text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{padding}{text or '–'}{padding}{fence}"


def cell(text: str) -> str:
    """In a table, where a bar ends a cell even in code, and readers differ on backslashes before it."""
    return code(re.sub(r"\\(?=\|)", r"\\ ", shown(text))).replace("|", "\\|")
