"""JSON and YAML as plain values whose numbers and dates stay the texts that they are: 1.30 is no 1.3."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from planner.diagnostics import quoted
from planner.imports.source import ImportSource

Value = Any
"""A dict with texts as keys, a list, a text, True, False or None."""

_NULLS = ("", "~", "null", "Null", "NULL")
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TOO_DEEP = "is nested too deeply"


def read_json(source: ImportSource) -> Value:
    """Return the values of a JSON file; raise CannotImport with the position of the first error."""
    return _read_json(source, source.text())


def read_yaml(source: ImportSource) -> Value:
    """Return the values of a YAML file, or of JSON, which is YAML; raise CannotImport as `read_json` does.

    Of Markdown, read the front matter.
    """
    text = source.text()
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(source, text)
    return _read_yaml(source, _front_matter(text))


def as_text(value: Value) -> str | None:
    """Return a text that can be written to a file; None for other values and for blank texts."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def table(value: Value) -> dict[str, Value]:
    """Return a value if it is a table, else an empty one."""
    return value if isinstance(value, dict) else {}


def _read_json(source: ImportSource, text: str) -> Value:
    def unique(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise source.failure(f"the key {quoted(twice)} stands twice in one object")
        return found

    keep: Callable[[str], str] = str
    try:
        return json.loads(
            text, parse_int=keep, parse_float=keep, parse_constant=keep, object_pairs_hook=unique
        )
    except json.JSONDecodeError as error:
        raise source.failure(f"is not JSON: {error.msg.lower()}", error.lineno, error.colno) from None
    except RecursionError:
        raise source.failure(_TOO_DEEP) from None


def _read_yaml(source: ImportSource, text: str) -> Value:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(text, Loader=loader)
        return _Values(source).of(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else ()
        raise source.failure(f"is not YAML: {error.problem or error.context}", *place) from None
    except yaml.YAMLError as error:
        raise source.failure(f"is not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise source.failure(_TOO_DEEP) from None


class _Values:
    """The values of YAML nodes; a node that is used in several places has one value."""

    def __init__(self, source: ImportSource) -> None:
        self._source = source
        self._known: dict[Any, Value] = {}

    def of(self, node: Any) -> Value:
        """Return the value of a node; only unquoted nulls, true and false are more than texts."""
        if node in self._known:
            return self._known[node]
        if node.id == "sequence":
            found: Value = self._known.setdefault(node, [])
            found.extend(map(self.of, node.value))
        elif node.id == "mapping":
            found = self._known.setdefault(node, {})
            self._fill(found, node)
        elif node.style:
            found = node.value
        else:
            found = None if node.value in _NULLS else _FLAGS.get(node.value, node.value)
        return found

    def _fill(self, found: dict[str, Value], node: Any) -> None:
        merged: list[Value] = []
        for key, value in node.value:
            if key.id != "scalar":
                continue
            if key.value == "<<" and not key.style:
                merged.append(self.of(value))
            elif key.value in found:
                mark = key.start_mark
                why = f"the key {quoted(key.value)} stands twice in one mapping"
                raise self._source.failure(why, mark.line + 1, mark.column + 1)
            else:
                found[key.value] = self.of(value)
        for each in merged:
            for other in each if isinstance(each, list) else [each]:
                for name, value in table(other).items():
                    found.setdefault(name, value)


def _front_matter(text: str) -> str:
    """Return the YAML between the first two `---` lines, or else the whole text."""
    if not text.startswith("---"):
        return text
    _, *parts = text.split("\n---", 2)
    return text.split("\n---", 1)[0] if parts else text
