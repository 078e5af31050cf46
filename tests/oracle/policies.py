"""Policies at random: rules of every kind with any parameters that §4 allows."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from .case import Entry
from .days import SPANS
from .drawing import one_in, pick, some
from .recurring import MONTHS, WEEKDAYS

CHANNELS = ["email", "docs", "support"]
COMPATIBLE = ["add-field", "fix-bug"]
INCOMPATIBLE = ["remove-field"]
CHANGE_KINDS = [*COMPATIBLE, *INCOMPATIBLE, "unheard-of"]
REASONS = ["security", "legal"]
STAGES = ["beta", "ga"]
VERSION_MILESTONES: dict[str, list[str | None]] = {
    "planned": [None],
    "released": ["released", "released", None],
    "default": ["default", None],
    "deprecated": ["deprecated", None],
    "removed": ["retired", None],
}
CHANGE_MILESTONES: dict[str, list[str | None]] = {
    "marked": ["deprecated", None],
    "released": ["released", None],
    "effective": [None, "default"],
}
ENOUGH = ["6 months", "1 year", "P1Y"]
PERIODS = ["0 calendar months", "3 calendar months", "2 calendar quarters", "1 calendar year"]
RECURRING = ["10 month", "15 jan", "first mon of month", "last weekday of quarter", "last weekend of month"]
RECURRING += ["second day of year", "31 month", "29 feb"]
SHORT = ["0 days", "30 days", "90 days", "20 weeks", "1 month"]

Draw = st.DrawFn
NextDay = Callable[[], date]


class Milestones:
    """Names of the policy's milestones, for rules to name."""

    def __init__(self, policy: Entry) -> None:
        self._all: list[Entry] = policy["milestone"]

    def of(self, *item_types: str) -> list[str]:
        names = [m["name"] for m in self._all if m.get("of", "version") in item_types]
        return list(dict.fromkeys(names))

    @property
    def releases(self) -> bool:
        return any(m.get("of", "version") == "version" and m.get("role") == "released" for m in self._all)


def policy_at_random(draw: Draw, next_day: NextDay, kinds: Sequence[str]) -> Entry:
    """`next_day` draws days near those of the plan to be; the rules are of these kinds."""
    policy: Entry = {
        "format": 1,
        "name": "drawn",
        "title": "A drawn policy",
        "unversioned": "none",
        "invalid": "404 Not Found",
        "milestone": (drawn := _milestones(draw, whole=list(kinds) == ["served"])),
        "channels": {channel: f"By {channel}" for channel in CHANNELS},
        "changes": {"compatible": COMPATIBLE, "incompatible": INCOMPATIBLE},
        "fields": {"stage": {"of": ["version", "change"], "one_of": STAGES}},
    }
    if draw(st.booleans()):
        policy["fields"]["stage"]["default"] = pick(draw, STAGES)
    roles = {m.get("role") for m in drawn if m.get("of", "version") == "version"}
    if "released" in roles and (draw(st.booleans()) or list(kinds) == ["served"]):
        policy["unversioned"] = pick(draw, ["oldest", "latest", *["default"] * 3])
        if policy["unversioned"] == "default" and "default" not in roles:
            policy["unversioned"] = "latest"
    if draw(st.booleans()):
        policy["changes"]["unlisted"] = pick(draw, ["compatible", "incompatible"])
    accepted = pick(draw, [REASONS] * 4 + [REASONS[:1]] * 2 + [[]])
    if accepted:
        policy["reasons"] = {reason: f"For {reason}" for reason in accepted}
    rules: list[Entry] = []
    for number in range(1, pick(draw, [1, 2, 3, 4, 4, 5, 6]) + 1):
        kind = pick(draw, kinds)
        if kind == "served" and "released" not in roles:
            kind = "overdue"
        rule = {"id": f"rule-{number}"} | _rule(draw, Milestones(policy), kind)
        _common(draw, rule, rules, Milestones(policy), next_day)
        rules.append(rule)
    policy["rule"] = draw(st.permutations(rules))
    return policy


def _milestones(draw: Draw, whole: bool = False) -> list[Entry]:
    """Milestones at random; `whole`: a version has a release, a default and an end, each with its role."""
    milestones: list[Entry] = []
    lives = [("version", VERSION_MILESTONES, 2), ("change", CHANGE_MILESTONES, 0)]
    for item_type, names, least in lives:
        kept = some(draw, list(names), least=least, most=4)
        if whole and item_type == "version":
            kept = ["released", "default", "removed"]
        for name in sorted(kept, key=list(names).index):
            milestone: Entry = {
                "name": name,
                "of": item_type,
                "label": name.title(),
                "phase": f"After {name}",
            }
            role = names[name][0] if whole else pick(draw, names[name])
            if role is not None:
                milestone["role"] = role
            if item_type == "version":
                milestone["answers"] = "200 OK"
                if one_in(draw, 3):
                    milestone |= {"exclusive": True, "superseded": "Supported"}
                if draw(st.booleans()):
                    del milestone["of"]
            if one_in(draw, 5):
                milestone["parallel"] = True
            milestones.append(milestone)
    if one_in(draw, 4):  # the last one of an item goes elsewhere in its lifecycle
        last = milestones[-1]
        others = [m["name"] for m in milestones[:-1] if m.get("of", "version") == last.get("of", "version")]
        if others:
            last["after"] = pick(draw, others)
    return milestones


