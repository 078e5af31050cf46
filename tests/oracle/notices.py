"""Notices at random, most of them such as some rule of the policy looks at."""

from collections.abc import Iterator
from datetime import date

from hypothesis import strategies as st

from .case import Entry
from .days import Days, around, before
from .drawing import one_in, pick, some
from .policies import CHANNELS


def milestone_names(policy: Entry, item_type: str) -> list[str]:
    return [m["name"] for m in policy["milestone"] if m.get("of", "version") == item_type]


def items(plan: Entry) -> list[tuple[str, Entry]]:
    return [("version", v) for v in plan["version"]] + [("change", c) for c in plan.get("change", [])]


def notices_of(draw: st.DrawFn, policy: Entry, plan: Entry, as_of: date, days: Days) -> list[Entry]:
    notices: list[Entry] = []
    aims = list(_aims(policy, plan))
    busy = pick(draw, aims) if aims else None
    for _ in range(pick(draw, range(9))):
        item_type, item = pick(draw, items(plan))
        rule: Entry = {}
        if busy and not one_in(draw, 4):
            rule, item_type, item = pick(draw, [busy, busy, *aims])
        if not milestone_names(policy, item_type):
            continue
        one = _notice(draw, policy, rule, item_type, item, days)
        one["date"] = _date(draw, rule, item, [as_of, *(n["date"] for n in notices)], days)
        if one_in(draw, 4):
            one["name"] = pick(draw, ["first mail", "second mail"])
            _agree(one, notices)
        notices.append(one)
    return notices


def _aims(policy: Entry, plan: Entry) -> Iterator[tuple[Entry, str, Entry]]:
    """The rules about notices, each with every item that it may judge."""
    for rule in policy["rule"]:
        for item_type, item in items(plan):
            of_both = rule["kind"] in ("promise", "overdue") and "of" not in rule
            about_notices = rule["kind"] in ("notice", "mentions", "promise", "overdue")
            if about_notices and (of_both or item_type == rule.get("of", "version")):
                yield rule, item_type, item


def _notice(draw: st.DrawFn, policy: Entry, rule: Entry, item_type: str, item: Entry, days: Days) -> Entry:
    milestones = milestone_names(policy, item_type)
    more: list[str] = rule.get("also") or rule.get("milestones") or []
    looked_at = [rule.get("milestone"), rule.get("announcing"), *more]
    wanted = [m for m in looked_at if m in milestones]
    if not wanted or one_in(draw, 6):
        wanted = milestones
    announces = some(draw, wanted, most=2)
    channels = some(draw, CHANNELS)
    if "channels" in rule and draw(st.booleans()):
        channels = list(rule["channels"])
    one: Entry = {item_type: item["name"], "announces": announces, "channels": channels}
    if draw(st.booleans()):
        one["told"] = {}
        for milestone in milestones if one_in(draw, 8) else announces:
            if milestone in item and not one_in(draw, 4):
                one["told"][milestone] = pick(draw, [item[milestone], *around(item[milestone])])
            elif milestone not in item and draw(st.booleans()):
                one["told"][milestone] = days.next()
    if one_in(draw, 5):
        _withdraw(draw, one, milestones)
    if one_in(draw, 12):
        del one["channels"]
    return one


def _withdraw(draw: st.DrawFn, one: Entry, milestones: list[str]) -> None:
    """Let the notice take something back; no milestone is both announced and withdrawn."""
    taken = some(draw, milestones, most=2)
    one["withdraws"] = taken
    one["announces"] = [m for m in one["announces"] if m not in taken]
    if not one["announces"]:
        del one["announces"]
    if "told" in one:
        one["told"] = {m: day for m, day in one["told"].items() if m not in taken}


def _date(draw: st.DrawFn, rule: Entry, item: Entry, others: list[date], days: Days) -> date:
    """Just in time for the rule, or near the as-of date or another notice, or anywhere."""
    due = item.get(rule.get("milestone", ""))
    if due and not one_in(draw, 3):
        near = before(due, rule.get("at_least", "0 days"))
    elif not one_in(draw, 3):
        near = pick(draw, others)
    else:
        return days.next()
    day: date = pick(draw, around(near))
    days.known.append(day)
    return day


def _agree(one: Entry, notices: list[Entry]) -> None:
    """Notices of one name have one date, and all of them or none have `told`."""
    for other in notices:
        if other.get("name") == one["name"]:
            one["date"] = other["date"]
            if "told" not in other:
                one.pop("told", None)
            else:
                one.setdefault("told", {})
