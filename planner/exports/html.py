"""The review document as one page without scripts or external files."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from planner.dates import iso
from planner.exports import svg
from planner.exports.changed import changed_sections
from planner.exports.review import describes, review
from planner.exports.subject import ExportedPlan
from planner.terminal_text import shown
from planner.urls import is_url

TALL = 1_100.0
HUGE = 2_000.0
"""The heights above which a picture, 1,200 wide, needs an upright sheet of paper, and more than one."""
_WITH_HYPHEN = re.compile(r"(?<!\S)[^\s-]+-\S{1,30}(?!\S)")
"""Short words with a hyphen; longer ones may be broken, or they would not fit on a phone."""
_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _template() -> Template:
    """Return the template of the page, which takes longer to compile than to fill in."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["iso"] = iso
    environment.filters["describes"] = describes
    environment.filters["joined"] = _joined
    environment.filters["whole"] = _whole
    environment.filters["breakable"] = _breakable
    environment.tests["url"] = is_url
    return environment.get_template("review.html")


def render(subject: ExportedPlan) -> str:
    """Return the review document as an HTML page, with its picture and styles inside."""
    # The one thing that is markup already, made by an XML library.
    found = review(subject)
    drawn = svg.inline(subject, found.open)
    picture = Markup(tostring(drawn, encoding="unicode"))
    since = subject.since
    return _template().render(
        review=found,
        picture=picture,
        picture_size=_size(float(drawn.get("height", "0"))),
        since=since,
        sections=() if since is None else tuple(changed_sections(since.comparison)),
    )


def _size(height: float) -> str:
    """Return the class for printing a picture of a height in pixels.

    It is "" for a picture beside text, "tall" for one on an upright sheet, "huge" for one on several sheets.
    """
    return "" if height <= TALL else "tall" if height <= HUGE else "huge"


def _joined(texts: Iterable[str], separator: str) -> str:
    """Return texts joined by a separator; the `join` of jinja would look for markup in each of them."""
    return separator.join(texts)


@lru_cache(maxsize=1024)
def _whole(value: str) -> Markup:
    """Return escaped text in which no line may end at a hyphen of a short word, such as a date."""
    escaped = str(escape(_printable(value)))  # of `Markup`, a substitution would be escaped again
    if "-" not in escaped:
        return Markup(escaped)
    return Markup(_WITH_HYPHEN.sub(r'<span class="whole">\g<0></span>', escaped))


def _breakable(address: str) -> Markup:
    """Return an escaped address that may be broken after each part: most are wider than a phone."""
    parts = re.split(r"(?<=[/.?&=_-])(?=[^/])", _printable(address))
    return Markup("<wbr>").join(map(escape, parts))


def _printable(value: Any) -> Any:
    """Return a text on one line without control characters, and other values unchanged."""
    if type(value) is not str:
        return value
    plain = value.isascii() and value.isprintable() and "  " not in value  # as nearly always
    return shown(value if plain else re.sub(r"\s+", " ", value))
