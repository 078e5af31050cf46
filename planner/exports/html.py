"""The review document as one page without scripts or external files."""

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

from planner.dates import iso
from planner.exports import svg
from planner.exports.changed import changed_sections, moved_dates
from planner.exports.review import describes, review
from planner.exports.subject import ExportedPlan
from planner.terminal_text import shown
from planner.urls import is_url

_TEMPLATES = Path(__file__).parent / "templates"


def render(subject: ExportedPlan) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

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
    environment.tests["url"] = is_url
    # The one thing that is markup already, made by an XML library.
    picture = Markup(tostring(svg.inline(subject), encoding="unicode"))
    since = subject.since
    return environment.get_template("review.html").render(
        review=review(subject),
        picture=picture,
        since=since,
        moved=() if since is None else moved_dates(since.comparison),
        groups=() if since is None else tuple(changed_sections(since.comparison)),
    )


def _printable(value: Any) -> Any:
    """Return text on one line without control characters; other values unchanged."""
    return shown(re.sub(r"\s+", " ", value)) if type(value) is str else value
