"""Rows of a source, made into the versions or changes of a plan by the roles of the policy's milestones."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.dates import Day
from planner.diagnostics import did_you_mean, listed, quoted, visible
from planner.imports.days import NotADay, read_day
from planner.imports.document import as_text
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.source import CannotImport
from planner.plan import Change, Plan, Version
from planner.policy import Field, ItemType, Policy, Role

_TEXT_KEYS = ("name", "track", "migration", "note")
"""The keys of an item that a column can be mapped to, beside its milestones and declared fields."""
_NUMBERS = re.compile(r"([0-9]+)")


class Meaning(NamedTuple):
    """The meaning of a key in a source."""

    milestone: str | None = None
    """The milestone of this name, where the policy has it."""
    role: Role | None = None
    """Else the milestone of this role."""
    key: str | None = None
    """Else a text key of the item: `name`, `track`, `migration`, `note` or a declared field."""
    noted: bool = False
    """True if its text goes to the note where the policy has no milestone for it."""


Meanings = Mapping[str, Meaning]

RELEASED = Meaning(role="released")
DEPRECATED = Meaning(role="deprecated")
RETIRED = Meaning(role="retired")
NOTED = Meaning(noted=True)
NAME = Meaning(key="name")


class Row(NamedTuple):
    """A row of a source: the values of a version or change, by key."""

    name: str
    values: Mapping[str, object]
    label: str | None = None
    """The name by which remarks call the row, where that is not its name."""
    line: int | None = None
    kind: str | None = None
    """The kind of a change; None for a version."""
    fields: Mapping[str, str] = {}
    """Values of fields, for policies that declare them."""

    @property
    def called(self) -> str:
        """The name by which remarks call the row."""
        return visible(self.label or self.name)


def plan_of_rows(
    request: ImportRequest,
    product: str | None,
    rows: Sequence[Row],
    meanings: Meanings,
    *,
    remarks: Iterable[Remark] = (),
) -> Imported:
    """Return the plan of a source's rows, oldest first, and remarks on everything that was not used.

    `meanings` are those of the keys; the request's columns come before them. Raise CannotImport if the rows
    do not go together with the request, or if no row can be used.
    """
    columns = {**meanings, **dict(_asked(request, rows))}
    making = _Making(request, columns)
    items = [item for row in rows if (item := making.item(row)) is not None]
    told = (*remarks, *making.remarks, *_passed_over(rows, columns))
    if not items:
        raise CannotImport("\n".join([*map(_line, told), f"{request.source.name}: there is nothing to import"]))
    product = request.product or as_text(product) or as_text(request.source.stem)
    if product is None:
        raise CannotImport("standard input has no name: give the product with --product")
    plan = Plan(
        product=product,
        policy=request.policy_name,
        judge_from=request.as_of,
        versions=_oldest_first([each for each in items if isinstance(each, Version)], request.policy),
        changes=tuple(each for each in items if isinstance(each, Change)),
    )
    return Imported(plan, told)


def _line(remark: Remark) -> str:
    return f"{remark.row}: {remark.reason}" if remark.row else remark.reason


def _asked(request: ImportRequest, rows: Sequence[Row]) -> Iterator[tuple[str, Meaning]]:
    """Yield the columns of the request with their meanings; raise CannotImport for unknown ones."""
    item_type: ItemType = "change" if rows and rows[0].kind is not None else "version"
    milestones = [each.name for each in request.policy.milestones_of(item_type)]
    fields = [name for name, each in request.policy.fields.items() if item_type in each.of]
    known = (*milestones, *fields, *_TEXT_KEYS)
    keys = dict.fromkeys(key for row in rows for key in row.values)
    for column, wanted in request.columns.items():
        if wanted not in known:
            hint = did_you_mean(wanted, known) or f": there are {listed(known)}"
            raise CannotImport(f"--map {visible(column)}={visible(wanted)}: no such milestone or key{hint}")
        if rows and column not in keys:
            hint = did_you_mean(column, keys) or f": there are {listed(keys)}"
            raise CannotImport(f"--map {visible(column)}: no such column or key{hint}")
        yield column, Meaning(milestone=wanted) if wanted in milestones else Meaning(key=wanted)


def _passed_over(rows: Sequence[Row], columns: Meanings) -> Iterator[Remark]:
    """Yield one remark on the keys that no version has a place for."""
    keys = dict.fromkeys(key for row in rows for key, value in row.values.items() if value not in (None, ""))
    unused = [key for key in keys if key not in columns]
    if unused:
        yield Remark(None, f"not used: {listed(unused)}")


class _Making:
    """The making of items: their names and milestones so far, and remarks on values that cannot be used."""

    def __init__(self, request: ImportRequest, columns: Meanings) -> None:
        self.remarks: list[Remark] = []
        self._request = request
        self._policy = request.policy
        self._columns = columns
        self._first: dict[str, Row] = {}

    def item(self, row: Row) -> Version | Change | None:
        """Return the item of a row, or None, with a remark, if it cannot be used."""
        texts, dates, notes = self._values(row)
        name = texts.pop("name", None) or as_text(row.name)
        if name is None:
            return self._refuse(row, "it has no name")
        if name in self._first:
            line = self._first[name].line
            return self._refuse(row, "it is there already" + (f", in line {line}" if line else ""))
        track, why = self._track(texts.pop("track", None))
        fields = self._fields(row, texts)
        if why or (why := self._lacking(row, fields)):
            return self._refuse(row, why)
        self._first[name] = row
        if (note := texts.pop("note", None)) is not None:
            notes.insert(0, note)
        item = Version if row.kind is None else Change
        kind = {} if row.kind is None else {"kind": row.kind}
        return item(
            key=len(self._first) - 1,
            name=name,
            track=track,
            dates=dates,
            migration=texts.get("migration"),
            note=", ".join(notes) or None,
            fields=fields,
            **kind,  # type: ignore[arg-type]
        )

    def _values(self, row: Row) -> tuple[dict[str, str], dict[str, Day], list[str]]:
        """Return the texts by key, the dates by milestone, and the parts of the note of a row."""
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
        if isinstance(value, str) and value.lower() in ("false", "none", "null", "n/a", "-"):
            return
        if value is True or str(value).lower() == "true":
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
        of: ItemType = "version" if row.kind is None else "change"
        return milestone_for(self._policy, of, meaning)

    def _without(self, meaning: Meaning) -> str:
        kind = f"of role {meaning.role}" if meaning.role else "for it"
        return f"the policy has no milestone {kind}: left out"

    def _track(self, own: str | None) -> tuple[str | None, str | None]:
        """Return the track of a row, or None and the reason why it cannot be used."""
        track, known = own or self._request.track, self._policy.tracks
        if known is None or track in known:
            return track, None
        if track is None:
            if len(known) < 2:
                return None, None
            raise CannotImport(f"the policy has several tracks: give one with --track: {listed(known)}")
        return None, f"{quoted(track)} is no track of the policy{did_you_mean(track, known)}"

    def _fields(self, row: Row, texts: Mapping[str, str]) -> dict[str, str | bool]:
        """Return the declared fields of a row; say which values the policy does not know."""
        found: dict[str, str | bool] = {}
        for name, field in self._fields_of(row):
            value = texts.get(name)
            if value is not None and field.one_of is not None and value not in field.one_of:
                self._say(row, f"{name} {quoted(value)} is none of {listed(field.one_of)}: left out")
                value = None
            value = row.fields.get(name) if value is None else value
            if value is not None and (field.one_of is None or value in field.one_of):
                found[name] = value
        return found

    def _lacking(self, row: Row, fields: Mapping[str, str | bool]) -> str | None:
        """Return the reason why a row without a required field cannot be used."""
        for name, field in self._fields_of(row):
            if field.required and name not in fields:
                return f"the policy requires {quoted(name)}: give its column with --map COLUMN={name}"
        return None

    def _fields_of(self, row: Row) -> Iterator[tuple[str, Field]]:
        of = "version" if row.kind is None else "change"
        return ((name, field) for name, field in self._policy.fields.items() if of in field.of)

    def _refuse(self, row: Row, why: str) -> None:
        self._say(row, f"{why}: left out")

    def _say(self, row: Row, reason: str) -> None:
        self.remarks.append(Remark(row.called, reason, row.line))


def milestone_for(policy: Policy, of: ItemType, meaning: Meaning) -> str | None:
    """Return the name of the milestone that a meaning stands for; None if the policy has none."""
    known = policy.milestones_of(of)
    named = next((each.name for each in known if each.name == meaning.milestone), None)
    by_role = (each.name for each in known if meaning.role is not None and each.role == meaning.role)
    return named or next(by_role, None)


def _oldest_first(versions: Sequence[Version], policy: Policy) -> tuple[Version, ...]:
    """Return versions oldest first: by the numbers in their names, or else by release, or as they are.

    Lists that begin with the latest dates are turned round.
    """
    if len({_NUMBERS.split(each.name)[0] for each in versions}) == 1 and _all_numbered(versions):
        return tuple(sorted(versions, key=lambda each: natural(each.name)))
    released = policy.of_role("released")
    if all(released in each.dates for each in versions):
        return tuple(sorted(versions, key=lambda each: each.dates[str(released)]))
    first_days = [min(each.dates.values()) for each in versions if each.dates]
    newest_first = len(first_days) > 1 and first_days[0] > first_days[-1]
    return tuple(reversed(versions)) if newest_first else tuple(versions)


def _all_numbered(versions: Sequence[Version]) -> bool:
    return all(_NUMBERS.search(each.name) for each in versions)


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts names by the numbers in them: 1.9 before 1.10."""
    parts = _NUMBERS.split(name)
    return [(1, _whole(part), "") if at % 2 else (0, 0, part) for at, part in enumerate(parts)]


def _whole(digits: str) -> int:
    """Return a number of any length, or of its first digits where Python would not read it."""
    return int(digits[:4000])
