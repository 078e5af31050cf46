"""Abilities that constraints of some kinds have beyond finding violations.

A kind announces an ability by a flag of its `RuleKind`; who needs the ability asks here and
gets the constraint back under its protocol, or None. `check` needs none of them.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, cast

from planner.dates import Day
from planner.engine.announced import Told
from planner.engine.constraint import Constraint, Days, HardConstraint, Slot, Sum
from planner.engine.rules import KINDS


class AllowsDays(Protocol):
    """Days of the calendar that a rule allows."""

    def objection(self, day: Day) -> str | None:
        """Return why a day is not allowed, as a phrase; None where it is."""
        ...

    def next(self, day: Day) -> Day | None:
        """Return the first allowed day on or after this one; None where there is none."""
        ...

    def previous(self, day: Day) -> Day | None:
        """Return the last allowed day on or before this one; None where there is none."""
        ...


class NamesDays(HardConstraint, Protocol):
    """A constraint that allows certain days of the calendar, whatever the other dates are."""

    @property
    def allowed(self) -> AllowsDays:
        """The days that the rule allows."""
        ...


class AsksForNotices(HardConstraint, Protocol):
    """A constraint that wants a date announced."""

    @property
    def slot(self) -> Slot:
        """The date that has to be announced."""
        ...

    def unannounced(self, days: Days) -> Iterable[tuple[str | None, str]]:
        """Yield (channel, milestone) for each channel without any notice; None: any channel will do."""
        ...

    def first_day(self, days: Days) -> Day:
        """Return the first day on which a notice of the date counts; a reminder sent earlier is too soon."""
        ...

    def last_day(self, days: Days) -> Day:
        """Return the last day on which a notice of the date still counts."""
        ...

    def relies_on(self, slots: Collection[Slot], days: Days) -> bool:
        """Return True if the date is too early for a channel that announces it by one of these notices."""
        ...


class AnswersQuickly(HardConstraint, Protocol):
    """A constraint that tells whether it is violated without wording the violation."""

    def fails(self, days: Days) -> bool:
        """Return True if `findings` would return a violation that moves dates."""
        ...


class Wrong(Protocol):
    """A channel that told something else than the plan says."""

    @property
    def channel(self) -> str | None:
        """The channel; None is the unnamed one."""
        ...

    @property
    def told(self) -> Told:
        """The last word of the channel."""
        ...

    @property
    def day(self) -> Day | None:
        """The date; None where it is gone."""
        ...

    @property
    def corrected(self) -> bool:
        """True if a planned notice by the channel announces the date in the plan, or its withdrawal."""
        ...

    @property
    def off(self) -> int:
        """Days between the date and the day told; 0 where there is no such number."""
        ...


class KeepsPromises(Constraint, Protocol):
    """A constraint that holds a date to what people were told of it."""

    @property
    def milestone(self) -> str:
        """The milestone whose date was promised."""
        ...

    def wrong(self, days: Days) -> Sequence[Wrong]:
        """Return the channels that told something else."""
        ...


class SetsFloors(HardConstraint, Protocol):
    """A constraint that lets a date start only some time after another date."""

    def floors(self, slot: Slot, days: Days) -> Sequence[Sum]:
        """Return the sums that this date may not come before; none where it bounds another date."""
        ...


def names_days(constraint: Constraint) -> NamesDays | None:
    """Return the constraint if it names days."""
    return cast(NamesDays, constraint) if KINDS[constraint.in_force.rule.kind].names_days else None


def answers_quickly(constraint: Constraint) -> AnswersQuickly | None:
    """Return the constraint if it can tell a violation without wording it."""
    return cast(AnswersQuickly, constraint) if KINDS[constraint.in_force.rule.kind].answers_quickly else None


def asks_for_notices(constraint: Constraint) -> AsksForNotices | None:
    """Return the constraint if it asks for notices."""
    return cast(AsksForNotices, constraint) if KINDS[constraint.in_force.rule.kind].asks_for_notices else None


def keeps_promises(constraint: Constraint) -> KeepsPromises | None:
    """Return the constraint if its violations are mended by a correcting notice."""
    return cast(KeepsPromises, constraint) if KINDS[constraint.in_force.rule.kind].corrected else None


def sets_floors(constraint: Constraint) -> SetsFloors | None:
    """Return the constraint if it sets floors."""
    return cast(SetsFloors, constraint) if KINDS[constraint.in_force.rule.kind].sets_floors else None
