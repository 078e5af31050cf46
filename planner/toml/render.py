"""New TOML text: values, keys, tables and whole files."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import tomli_w

from planner.toml.values import Data

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def render_file(head: Data, entries: Iterable[tuple[str, Data]]) -> str:
    """Return the text of a file: its top-level keys, then an entry `[[kind]]` for each (kind, data).

    A `meta` of the top level becomes a table at the end. The text ends with one line break.
    """
    top = _assignments({name: value for name, value in head.items() if name != "meta"})
    blocks = [top.rstrip("\n"), *(render_entry(kind, entry) for kind, entry in entries)]
    if "meta" in head:
        blocks.append(f"[meta]\n{_assignments(head['meta'])}".rstrip("\n"))
    return "\n\n".join(blocks) + "\n"


def render_entry(kind: str, data: Data, *, aligned: bool = False) -> str:
    """Return `[[kind]]` and its lines, without a line break at the end; `meta` becomes a sub-table.

    With `aligned`, every `=` outside the sub-table stands in one column.
    """
    text = f"[[{kind}]]\n" + _assignments(
        {name: value for name, value in data.items() if name != "meta"}, aligned
    )
    if "meta" in data:
        text += f"\n[{kind}.meta]\n" + _assignments(data["meta"])
    return text.rstrip("\n")


def _assignments(table: Mapping[str, Any], aligned: bool = False) -> str:
    values = {render_key(name): render_value(value) for name, value in table.items()}
    width = max(map(len, values), default=0) if aligned else 0
    return "".join(f"{key.ljust(width)} = {value}\n" for key, value in values.items())


def render_key(name: str) -> str:
    """Return a key as TOML, in quotes only if it needs them."""
    return name if _BARE_KEY.fullmatch(name) else tomli_w.dumps({name: 0}).removesuffix(" = 0\n")


def render_value(value: Any) -> str:
    """Return a value as TOML on one line; tables and lists are written inline."""
    if isinstance(value, Mapping):
        members = (f"{render_key(name)} = {render_value(each)}" for name, each in value.items())
        return f"{{ {', '.join(members)} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(render_value, value))}]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


def render_replacement(value: Any, written: str) -> str:
    """Return a value as TOML, in the same quotes as `written`, the text that it replaces, where it can be."""
    if not isinstance(value, str) or not value.isprintable():
        return _render_multiline(value) if written.startswith(('"""', "'''")) else render_value(value)
    if written.startswith("'") and "'" not in value:
        return f"'{value}'"
    return render_value(value)


def _render_multiline(value: Any) -> str:
    if not isinstance(value, str) or "\r" in value:  # a raw line break would be read back without it
        return render_value(value)
    return tomli_w.dumps({"x": value}, multiline_strings=True).removeprefix("x = ").removesuffix("\n")
