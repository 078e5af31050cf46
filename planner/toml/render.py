"""TOML for what is new: values, blocks and whole files, in an order that reads well."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import tomli_w

from planner.toml.values import Data

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def render_file(head: Data, entries: Iterable[tuple[str, Data]]) -> str:
    """`head` is all but the entries; these have each its kind."""
    top = _lines({name: value for name, value in head.items() if name != "meta"})
    blocks = [top.rstrip("\n"), *(render_block(kind, entry) for kind, entry in entries)]
    if "meta" in head:
        blocks.append(f"[meta]\n{_lines(head['meta'])}".rstrip("\n"))
    return "\n\n".join(blocks) + "\n"


def render_block(kind: str, entry: Data, *, aligned: bool = False) -> str:
    """`[[kind]]` and its lines, without a newline at the end; `meta` is a table of its own."""
    block = f"[[{kind}]]\n" + _lines(
        {name: value for name, value in entry.items() if name != "meta"}, aligned
    )
    if "meta" in entry:
        block += f"\n[{kind}.meta]\n" + _lines(entry["meta"])
    return block.rstrip("\n")


def _lines(table: Mapping[str, Any], aligned: bool = False) -> str:
    values = {render_key(name): render_value(value) for name, value in table.items()}
    width = max(map(len, values), default=0) if aligned else 0
    return "".join(f"{key.ljust(width)} = {value}\n" for key, value in values.items())


def render_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else tomli_w.dumps({name: 0}).removesuffix(" = 0\n")


def render_value(value: Any) -> str:
    """On one line."""
    if isinstance(value, Mapping):
        members = (f"{render_key(name)} = {render_value(each)}" for name, each in value.items())
        return f"{{ {', '.join(members)} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(render_value, value))}]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n")


def render_value_like(value: Any, written: str) -> str:
    """In the quotes of what it replaces, where it can be."""
    if not isinstance(value, str) or not value.isprintable():
        return _several_lines(value) if written.startswith(('"""', "'''")) else render_value(value)
    if written.startswith("'") and "'" not in value:
        return f"'{value}'"
    return render_value(value)


def _several_lines(value: Any) -> str:
    if not isinstance(value, str) or "\r" in value:  # which no raw newline gives back
        return render_value(value)
    return tomli_w.dumps({"x": value}, multiline_strings=True).removeprefix("x = ").removesuffix("\n")
