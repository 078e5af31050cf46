"""JSON that can be printed anywhere: text stays readable, and nothing in it is taken for a command."""

import json
import re
from typing import Any

from planner.dates import Day, iso

_to_escape = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|#(?=#)")
"""What JSON lets stand for itself, but terminals and CI runners may take for their own."""


def json_text(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _to_escape.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def date_text(day: Day | None) -> str | None:
    """Return a day as in "2027-02-15"; None stays None."""
    return None if day is None else iso(day)
