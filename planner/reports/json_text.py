"""JSON text that is safe to print: readable, and free of escapes and workflow commands."""

import json
import re
from typing import Any

from planner.dates import Day, iso

_to_escape = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|#(?=#)")
"""Characters that JSON allows but terminals or CI runners may interpret."""


def json_text(data: Any) -> str:
    """Return data as indented JSON with a final line end.

    Letters of all languages stay; characters that a terminal or a CI runner may interpret are escaped.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _to_escape.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def date_text(day: Day | None) -> str | None:
    """Return a day as a text like "2027-02-15", and None as None."""
    return None if day is None else iso(day)
