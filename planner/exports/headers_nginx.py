"""HTTP response headers of versions and changes as nginx maps.

Each header of versions is a map from `$api_version` to `$api_version_deprecation` and so on, each header of
changes a map from `$api_change`. A server sets these two variables, and sends a header by
`add_header Deprecation $api_version_deprecation;`: nginx sends no header that is empty.
"""

from collections.abc import Iterator, Sequence

from planner.exports.headers import NO_HEADERS
from planner.exports.response_headers import ItemHeaders, headers_of_all, heading
from planner.exports.subject import ExportedPlan
from planner.policy import ItemType
from planner.terminal_text import shown

_HEADERS = ("Deprecation", "Sunset", "Link")
_ITEM_TYPES: tuple[ItemType, ...] = ("version", "change")


def render(subject: ExportedPlan) -> str:
    """Return a map for each header that some version has, then for each that some change has.

    Without any, return a remark that says so.
    """
    found = headers_of_all(subject)
    blocks = [f"# {heading(subject)}"]
    for item_type in _ITEM_TYPES:
        of_type = [each for each in found if each.item_type == item_type]
        for header in _HEADERS:
            with_header = [each for each in of_type if header in each.fields]
            if with_header:
                blocks.append("\n".join(_map(item_type, header, with_header)))
    return "\n\n".join(blocks if found else [*blocks, f"# {NO_HEADERS}"]) + "\n"


def _map(item_type: ItemType, header: str, found: Sequence[ItemHeaders]) -> Iterator[str]:
    """Yield the lines of the map of one header.

    Keys of a map ignore case, so only the first of names that differ in case is in it; the others, and names
    that cannot be part of a request, become remarks.
    """
    yield f"map $api_{item_type} $api_{item_type}_{header.lower()} {{"
    yield '    default "";'
    names: set[str] = set()
    for each in found:
        if not each.item.isprintable():
            yield f"    # {shown(each.item)}: no request can carry this name"
        elif each.item.lower() in names:
            yield f"    # {shown(each.item)}: nginx takes it for the name above that differs only in case"
        else:
            names.add(each.item.lower())
            yield f"    {_quoted(_key(each.item))} {_quoted(each.fields[header].replace('$', '%24'))};"
    yield "}"


def _key(name: str) -> str:
    """Return a name as a key that nginx takes literally; a backslash goes before keywords and patterns."""
    return f"\\{name}" if not name[:1].isalnum() or name in _KEYWORDS else name


_KEYWORDS = ("default", "hostnames", "include", "volatile")


def _quoted(text: str) -> str:
    """Return a text as a quoted string of nginx's configuration."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
