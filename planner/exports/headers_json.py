"""HTTP response headers of versions and changes as a JSON map, for a gateway's own configuration.

`{"format_version": 1, "product", "as_of", "versions": {NAME: {"track", "headers": {HEADER: VALUE}}},
"changes": the same}`: items without headers are left out; the unnamed track is null.
"""

from collections.abc import Iterable
from typing import Any

from planner.dates import iso
from planner.exports.response_headers import ItemHeaders, headers_of_all
from planner.exports.subject import ExportedPlan
from planner.reports.json_text import json_text


def render(subject: ExportedPlan) -> str:
    """Return the headers of versions and of changes, by name, as JSON; items without any are left out."""
    found = headers_of_all(subject)
    contents = {
        "format_version": 1,
        "product": subject.plan.product,
        "as_of": iso(subject.as_of),
        "versions": _by_name(each for each in found if each.item_type == "version"),
        "changes": _by_name(each for each in found if each.item_type == "change"),
    }
    return json_text(contents)


def _by_name(found: Iterable[ItemHeaders]) -> dict[str, Any]:
    """Return the track and headers of items by their names."""
    return {each.item: {"track": each.track, "headers": each.fields} for each in found}
