"""All that is wrong with a text that is not TOML, and the data of the rest.

tomli stops at the first error. Each bad value is replaced by a stand-in of the same length, so that
reading can go on and every position stays what it is; what is not a value is blanked.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

import tomli

from planner.diagnostics import LONGEST_QUOTE, Diagnostic, quoted, visible
from planner.disk.source import Source
from planner.toml.expected import NEEDS_A_DAY, FieldType
from planner.toml.merge_markers import settle
from planner.toml.parsed import ParsedFile
from planner.toml.values import Data

MOST_ROUNDS = 1000
MOST_READ = 20_000_000
"""Characters in all rounds together, so that a large file cannot take minutes."""
A_LINE_LOOKED_AT = 10
"""What looking at one line on the way to another costs, in characters read."""
A_LINE_MENDED = 300
ROUNDS_FOR_FEW = 20
"""With more errors than this the lines that can be judged on their own are mended in one go."""
MOST_BISECTED = 200_000

_HEADER = re.compile(r"\s*\[(?!.*=)")
_ASSIGNMENT = re.compile(r"\s*([^\s=\[#]+)\s*=[ \t]*")
_KEY_AT_END = re.compile(r"([A-Za-z0-9_-]+)[\"']?\s*$")
_WORD = r"[^\s,\[\]{}#=\"']++"
_TOKEN = re.compile(rf"[^\s,\]}}#]++(?:[ \t]++{_WORD}(?![ \t]*=))*+")
_NOT_IN_TOKEN = frozenset(" \t,[]{}=#\"'")
_DATE_LIKE = re.compile(r"\d{4}[-/.Qq?].*|\d{1,2}[-/.]\d{1,2}[-/.].*|[A-Za-z?][\w ?-]*")
_OPEN_LITERAL = re.compile(r"=[ \t]*'[^']*$")
_OPENED = re.compile(r"\s*([^\s=\[#]+)\s*=[ \t]*([\[{])")

_ALONE = re.compile(r"[ \t]*[A-Za-z0-9_-]+[ \t]*=[ \t]*[^\s\[{]")
_PLAINLY_RIGHT = re.compile(
    r"[ \t]*[A-Za-z0-9_-]+[ \t]*=[ \t]*(?:\"[^\"\\\x00-\x1f\x7f]*\"|true|false)[ \t\r]*"
)
_LONG_NUMBER = re.compile(r"[0-9_]{4000}")
_MANY_BRACKETS = 100

_SINGLE_HEADER = re.compile(r"(\s*)\[([A-Za-z0-9_-]+)\](\s*(?:#.*)?)")
_LONG_QUOTES = re.compile(r"\"\"\"|'''")

_AT_A_VALUE = ("Invalid value", "Invalid date", "Expected newline", "Unclosed")
_WORDS = {
    "Illegal character": "a text ends where its line ends: close the quotes on the same line",
    "Unterminated string": "a text is not closed: the quotes are missing",
    'Expected "\'"': "a text is not closed: the quotes are missing",
    "Unescaped '\\'": "a backslash in a text is written twice: \\\\",
    "Invalid statement": "neither a header nor `key = value`",
    "Invalid initial character": "a key must stand here",
    "Expected '=' after a key": "`=` is missing after the key",
}


def repair(source: Source, field_type: Mapping[str, FieldType], otherwise: FieldType) -> ParsedFile:
    return _Repair(source, field_type, otherwise).document()


@dataclass(slots=True)
class _Repair:
    source: Source
    type: Mapping[str, FieldType]
    otherwise: FieldType
    lines: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stand_ins: set[tuple[int, int]] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    """Lines that have a problem already."""
    emptied: set[int] = field(default_factory=set)
    """Lines whose whole value has a stand-in."""
    partial: bool = False
    read: int = 0
    """Work done so far, in characters."""

    def document(self) -> ParsedFile:
        self.lines = self.source.text.split("\n")
        conflicts, where = settle(self.lines)
        self.diagnostics.extend(conflicts)
        self.partial = bool(conflicts)
        data = self._data()
        text = "\n".join(self.lines) if data else ""
        return ParsedFile(
            self.source,
            data,
            text,
            tuple(self.diagnostics),
            frozenset(self.stand_ins),
            tuple(where),
            self.partial,
        )

    def _data(self) -> Data:
        for turn in range(MOST_ROUNDS):
            text = "\n".join(self.lines)
            try:
                return tomli.loads(text)
            except tomli.TOMLDecodeError as error:
                line, column, why = error.lineno - 1, error.colno - 1, error.msg
                self.read += error.pos + len(text) // 4
            except (ValueError, RecursionError) as error:
                line, column, why = _first_too_large(self.lines), 0, _too_large(error)
                self.read += len(text)
            if self.read > MOST_READ or not self._mend(line, min(column, len(self.lines[line])), why):
                break
            if turn == ROUNDS_FOR_FEW:
                self._mend_lines_alone(line + 1)
        self._tell(line, column, "not-toml", f"reading stopped here: {_worded(why)}")
        self.partial = True
        return {}

    def _mend_lines_alone(self, start: int) -> None:
        """Mend every later `key = value` that is wrong whatever the other lines are.

        Each is read on its own: to read the file again for each of 20,000 dates without a day would
        take minutes. In a file with texts of several lines nothing says where a line belongs.
        """
        if any(_LONG_QUOTES.search(line) for line in self.lines):
            return
        for index in range(start, len(self.lines)):
            line = self.lines[index]
            if not _ALONE.match(line) or _PLAINLY_RIGHT.fullmatch(line):
                continue
            try:
                tomli.loads(line)
            except tomli.TOMLDecodeError as error:
                self._mend(index, min(error.colno - 1, len(line)), error.msg)
                self.read += A_LINE_MENDED
                if self.read > MOST_READ:
                    return
            except (ValueError, RecursionError):
                continue

    def _looked(self, lines: int) -> None:
        self.read += abs(lines) * A_LINE_LOOKED_AT

    def _mend(self, line: int, column: int, why: str) -> bool:
        """Change the text so that this error is gone, and say what it was; False where nothing helps."""
        remedies = (
            self._mend_repetition,
            self._close_bracket,
            self._close_literal,
            self._drop_header,
            self._drop_open_text,
            self._replace_value,
            self._replace_rest,
            self._drop_line,
        )
        return any(remedy(line, column, why) for remedy in remedies)

    def _replace_value(self, line: int, column: int, why: str) -> bool:
        """A stand-in for what is no value: `TBD`, `2027-03`, a text without quotes."""
        text = self.lines[line]
        start = column
        while start > 0 and text[start - 1] not in _NOT_IN_TOKEN:
            start -= 1
        before = text[:start].rstrip()
        token = _TOKEN.match(text, start)
        if not why.startswith(_AT_A_VALUE) or not token or (before[-1:] or "=") not in "=,[":
            return False
        if line in self.emptied or (line + 1, start + 1) in self.stand_ins:
            return False
        self._tell(line, start, *self._say(token[0], before))
        self._stand_in(line, start, token.end())
        return True

    def _replace_rest(self, line: int, column: int, why: str) -> bool:
        """A stand-in for all that follows a key on its line."""
        text = self.lines[line]
        assignment = _ASSIGNMENT.match(text)
        if not assignment or column < assignment.end() or line in self.emptied:
            return False
        message = _worded(why)
        if why.startswith(_AT_A_VALUE):
            rest = text[column:].strip()
            message = f"unexpected {quoted(rest)} after the value"
            if not rest or rest.startswith("#"):
                message = f"{quoted(assignment[1])} has no value; leave the key out while it is unknown"
        self._tell(line, column, "not-toml", message)
        self._empty(line, assignment.end())
        return True

    def _say(self, token: str, before: str) -> tuple[str, str]:
        """What to say of a value that is none: a date without its day, mostly."""
        key = _KEY_AT_END.search(before.rpartition("=")[0][-LONGEST_QUOTE:])
        field_type = self.type.get(key[1], self.otherwise) if key else self.otherwise
        if field_type == "flag":
            return "wrong-type", f"{quoted(token)}: expected true or false"
        if field_type in ("text", "name", "texts", "text or texts"):
            return "wrong-type", f'{quoted(token)}: a text needs quotes: "{visible(token)}"'
        if field_type == "date" or _DATE_LIKE.fullmatch(token):
            return "not-a-date", f"{quoted(token)}: {NEEDS_A_DAY}"
        return "not-toml", f"{quoted(token)} is not a value; a text needs quotes"

    def _mend_repetition(self, line: int, column: int, why: str) -> bool:
        """A table or key that is there already; the first one stays."""
        if not why.startswith("Cannot "):
            return False
        text = self.lines[line]
        header = _SINGLE_HEADER.fullmatch(text)
        if header and self.type.get(header[2]) == "tables" and line not in self.told:
            self._tell(line, len(header[1]), "wrong-type", f"an entry has two brackets: [[{header[2]}]]")
            self.lines[line] = f"{header[1]}[[{header[2]}]]{header[3]}"
            return True
        if _HEADER.match(text):
            self._tell(line, 0, "duplicate-key", f"{quoted(text.strip().strip('[]'))} is there already")
            self._blank(line, self._end_of_table(line))
            return True
        start = line
        while start > 0 and not _ASSIGNMENT.match(self.lines[start]):
            start -= 1
        self._looked(line - start)
        key = _ASSIGNMENT.match(self.lines[start])
        if not key:
            return False
        self._tell(start, key.start(1), "duplicate-key", f"{quoted(key[1])} is given twice")
        self._blank(start, line)
        return True

    def _close_bracket(self, line: int, column: int, why: str) -> bool:
        """An array or inline table that is still open where the next statement begins."""
        text = self.lines[line]
        last = line == len(self.lines) - 1 and not (
            text[column:].strip() or text[:column].rstrip().endswith("=")
        )
        begins = not text[:column].strip(" \t[") and (_HEADER.match(text) or _ASSIGNMENT.match(text))
        if not why.startswith(("Unclosed", "Invalid value")) or not (last or begins):
            return False
        end = line if last else line - 1
        start = end
        while start >= 0 and not _OPENED.match(self.lines[start]):
            start -= 1
        self._looked(end - start)
        opening = _OPENED.match(self.lines[start]) if start >= 0 else None
        if not opening or start in self.emptied:
            return False
        bracket = "]" if opening[2] == "[" else "}"
        self._tell(
            start, opening.start(2), "not-toml", f"{quoted(opening[1])} is not closed: `{bracket}` is missing"
        )
        self._blank(start + 1, end)
        self._empty(start, opening.start(2))
        return True

    def _close_literal(self, line: int, column: int, why: str) -> bool:
        """A text in single quotes without the second one: tomli looks for it down to the last line."""
        if not why.startswith('Expected "\'"'):
            return False
        last = line
        while line >= 0 and not _OPEN_LITERAL.search(self.lines[line]):
            line -= 1
        self._looked(last - line)
        assignment = _ASSIGNMENT.match(self.lines[line])
        return assignment is not None and self._replace_rest(line, assignment.end(), why)

    def _drop_header(self, line: int, column: int, why: str) -> bool:
        """A bad header goes with all that stands under it."""
        text = self.lines[line]
        if not _HEADER.match(text):
            return False
        self._tell(line, 0, "not-toml", f"{quoted(text.strip())} is not a header such as [[version]]")
        self._blank(line, self._end_of_table(line))
        self.partial = True
        return True

    def _drop_open_text(self, line: int, column: int, why: str) -> bool:
        """A multi-line text that is never closed takes the rest of the file."""
        if line != len(self.lines) - 1 or not why.startswith("Unterminated"):
            return False
        start = line
        while start > 0 and not _LONG_QUOTES.search(self.lines[start]):
            start -= 1
        self._looked(line - start)
        if not _LONG_QUOTES.search(self.lines[start]):
            return False
        self._tell(start, 0, "not-toml", _worded(why))
        self._blank(start, line)
        self.partial = True
        return True

    def _drop_line(self, line: int, column: int, why: str) -> bool:
        if not self.lines[line].strip():
            return False
        if line not in self.told:
            self._tell(line, column, "not-toml", _worded(why))
        self._blank(line, line)
        self.partial = True
        return True

    def _end_of_table(self, header: int) -> int:
        """The last line before the next header."""
        following = range(header + 1, len(self.lines))
        end = next((line for line in following if _HEADER.match(self.lines[line])), len(self.lines)) - 1
        self._looked(end - header)
        return end

    def _tell(self, line: int, column: int, code: str, message: str) -> None:
        self.told.add(line)
        self.diagnostics.append(Diagnostic(code, message, line + 1, column + 1))

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


def _first_too_large(lines: list[str]) -> int:
    """The line at which reading fails with an error that has no position; of a large file, the likely one."""
    if sum(map(len, lines)) > MOST_BISECTED:
        suspects = (index for index, line in enumerate(lines) if _looks_too_large(line))
        return next(suspects, 0)
    return bisect_left(range(1, len(lines)), True, key=lambda end: _is_too_large("\n".join(lines[:end])))


def _looks_too_large(line: str) -> bool:
    return line.count("[") + line.count("{") > _MANY_BRACKETS or _LONG_NUMBER.search(line) is not None


def _is_too_large(text: str) -> bool:
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return False


def _too_large(error: Exception) -> str:
    return "Nested too deeply" if isinstance(error, RecursionError) else "A number with too many digits"
