"""Proposals of `fix`: moved dates, missing notices and corrections that people are owed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.dates import LAST_DAY, Day
from planner.edits.dates import move
from planner.edits.entries import fresh_key
from planner.engine.announced import owed
from planner.engine.compile import Constraints
from planner.engine.constraint import Days, Finding, Place, Slot
from planner.engine.evaluate import Evaluation, check
from planner.engine.rules import KINDS
from planner.engine.rules.ability import asks_for_notices
from planner.engine.schedule import Schedule
from planner.engine.slots import NOTICE
from planner.engine.solve.cause import cause
from planner.engine.solve.fix import Fix, Unfixed, fix_steps
from planner.engine.solve.hard import hard_constraints, hard_violation
from planner.engine.solve.missing_notices import (
    MissingNotice,
    is_reminder,
    missing_notices,
    reminds_in_vain,
)
from planner.engine.solve.ripple import Direction
from planner.engine.solve.window import window
from planner.engine.task import Task, finish
from planner.engine.waivers import waives
from planner.plan import Notice, Plan
from planner.policy import Policy, Severity

_ROUNDS = 8
"""The most rounds; a rule that no longer applies to a moved date may let other dates move again."""


@dataclass(frozen=True, slots=True)
class ProposedMove:
    """A date to move, and the violation that asks for it."""

    place: Place
    item: str
    what: str
    """The milestone, or `notice`."""
    start: Day
    end: Day
    because: Finding


@dataclass(frozen=True, slots=True)
class ProposedNotice:
    """A notice to add."""

    notice: Notice
    """The notice as it is in the proposed plan."""
    rules: tuple[str, ...]
    """The rules that ask for it; none for a correction that people are owed."""
    latest: Day | None
    """The last day on which it still counts, or None if no rule limits it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed plan, its differences from the plan, and the violations that stay."""

    plan: Plan
    moves: tuple[ProposedMove, ...]
    """In the order of the file; notices of one name once."""
    notices: tuple[ProposedNotice, ...]
    unfixed: tuple[Unfixed, ...]
    """Violations that no move fixes, and the reasons."""
    before: Evaluation
    after: Evaluation
    remaining: tuple[Finding, ...]
    """Violations of the proposed plan, among the ones that were to be fixed."""

    @property
    def changes(self) -> int:
        """The number of moves and notices."""
        return len(self.moves) + len(self.notices)


def propose(
    plan: Plan,
    policy: Policy,
    as_of: Day,
    *,
    prefer: Direction = "later",
    severities: Sequence[Severity] = ("error",),
    items: Collection[str] = (),
    rules: Collection[str] = (),
) -> Proposal:
    """Return a proposal to fix the violations of hard constraints by moves, missing notices and corrections.

    Rules of these severities are hard. With `items` or `rules` (names and ids), only violations of these
    items and rules are fixed. `prefer` is the direction in which dates are moved first. Violations that
    remain are in the proposal, too.
    """
    steps = propose_steps(plan, policy, as_of, prefer=prefer, severities=severities, items=items, rules=rules)
    return finish(steps)


def propose_steps(
    plan: Plan,
    policy: Policy,
    as_of: Day,
    *,
    prefer: Direction = "later",
    severities: Sequence[Severity] = ("error",),
    items: Collection[str] = (),
    rules: Collection[str] = (),
) -> Task[Proposal]:
    """Make the proposal that `propose` returns, as a task that yields between its steps."""
    start, before = plan, check(plan, policy, as_of)
    schedule = before.compiled.schedule

    tolerance = {each.id: each.tolerance for each in policy.rules}

    def to_fix(finding: Finding) -> bool:
        """Return True for a violation of a wanted item and rule, unless it is within the rule's tolerance."""
        item, rule = schedule.items[finding.item].name, finding.rule.id
        forgiven = finding.days is not None and finding.days <= tolerance.get(rule, 0)
        return not forgiven and (not items or item in items) and (not rules or rule in rules)

    proposing = _Proposing(policy, as_of, prefer, severities, to_fix)
    unfixed: Mapping[int, Unfixed] = {}
    for _ in range(_ROUNDS):
        next_plan, unfixed = yield from proposing.improved(plan)
        if next_plan == plan:
            next_plan = proposing.reminded(plan)
        if next_plan == plan:
            break
        plan = next_plan
    after = check(plan, policy, as_of)
    violated = {(each.rule.id, each.item) for each in after.all if each.waived is None}
    return Proposal(
        plan=plan,
        moves=tuple(proposing.moves(start, plan)),
        notices=tuple(proposing.notices(plan)),
        unfixed=tuple(
            each for each in unfixed.values() if (each.finding.rule.id, each.finding.item) in violated
        ),
        before=before,
        after=after,
        remaining=tuple(
            each for each in after.all if each.waived is None and each.severity in severities and to_fix(each)
        ),
    )


