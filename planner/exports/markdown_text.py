"""Text from a plan as Markdown shows it, letter by letter: nothing in it is markup."""

import re

from planner.exports.urls import is_url
from planner.terminal_text import LONGEST, shown

_MARKUP = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
"""An underscore within a word is none: `client_name` stays readable."""
_BLOCK = re.compile(r"[#+=-]|\d{1,9}[.)](?=\s|$)")
"""What would make a heading, a list or a rule of the text that it begins."""
_MENTION = re.compile(r"@(?=\w)|#(?=\d)|:(?=[\w+-]+:)")
"""Forges notify people, link issues and draw emoji, even of escaped text: an empty comment stops them."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def text(plain: str, longest: int = LONGEST) -> str:
    """On one line."""
    escaped = _MARKUP.sub(r"\\\g<0>", shown(" ".join(plain.split()), longest))
    if begins := _BLOCK.match(escaped):
        escaped = f"{escaped[: begins.end() - 1]}\\{escaped[begins.end() - 1 :]}"
    escaped = re.sub("[&<>]", lambda match: _ENTITIES[match[0]], escaped)
    return _MENTION.sub(r"\g<0><!-- -->", escaped)


def linked(plain: str) -> str:
    """As text, but a URL as a link that shows where it leads."""
    return f"<{plain}>" if is_url(plain) else text(plain)
