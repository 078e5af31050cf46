"""Versions and changes made from the rows of a source, with remarks on all values that cannot be used."""

from collections.abc import Iterator, Mapping

from planner.dates import Day
from planner.diagnostics import did_you_mean, quoted, quoted_list, visible
from planner.imports.days import NotADay, read_day
from planner.imports.document import as_text
from planner.imports.request import ImportRequest, Remark
from planner.imports.row import Meaning, Meanings, Row, milestone_for
from planner.imports.source import CannotImport
from planner.plan import Change, Version
from planner.policy import Field, ItemType


class ItemMaker:
    """The making of items: their names and milestones so far, and remarks on values that cannot be used."""

    def __init__(self, request: ImportRequest, columns: Meanings) -> None:
        self.remarks: list[Remark] = []
        self._request = request
        self._policy = request.policy
        self._columns = columns
        self._first: dict[str, Row] = {}

    def item(self, row: Row) -> Version | Change | None:
        """Return the version or change of a row, or None, with a remark, if the row cannot be used.

        Raise CannotImport if the row has no track and the policy has several.
        """
        texts, dates, notes = self._values(row)
        name = texts.get("name") or as_text(row.name) or ""
        track, why = self._track(texts.get("track"))
        fields = self._fields(row, texts)
        why = self._why_not(name) or why or self._lacking(row, fields)
        if why is not None:
            self._say(row, f"{why}: left out")
            return None
        self._first[name] = row
        note = ", ".join([*filter(None, [texts.get("note")]), *notes]) or None
        key, migration = len(self._first) - 1, texts.get("migration")
        if row.kind is None:
            return Version(
                key=key, name=name, track=track, dates=dates, migration=migration, note=note, fields=fields
            )
        return Change(
            key=key,
            name=name,
            kind=row.kind,
            track=track,
            dates=dates,
            migration=migration,
            note=note,
            fields=fields,
        )

    def _why_not(self, name: str) -> str | None:
        """Return the reason why a name cannot be used for another item, or None if it can."""
        if not name:
            return "it has no name"
        if name not in self._first:
            return None
        line = self._first[name].line
        return "it is there already" + (f", in line {line}" if line else "")

    def _values(self, row: Row) -> tuple[dict[str, str], dict[str, Day], list[str]]:
        """Return the texts of a row by the item's key, its dates by milestone, and the parts of its note.

        Values that cannot be used become remarks.
        """
        texts: dict[str, str] = {}
        dates: dict[str, Day] = {}
        notes: list[str] = []
        for key, value in row.values.items():
            meaning = self._columns.get(key)
            text = as_text(value)
            if meaning is None or (text is None and value is not True):
                continue
            milestone = self._milestone(row, meaning)
            if milestone is not None:
                self._set(row, key, value if text is None else text, dates, milestone)
            elif text is None:
                continue
            elif meaning.key is not None:
                texts[meaning.key] = text
            elif meaning.noted:
                notes.append(f"{key} {text}")
            else:
                self._say(row, f"{visible(key)} {visible(text)}: {self._without(meaning)}")
        return texts, dates, notes

    def _set(self, row: Row, key: str, value: object, dates: dict[str, Day], milestone: str) -> None:
        """Set the date of a milestone to the day that a value stands for, or add a remark if there is none.

        Words for "no date", such as false or n/a, are passed over; a day that is set already stays.
        """
        text = str(value).lower()
        if text in ("false", "none", "null", "n/a", "-"):
            return
        if text == "true":
            self._say(row, f"{visible(key)} is true, without a day: left out")
            return
        try:
            day = read_day(str(value))
        except NotADay as error:
            self._say(row, f"{visible(key)} {error}: left out")
            return
        if dates.setdefault(milestone, day) != day:
            self._say(row, f"{visible(key)} {value}: another date is {milestone} already: left out")

    def _milestone(self, row: Row, meaning: Meaning) -> str | None:
        """Return the name of the milestone, of the row's type of item, that a meaning stands for, or None."""
        of: ItemType = "version" if row.kind is None else "change"
        return milestone_for(self._policy, of, meaning)

    def _without(self, meaning: Meaning) -> str:
        """Return the remark on a value for which the policy has no milestone."""
        kind = f"of role {meaning.role}" if meaning.role else "for it"
        return f"the policy has no milestone {kind}: left out"

    def _track(self, own: str | None) -> tuple[str | None, str | None]:
        """Return the track of a row and None, or None and the reason why its track cannot be used.

        The row's own track comes before the request's. Raise CannotImport if there is none and the policy
        has several.
        """
        track, known = own or self._request.track, self._policy.tracks
        if known is None or track in known:
            return track, None
        if track is None:
            if len(known) < 2:
                return None, None
            raise CannotImport(f"the policy has several tracks: give one with --track: {quoted_list(known)}")
        return None, f"{quoted(track)} is no track of the policy{did_you_mean(track, known)}"

    def _fields(self, row: Row, texts: Mapping[str, str]) -> dict[str, str | bool]:
        """Return the values of the policy's fields in a row: from its texts, or else its own fields.

        Values that the policy does not allow are left out, with a remark if they are from the texts.
        """
        found: dict[str, str | bool] = {}
        for name, field in self._fields_of(row):
            value = texts.get(name)
            if value is not None and field.one_of is not None and value not in field.one_of:
                self._say(row, f"{name} {quoted(value)} is none of {quoted_list(field.one_of)}: left out")
                value = None
            value = row.fields.get(name) if value is None else value
            if value is not None and (field.one_of is None or value in field.one_of):
                found[name] = value
        return found

    def _lacking(self, row: Row, fields: Mapping[str, str | bool]) -> str | None:
        """Return the reason why a row cannot be used that lacks a required field; None if it lacks none."""
        for name, field in self._fields_of(row):
            if field.required and name not in fields:
                return f"the policy requires {quoted(name)}: give its column with --map COLUMN={name}"
        return None

    def _fields_of(self, row: Row) -> Iterator[tuple[str, Field]]:
        """Yield the names and fields of the policy for the row's type of item."""
        of = "version" if row.kind is None else "change"
        return ((name, field) for name, field in self._policy.fields.items() if of in field.of)

    def _say(self, row: Row, reason: str) -> None:
        """Add a remark on a row."""
        self.remarks.append(Remark(row.called, reason, row.line))
