"""`served`: the version that answers requests without a version does not retire before another does so."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from planner.dates import NEVER, Day, iso
from planner.engine.answering import Before, DefaultTrack, Life, Tenure, Tenures, lives
from planner.engine.constraint import Constraint, Days, Finding, InForce, Reason, Slot, Unmoved
from planner.engine.rules.kind import RuleKind
from planner.engine.rules.wording import subject
from planner.engine.schedule import Schedule
from planner.named_tuple import NamedTuple
from planner.policy import Role

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene


class DefaultServedConstraint(NamedTuple):
    """A constraint on a whole track in which requests without a version get the default version.

    It covers all versions, since each default date decides which version has the default. In a preview,
    only the versions next to moved dates are evaluated again.
    """

    in_force: InForce
    item: int
    schedule: Schedule
    track: DefaultTrack
    judged: frozenset[int]

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return _reads(self.in_force, [*self.track.lives.values()], self.track.slots)

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation for each judged version that has the default on the day on which it retires.

        Its `earliest` is the day on which another version gets the default and answers, if there is one.
        """
        tenures = self.track.tenures(days)
        found = []
        for item in self._unserved(days, tenures):
            slot = self.track.lives[item].retired
            assert slot is not None
            day = days[slot]
            if item not in self.judged or not self.in_force.speaks_of(day, item, days):
                continue
            again = self.track.served_again(tenures, item, day, days)
            why = "it has the default of its track, and no other version gets it after that"
            if again is not None:
                why = f"it has the default of its track until another gets it on {iso(again)}"
            found.append(_finding(self, slot, day, why, again))
        return found

    def _unserved(self, days: Days, tenures: Tenures) -> list[int]:
        """Return the indices of the versions that have the default on the day on which they retire.

        In a preview, only versions that had it before, and those next to moved dates, are looked at.
        """
        track, unmoved = self.track, days.unmoved
        if unmoved is None or unmoved.known is None:
            return self._all_unserved(days, tenures, days.known)
        was = track.tenures_before(days, unmoved)
        before = self._all_unserved(Before(days, unmoved.before), was, unmoved.known)
        looked_at = {*before, *self._near(days, unmoved, was, tenures)}
        return sorted(item for item in looked_at if self._retires_with_the_default(item, days, tenures))

    def _all_unserved(self, days: Days | Before, tenures: Tenures, known: dict[object, object]) -> list[int]:
        """Return the same as `_unserved` from a look at all versions; `known` remembers the result."""
        key = "served", self.in_force.rule.id, self.item
        found = known.get(key)
        if not isinstance(found, list):
            looked_at = self.track.lives
            found = [each for each in looked_at if self._retires_with_the_default(each, days, tenures)]
            known[key] = found
        return found

    def _retires_with_the_default(self, item: int, days: Days | Before, tenures: Tenures) -> bool:
        """Return True if a version retires, and has the default on that day."""
        retired = self.track.lives[item].retired
        return retired is not None and self.track.holder(tenures, days[retired]) == item

    def _near(self, days: Days, unmoved: Unmoved, was: Tenures, now: Tenures) -> Iterator[int]:
        """Yield the indices of versions with moved dates, and of versions before a moved default date.

        These are the ones that may have had the default until the date where it was, or where it is now.
        """
        track, owners = self.track, self.schedule.owners
        for slot, day in unmoved.before.items():
            item = owners[slot].item
            if item in track.lives:
                yield item
            if slot in track.owners:
                yield from track.ahead_of(now, Tenure(days[slot], slot))
                yield from track.ahead_of(was, Tenure(day, slot))


class OthersServeConstraint(NamedTuple):
    """A constraint on a whole track in which requests without a version get its oldest or latest version."""

    in_force: InForce
    item: int
    schedule: Schedule
    lives: Sequence[Life]
    judged: frozenset[int]

    def reads(self) -> Iterable[Slot]:
        """Return the slots that the findings depend on."""
        return _reads(self.in_force, self.lives, ())

    def findings(self, days: Days) -> Sequence[Finding]:
        """Return a violation for each judged version on whose retirement no version of the track answers.

        Its `earliest` is the next release of a version that answers, if there is one.
        """
        starts, ends = [], []
        for life in self.lives:
            if life.released is not None:
                start = days[life.released]
                starts.append(start)
                retired = NEVER if life.retired is None else days[life.retired]
                ends.append(max(start, min(retired, life.withdrawn or NEVER)))
        starts.sort()
        ends.sort()
        found = []
        for life in self.lives:
            if life.retired is None or life.item not in self.judged:
                continue
            day = days[life.retired]
            answering = bisect_right(starts, day) - bisect_right(ends, day)
            if answering == 0 and self.in_force.speaks_of(day, life.item, days):
                again = self._served_again(life.item, day, days)
                why = "no other version of its track answers then"
                if again is not None:
                    why = f"no other version of its track answers before {iso(again)}"
                found.append(_finding(self, life.retired, day, why, again))
        return found

    def _served_again(self, item: int, day: Day, days: Days) -> Day | None:
        """Return the first day after a given one on which another version is released and answers, if any."""
        released = (
            days[each.released]
            for each in self.lives
            if each.item != item and each.released is not None and each.answers(days[each.released], days)
        )
        return min((each for each in released if each > day), default=None)


