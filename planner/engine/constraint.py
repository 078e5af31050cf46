"""Constraints and findings: the data between rules, dates and answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from planner.dates import NEVER, Day, iso
from planner.named_tuple import NamedTuple
from planner.plan import Waiver
from planner.policy import Rule, Severity

Slot = int
"""The index in `Days` of a milestone of an item, or of the date of a notice."""


class Place(NamedTuple):
    """A place in the plan: the key of an entry and, within it, a key of the file."""

    entry: int
    field: str | None = None


class Dated(NamedTuple):
    """A date that a finding compares, with its item."""

    item: str
    what: str
    """The name of the milestone, or "notice"."""
    day: Day
    place: Place


class Sum(NamedTuple):
    """One forward addition: `start + span = result`."""

    start: Day
    span: str
    result: Day | None
    """None if it lies past 9999-12-31 or counts releases that are not planned."""

    def __str__(self) -> str:
        if self.result is None:
            result = "none planned" if "release" in self.span else iso(NEVER)
            return f"{iso(self.start)} + {self.span} = {result}"
        return f"{iso(self.start)} + {self.span} = {iso(self.result)}"


class Reason(NamedTuple):
    """The reason of a finding, for screen, reports, exports and `explain` alike."""

    message: str
    """One sentence that names the item, the dates and the bound."""
    sums: tuple[Sum, ...] = ()
    related: tuple[Dated, ...] = ()
    explanation: str = ""
    """The part of the message that explains the bound of a date that is too early or too late."""


class Finding(NamedTuple):
    """A rule that does not hold for an item; docs/ci.md explains the fields."""

    rule: Rule
    severity: Severity
    item: int
    """The index of the item in `Schedule.items`."""
    milestone: str | None
    date: Day | None
    place: Place
    reason: Reason
    earliest: Day | None = None
    latest: Day | None = None
    days: int | None = None
    gone: bool = False
    """A promised date that is no longer there: only a waiver without `allows` covers it."""
    moves_dates: bool = True
    """True if windows and ripples keep to it, if its rule bounds dates at all."""
    waived: Waiver | None = None
    channels: tuple[str, ...] | None = None
    """The wrong channels, for rules about notices; None for all other rules."""

    @property
    def cure(self) -> object | None:
        """A grouping key: equal for findings that one move of one date cures, which people read as one entry.

        Such findings blame the same date for the same bound, and are all waived or all open. None for a
        finding without a bound: no move of a date cures it, and it stands alone.
        """
        if self.earliest is None and self.latest is None:
            return None
        return self.place, self.date, self.earliest, self.latest, self.waived is None


class Days(list[Day]):
    """The date in every slot; a date that is not set has no slot."""

    def __init__(self, days: Iterable[Day]) -> None:
        super().__init__(days)
        self._sorted: dict[tuple[Slot, ...], list[Day]] = {}
        self.known: dict[object, object] = {}
        """Results that constraints remember until a date moves, by keys of their own."""
        self.unmoved: Unmoved | None = None
        """While dates are moved for a look: the days where they were."""

    def __setitem__(self, slot: Slot, day: Day) -> None:  # type: ignore[override]
        super().__setitem__(slot, day)
        self._sorted.clear()
        self.known.clear()

    def in_order(self, slots: tuple[Slot, ...]) -> list[Day]:
        """Return the dates of some slots, earliest first; the result is remembered until a date moves."""
        known = self._sorted.get(slots)
        if known is None:
            known = self._sorted[slots] = sorted(self[slot] for slot in slots)
        return known

    @contextmanager
    def moved(self, moves: Mapping[Slot, Day]) -> Iterator[None]:
        """Move dates for the length of a `with` block, then put them back.

        What is remembered for the former dates is put aside meanwhile, and is there again afterwards.
        """
        before = {slot: self[slot] for slot in moves}
        remembered, known, unmoved = self._sorted, self.known, self.unmoved
        self._sorted, self.known = {}, {}
        # Inside another `moved` nobody asks for the former days.
        self.unmoved = Unmoved(before, known) if unmoved is None else Unmoved({}, None)
        put = super().__setitem__  # nothing is remembered yet that the moves could change
        for slot, day in moves.items():
            put(slot, day)
        try:
            yield
        finally:
            for slot, day in before.items():
                put(slot, day)
            self._sorted, self.known, self.unmoved = remembered, known, unmoved


class Unmoved(NamedTuple):
    """The former days of dates that a preview moves, and the cached answers for these days."""

    before: Mapping[Slot, Day]
    known: dict[object, object] | None
    """None if the cached answers must not be used."""


FOR_EVER: Day = 10_000_000


class InForce(NamedTuple):
    """A rule and the time in which it applies: `judge_from` and `effective_*` together."""

    rule: Rule
    since: Day
    until: Day
    by: Mapping[int, Slot] | None = None
    """With `effective_by`: of each item, the date that `since_by` and `until_by` look at."""
    since_by: Day = 0
    until_by: Day = FOR_EVER

    def speaks_of(self, judged: Day | None, item: int, days: Sequence[Day]) -> bool:
        """Return True if the rule applies to an item whose judged date is `judged`, on these dates by slot.

        `judged` is None for an item without dates: then only `effective_by` can exclude it. With
        `effective_by`, the date of the item that this names decides too, if it has one.
        """
        if judged is not None and not self.since <= judged <= self.until:
            return False
        if self.by is None or (slot := self.by.get(item)) is None:
            return True
        return self.since_by <= days[slot] <= self.until_by

    def reads(self, *items: int) -> list[Slot]:
        """Return the slots of the dates that `effective_by` names: these decide whether the rule applies."""
        return [] if self.by is None else [self.by[item] for item in items if item in self.by]

    def breakpoints(self) -> Iterator[Day]:
        """Yield the day from which the rule applies, and the day from which it does not apply any more.

        They are days of the judged date. With `effective_by`, yield two more, for the date that this names.
        """
        yield self.since
        yield self.until + 1
        if self.by is not None:
            yield self.since_by
            yield self.until_by + 1


class Constraint(Protocol):
    """A rule applied to an item, or to a track, compiled to the slots that it reads."""

    @property
    def in_force(self) -> InForce:
        """The rule, and the time in which it applies."""
        ...

    @property
    def item(self) -> int:
        """The index of the item judged; for a track, of its first item."""
        ...

    def reads(self) -> Iterable[Slot]:
        """Return the slots of all dates that the findings depend on."""
        ...

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return the violations with these dates by slot, before waivers; none if the constraint holds."""
        ...


class HardConstraint(Constraint, Protocol):
    """A constraint that bounds dates, and so counts for windows and ripples."""

    def breakpoints(self, days: Days) -> Iterable[Day]:
        """Yield the days at which the findings can change when one of the dates moves.

        A calendar rule's answer changes every few days: it gives only the breakpoints next to its date.
        """
        ...

    def later(self, days: Days) -> Slot | None:
        """Return the slot of the date that would remove the violation by moving later.

        Return None if no move does.
        """
        ...

    def earlier(self, days: Days) -> Slot | None:
        """Return the slot of the date that would remove the violation by moving earlier.

        Return None if no move does.
        """
        ...


NOTHING: tuple[Finding, ...] = ()
