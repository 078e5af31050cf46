"""`notice`: a date is announced by every channel listed, long enough before it."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from planner.dates import LAST_DAY, Day, Duration, add
from planner.engine.constraint import Constraint, Days, InForce, Slot
from planner.engine.rules.kind import Parameter, RuleKind, is_exact, is_nothing, is_steady
from planner.engine.rules.notice_constraint import Channel, NoticeConstraint, NoticeGiven, channels_of
from planner.engine.rules.wording import by, listed
from planner.engine.schedule import Schedule
from planner.policy import Rule

if TYPE_CHECKING:
    from planner.engine.rules.scene import Sample, Scene


def constraints(in_force: InForce, schedule: Schedule) -> Iterator[Constraint]:
    """Yield a constraint for each judged item with the date that has to be announced."""
    given = in_force.rule.parameters
    assert isinstance(given, NoticeGiven)
    made = _maker(in_force, schedule, given)
    for item in schedule.judged(in_force.rule):
        slot = schedule.slots[item].get(given.milestone)
        if slot is not None:
            yield made(item, slot)


def doubtful(in_force: InForce, schedule: Schedule, days: Days) -> Iterator[Constraint | None]:
    """Yield the same constraints as `constraints`, but None where one notice by all channels is early enough.

    Where the rule asks for a reminder or announces another date, or a sent notice withdraws one, yield every
    constraint.
    """
    given = in_force.rule.parameters
    assert isinstance(given, NoticeGiven)
    milestone, announcing, at_least, channels, at_most = given
    if at_most is not None or milestone != announcing or schedule.takes_back:
        yield from constraints(in_force, schedule)
        return
    made, told_binds = _maker(in_force, schedule, given), _told_binds(in_force.rule, schedule)
    wanted, tolerance = frozenset(channels), in_force.rule.tolerance
    (ahead, unit), as_of, judge_from = at_least, schedule.as_of, schedule.judge_from
    in_days = unit == "day"
    slots, announcements = schedule.slots, schedule.announcements
    for item in schedule.judged(in_force.rule):
        slot = slots[item].get(milestone)
        if slot is None:
            continue
        until = days[slot]
        if tolerance:
            until = min(until + tolerance, LAST_DAY)
        for notice_slot, announces, by_channels, told, _ in announcements[item]:
            if milestone in announces and (by_channels == channels or wanted.issubset(by_channels)):
                day = days[notice_slot]
                if told is None and judge_from <= day < as_of:
                    day = as_of  # as in `NoticeConstraint.day`
                # A call for each notice would be a tenth of this loop.
                if (day + ahead if in_days else add(day, at_least)) <= until and (
                    not told or not told_binds or told.get(milestone, 0) <= until
                ):
                    yield None
                    break
        else:
            yield made(item, slot)


def _told_binds(rule: Rule, schedule: Schedule) -> bool:
    """Return True if a notice that told a later date does not count for the rule.

    Return False for the milestone of role `released`: people told of a later release may have it earlier.
    """
    given = rule.parameters
    assert isinstance(given, NoticeGiven)
    milestones = schedule.policy.milestones
    return not any(
        each.name == given.milestone and each.of == rule.of and each.role == "released" for each in milestones
    )


def _maker(
    in_force: InForce, schedule: Schedule, given: NoticeGiven
) -> Callable[[int, Slot], NoticeConstraint]:
    """Return a function that makes the constraint of a rule on an item's date, from the item and the slot."""
    milestone, announcing = given.milestone, given.announcing
    told_binds = _told_binds(in_force.rule, schedule)
    names = given.channels or (None,)
    keys = [(name, (milestone, name)) for name in names]
    known = schedule.known.setdefault(("channels", milestone, names), {})
    assert isinstance(known, dict)

    def made(item: int, slot: Slot) -> NoticeConstraint:
        told = schedule.announced(item).get
        if milestone == announcing:
            channels = known.get(item)  # several rules ask for the same notices
            if channels is None:
                channels = known[item] = [Channel(name, told(key, ()), ()) for name, key in keys]
        else:
            channels = channels_of(given, lambda of, name: told((of, name), ()))
        taken_back: tuple[Slot, ...] = ()
        if schedule.takes_back:
            both = dict.fromkeys((announcing, milestone))
            taken_back = tuple(each.slot for of in both for each in schedule.withdrawals(item, of))
        return NoticeConstraint(
            in_force=in_force,
            item=item,
            schedule=schedule,
            given=given,
            slot=slot,
            channels=channels,
            told_binds=told_binds,
            withdrawals=taken_back,
        )

    return made


def _make(values: Mapping[str, object]) -> NoticeGiven:
    milestone = cast(str, values["milestone"])
    return NoticeGiven(
        milestone=milestone,
        announcing=cast(str, values.get("announcing", milestone)),
        at_least=cast(Duration, values.get("at_least", Duration(0, "day"))),
        channels=cast("tuple[str, ...]", values.get("channels", ())),
        at_most=cast("Duration | None", values.get("at_most")),
    )


def _contradictions(values: Mapping[str, object]) -> Iterator[str]:
    """Yield a sentence for each parameter that contradicts another."""
    at_least, at_most = values.get("at_least"), values.get("at_most")
    if at_most is not None and values.get("tolerance"):
        yield "`tolerance` does not go with `at_most`: a reminder bounds no date, so no days can be forgiven"
    if not isinstance(at_least, Duration) or not isinstance(at_most, Duration):
        return
    if at_least.unit == at_most.unit and at_least.number > at_most.number:
        yield f"no notice goes out at least {at_least} and at most {at_most} ahead"


def _sentence(notice: NoticeGiven, item: str) -> str:
    """Return what the rule demands of an item's date, as a sentence without its period."""
    date, sent_by = f"{item}'s {notice.milestone} date", by(notice.channels, listed)
    if notice.at_most is not None:
        if notice.at_least == notice.at_most and is_exact(notice.at_most):
            return f"people are told of {date} exactly {notice.at_most} ahead{sent_by}"
        least = "" if is_nothing(notice.at_least) else f"at least {notice.at_least} and "
        return f"people are told of {date} {least}at most {notice.at_most} ahead{sent_by}"
    if notice.announcing == notice.milestone:
        ahead = "by the day itself" if is_nothing(notice.at_least) else f"at least {notice.at_least} ahead"
        return f"{date} is announced {ahead}{sent_by}"
    bound = "not before" if is_nothing(notice.at_least) else f"at least {notice.at_least} after"
    return f"{date} is {bound} the announcement of its {notice.announcing} date{sent_by}"


def _example(scene: "Scene", given: NoticeGiven, day: Day) -> "Sample":
    item = scene.item({given.announcing: min(scene.start, day), given.milestone: day})
    return scene.sample([item], [scene.notice(scene.start, (given.announcing,), given.channels)])


KIND = RuleKind(
    name="notice",
    of=("version", "change"),
    parameters=(
        Parameter("milestone", "milestone", required=True, description="the date that is judged"),
        Parameter("announcing", "milestone", description="what the notices announce; the same where absent"),
        Parameter("at_least", "duration", description="how long before the date; 0 days where absent"),
        Parameter("at_most", "duration", description="a reminder: no longer than this before the date"),
        Parameter("channels", "channels", description="every one of these; none listed: any notice will do"),
    ),
    make=_make,
    contradictions=_contradictions,
    constraints=constraints,
    doubtful=doubtful,
    sentence=_sentence,
    example=_example,
    moves_dates=True,
    answers_quickly=True,
    asks_for_notices=True,
    steady=lambda given: is_steady(given.at_least),
    needs=lambda given: (given.milestone,),
)
