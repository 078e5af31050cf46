"""Plans and policies at random, valid and small, their dates on, just before and just after the bounds."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import tomli_w
from hypothesis import strategies as st

from .case import Entry
from .days import Days, around
from .drawing import one_in, pick
from .edges import edges
from .notices import items, milestone_names, notices_of
from .policies import CHANGE_KINDS, REASONS, policy_at_random
from .reading import evaluate

TEXTS = ["", " \t", "see the guide", "https://example.com/guide"]


KINDS = ["gap", "notice", "mentions"] * 3 + ["promise", "overdue", "count", "calendar"] * 2
KINDS += [
    "require",
    "forbid",
    "new-version",
    "new-version",
    "everywhere",
    "everywhere",
    "rate",
    "rate",
    "served",
    "served",
]
OF_NOTICES = ["notice", "mentions", "promise", "overdue"]


class Case(NamedTuple):
    plan: Entry
    policy: Entry
    as_of: date


class Move(NamedTuple):
    """A milestone of an item, or (by its index in the file) a notice, goes to another day."""

    item: str | None
    milestone: str | None
    notice: int | None
    day: date


def dump(entry: Entry) -> str:
    return tomli_w.dumps(entry)


def cases() -> st.SearchStrategy[Case]:
    return st.one_of(cases_at_large(), edges().map(lambda edge: Case(*edge)))


@st.composite
def cases_at_large(draw: st.DrawFn, only: str | None = None) -> Case:
    """Cases of all sizes; with `only`, all rules are of one kind."""
    days = Days(draw)
    as_of = days.next()
    kinds = KINDS
    if only is not None:
        kinds = [only]
    elif draw(st.booleans()):  # a few kinds, and for those of notices a few items: the same things meet
        kinds = pick(draw, [OF_NOTICES, *([kind] for kind in KINDS), ["rate"], ["served"]])
    few = kinds[0] in OF_NOTICES
    policy = policy_at_random(draw, days.next, kinds)
    plan: Entry = {"format": 1, "product": "An API", "policy": "./policy.toml"}
    plan["version"] = _versions(draw, policy, days, 2 if few else 5)
    plan["change"] = _changes(draw, policy, plan, days, 1 if few else 3)
    plan["notice"] = notices_of(draw, policy, plan, as_of, days)
    if one_in(draw, 3):
        unsent = [notice["date"] for notice in plan["notice"] if "told" not in notice]
        meant = [*unsent, *days.known[: len(unsent) + 1]]
        near = pick(draw, meant)
        plan["judge_from"] = pick(draw, around(near))
    plan["freeze"] = _freezes(draw, days)
    plan["waiver"] = _waivers(draw, policy, plan, as_of, days)
    return Case({key: value for key, value in plan.items() if value != []}, policy, as_of)


def _dates(draw: st.DrawFn, policy: Entry, item_type: str, days: Days) -> Entry:
    """Mostly in lifecycle order."""
    dates: Entry = {}
    before = None
    for name in milestone_names(policy, item_type):
        if not one_in(draw, 4):
            before = dates[name] = days.next(after=None if one_in(draw, 6) else before)
    return dates


def _texts(draw: st.DrawFn, policy: Entry, item_type: str) -> Entry:
    texts: Entry = {}
    if one_in(draw, 3):
        texts["migration"] = pick(draw, TEXTS)
    if one_in(draw, 4):
        texts["note"] = pick(draw, TEXTS)
    for field, of in policy.get("fields", {}).items():
        if item_type in of["of"] and draw(st.booleans()):
            texts[field] = pick(draw, of["one_of"])
    return texts


def _versions(draw: st.DrawFn, policy: Entry, days: Days, at_most: int) -> list[Entry]:
    tracks: list[str | None] = pick(draw, [[None], [None], ["A"], ["A", "B"], [None, "A"]])
    versions = []
    for number in range(1, pick(draw, range(1, at_most + 1)) + 1):
        version: Entry = {"name": f"v{number}"}
        track = pick(draw, tracks)
        if track is not None:
            version["track"] = track
        version |= _dates(draw, policy, "version", days) | _texts(draw, policy, "version")
        if one_in(draw, 6):
            version["withdrawn"] = days.next()
        versions.append(version)
    for version in versions:
        if len(versions) > 1 and one_in(draw, 4):
            others = [other["name"] for other in versions if other is not version]
            version["replacement"] = pick(draw, others)
    return versions


def _changes(draw: st.DrawFn, policy: Entry, plan: Entry, days: Days, at_most: int) -> list[Entry]:
    changes = []
    for number in range(1, pick(draw, range(at_most + 1)) + 1):
        change: Entry = {"name": f"change {number}", "kind": pick(draw, CHANGE_KINDS)}
        version = pick(draw, [*[None] * len(plan["version"]), *plan["version"]])
        if version is not None:
            change["version"] = version["name"]
            if "track" in version and one_in(draw, 3):
                change["track"] = version["track"]
        elif draw(st.booleans()):
            change["track"] = pick(draw, [v.get("track", "A") for v in plan["version"]])
        if draw(st.booleans()):
            change["significant"] = draw(st.booleans())
        change |= _dates(draw, policy, "change", days) | _texts(draw, policy, "change")
        changes.append(change)
    return changes


def _freezes(draw: st.DrawFn, days: Days) -> list[Entry]:
    freezes = []
    for number in range(draw(st.integers(0, 2))):
        start = days.next()
        end = start + timedelta(days=min(pick(draw, [0, 1, 6, 31]), (date.max - start).days))
        freezes.append({"name": f"freeze {number}", "from": start, "to": end})
    return freezes


def _waivers(draw: st.DrawFn, policy: Entry, plan: Entry, as_of: date, days: Days) -> list[Entry]:
    """Most of them aim at what is there to waive."""
    found = [v for v in evaluate(plan, policy, as_of) if v["kind"] not in ("order", "waiver")]
    ids = ["order"] + [rule["id"] for rule in policy.get("rule", [])]
    waivers = []
    for number in range(pick(draw, [0, 1, 2, 2, 3, 4])):
        item_type, item = pick(draw, items(plan))
        waiver: Entry = {"rule": pick(draw, ids), item_type: item["name"]}
        near = as_of
        if found and not one_in(draw, 5):
            target = pick(draw, found)
            waiver = {"rule": target["rule"], target["item_type"]: target["item"]}
            near = target["date"] or as_of
        if one_in(draw, 4):
            waiver["rule"] = list(dict.fromkeys([waiver["rule"], pick(draw, ids)]))
        if not one_in(draw, 12):
            accepted = list(policy.get("reasons", {}))
            waiver["reason"] = pick(draw, [*accepted * 8, *REASONS, "because"])
        waiver["note"] = f"waiver {number}"
        for bound in ("allows", "expires"):
            if one_in(draw, 3):
                waiver[bound] = pick(draw, around(near)) if not one_in(draw, 6) else days.next()
        waivers.append(waiver)
    return waivers


@st.composite
def moves(draw: st.DrawFn, case: Case, at_most: int = 8) -> list[Move]:
    """A sequence of moves of dates that the plan has."""
    days = Days(draw)
    days.known = [case.as_of] + [
        d for entry in _dated(case.plan) for d in entry.values() if isinstance(d, date)
    ]
    names = {m["name"] for m in case.policy["milestone"]}
    places: list[tuple[str | None, str | None, int | None]] = []
    for _, item in items(case.plan):
        places += [(item["name"], m, None) for m in item if m in names and isinstance(item[m], date)]
    places += [(None, None, index) for index in range(len(case.plan.get("notice", [])))]
    if not places:
        return []
    count = draw(st.integers(1, at_most))
    return [Move(*pick(draw, places), day=days.next()) for _ in range(count)]


def _dated(plan: Entry) -> list[Entry]:
    return [entry for key in ("version", "change", "notice") for entry in plan.get(key, [])]


def moved(plan: Entry, move: Move) -> Entry:
    """The plan after the move; notices of one name go together."""
    after: dict[str, Any] = dict(plan)
    if move.notice is None:
        for key in ("version", "change"):
            after[key] = [
                {**e, move.milestone: move.day} if e["name"] == move.item else e for e in plan.get(key, [])
            ]
        return {key: value for key, value in after.items() if value != []}
    gripped = plan["notice"][move.notice]
    after["notice"] = [
        {**e, "date": move.day} if e is gripped or ("name" in e and e["name"] == gripped.get("name")) else e
        for e in plan["notice"]
    ]
    return after
