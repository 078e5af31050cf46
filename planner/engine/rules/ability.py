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
        """Return why a day is not allowed, as a phrase; None if it is allowed."""
        ...

    def next(self, day: Day) -> Day | None:
        """Return the first allowed day on or after a day; None if there is none."""
        ...

    def previous(self, day: Day) -> Day | None:
        """Return the last allowed day on or before a day; None if there is none."""
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
        """The slot of the date that has to be announced."""
        ...

    def unannounced(self, days: Days) -> Iterable[tuple[str | None, str]]:
        """Yield (channel, milestone) for each notice that is missing; the channel None stands for any.

        A notice is missing if no notice announces the milestone by the channel, or if a reminder is asked for
        and none goes out in time.
        """
        ...

    def first_day(self, days: Days) -> Day:
        """Return the first day on which a notice of the date counts: a reminder sent earlier is too soon.

        For a notice that is no reminder, return BEFORE_ALL.
        """
        ...

    def last_day(self, days: Days) -> Day:
        """Return the last day on which a notice still goes out long enough before the date."""
        ...

    def relies_on(self, slots: Collection[Slot], days: Days) -> bool:
        """Return True if the date is too early for a channel by which one of some notices announces it.

        `slots` are those of the notices.
        """
        ...


class AnswersQuickly(HardConstraint, Protocol):
    """A constraint that tells whether it is violated without wording the violation."""

    def fails(self, days: Days) -> bool:
        """Return True if `findings` would return a violation that a move of dates can cure."""
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
        """True if a planned notice by the channel tells the date, or that it is gone."""
        ...

    @property
    def off(self) -> int:
        """The days between the date and the day told; 0 if one of them does not exist."""
        ...


class KeepsPromises(Constraint, Protocol):
    """A constraint that holds a date to what people were told of it."""

    @property
    def milestone(self) -> str:
        """The milestone whose date was promised."""
        ...

    def wrong(self, days: Days) -> Sequence[Wrong]:
        """Return the channels whose last word is not the date of the plan, the worst first."""
        ...


class SetsFloors(HardConstraint, Protocol):
    """A constraint that lets a date start only some time after another date."""

    def floors(self, slot: Slot, days: Days) -> Sequence[Sum]:
        """Return the sums that the date in a slot may not come before.

        There are none if the constraint bounds another date.
        """
        ...


def names_days(constraint: Constraint) -> NamesDays | None:
    """Return the constraint, typed as one that names days, if its kind is of that sort; else None."""
    return cast(NamesDays, constraint) if KINDS[constraint.in_force.rule.kind].names_days else None


def answers_quickly(constraint: Constraint) -> AnswersQuickly | None:
    """Return the constraint, typed as one that answers quickly, if its kind is of that sort; else None."""
    return cast(AnswersQuickly, constraint) if KINDS[constraint.in_force.rule.kind].answers_quickly else None


def asks_for_notices(constraint: Constraint) -> AsksForNotices | None:
    """Return the constraint, typed as one that asks for notices, if its kind is of that sort; else None."""
    return cast(AsksForNotices, constraint) if KINDS[constraint.in_force.rule.kind].asks_for_notices else None


def keeps_promises(constraint: Constraint) -> KeepsPromises | None:
    """Return the constraint, typed as one that keeps promises, if its kind is of that sort; else None.

    Violations of such a kind can be removed by a correcting notice.
    """
    return cast(KeepsPromises, constraint) if KINDS[constraint.in_force.rule.kind].corrected else None


def sets_floors(constraint: Constraint) -> SetsFloors | None:
    """Return the constraint, typed as one that sets floors, if its kind is of that sort; else None."""
    return cast(SetsFloors, constraint) if KINDS[constraint.in_force.rule.kind].sets_floors else None
