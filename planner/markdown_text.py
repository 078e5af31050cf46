"""Text of a plan in Markdown, shown character by character: none of it is markup."""

import re

from planner.terminal_text import LONGEST, shown
from planner.urls import is_url

_MARKUP = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
"""Characters of markup. An underscore within a word is none: `client_name` stays readable."""
_BLOCK = re.compile(r"[#+=-]|\d{1,9}[.)](?=\s|$)")
"""Beginnings that would make text a heading, a list or a rule."""
_MENTION = re.compile(r"""@(?=\w)|#(?=\d)|:(?=[\w+-]+:)|[!~$%^](?=[\w"])|&amp;(?=\d)|\bG[HL]-(?=\d)""")
"""Beginnings of mentions, links to issues and labels, and emoji: forges read them even in escaped text.

An empty comment after them stops that.
"""
_ADDRESS = re.compile(r"://|\b(?:mailto|xmpp):|\bwww(?=\.)", re.IGNORECASE)
"""Beginnings of addresses: forges make links of them."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def text(plain: str, longest: int = LONGEST) -> str:
    """Return plain text as Markdown that shows it on one line, cut at `longest` characters, all escaped.

    Markup, HTML, mentions and links to issues are escaped; addresses may still become links.
    """
    escaped = _MARKUP.sub(r"\\\g<0>", shown(" ".join(plain.split()), longest))
    if begins := _BLOCK.match(escaped):
        escaped = f"{escaped[: begins.end() - 1]}\\{escaped[begins.end() - 1 :]}"
    escaped = re.sub("[&<>]", lambda match: _ENTITIES[match[0]], escaped)
    return _MENTION.sub(r"\g<0><!-- -->", escaped)


def unlinked(plain: str, longest: int = LONGEST) -> str:
    """Return plain text as Markdown as `text` does, but so that no address in it becomes a link either."""
    return _ADDRESS.sub(r"\g<0><!-- -->", text(plain, longest))


def whole_lines(document: str, most: int) -> str:
    """Return a document as it is, or only its first whole lines and a note, to have at most `most` bytes."""
    if len(document.encode()) <= most:
        return document
    note = "\n… cut here: the report is longer than this page can be.\n"
    kept, left = list[str](), most - len(note.encode())
    for line in document.splitlines(keepends=True):
        left -= len(line.encode())
        if left < 0:
            break
        kept.append(line)
    return "".join(kept) + note


def linked(plain: str) -> str:
    """Return Markdown for a text: a link that shows its address if it is a URL, else the escaped text."""
    return f"<{plain}>" if is_url(plain) else text(plain)