def _rule(draw: Draw, milestones: Milestones, kind: str) -> Entry:
    if kind in ("new-version", "everywhere", "served"):
        return {"kind": kind}
    if kind == "rate":
        return {"kind": kind} | _rate(draw, milestones)
    if kind in ("promise", "overdue"):
        return _of_both(draw, kind, milestones)
    if kind == "count":
        return {"kind": kind} | _count(draw, milestones)
    item_type = "change" if len(milestones.of("change")) >= 2 and one_in(draw, 3) else "version"
    rule: Entry = {"kind": kind}
    if item_type == "change" or draw(st.booleans()):
        rule["of"] = item_type
    return rule | PARAMETERS[kind](draw, milestones, item_type)


def _of_both(draw: Draw, kind: str, milestones: Milestones) -> Entry:
    rule: Entry = {"kind": kind}
    types = ["version", "change"]
    if one_in(draw, 3):
        rule["of"] = pick(draw, types if milestones.of("change") else ["version"])
        types = [rule["of"]]
    if kind == "promise":
        if draw(st.booleans()):
            rule["milestones"] = some(draw, milestones.of(*types))
        if draw(st.booleans()):
            rule["severity_later"] = pick(draw, ["error", "warning", "info"])
    return rule


def _count(draw: Draw, milestones: Milestones) -> Entry:
    start, end = some(draw, milestones.of("version"), least=2, most=2)
    rule: Entry = {"from": start, "until": end}
    bound = pick(draw, ["at_least", "at_most", "both"])
    if bound != "at_most":
        rule["at_least"] = draw(st.integers(1, 2))
    if bound != "at_least":
        rule["at_most"] = draw(st.integers(rule.get("at_least", 1), 3))
    return rule | _among(draw, milestones)


def _rate(draw: Draw, milestones: Milestones) -> Entry:
    rule: Entry = {
        "milestone": pick(draw, milestones.of("version")),
        "per": pick(draw, ["month", "quarter", "half", "year"]),
    }
    bound = pick(draw, ["at_least", "at_most", "both"])
    if bound != "at_most":
        rule["at_least"] = draw(st.integers(1, 2))
    if bound != "at_least":
        rule["at_most"] = draw(st.integers(rule.get("at_least", 0), 2))
    return rule | _among(draw, milestones)


def _among(draw: Draw, milestones: Milestones) -> Entry:
    """Sometimes a condition on the versions that are counted."""
    if not one_in(draw, 3):
        return {}
    has = {"has": pick(draw, milestones.of("version"))}
    return {"among": pick(draw, [{"stage": "ga"}, {"stage": ["beta", "ga"]}, has])}


def _gap(draw: Draw, milestones: Milestones, item_type: str) -> Entry:
    own = milestones.of(item_type)
    to = pick(draw, own)
    lines = ["next", "previous"] if item_type == "version" else ["version"]
    origins = [m for m in own if m != to]
    if item_type == "version" and one_in(draw, 3):
        lines = ["replacement"]
    origins += [f"{whose}.{m}" for whose in lines for m in milestones.of("version")]
    rule: Entry = {"from": pick(draw, origins), "to": to}
    if draw(st.booleans()):
        rule["require_from"] = draw(st.booleans())
    bound = pick(draw, ["at_least", "at_least", "list", "at_most", "both", "same day"])
    if bound == "at_least":
        rule["at_least"] = pick(draw, SPANS + PERIODS + ["2 releases"] * (2 if milestones.releases else 0))
    elif bound == "list":
        rule["at_least"] = some(draw, SPANS) + (
            ["3 releases"] if milestones.releases and one_in(draw, 2) else []
        )
    elif bound == "at_most":
        rule["at_most"] = pick(draw, SPANS + PERIODS)
        if one_in(draw, 3):
            rule["at_most"] = [rule["at_most"], "2 releases" if milestones.releases else "30 days"]
    elif bound == "both":
        rule |= {"at_least": pick(draw, SHORT), "at_most": pick(draw, ENOUGH)}
        if milestones.releases and one_in(draw, 2):
            rule["at_least"] = [rule["at_least"], "2 releases"]
    else:
        rule |= {"at_least": "0 days", "at_most": "0 days"}
    counts = "release" in str(rule.get("at_least")) or "release" in str(rule.get("at_most"))
    if counts or rule["from"].startswith(("next.", "previous.")):
        rule |= _among(draw, milestones)
    return rule


