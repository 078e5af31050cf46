"""HTTP response headers of versions and changes, as plain lines.

There is one block per item that has headers, versions before changes, with empty lines between. A line that
begins with `#` is a remark; `# version:` or `# change:` names the item. Every other line is a header.
"""

from collections.abc import Iterator

from planner.exports.response_headers import ItemHeaders, headers_of_all, heading
from planner.exports.subject import ExportedPlan
from planner.terminal_text import shown

NO_HEADERS = "The plan deprecates and retires no version and no change."


def render(subject: ExportedPlan) -> str:
    """Return the blocks of all items with headers, or a remark that there are none, below a heading."""
    blocks = ["\n".join(_block(each)) for each in headers_of_all(subject)]
    return "\n\n".join([f"# {heading(subject)}", *(blocks or [f"# {NO_HEADERS}"])]) + "\n"


def _block(headers: ItemHeaders) -> Iterator[str]:
    """Yield the lines of an item's block: remarks begin with `#`, all others are headers."""
    yield f"# {headers.item_type}: {shown(headers.item)}"
    if headers.track is not None:
        yield f"# track: {shown(headers.track)}"
    yield from (f"# {each}" for each in headers.before)
    links = {name: value for name, value in headers.fields.items() if name == "Link"}
    yield from (f"{name}: {value}" for name, value in headers.fields.items() if name not in links)
    yield from (f"# {each}" for each in headers.after)
    yield from (f"{name}: {value}" for name, value in links.items())
