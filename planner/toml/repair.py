"""Repair of a text that is not TOML: all of its errors, and the data of the rest.

tomli stops at the first error. Each bad value is replaced by a stand-in of the same length, so that
reading can go on and every position stays the same; other bad lines are blanked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import tomli

from planner.diagnostics import LONGEST_QUOTE, Diagnostic, quoted, visible
from planner.disk.source import Source
from planner.toml.expected import YEAR_LAST, FieldType, not_a_date
from planner.toml.merge_markers import keep_first_sides
from planner.toml.parsed import ParsedFile
from planner.toml.too_large import first_too_large, too_large
from planner.toml.values import Data

MOST_ROUNDS = 1000
MOST_READ = 20_000_000
"""The characters read in all rounds together, so that a large file cannot take minutes."""
COST_OF_SEARCHING_A_LINE = 10
"""The work of passing one line on the way to another, in characters read."""
COST_OF_REPAIRING_A_LINE = 300
ROUNDS_BEFORE_SINGLE_LINES = 20
"""After this many errors, the lines that can be read on their own are repaired in one go."""

_HEADER = re.compile(r"\s*\[(?!.*=)")
_ASSIGNMENT = re.compile(r"\s*([^\s=\[#]+)\s*=[ \t]*")
_KEY_AT_END = re.compile(r"([A-Za-z0-9_-]+)[\"']?\s*$")
_WORD = r"[^\s,\[\]{}#=\"']++"
_TOKEN = re.compile(rf"[^\s,\]}}#]++(?:[ \t]++{_WORD}(?![ \t]*=))*+")
_NOT_IN_TOKEN = frozenset(" \t,[]{}=#\"'")
_DATE_LIKE = re.compile(r"\d{4}[-/.Qq?].*|\d{1,2}[-/.]\d{1,2}[-/.].*|[A-Za-z?][\w ?-]*")
_OPEN_LITERAL = re.compile(r"=[ \t]*'[^']*$")
_OPENED = re.compile(r"\s*([^\s=\[#]+)\s*=[ \t]*([\[{])")

_SIMPLE_ASSIGNMENT = re.compile(r"[ \t]*[A-Za-z0-9_-]+[ \t]*=[ \t]*[^\s\[{]")
_PLAINLY_RIGHT = re.compile(
    r"[ \t]*[A-Za-z0-9_-]+[ \t]*=[ \t]*(?:\"[^\"\\\x00-\x1f\x7f]*\"|true|false)[ \t\r]*"
)

_CURLY_QUOTES = "“”„‟‘’‚‛«»"
_UNBALANCED_HEADER = re.compile(r"(\s*)\[{1,2}([A-Za-z0-9_-]+)\]{0,2}(\s*(?:#.*)?)")
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


def repair(source: Source, field_types: Mapping[str, FieldType], default_type: FieldType) -> ParsedFile:
    """Return the errors of a text that is not TOML and the data that can be read nevertheless.

    `field_types` gives the expected type of value by key, and `default_type` that of any other key, for
    the wording of errors.
    """
    return _Repair(source, field_types, default_type).parsed_file()


@dataclass(slots=True)
class _Repair:
    """The repair of one text, line by line until tomli accepts it. Lines and columns count from 0."""

    source: Source
    field_types: Mapping[str, FieldType]
    default_type: FieldType
    lines: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stand_ins: set[tuple[int, int]] = field(default_factory=set)
    """Line and column of each stand-in, from 1."""
    reported: set[int] = field(default_factory=set)
    """Lines that have a diagnostic already."""
    emptied: set[int] = field(default_factory=set)
    """Lines whose whole value has a stand-in."""
    partial: bool = False
    read: int = 0
    """Work done so far, in characters read."""

    def parsed_file(self) -> ParsedFile:
        self.lines = self.source.text.split("\n")
        conflict_diagnostics, conflicts = keep_first_sides(self.lines)
        self.diagnostics.extend(conflict_diagnostics)
        self.partial = bool(conflicts)
        data = self._data()
        return ParsedFile(
            source=self.source,
            data=data,
            text="\n".join(self.lines) if data else "",
            diagnostics=tuple(self.diagnostics),
            stand_ins=frozenset(self.stand_ins),
            conflicts=tuple(conflicts),
            partial=self.partial,
        )

    def _data(self) -> Data:
        """Repair one error after another until tomli accepts the text, and return its data.

        If a limit is reached or no repair applies, report that reading stopped there, and return no data.
        """
        for turn in range(MOST_ROUNDS):
            text = "\n".join(self.lines)
            try:
                return tomli.loads(text)
            except tomli.TOMLDecodeError as error:
                line, column, reason = error.lineno - 1, error.colno - 1, error.msg
                self.read += error.pos + len(text) // 4
            except (ValueError, RecursionError) as error:
                line, column, reason = first_too_large(self.lines), 0, too_large(error)
                self.read += len(text)
            if self.read > MOST_READ or not self._repair(line, min(column, len(self.lines[line])), reason):
                break
            if turn == ROUNDS_BEFORE_SINGLE_LINES:
                self._repair_single_lines(line + 1)
        self._report(line, column, "not-toml", f"reading stopped here: {_worded(reason)}")
        self.partial = True
        return {}

    def _repair_single_lines(self, start: int) -> None:
        """Repair every `key = value`, from line `start` on, that is wrong even when it is read on its own.

        To read the file again for each of 20,000 dates without a day would take minutes. A file with texts
        of several lines is left alone, since a line in it may be part of a text.
        """
        if any(_LONG_QUOTES.search(line) for line in self.lines):
            return
        for index in range(start, len(self.lines)):
            line = self.lines[index]
            if not _SIMPLE_ASSIGNMENT.match(line) or _PLAINLY_RIGHT.fullmatch(line):
                continue
            try:
                tomli.loads(line)
            except tomli.TOMLDecodeError as error:
                self._repair(index, min(error.colno - 1, len(line)), error.msg)
                self.read += COST_OF_REPAIRING_A_LINE
                if self.read > MOST_READ:
                    return
            except (ValueError, RecursionError):
                continue

    def _count_search(self, lines: int) -> None:
        self.read += abs(lines) * COST_OF_SEARCHING_A_LINE

    def _repair(self, line: int, column: int, reason: str) -> bool:
        """Change the text so that an error of tomli is gone, and report it; False if no repair applies.

        `reason` is tomli's message. The first repair that applies is made; the others change nothing.
        """
        repairs = (
            self._drop_repetition,
            self._close_bracket,
            self._close_literal,
            self._close_header,
            self._drop_header,
            self._drop_open_text,
            self._replace_value,
            self._replace_rest,
            self._drop_line,
        )
        return any(repair(line, column, reason) for repair in repairs)

    def _replace_value(self, line: int, column: int, reason: str) -> bool:
        """Report a bad value (`TBD`, `2027-03`, a text without quotes) and put a stand-in for it.

        Return False if there is no such value at the error, or it has a stand-in already.
        """
        text = self.lines[line]
        start = column
        while start > 0 and text[start - 1] not in _NOT_IN_TOKEN:
            start -= 1
        before = text[:start].rstrip()
        token = _TOKEN.match(text, start)
        if not reason.startswith(_AT_A_VALUE) or not token or (before[-1:] or "=") not in "=,[":
            return False
        if line in self.emptied or (line + 1, start + 1) in self.stand_ins:
            return False
        self._report(line, start, *self._bad_value(token[0], before))
        self._stand_in(line, start, token.end())
        return True

    def _replace_rest(self, line: int, column: int, reason: str) -> bool:
        """Report an error after `key =` and put a stand-in for everything that follows on its line.

        Return False if the error is not there, or the line has a stand-in for its whole value.
        """
        text = self.lines[line]
        assignment = _ASSIGNMENT.match(text)
        if not assignment or column < assignment.end() or line in self.emptied:
            return False
        code, message = "not-toml", _worded(reason)
        if reason.startswith(_AT_A_VALUE):
            rest = text[column:].strip()
            message = f"unexpected {quoted(rest)} after the value"
            value = text[assignment.end() :].partition("#")[0].strip()
            if YEAR_LAST.fullmatch(value):
                column, code = assignment.end(), "not-a-date"
                message = f"{quoted(value)}: {not_a_date(value)}"
            if not rest or rest.startswith("#"):
                message = f"{quoted(assignment[1])} has no value; leave the key out while it is unknown"
        self._report(line, column, code, message)
        self._empty(line, assignment.end())
        return True

    def _bad_value(self, token: str, before: str) -> tuple[str, str]:
        """Return the code and message for a bad value, by the type that its key expects.

        `before` is the text before the value on its line, where the key is looked for.
        """
        key = _KEY_AT_END.search(before.rpartition("=")[0][-LONGEST_QUOTE:])
        field_type = self.field_types.get(key[1], self.default_type) if key else self.default_type
        if field_type == "flag":
            small = token.lower()
            cure = f"write it as {small}" if small in ("true", "false") else "expected true or false"
            return "wrong-type", f"{quoted(token)}: {cure}"
        if field_type in ("text", "name", "texts", "text or texts"):
            straight = token.strip(_CURLY_QUOTES)
            needs = "quotes" if straight == token else "straight quotes"
            return "wrong-type", f'{quoted(token)}: a text needs {needs}: "{visible(straight)}"'
        if field_type == "date" or _DATE_LIKE.fullmatch(token):
            return "not-a-date", f"{quoted(token)}: {not_a_date(token)}"
        return "not-toml", f"{quoted(token)} is not a value; a text needs quotes"

    def _drop_repetition(self, line: int, column: int, reason: str) -> bool:
        """Report and blank a table or key that was given before.

        Where it is an entry with `[kind]` in single brackets, write `[[kind]]` instead. Return False if the
        error is not about a repetition.
        """
        if not reason.startswith("Cannot "):
            return False
        text = self.lines[line]
        header = _SINGLE_HEADER.fullmatch(text)
        if header and self.field_types.get(header[2]) == "tables" and line not in self.reported:
            self._report(line, len(header[1]), "wrong-type", f"an entry has two brackets: [[{header[2]}]]")
            self.lines[line] = f"{header[1]}[[{header[2]}]]{header[3]}"
            return True
        if _HEADER.match(text):
            self._report(line, 0, "duplicate-key", f"{quoted(text.strip().strip('[]'))} is there already")
            self._blank(line, self._end_of_table(line))
            return True
        start = line
        while start > 0 and not _ASSIGNMENT.match(self.lines[start]):
            start -= 1
        self._count_search(line - start)
        key = _ASSIGNMENT.match(self.lines[start])
        if not key:
            return False
        self._report(start, key.start(1), "duplicate-key", f"{quoted(key[1])} is given twice")
        self._blank(start, line)
        return True

    def _close_bracket(self, line: int, column: int, reason: str) -> bool:
        """Report an array or inline table that is still open at the next assignment, header or end.

        Put a stand-in for it and blank its further lines. Return False if the error is of another kind.
        """
        text = self.lines[line]
        last = line == len(self.lines) - 1 and not (
            text[column:].strip() or text[:column].rstrip().endswith("=")
        )
        begins = not text[:column].strip(" \t[") and (_HEADER.match(text) or _ASSIGNMENT.match(text))
        if not reason.startswith(("Unclosed", "Invalid value")) or not (last or begins):
            return False
        end = line if last else line - 1
        start = end
        while start >= 0 and not _OPENED.match(self.lines[start]):
            start -= 1
        self._count_search(end - start)
        opening = _OPENED.match(self.lines[start]) if start >= 0 else None
        if not opening or start in self.emptied:
            return False
        bracket = "]" if opening[2] == "[" else "}"
        self._report(
            start, opening.start(2), "not-toml", f"{quoted(opening[1])} is not closed: `{bracket}` is missing"
        )
        self._blank(start + 1, end)
        self._empty(start, opening.start(2))
        self.partial = self.partial or last  # nobody knows what was to follow
        return True

    def _close_literal(self, line: int, column: int, reason: str) -> bool:
        """Report a text in single quotes without the second one, and put a stand-in for it.

        tomli finds it where it stopped looking for the second one, at the end of the file. Return False if
        there is no such text.
        """
        if not reason.startswith('Expected "\'"'):
            return False
        last = line
        while line >= 0 and not _OPEN_LITERAL.search(self.lines[line]):
            line -= 1
        self._count_search(last - line)
        assignment = _ASSIGNMENT.match(self.lines[line])
        return assignment is not None and self._replace_rest(line, assignment.end(), reason)

    def _close_header(self, line: int, column: int, reason: str) -> bool:
        """Report a header of an entry in which a bracket is missing, and read it with all four.

        Return False if it is no header of an entry, or has a diagnostic already.
        """
        header = _UNBALANCED_HEADER.fullmatch(self.lines[line])
        if not header or self.field_types.get(header[2]) != "tables" or line in self.reported:
            return False
        right = f"[[{header[2]}]]"
        written = quoted(self.lines[line].strip())
        self._report(line, len(header[1]), "not-toml", f"{written}: a bracket is missing: {right}")
        self.lines[line] = f"{header[1]}{right}{header[3]}"
        return True

    def _drop_header(self, line: int, column: int, reason: str) -> bool:
        """Report a bad header and blank it with everything under it; return False if it is no header."""
        text = self.lines[line]
        if not _HEADER.match(text):
            return False
        self._report(line, 0, "not-toml", f"{quoted(text.strip())} is not a header such as [[version]]")
        self._blank(line, self._end_of_table(line))
        self.partial = True
        return True

    def _drop_open_text(self, line: int, column: int, reason: str) -> bool:
        """Report a text of several lines that is never closed, and blank it to the end of the file.

        Return False if there is no such text.
        """
        if line != len(self.lines) - 1 or not reason.startswith("Unterminated"):
            return False
        start = line
        while start > 0 and not _LONG_QUOTES.search(self.lines[start]):
            start -= 1
        self._count_search(line - start)
        if not _LONG_QUOTES.search(self.lines[start]):
            return False
        self._report(start, 0, "not-toml", _worded(reason))
        self._blank(start, line)
        self.partial = True
        return True

    def _drop_line(self, line: int, column: int, reason: str) -> bool:
        """Report and blank a line that no other repair can mend; return False if it is blank already.

        A line that has a diagnostic gets no other one.
        """
        if not self.lines[line].strip():
            return False
        if line not in self.reported:
            self._report(line, column, "not-toml", _worded(reason))
        self._blank(line, line)
        self.partial = True
        return True

    def _end_of_table(self, header: int) -> int:
        """Return the number, from 0, of the last line before the next header below the line `header`.

        If there is none, it is the last line of the text.
        """
        following = range(header + 1, len(self.lines))
        end = next((line for line in following if _HEADER.match(self.lines[line])), len(self.lines)) - 1
        self._count_search(end - header)
        return end

    def _report(self, line: int, column: int, code: str, message: str) -> None:
        self.reported.add(line)
        self.diagnostics.append(Diagnostic(code=code, message=message, line=line + 1, column=column + 1))

    def _blank(self, start: int, end: int) -> None:
        """Blank the lines from `start` to `end`, both included."""
        for line in range(start, end + 1):
            self.lines[line] = ""

    def _empty(self, line: int, start: int) -> None:
        """Put a stand-in for everything from `start` on a line, and note that its whole value has one."""
        self.emptied.add(line)
        self._stand_in(line, start, max(len(self.lines[line]), start + 1))

    def _stand_in(self, line: int, start: int, end: int) -> None:
        """Put a stand-in for the text between two columns of a line, and note its place."""
        text = self.lines[line]
        self.lines[line] = f"{text[:start]}0{' ' * (end - start - 1)}{text[end:]}"
        self.stand_ins.add((line + 1, start + 1))


def _worded(reason: str) -> str:
    """Return tomli's reason for an error in the planner's words."""
    for start, words in _WORDS.items():
        if reason.startswith(start):
            return words
    return f"not TOML: {visible(reason[:1].lower() + reason[1:])}"