def _notice(draw: Draw, milestones: Milestones, item_type: str) -> Entry:
    rule: Entry = {"milestone": pick(draw, milestones.of(item_type))}
    if one_in(draw, 3):
        rule["announcing"] = pick(draw, milestones.of(item_type))
    if not one_in(draw, 4):
        rule["at_least"] = pick(draw, SPANS + PERIODS[1:])
    if not one_in(draw, 3):
        rule["channels"] = some(draw, CHANNELS)
    if one_in(draw, 5):  # a reminder
        rule["at_least"] = pick(draw, ["0 days", "1 day", "30 days"])
        rule["at_most"] = pick(draw, ["30 days", "90 days", "1 calendar month", "6 months"])
    return rule


def _mentions(draw: Draw, milestones: Milestones, item_type: str) -> Entry:
    names = milestones.of(item_type)
    milestone = pick(draw, names)
    rule: Entry = {"milestone": milestone, "also": some(draw, [m for m in names if m != milestone])}
    if not one_in(draw, 3):
        rule["channels"] = some(draw, CHANNELS)
    if draw(st.booleans()):
        rule["require_also"] = draw(st.booleans())
    return rule


def _require(draw: Draw, milestones: Milestones, item_type: str) -> Entry:
    return {"fields": some(draw, [*milestones.of(item_type), "migration", "note", "stage"])}


def _forbid(draw: Draw, milestones: Milestones, item_type: str) -> Entry:
    return {"milestone": pick(draw, milestones.of(item_type))}


def _calendar(draw: Draw, milestones: Milestones, item_type: str) -> Entry:
    rule: Entry = {}
    if draw(st.booleans()):
        rule["milestones"] = some(draw, milestones.of(item_type))
    if draw(st.booleans()):
        rule["freezes"] = True
    if "freezes" not in rule or draw(st.booleans()):
        rule["weekdays"] = some(draw, list(WEEKDAYS))
    if one_in(draw, 3):
        rule["days"] = some(draw, RECURRING)
        if draw(st.booleans()):
            rule["roll"] = "next"
    if one_in(draw, 4):
        rule["months"] = some(draw, list(MONTHS))
    if milestones.releases and one_in(draw, 4):
        rule["releases"] = True
        rule |= _among(draw, milestones)
    return rule


PARAMETERS: dict[str, Callable[[Draw, Milestones, str], Entry]] = {
    "gap": _gap,
    "notice": _notice,
    "mentions": _mentions,
    "require": _require,
    "forbid": _forbid,
    "calendar": _calendar,
}


def _judged_types(rule: Entry) -> list[str]:
    if rule["kind"] in ("new-version", "everywhere"):
        return ["change"]
    if rule["kind"] in ("promise", "overdue") and "of" not in rule:
        return ["version", "change"]
    return [rule.get("of", "version")]


def _common(draw: Draw, rule: Entry, earlier: list[Entry], milestones: Milestones, next_day: NextDay) -> None:
    """What rules of all kinds may have. Yielding only to rules made before makes no cycle."""
    rule["clause"] = f"Clause of {rule['id']}"
    rule["because"] = "It was promised"
    if one_in(draw, 3):
        rule["severity"] = pick(draw, ["error", "warning", "info"])
    for key in ("when", "unless"):
        if one_in(draw, 4):
            rule[key] = _condition(draw, _judged_types(rule), milestones)
    known = [r["id"] for r in earlier] + (["order"] if one_in(draw, 8) else [])
    if known and one_in(draw, 3):
        stronger = some(draw, known)
        rule["yields_to"] = stronger if draw(st.booleans()) else stronger[0]
    if one_in(draw, 6):
        rule["waivable"] = draw(st.booleans())
    if one_in(draw, 6):
        rule["effective_from"] = next_day()
    if one_in(draw, 6):
        rule["effective_until"] = max(next_day(), rule.get("effective_from", date.min))
    types = _judged_types(rule)
    if ("effective_from" in rule or "effective_until" in rule) and one_in(draw, 2):
        names = [m for m in milestones.of(*types) if all(m in milestones.of(each) for each in types)]
        if types == ["change"]:
            names += [f"version.{m}" for m in milestones.of("version")]
        if names:
            rule["effective_by"] = pick(draw, names)
    reminds = rule["kind"] == "notice" and "at_most" in rule
    if rule["kind"] in ("gap", "notice", "promise", "calendar") and not reminds and one_in(draw, 5):
        rule["tolerance"] = pick(draw, ["1 day", "3 days", "90 days", "P2D"])


def _condition(draw: Draw, types: list[str], milestones: Milestones) -> Entry:
    values: dict[str, Callable[[], Any]] = {
        "stage": lambda: pick(draw, ["beta", "ga", ["beta", "ga"]]),
        "track": lambda: pick(draw, ["A", "B", ["A", "B"]]),
        "has": lambda: pick(draw, [*names, names[:2]]),
    }
    if "change" in types:
        values |= {
            "compatibility": lambda: pick(draw, ["compatible", "incompatible"]),
            "kind": lambda: pick(draw, [*CHANGE_KINDS, CHANGE_KINDS[:2]]),
            "significant": lambda: draw(st.booleans()),
        }
    names = milestones.of(*types)
    if not names:
        del values["has"]
    return {key: values[key]() for key in some(draw, list(values), most=2)}