def _reads(in_force: InForce, of_track: Iterable[Life], more: Iterable[Slot]) -> set[Slot]:
    """Return the slots of releases, retirements, the dates that `effective_by` names, and some more."""
    slots = set(more)
    for life in of_track:
        slots.update(slot for slot in (life.released, life.retired) if slot is not None)
        slots.update(in_force.reads(life.item))
    return slots


def _finding(
    constraint: "DefaultServedConstraint | OthersServeConstraint",
    slot: Slot,
    day: Day,
    why: str,
    again: Day | None,
) -> Finding:
    """Return the violation of a retirement in a slot, with the day on which requests are answered again.

    That day, if there is one, is its `earliest`; no ripple moves the date there.
    """
    schedule = constraint.schedule
    owner = schedule.owners[slot]
    name = schedule.items[owner.item].name
    message = f"{subject(name, owner.what, day)} leaves requests without a version unanswered: {why}"
    off = None if again is None else again - day
    rule = constraint.in_force.rule
    return schedule.blame(rule, slot, day, Reason(message), earliest=again, days=off, moves_dates=False)


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each track in which a judged version retires.

    Yield none if the policy's `unversioned` is "none".
    """
    policy = schedule.policy
    if policy.unversioned == "none":
        return
    judged = frozenset(schedule.judged(in_force.rule))
    tracks: dict[str | None, list[Life]] = {}
    for life in lives(schedule):
        tracks.setdefault(schedule.tracks[life.item], []).append(life)
    default = policy.of_role("default")
    slots = enumerate(schedule.slots[: schedule.versions])
    defaults = {item: dates[default] for item, dates in slots if default is not None and default in dates}
    for of_track in tracks.values():
        if not any(life.retired is not None and life.item in judged for life in of_track):
            continue
        first = of_track[0].item
        if policy.unversioned == "default":
            track = DefaultTrack(of_track, defaults)
            yield DefaultServedConstraint(
                in_force=in_force, item=first, schedule=schedule, track=track, judged=judged
            )
        else:
            yield OthersServeConstraint(
                in_force=in_force, item=first, schedule=schedule, lives=of_track, judged=judged
            )


def _lacks(values: Mapping[str, object], roles: Collection[str], unversioned: str) -> Iterator[str]:
    """Yield a sentence for each role that the rule needs and no milestone of the policy has."""
    if "released" not in roles:
        yield "`served` needs a milestone of a version with the role `released`: from it on a version answers"
    if unversioned == "default" and "default" not in roles:
        yield '`served` needs a milestone with the role `default`, since `unversioned` is `"default"`'


def _example(scene: "Scene", _: None, day: Day) -> "Sample":
    """Return an example in which the only version retires on a day."""
    roles: tuple[Role, ...] = ("released", "default", "retired")
    names = [name for role in roles if (name := scene.policy.of_role(role))]
    return scene.sample([scene.item({**dict.fromkeys(names, scene.long_ago), names[-1]: day})])


def _advice(finding: Finding, schedule: Schedule) -> Iterator[str]:
    """Yield the ways to have requests without a version answered."""
    yield "let another version of the track answer these requests from that day on"
    if finding.earliest is not None:
        yield f"set its {finding.milestone} date to {iso(finding.earliest)}, when another one does"


KIND = RuleKind(
    name="served",
    of=("version",),
    parameters=(),
    make=lambda values: None,
    contradictions=lambda values: (),
    lacks=_lacks,
    constraints=constraints,
    sentence=lambda _, item: (
        f"{item} that answers requests without a version does not retire before another one does so"
    ),
    example=_example,
    advice=_advice,
)
