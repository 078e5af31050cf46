"""All that is wrong with a text that is not TOML, and the data of the rest.

tomli stops at the first error. Each bad value is replaced by a stand-in of the same length, so that
reading can go on and every position stays what it is; what is not a value is blanked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import tomli

from planner.files.conflicts import settle
from planner.files.fields import NEEDS_A_DAY, Takes
from planner.files.problem import Problem, quoted, visible
from planner.files.source import Source
from planner.files.syntax import Data, Document

MOST_ROUNDS = 200

_HEADER = re.compile(r"\s*\[(?!.*=)")
_ASSIGNMENT = re.compile(r"\s*([^\s=\[#]+)\s*=[ \t]*")
_LAST_KEY = re.compile(r".*?([A-Za-z0-9_-]+)[\"']?\s*=[^=]*$")
_VALUE_START = re.compile(r"(?:^|[=,\[])\s*$")
_TOKEN = re.compile(r"[^\s,\]}#]+")
_BEFORE_TOKEN = re.compile(r"[^\s,\[{=\"'\]}#]*$")
_DATE_LIKE = re.compile(r"\d{4}[-/.Qq?].*|\d{1,2}[-/.]\d{1,2}[-/.].*|[A-Za-z?][A-Za-z?]*\d{0,4}")
_OPENED = re.compile(r"=[ \t]*[\[{]")

_MISSING_BRACKET = {"Unclosed array": "]", "Unclosed inline table": "}"}
_WORDS = {
    "Illegal character": "a text ends where its line ends: close the quotes on the same line",
    "Unterminated string": "a text is not closed: the quotes are missing",
    'Expected "\'"': "a text is not closed: the quotes are missing",
    "Unescaped '\\'": "a backslash in a text is written twice: \\\\",
    "Invalid statement": "neither a header nor `key = value`",
    "Invalid initial character": "a key must stand here",
    "Expected '=' after a key": "`=` is missing after the key",
}


def repair(source: Source, takes: Mapping[str, Takes]) -> Document:
    return _Repair(source, takes).document()


@dataclass(slots=True)
class _Repair:
    source: Source
    takes: Mapping[str, Takes]
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stand_ins: set[tuple[int, int]] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    """Lines that have a problem already."""
    emptied: set[int] = field(default_factory=set)
    """Lines whose whole value has a stand-in."""
    partial: bool = False

    def document(self) -> Document:
        self.lines = self.source.text.split("\n")
        conflicts, where = settle(self.lines)
        self.problems.extend(conflicts)
        self.partial = bool(conflicts)
        data = self._data()
        text = "\n".join(self.lines) if data else ""
        return Document(
            self.source,
            data,
            text,
            tuple(self.problems),
            frozenset(self.stand_ins),
            tuple(where),
            self.partial,
        )

    def _data(self) -> Data:
        for _ in range(MOST_ROUNDS):
            try:
                return tomli.loads("\n".join(self.lines))
            except tomli.TOMLDecodeError as error:
                line, column, why = error.lineno - 1, error.colno - 1, error.msg
            except (ValueError, RecursionError) as error:
                line, column, why = self._line_of(type(error)), 0, _too_large(error)
            if not self._mend(line, min(column, len(self.lines[line])), why):
                break
        else:
            last = max((each.line for each in self.problems), default=1)
            self.problems.append(Problem("not-toml", "reading stopped here: too many errors before", last, 1))
        self.partial = True
        return {}

    def _line_of(self, kind: type[Exception]) -> int:
        """The line at which reading fails with an error that has no position."""
        low, high = 1, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            try:
                tomli.loads("\n".join(self.lines[:middle]))
            except kind as error:
                if not isinstance(error, tomli.TOMLDecodeError):
                    high = middle
                    continue
            except (ValueError, RecursionError):
                pass
            low = middle + 1
        return low - 1

    def _mend(self, line: int, column: int, why: str) -> bool:
        """Change the text so that this error is gone, and say what it was; False where nothing helps."""
        if why.startswith(("Cannot declare", "Cannot overwrite", "Cannot mutate", "Cannot redefine")):
            return self._mend_repetition(line, column)
        if why in _MISSING_BRACKET and self._mend_bracket(line, column, why):
            return True
        text = self.lines[line]
        if _HEADER.match(text) and line not in self.told:
            return self._drop_header(line, f"{quoted(text.strip())} is not a header such as [[version]]")
        if why.startswith(("Unterminated", "Illegal")) and line == len(self.lines) - 1:
            return self._drop_open_text(line)
        if line in self.emptied:
            return self._drop(line, line, column, _worded(why))
        if why.startswith(("Invalid value", "Invalid date", "Expected newline", "Unclosed")):
            return self._mend_value(line, column)
        assignment = _ASSIGNMENT.match(text)
        if assignment and column >= assignment.end():
            self._tell(line, column, "not-toml", _worded(why))
            self._empty(line, assignment.end())
            return True
        return self._drop(line, line, column, _worded(why))

    def _mend_value(self, line: int, column: int) -> bool:
        text = self.lines[line]
        before = _BEFORE_TOKEN.search(text, 0, column)
        start = before.start() if before else column
        token = _TOKEN.match(text, start)
        if token and _VALUE_START.search(text, 0, start) and (line + 1, start + 1) not in self.stand_ins:
            self._tell(line, start, *self._say(token[0], text[:start]))
            self._stand_in(line, start, token.end())
            return True
        assignment = _ASSIGNMENT.match(text)
        if not assignment:
            return self._drop(line, line, column, "not a value")
        rest = text[column:].strip()
        if not rest or rest.startswith("#"):
            message = f"{quoted(assignment[1])} has no value; leave the key out while it is unknown"
        else:
            message = f"unexpected {quoted(rest)} after the value"
        self._tell(line, column, "not-toml", message)
        self._empty(line, assignment.end())
        return True

    def _say(self, token: str, before: str) -> tuple[str, str]:
        """What to say of a value that is none: a date without its day, mostly."""
        key = _LAST_KEY.match(before)
        takes = self.takes.get(key[1]) if key else None
        if takes == "flag":
            return "wrong-type", f"{quoted(token)}: expected true or false"
        if takes in ("text", "name", "texts", "text or texts"):
            return "wrong-type", f'{quoted(token)}: a text needs quotes: "{visible(token)}"'
        if takes in ("date", "dates") or _DATE_LIKE.fullmatch(token):
            return "not-a-date", f"{quoted(token)}: {NEEDS_A_DAY}"
        return "not-toml", f"{quoted(token)} is not a value; a text needs quotes"

    def _mend_repetition(self, line: int, column: int) -> bool:
        text = self.lines[line]
        header = re.fullmatch(r"(\s*)\[([A-Za-z0-9_-]+)\](\s*(?:#.*)?)", text)
        if header and self.takes.get(header[2]) == "tables" and line not in self.told:
            self._tell(line, len(header[1]), "wrong-type", f"an entry has two brackets: [[{header[2]}]]")
            self.lines[line] = f"{header[1]}[[{header[2]}]]{header[3]}"
            return True
        if _HEADER.match(text):
            name = quoted(text.strip().strip("[]"))
            return self._drop_header(line, f"{name} is declared twice", "duplicate-key")
        start = line
        while start > 0 and not _ASSIGNMENT.match(self.lines[start]):
            start -= 1
        key = _ASSIGNMENT.match(self.lines[start])
        if not key:
            return self._drop(line, line, column, "a key is given twice")
        self._tell(start, key.start(1), "duplicate-key", f"{quoted(key[1])} is given twice")
        self._blank(start, line)
        return True

    def _mend_bracket(self, line: int, column: int, why: str) -> bool:
        """An array or inline table that is still open where the next statement begins."""
        text = self.lines[line]
        begins = _HEADER.match(text) or _ASSIGNMENT.match(text)
        last = line == len(self.lines) - 1 and not text[column:].strip()
        if not last and (not begins or text[:column].strip()):
            return False
        start = line if last else line - 1
        while start >= 0 and not _OPENED.search(self.lines[start]):
            start -= 1
        opening = _ASSIGNMENT.match(self.lines[start]) if start >= 0 else None
        if not opening or start in self.emptied:
            return False
        bracket = _MISSING_BRACKET[why]
        message = f"{quoted(opening[1])} is not closed: `{bracket}` is missing"
        self._tell(start, opening.end(), "not-toml", message)
        self._blank(start + 1, line if last else line - 1)
        self._empty(start, opening.end())
        return True

    def _drop_header(self, line: int, message: str, code: str = "not-toml") -> bool:
        """Blank a header with all that stands under it."""
        end = line + 1
        while end < len(self.lines) and not _HEADER.match(self.lines[end]):
            end += 1
        self._tell(line, 0, code, message)
        self._blank(line, end - 1)
        self.partial = True
        return True

    def _drop_open_text(self, line: int) -> bool:
        """Blank a multi-line text that is never closed, which is the rest of the file."""
        start = line
        while start > 0 and not re.search(r"\"\"\"|'''", self.lines[start]):
            start -= 1
        return self._drop(start, line, 0, "a text is not closed: the quotes are missing")

    def _drop(self, start: int, end: int, column: int, message: str) -> bool:
        if not any(line.strip() for line in self.lines[start : end + 1]):
            return False
        if start not in self.told:
            self._tell(start, column, "not-toml", message)
        self._blank(start, end)
        self.partial = True
        return True

    def _tell(self, line: int, column: int, code: str, message: str) -> None:
        self.told.add(line)
        self.problems.append(Problem(code, message, line + 1, column + 1))

    def _blank(self, start: int, end: int) -> None:
        for line in range(start, end + 1):
            self.lines[line] = ""

    def _empty(self, line: int, start: int) -> None:
        """Put a stand-in for all that follows on the line."""
        self.emptied.add(line)
        self._stand_in(line, start, max(len(self.lines[line]), start + 1))

    def _stand_in(self, line: int, start: int, end: int) -> None:
        text = self.lines[line]
        self.lines[line] = f"{text[:start]}0{' ' * (end - start - 1)}{text[end:]}"
        self.stand_ins.add((line + 1, start + 1))


def _worded(why: str) -> str:
    for start, words in _WORDS.items():
        if why.startswith(start):
            return words
    return f"not TOML: {visible(why[:1].lower() + why[1:])}"


def _too_large(error: Exception) -> str:
    return "Nested too deeply" if isinstance(error, RecursionError) else "A number with too many digits"