class _Proposing:
    """The state of a proposal between its rounds."""

    def __init__(
        self,
        policy: Policy,
        as_of: Day,
        prefer: Direction,
        severities: Sequence[Severity],
        to_fix: Callable[[Finding], bool],
    ) -> None:
        self.policy = policy
        self.as_of = as_of
        self.prefer = prefer
        self.severities = severities
        self.to_fix = to_fix
        self.because: dict[Place, Finding] = {}
        self.asked: dict[int, tuple[str, ...]] = {}
        """The rules that ask for each added notice, by the notice's key."""
        self.reminders: dict[int, Day] = {}
        """The last day on which each added reminder counts, by the notice's key."""

    def improved(self, plan: Plan) -> Task[tuple[Plan, Mapping[int, Unfixed]]]:
        """Return the plan after one round of notices, moves and corrections, and the violations left unfixed.

        These are by the index of their constraint, with the reasons why no move fixes them.
        """
        before = self._constraints(plan)
        failing = [index for index in range(len(before.all)) if self._fails(before, index)]
        unfixed: dict[int, Unfixed] = {}
        while True:
            asked = missing_notices(before, before.days, (index for index in failing if index not in unfixed))
            announced, keys = self._announced(plan, before.schedule, asked)
            # Notices that were added change neither constraints nor slots, except that theirs come last.
            constraints = self._constraints(announced)
            yield
            found = yield from fix_steps(constraints, constraints.days, self.prefer, self.to_fix)
            unfixed = {**found.unfixed, **unfixed}
            if not any(found.unfixed.keys() >= set(each.asked) for each in asked):
                break
        self.asked.update((key, _rules(before, each)) for key, each in zip(keys, asked, strict=True))
        left = {index: each for index, each in unfixed.items() if index in found.unfixed}
        return self._moved(announced, constraints, found), left

    def reminded(self, plan: Plan) -> Plan:
        """Return the plan with the reminders that rules ask for and it lacks, each on a day when it counts.

        Called last, since the days of reminders follow from the moved dates.
        """
        constraints = self._constraints(plan)
        failing = [index for index in range(len(constraints.all)) if self._lacks_reminder(constraints, index)]
        asked = missing_notices(constraints, constraints.days, failing)
        plan, keys = self._announced(plan, constraints.schedule, asked)
        for key, each in zip(keys, asked, strict=True):
            self.asked[key] = _rules(constraints, each)
            asking = (asks_for_notices(constraints.all[index]) for index in each.asked)
            self.reminders[key] = min(one.last_day(constraints.days) for one in asking if one is not None)
        return plan

    def _lacks_reminder(self, constraints: Constraints, index: int) -> bool:
        """Return True if a constraint asks for a reminder that is missing and can still go out in time.

        A reminder whose absence is waived, or is no violation to fix, is not asked for.
        """
        schedule, days, constraint = constraints.schedule, constraints.days, constraints.all[index]
        asking = asks_for_notices(constraint)
        if asking is None or not is_reminder(asking, days) or reminds_in_vain(asking, schedule, days):
            return False
        return any(self.to_fix(each) and not waives(schedule, each) for each in constraint.findings(days))

    def notices(self, plan: Plan) -> Iterator[ProposedNotice]:
        """Yield the notices of a plan that this proposal added, with the last day when each still serves."""
        constraints = self._constraints(plan)
        slots = {owner.place.entry: slot for slot, owner in enumerate(constraints.schedule.owners)}
        for notice in plan.notices:
            if notice.key in self.asked:
                latest = window(constraints, constraints.days, [slots[notice.key]]).latest
                latest = self.reminders.get(notice.key, latest)
                yield ProposedNotice(notice, self.asked[notice.key], None if latest == LAST_DAY else latest)

    def moves(self, start: Plan, plan: Plan) -> Iterator[ProposedMove]:
        """Yield the moves from the plan `start` to the proposed one, each with a violation as the reason.

        That is the violation which its old day would cause in the proposed plan; if there is none, the one
        that the date was last moved for.
        """
        constraints = self._constraints(plan)
        slots = {owner.place: slot for slot, owner in enumerate(constraints.schedule.owners)}
        for each in _moves(start, plan, self.because):
            # The moves of a ripple build on each other: the last push of a date need not be its reason.
            found = cause(constraints, constraints.days, slots[each.place], each.start)
            yield each if found is None else replace(each, because=found)

    def _constraints(self, plan: Plan) -> Constraints:
        """Return the hard constraints of a plan, on its dates."""
        return hard_constraints(Schedule(plan, self.policy, self.as_of), self.severities)

    def _fails(self, constraints: Constraints, index: int) -> bool:
        """Return True if the constraint with an index is violated, in a way that is to be fixed."""
        finding = hard_violation(constraints.all[index], constraints.schedule, constraints.days)
        return finding is not None and self.to_fix(finding)

    def _announced(
        self, plan: Plan, schedule: Schedule, asked: Iterable[MissingNotice]
    ) -> tuple[Plan, list[int]]:
        """Return the plan with missing notices added as planned ones, and their keys, in the same order.

        Each goes out on its day, but not before the as-of date.
        """
        first = fresh_key(plan)
        added = [
            Notice(
                key=first + number,
                item=schedule.items[each.item].name,
                date=max(each.day, self.as_of),
                announces=each.announces,
                channels=each.channels,
            )
            for number, each in enumerate(asked)
        ]
        # All at once: one by one, each copies the notices of the plan.
        return plan._replace(notices=(*plan.notices, *added)), [each.key for each in added]

    def _moved(self, plan: Plan, constraints: Constraints, found: Fix) -> Plan:
        """Return the plan with the moves of a fix, and with the corrections that people are then owed.

        A correction is a notice on the as-of date which tells the new day by the channels that told another.
        """
        schedule, days = constraints.schedule, Days(constraints.days)
        places: dict[Place, Day] = {}
        for slot, each in found.moves.items():
            days[slot] = each.end
            places[schedule.owners[slot].place] = each.end
            self.because[schedule.owners[slot].place] = each.because
        corrected: dict[tuple[int, tuple[str, ...]], list[str]] = {}
        known_wrong = [*self._promises(constraints, days), *found.moves]
        for slot in sorted(set(known_wrong)):
            item, what, _ = schedule.owners[slot]
            channels = () if what == NOTICE else owed(schedule, days, item, what)
            if channels:
                by = tuple(channel for channel in channels if channel is not None)
                corrected.setdefault((item, by), []).append(what)
        owing = [
            MissingNotice(item=item, announces=tuple(what), channels=by, asked=())
            for (item, by), what in corrected.items()
        ]
        plan, keys = self._announced(move(plan, places), schedule, owing)
        self.asked.update(dict.fromkeys(keys, ()))
        return plan

    def _promises(self, constraints: Constraints, days: Days) -> Iterator[Slot]:
        """Yield the slots of dates that are later than people were told, where that is a violation to fix."""
        slots = {owner.place: slot for slot, owner in enumerate(constraints.schedule.owners)}
        for constraint in constraints.all:
            if KINDS[constraint.in_force.rule.kind].corrected:
                for finding in constraint.findings(days):
                    later = finding.latest is not None and finding.severity in self.severities
                    if later and self.to_fix(finding) and not waives(constraints.schedule, finding):
                        yield slots[finding.place]


def _rules(constraints: Constraints, missing: MissingNotice) -> tuple[str, ...]:
    """Return the ids of the rules that ask for a missing notice, each once."""
    return tuple(dict.fromkeys(constraints.all[index].in_force.rule.id for index in missing.asked))


def _moves(start: Plan, plan: Plan, because: Mapping[Place, Finding]) -> Iterator[ProposedMove]:
    """Yield a move for each date that differs in two plans with the same entries, notices of one name once.

    `because` has the reason of each move, by place. New notices at the end of `plan` are passed over.
    """
    for before, after in zip(start.items, plan.items, strict=True):
        for milestone, day in after.dates.items():
            if before.dates[milestone] != day:
                place = Place(after.key, milestone)
                yield ProposedMove(
                    place=place,
                    item=after.name,
                    what=milestone,
                    start=before.dates[milestone],
                    end=day,
                    because=because[place],
                )
    named: set[str] = set()
    for old, new in zip(start.notices, plan.notices, strict=False):
        if old.date != new.date and new.name not in named:
            place = Place(new.key, "date")
            yield ProposedMove(
                place=place, item=new.item, what=NOTICE, start=old.date, end=new.date, because=because[place]
            )
            if new.name is not None:
                named.add(new.name)
