"""What an item still lacks: milestones without a date, and notices that the rules ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.dates import Day
from planner.edits import notices
from planner.edits.dates import move
from planner.edits.entries import NEW
from planner.edits.legal import earliest_legal_days
from planner.engine.rules.mentions import Mention
from planner.engine.rules.notice import NoticeGiven
from planner.engine.schedule import Schedule
from planner.engine.statement import Place
from planner.plan import Notice, Plan
from planner.policy import Milestone, Policy


@dataclass(frozen=True, slots=True)
class Missing:
    milestones: tuple[Milestone, ...]
    notices: tuple[Notice, ...]
    """Ready to be added: not sent, on the as-of date."""


def missing(schedule: Schedule, days: Sequence[Day], item: int) -> Missing:
    milestones = schedule.policy.milestones_of(schedule.item_type(item))
    undated = tuple(each for each in milestones if each.name not in schedule.slots[item])
    return Missing(undated, tuple(_notices(schedule, days, item)))


def add_missing_notices(plan: Plan, policy: Policy, as_of: Day, name: str) -> Plan:
    """With the notices about one item that the rules ask for, to be sent on the as-of date."""
    schedule = Schedule(plan, policy, as_of)
    for notice in missing(schedule, schedule.days, schedule.index[name]).notices:
        plan = notices.add(plan, notice)
    return plan


def set_on_earliest_legal_day(plan: Plan, policy: Policy, as_of: Day, place: Place) -> Plan:
    """With a date where there was none; what must be announced is taken to go out on the as-of date."""
    name = next(each.name for each in plan.items if each.key == place.entry)
    announced = add_missing_notices(move(plan, {place: as_of}), policy, as_of, name)
    return move(plan, earliest_legal_days(announced, policy, as_of, {place}))


def _notices(schedule: Schedule, days: Sequence[Day], item: int) -> Iterator[Notice]:
    """One for all channels that lack the same milestones."""
    by_milestones: dict[tuple[str, ...], list[str]] = {}
    lifecycle = [each.name for each in schedule.policy.milestones_of(schedule.item_type(item))]
    for channel, lacking in _lacking(schedule, days, item).items():
        milestones = tuple(sorted(lacking, key=lifecycle.index))
        by_milestones.setdefault(milestones, []).append(channel)
    for milestones, channels in by_milestones.items():
        by = tuple(each for each in channels if each)
        yield Notice(NEW, schedule.items[item].name, schedule.as_of, milestones, by)


def _lacking(schedule: Schedule, days: Sequence[Day], item: int) -> dict[str, set[str]]:
    """By channel, the milestones that some rule wants announced and no notice announces."""
    lacking: dict[str, set[str]] = {}
    for announcing, channel in _asked(schedule, days, item):
        if not _announced(schedule, item, announcing, channel):
            lacking.setdefault(channel or _any_channel(schedule, item, lacking), set()).add(announcing)
    for rule in schedule.policy.rules:
        mention = rule.parameters
        if not isinstance(mention, Mention) or item not in schedule.judged(rule):
            continue
        for channel in lacking.keys() & set(mention.channels or lacking):
            if mention.milestone in lacking[channel]:
                dated = (each for each in mention.also if each in schedule.slots[item])
                lacking[channel].update(
                    each for each in dated if not _announced(schedule, item, each, channel)
                )
    return lacking


def _asked(schedule: Schedule, days: Sequence[Day], item: int) -> Iterator[tuple[str, str | None]]:
    """What rules want announced, and by which channel; None: by any."""
    for rule in schedule.policy.rules:
        given = rule.parameters
        if not isinstance(given, NoticeGiven) or rule.severity == "info":
            continue
        slot = schedule.slot(item, given.milestone)
        if slot is None or not schedule.in_force(rule).speaks_of(days[slot]):
            continue
        if item in schedule.judged(rule):
            yield from ((given.announcing, channel) for channel in given.channels or (None,))


def _announced(schedule: Schedule, item: int, milestone: str, channel: str | None) -> bool:
    return any(
        milestone in each.announces and (channel is None or channel in each.channels)
        for each in schedule.announcements[item]
    )


def _any_channel(schedule: Schedule, item: int, lacking: dict[str, set[str]]) -> str:
    """Where the rules leave it open: one that is used anyway, or the policy's first; "" where it has none."""
    used = (channel for each in schedule.announcements[item] for channel in each.channels)
    return next(iter((*lacking, *used, *schedule.policy.channels)), "")
