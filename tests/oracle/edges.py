"""Single versions on the edge: a few notices and waivers, each just in time or just not, under few rules.

Drawn cases at large seldom have all that a clause about notices or waivers needs to decide an answer."""

from datetime import date

from hypothesis import strategies as st

from .case import Entry
from .days import SPANS, TRICKY, before
from .drawing import one_in, pick
from .spans import shown

MILESTONES = {"released": "released", "default": "default", "removed": "retired"}
CHANNELS = ["email", "docs"]


@st.composite
def edges(draw: st.DrawFn) -> tuple[Entry, Entry, date]:
    milestone = pick(draw, list(MILESTONES))
    announcing = milestone if draw(st.booleans()) else pick(draw, list(MILESTONES))
    day = pick(draw, TRICKY)
    at_least = pick(draw, SPANS)
    due = before(day, at_least)
    as_of = _near(draw, pick(draw, [due, due, day]), [-1, 0, 1, 40])
    version: Entry = {"name": "v1", "migration": pick(draw, ["", " \t", "see the guide"])}
    if not one_in(draw, 4):
        version[milestone] = day
    if announcing not in version and draw(st.booleans()):
        version[announcing] = _near(draw, day, [-40, -1, 0, 1])
    plan: Entry = {"format": 1, "product": "An API", "policy": "./policy.toml", "version": [version]}
    plan["notice"] = []
    near = [due, as_of]
    for _ in range(pick(draw, [1, 2, 2, 3])):
        plan["notice"].append(_notice(draw, milestone, announcing, pick(draw, near), day))
        near.append(plan["notice"][-1]["date"])
    if one_in(draw, 3):
        plan["judge_from"] = _near(draw, pick(draw, [notice["date"] for notice in plan["notice"]]), [0, 1])
    policy = _policy(_rules(draw, milestone, announcing, at_least))
    waivers = [_waiver(draw, number, policy, day, as_of) for number in range(pick(draw, [0, 0, 1, 1, 2]))]
    if waivers:
        plan["waiver"] = waivers
    return plan, policy, as_of


def _near(draw: st.DrawFn, day: date, offsets: list[int]) -> date:
    return shown(day.toordinal() + pick(draw, offsets)) or day


def _notice(draw: st.DrawFn, milestone: str, announcing: str, near: date, day: date) -> Entry:
    both = list(dict.fromkeys([milestone, announcing]))
    notice: Entry = {
        "version": "v1",
        "announces": pick(draw, [[milestone], [announcing], both]),
        "date": _near(draw, near, [-1, 0, 0, 1, -40]),
        "channels": pick(draw, [CHANNELS, ["email"], ["docs"]]),
    }
    told = pick(draw, ["unsent", "unsent", "nothing", "a day", "a day"])
    if told == "nothing":
        notice["told"] = {}
    if told == "a day":
        notice["told"] = {milestone: _near(draw, day, [-1, 0, 1])}
    return notice


def _rules(draw: st.DrawFn, milestone: str, announcing: str, at_least: str) -> list[Entry]:
    notice: Entry = {"kind": "notice", "milestone": milestone, "at_least": at_least}
    if announcing != milestone:
        notice["announcing"] = announcing
    if draw(st.booleans()):
        notice["channels"] = pick(draw, [CHANNELS, ["email"]])
    rules = [notice, {"kind": "promise", "milestones": list(MILESTONES)}, {"kind": "overdue"}]
    rules.append({"kind": "require", "fields": ["migration"]})
    if announcing != milestone:
        rules.append(
            {"kind": "mentions", "milestone": announcing, "also": [milestone], "channels": ["email"]}
        )
    if one_in(draw, 4):
        rules[0]["tolerance"] = rules[1]["tolerance"] = "1 day"
    return rules


def _policy(rules: list[Entry]) -> Entry:
    milestones = [
        {"name": name, "role": role, "label": name.title(), "phase": f"After {name}", "answers": "200 OK"}
        for name, role in MILESTONES.items()
    ]
    for rule in rules:
        rule |= {"id": f"the-{rule['kind']}", "clause": "1", "because": "It was promised"}
    return {
        "format": 1,
        "name": "edge",
        "title": "An edge",
        "unversioned": "none",
        "invalid": "404 Not Found",
        "milestone": milestones,
        "channels": {channel: f"By {channel}" for channel in CHANNELS},
        "reasons": {"security": "A hole had to be closed"},
        "rule": rules,
    }


def _waiver(draw: st.DrawFn, number: int, policy: Entry, day: date, as_of: date) -> Entry:
    waiver: Entry = {"rule": pick(draw, [rule["id"] for rule in policy["rule"]]), "version": "v1"}
    waiver |= {"reason": "security", "note": f"waiver {number}"}
    for bound in ("allows", "expires"):
        if draw(st.booleans()):
            waiver[bound] = _near(draw, pick(draw, [day, as_of]), [-1, 0, 1])
    return waiver
