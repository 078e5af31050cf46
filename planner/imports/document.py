"""JSON and YAML as plain values whose numbers and dates stay the texts that they are: 1.30 is no 1.3."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, NoReturn

from planner.diagnostics import quoted
from planner.imports.source import ImportSource

Value = Any
"""A dict with texts as keys, a list, a text, True, False or None."""

_NULLS = ("", "~", "null", "Null", "NULL")
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TOO_DEEP = "is nested too deeply"


def read_json(source: ImportSource) -> Value:
    """Return the values of a JSON file, its numbers as texts.

    Raise CannotImport, with the position where it is known, if it is no JSON or an object has a key twice.
    """
    return _read_json(source, source.text())


def read_yaml(source: ImportSource) -> Value:
    """Return the values of a YAML or JSON file, its numbers and dates as texts.

    Read the front matter of Markdown, and the first document of several. Raise CannotImport as `read_json`
    does.
    """
    text = source.text()
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(source, text)
    return _read_yaml(source, _front_matter(text))


def as_text(value: Value) -> str | None:
    """Return a text without blanks at its ends, fit for a file; None for other values and for blank texts."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def table(value: Value) -> dict[str, Value]:
    """Return a value if it is a table (a dict), else an empty one."""
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
    building = _Building(source)
    try:
        for event in yaml.parse(text, Loader=loader):
            if building.take(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = (mark.line + 1, mark.column + 1) if mark else ()
        raise source.failure(f"is not YAML: {error.problem or error.context}", *position) from None
    except yaml.YAMLError as error:
        raise source.failure(f"is not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise source.failure(_TOO_DEEP) from None
    return building.value


class _Building:
    """The values of YAML events, built without the nodes that a YAML reader would make of them."""

    def __init__(self, source: ImportSource) -> None:
        self.value: Value = None
        """The value of the first document."""
        self._source = source
        self._open: list[tuple[Value, list[Value], list[Value]]] = []
        """Each sequence or mapping that is not closed, the key that waits for its value, tables to merge."""
        self._anchors: dict[str, Value] = {}

    def take(self, event: Any) -> bool:
        """Add a YAML event to the values; return True at the end of the first document, else False.

        Raise CannotImport for a key that a mapping has twice, and for an alias of no anchor.
        """
        match type(event).__name__:
            case "ScalarEvent":
                self._put(event, _scalar(event))
            case "SequenceStartEvent":
                self._start(event, [])
            case "MappingStartEvent":
                self._start(event, {})
            case "SequenceEndEvent" | "MappingEndEvent":
                container, _, merged = self._open.pop()
                for each in merged:  # at the end, since keys of the mapping itself come before merged ones
                    _merge(container, each)
            case "AliasEvent":
                if event.anchor not in self._anchors:
                    self._fail(event, f"there is no anchor {quoted(event.anchor)}")
                self._put(event, self._anchors[event.anchor])
            case "DocumentEndEvent":
                return True
        return False

    def _start(self, event: Any, value: Value) -> None:
        """Open a sequence or mapping, into which the values of the next events go until it ends."""
        self._put(event, value)
        self._open.append((value, [], []))

    def _put(self, event: Any, value: Value) -> None:
        """Put a value where it belongs: into the document, the innermost open sequence or mapping.

        In a mapping every second value is a key; one that is not a scalar is passed over with its value, and
        tables under the key `<<` wait until the mapping ends. Raise CannotImport for a key that the mapping
        has already. Note the value by the event's anchor, if it has one.
        """
        anchor = getattr(event, "anchor", None)
        if anchor is not None and type(event).__name__ != "AliasEvent":
            self._anchors[anchor] = value
        if not self._open:
            self.value = value
            return
        container, waiting, merged = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        elif not waiting:
            waiting.append(event.value if type(event).__name__ == "ScalarEvent" else None)
            if waiting[0] in container:
                self._fail(event, f"the key {quoted(waiting[0])} stands twice in one mapping")
        elif (key := waiting.pop()) == "<<":
            merged.append(value)
        elif key is not None:
            container[key] = value

    def _fail(self, event: Any, why: str) -> NoReturn:
        """Raise CannotImport with the position of an event."""
        raise self._source.failure(why, event.start_mark.line + 1, event.start_mark.column + 1)


def _scalar(event: Any) -> Value:
    """Return the value of a scalar: None, True or False for unquoted words that mean it, else the text."""
    text = event.value
    if not event.implicit[0]:  # quoted, or given a tag
        return text
    return None if text in _NULLS else _FLAGS.get(text, text)


def _merge(container: dict[str, Value], value: Value) -> None:
    """Add the keys of a table, or of a list of tables, to a container that does not have them."""
    for each in value if isinstance(value, list) else [value]:
        for key, other in table(each).items():
            container.setdefault(key, other)


def _front_matter(text: str) -> str:
    """Return the YAML of Markdown: the text before its second `---`, or all if it does not begin with one."""
    return text.split("\n---", 1)[0] if text.startswith("---") else text
