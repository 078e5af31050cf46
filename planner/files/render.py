"""TOML for what is new: values, blocks and whole files, in an order that reads well."""

import re
from collections.abc import Mapping
from typing import Any

import tomli_w

from planner.files.plan_data import Data, plan_data
from planner.plan import Plan

_ENTRIES = ("version", "change", "notice", "freeze", "waiver")
_BARE = re.compile(r"[A-Za-z0-9_-]+")

Entry = tuple[str, int]
"""The kind of an entry and its index."""


def render_plan(plan: Plan) -> str:
    """A new file."""
    return render_document(plan_data(plan))


def render_document(data: Data) -> str:
    """A new file of a plan's data, in the order of `reading_order`."""
    head = {name: value for name, value in data.items() if name not in _ENTRIES and name != "meta"}
    blocks = [_lines(head)] + [render_block(kind, data[kind][index]) for kind, index in reading_order(data)]
    if "meta" in data:
        blocks.append(f"[meta]\n{_lines(data['meta'])}")
    return "\n\n".join(block.rstrip("\n") for block in blocks) + "\n"


def reading_order(data: Data) -> list[Entry]:
    """Versions and changes, each with its notices under it; then freezes and waivers."""
    notices: dict[tuple[str, str], list[Entry]] = {}
    for index, notice in enumerate(data.get("notice", ())):
        kind = "change" if "change" in notice else "version"
        notices.setdefault((kind, notice.get(kind)), []).append(("notice", index))
    order: list[Entry] = []
    for kind in ("version", "change"):
        for index, item in enumerate(data.get(kind, ())):
            order += [(kind, index), *notices.pop((kind, item.get("name")), ())]
    for of_nothing in notices.values():
        order += of_nothing
    return order + [(kind, index) for kind in ("freeze", "waiver") for index in range(len(data.get(kind, ())))]


def render_block(kind: str, entry: Data, *, aligned: bool = False) -> str:
    """`[[kind]]` and its lines, without a newline at the end; `meta` is a table of its own."""
    block = f"[[{kind}]]\n" + _lines({name: value for name, value in entry.items() if name != "meta"}, aligned)
    if meta := entry.get("meta"):
        block += f"\n[{kind}.meta]\n" + _lines(meta)
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
