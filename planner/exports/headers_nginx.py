"""HTTP response headers of versions and changes as nginx maps.

Each header of versions is a map from `$api_version` to `$api_version_deprecation` and so on, each header of
changes a map from `$api_change`. A server sets these two variables, and sends a header by
`add_header Deprecation $api_version_deprecation always;`: nginx sends no header that is empty.
"""

from collections.abc import Iterator, Sequence

from planner.exports.headers import NO_HEADERS
from planner.exports.response_headers import ItemHeaders, headers_of_all, heading
from planner.exports.subject import ExportedPlan
from planner.policy import ItemType
from planner.terminal_text import shown

_HEADERS = ("Deprecation", "Sunset", "Link")
_ITEM_TYPES: tuple[ItemType, ...] = ("version", "change")


_USAGE = """\
# The maps read $api_version and $api_change, which your configuration sets, as in
#   map $http_x_api_version $api_version { default $http_x_api_version; }
#   map "" $api_change { default ""; }
# and a server sends a header by
#   add_header Deprecation $api_version_deprecation always;"""


def render(subject: ExportedPlan) -> str:
    """Return a map for each header of versions, then for each of changes, below the usage.

    All maps are there whatever the plan holds: nginx does not start if one of its variables is unknown.
    Without any header, a remark says so.
    """
    found = headers_of_all(subject)
    blocks = [f"# {heading(subject)}", _USAGE, *([] if found else [f"# {NO_HEADERS}"])]
    for item_type in _ITEM_TYPES:
        for header in _HEADERS:
            with_header = [each for each in found if each.item_type == item_type and header in each.fields]
            blocks.append("\n".join(_map(item_type, header, with_header)))
    return "\n\n".join(blocks) + "\n"


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
    """Return a name as a key that nginx takes literally; a backslash goes before keywords and patterns.

    A name that is too long for the table of keys of a map becomes a pattern that matches only this name.
    """
    if len(name.encode()) > _LONGEST_KEY:
        literal = "".join(f"\\{each}" if each.isascii() and not each.isalnum() else each for each in name)
        return f"~*^{literal}$"
    return f"\\{name}" if not name[:1].isalnum() or name in _KEYWORDS else name


_LONGEST_KEY = 46
"""Bytes of a key for which nginx's own `map_hash_bucket_size` of 64 has room; a longer key is refused."""
_KEYWORDS = ("default", "hostnames", "include", "volatile")


def _quoted(text: str) -> str:
    """Return a text as a quoted string of nginx's configuration."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
