"""The same data as different people would write it: for tests that must hold for every hand."""

import re
import string
from collections.abc import Mapping
from datetime import date, datetime, time
from random import Random
from typing import Any

from hypothesis import strategies as st

_BARE = re.compile(r"[A-Za-z0-9_-]+")

scalars = (
    st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.text(st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(["'", '"""', "'''", "#[]{}=,", "a\\", "\n", "\r\n", "\u2028", '""', "x = 1\n[y]\n"])
)
names = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=4) | st.text(
    st.characters(codec="utf-8"), max_size=4
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(
    names,
    values | st.lists(st.dictionaries(names, values, max_size=4), min_size=1, max_size=3),
    max_size=6,
)


randoms = st.integers(0, 2**32).map(Random)
"""Makes the choices of a hand: hypothesis, making each by itself, takes longer than all else in a test."""


class Handwriting:
    """Writes data as TOML, choosing freely among the ways that TOML has."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._comments = 0

    def document(self, data: Mapping[str, Any]) -> str:
        return self._finished("".join(self._table((), data)))

    def plan(self, data: Mapping[str, Any]) -> str:
        """Return the text of a plan; its entries are grouped by item, by kind, or not at all."""
        top: list[str] = []
        blocks: list[tuple[tuple[str, str], list[str]]] = []
        for name, value in data.items():
            if isinstance(value, list) and value and self._random.random() < 0.85:
                for each in value:
                    block = [self._between(), self._header("[[", (name,), "]]"), *self._table((name,), each)]
                    blocks.append((_item(name, each), block))
            elif name == "meta" and self._maybe():
                blocks.append((("", ""), [self._header("[", (name,), "]"), *self._table((name,), value)]))
            else:
                top += [self._between(), *self._assignments((name,), value)]
        if self._maybe():
            blocks.sort(key=lambda block: block[0])
        lines = [line for _, block in blocks for line in (self._one_of("\n", "\n", ""), *block)]
        return self._finished("".join(top + lines))

    def _finished(self, text: str) -> str:
        text = self._one_of(text, text, text.removesuffix("\n"))
        return self._one_of(text, text.replace("\n", "\r\n"))

    def _one_of(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _maybe(self) -> bool:
        return self._random.random() < 0.3

    def _table(self, path: tuple[str, ...], data: Mapping[str, Any]) -> list[str]:
        lines: list[str] = []
        tables: list[str] = []
        for name, value in data.items():
            if isinstance(value, Mapping) and self._maybe():
                tables += [self._between(), self._header("[", (*path, name), "]")]
                tables += self._table((*path, name), value)
            elif _is_tables(value) and not self._maybe():
                for each in value:
                    tables += [self._between(), self._header("[[", (*path, name), "]]")]
                    tables += self._table((*path, name), each)
            else:
                lines += [self._between(), *self._assignments((name,), value)]
        return lines + tables

    def _assignments(self, path: tuple[str, ...], value: Any) -> list[str]:
        if isinstance(value, Mapping) and value and self._maybe():
            return [line for name, each in value.items() for line in self._assignments((*path, name), each)]
        indent = self._one_of("", "", "", "  ", "\t")
        return [indent + self._assignment(path, self._value(value)) + self._line_end()]

    def _assignment(self, path: tuple[str, ...], value: str) -> str:
        return self._dotted(path) + self._one_of(" = ", "=", "   =\t", "= ") + value

    def _header(self, opening: str, path: tuple[str, ...], closing: str) -> str:
        space = self._one_of("", "", " ")
        indent = self._one_of("", "", "  ")
        return f"{indent}{opening}{space}{self._dotted(path)}{space}{closing}{self._line_end()}"

    def _dotted(self, path: tuple[str, ...]) -> str:
        return self._one_of(".", ".", " . ").join(self._key(part) for part in path)

    def _key(self, name: str) -> str:
        choices = [_quoted(name)]
        if _BARE.fullmatch(name):
            choices += [name] * 4
        if _is_literal(name) and "\n" not in name:
            choices.append(f"'{name}'")
        return self._one_of(*choices)

    def _comment(self) -> str:
        self._comments += 1
        return self._one_of("# plain", "#", '# [x] "q', "# '''", "# ünï = {", '# """') + f" {self._comments}"

    def _line_end(self) -> str:
        return self._one_of("", "  ", " " + self._comment(), "") + "\n"

    def _between(self) -> str:
        return self._one_of("", "", "\n", self._comment() + "\n", "\n  " + self._comment() + "\n\n")

    def _value(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date | time):
            return (
                value.isoformat(self._one_of("T", " ")) if isinstance(value, datetime) else value.isoformat()
            )
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, list):
            return self._items("[", [self._value(each) for each in value], "]")
        if isinstance(value, Mapping):
            return self._items(
                "{", [pair for name in value for pair in self._pairs((name,), value[name])], "}"
            )
        return repr(value)

    def _pairs(self, path: tuple[str, ...], value: Any) -> list[str]:
        if isinstance(value, Mapping) and value and self._maybe():
            return [pair for name, each in value.items() for pair in self._pairs((*path, name), each)]
        return [self._assignment(path, self._value(value))]

    def _items(self, opening: str, items: list[str], closing: str) -> str:
        if self._maybe():
            lines = [f"  {item}," + self._line_end() + self._between() for item in items]
            return opening + self._line_end() + "".join(lines) + closing
        if items and self._maybe():
            return opening + self._leading_commas(items) + closing
        space = self._one_of("", " ")
        trailing = self._one_of("", "", ",") if items else ""
        return opening + space + self._one_of(", ", ",", " , ").join(items) + trailing + space + closing

    def _leading_commas(self, items: list[str]) -> str:
        """Each comma before its item, on a line of its own or not."""
        first, *others = items
        lines = [self._one_of(" ", self._line_end() + "    ") + first + self._line_end()]
        for item in others:
            comma = self._one_of("  , ", ",", "  ,\n  ")
            lines.append(self._between() + comma + item + self._line_end())
        return "".join(lines) + self._one_of("", "  ,\n" + self._between())

    def _string(self, value: str) -> str:
        choices = [_quoted(value), '"""' + _quoted(value)[1:-1].replace("\\n", "\n") + '"""']
        if value[:1] not in ("\n", '"'):
            choices.append('"""\n' + _quoted(value)[1:-1] + '\\\n   """')
        if _is_literal(value):
            if "\n" not in value:
                choices.append(f"'{value}'")
            choices.append(f"'''\n{value}'''")
        if value.startswith("\n"):
            choices[1] = choices[1].replace('"""', '"""\n', 1)
        return self._one_of(*choices)


def _item(kind: str, entry: Mapping[str, Any]) -> tuple[str, str]:
    """What sorts entries by the item that they are of."""
    for of in ("version", "change"):
        if kind in ("notice", "waiver") and of in entry:
            return of, entry[of] + kind
    return kind, entry.get("name", "")


def _quoted(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
    return '"' + "".join(escapes.get(c) or (f"\\u{ord(c):04x}" if _is_control(c) else c) for c in text) + '"'


def _is_control(character: str) -> bool:
    return character < " " or character == "\x7f"


def _is_literal(text: str) -> bool:
    return "'" not in text and not any(_is_control(c) and c not in "\n\t" for c in text)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)
