"""Plans at random, by data, and the edits that a person may make of them."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, TypeVar

from planner.plan import (
    Change,
    Freeze,
    Item,
    Notice,
    Plan,
    PlanEntry,
    Version,
    Waiver,
    with_entries,
)

TEXTS = (
    "plain",
    "https://example.com",
    'q"q',
    "it's",
    "a\nb",
    "#x = [y]\n[[version]]",
    "ünï\u2028",
    "'''",
    "",
)
FIRST_NEW_KEY = 1000

Value = TypeVar("Value")


def plan_data(random: Random) -> dict[str, Any]:
    """What a plan file may hold, by the small policy of `opened`."""
    some = _Some(random)
    versions = [some.version(f"v{number}") for number in range(random.randint(0, 3))]
    changes = [some.change(f"c {number}", versions) for number in range(random.randint(0, 2))]
    items = [("version", each["name"]) for each in versions] + [("change", each["name"]) for each in changes]
    kinds = {
        "version": versions,
        "change": changes,
        "notice": [some.notice(random.choice(items)) for _ in range(random.randint(0, 4)) if items],
        "freeze": [some.freeze() for _ in range(random.randint(0, 2))],
        "waiver": [some.waiver(random.choice(items)) for _ in range(random.randint(0, 2)) if items],
    }
    head = {
        "format": 1,
        "product": "P",
        "policy": "policy",
        **some.of(judge_from=some.day(), meta=some.meta()),
    }
    return head | {kind: entries for kind, entries in kinds.items() if entries or random.random() < 0.1}


class _Some:
    def __init__(self, random: Random) -> None:
        self._random = random

    def day(self) -> date:
        return date.fromordinal(self._random.randint(738000, 738400))

    def text(self) -> str:
        return self._random.choice(TEXTS)

    def meta(self) -> dict[str, Any]:
        return self.of(
            owner=self.text(), n=1.5, deep={"a b": [1, {"x": self.day()}], "y": {"z": True}}, empty={}
        )

    def of(self, **values: Any) -> dict[str, Any]:
        """Some of these."""
        return {name: value for name, value in values.items() if self._random.random() < 0.5}

    def several(self, *names: str) -> list[str]:
        return [name for name in names if self._random.random() < 0.5]

    def version(self, name: str) -> dict[str, Any]:
        dates = self.of(released=self.day(), default=self.day(), deprecated=self.day())
        more = self.of(
            track="t", migration=self.text(), pinned=[*dates], note=self.text(), beta=True, size="L"
        )
        return self.shuffled({"name": name, **dates, **more, **self.of(meta=self.meta())})

    def change(self, name: str, versions: list[dict[str, Any]]) -> dict[str, Any]:
        dates = self.of(released=self.day(), effective=self.day())
        more = self.of(track="t", significant=self._random.random() < 0.5, pinned=[*dates], note=self.text())
        if versions:
            more |= self.of(version=self._random.choice(versions)["name"])
        return self.shuffled({"name": name, "kind": "add", **dates, **more})

    def notice(self, item: tuple[str, str]) -> dict[str, Any]:
        milestones = ("released", "default") if item[0] == "version" else ("released", "effective")
        told = {name: self.day() for name in self.several(*milestones)}
        more = self.of(
            announces=self.several(*milestones),
            channels=self.several("email", "docs", "blog"),
            told=told,
            pinned=self._random.random() < 0.5,
            note=self.text(),
            meta=self.meta(),
        )
        return self.shuffled({item[0]: item[1], "date": self.day(), **more})

    def freeze(self) -> dict[str, Any]:
        start = self.day()
        return self.shuffled({"from": start, "to": start, **self.of(name=self.text())})

    def waiver(self, item: tuple[str, str]) -> dict[str, Any]:
        rule = self._random.choice(["one", ["two"], ["one", "three"]])
        more = self.of(reason="legal", approved_by=self.text(), allows=self.day(), expires=self.day())
        return self.shuffled({"rule": rule, item[0]: item[1], "note": "why", **more})

    def shuffled(self, entry: dict[str, Any]) -> dict[str, Any]:
        names = [*entry]
        if self._random.random() < 0.3:
            self._random.shuffle(names)
        return {name: entry[name] for name in names}


class Edits:
    """Edits that keep a plan valid."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._next_key = FIRST_NEW_KEY

    def any(self, plan: Plan) -> Plan:
        edits: list[Callable[[Plan], Plan]] = [
            self.head,
            self.item,
            self.notice,
            self.waiver,
            self.freeze,
            self.rename,
            self.add_item,
            self.add_notice,
            self.add_freeze,
            self.add_waiver,
            self.remove,
            self.swap,
        ]
        return self._random.choice(edits)(plan)

    def head(self, plan: Plan) -> Plan:
        return plan._replace(
            product=self._text() or "Q", judge_from=self._maybe(self._day()), meta=self._meta()
        )

    def item(self, plan: Plan) -> Plan:
        if not plan.items:
            return plan
        item = self._random.choice(plan.items)
        milestones = (
            ("released", "default", "deprecated") if isinstance(item, Version) else ("released", "effective")
        )
        dates = {name: self._day() for name in milestones if self._random.random() < 0.7}
        changed: Item = item._replace(
            dates=dates,
            note=self._maybe(self._text()),
            pinned=tuple(dates),
            fields=self._random.choice([{}, {"beta": True}, {"beta": False, "size": self._text()}]),
            meta=self._random.choice([item.meta, self._meta()]),
        )
        if isinstance(changed, Change):
            changed = changed._replace(significant=not changed.significant)
        return _put(plan, changed)

    def notice(self, plan: Plan) -> Plan:
        if not plan.notices:
            return plan
        notice = self._random.choice(plan.notices)
        told = self._random.choice(
            [None, {}, {"released": self._day()}, {**(notice.told or {}), "released": 738500}]
        )
        return _put(
            plan,
            notice._replace(
                date=self._day(),
                told=told,
                channels=tuple(self._random.sample(("email", "docs", "blog"), self._random.randint(0, 3))),
                announces=self._random.choice([notice.announces, ("released",), ()]),
                pinned=self._random.random() < 0.5,
                note=self._maybe(self._text()),
                meta=self._random.choice([notice.meta, self._meta()]),
            ),
        )

    def waiver(self, plan: Plan) -> Plan:
        if not plan.waivers:
            return plan
        waiver = self._random.choice(plan.waivers)
        rules = self._random.choice([waiver.rules, ("one",), ("two", "three")])
        return _put(plan, waiver._replace(rules=rules, allows=self._maybe(self._day()), note="because"))

    def freeze(self, plan: Plan) -> Plan:
        if not plan.freezes:
            return plan
        freeze = self._random.choice(plan.freezes)
        return _put(plan, freeze._replace(end=freeze.end + 7, name=self._maybe(self._text())))

    def rename(self, plan: Plan) -> Plan:
        if not plan.items:
            return plan
        item = self._random.choice(plan.items)
        name = f"renamed {self._key()}"
        plan = _put(plan, item._replace(name=name))
        return plan._replace(
            changes=tuple(c._replace(version=name) if c.version == item.name else c for c in plan.changes),
            notices=tuple(n._replace(item=name) if n.item == item.name else n for n in plan.notices),
            waivers=tuple(w._replace(item=name) if w.item == item.name else w for w in plan.waivers),
        )

    def add_item(self, plan: Plan) -> Plan:
        key = self._key()
        if self._random.random() < 0.6:
            at = self._random.randint(0, len(plan.versions))
            version = Version(key, f"new {key}", dates={"released": self._day()}, meta=self._meta())
            return plan._replace(versions=(*plan.versions[:at], version, *plan.versions[at:]))
        at = self._random.randint(0, len(plan.changes))
        change = Change(key, f"new {key}", "remove", dates={"effective": self._day()})
        return plan._replace(changes=(*plan.changes[:at], change, *plan.changes[at:]))

    def add_notice(self, plan: Plan) -> Plan:
        if not plan.items:
            return plan
        item = self._random.choice(plan.items)
        notice = Notice(
            self._key(), item.name, self._day(), ("released",), ("email",), self._random.choice([None, {}])
        )
        return plan._replace(notices=(*plan.notices, notice))

    def add_freeze(self, plan: Plan) -> Plan:
        day = self._day()
        return plan._replace(freezes=(*plan.freezes, Freeze(self._key(), day, day + 3, self._text())))

    def add_waiver(self, plan: Plan) -> Plan:
        if not plan.items:
            return plan
        item = self._random.choice(plan.items)
        return plan._replace(
            waivers=(*plan.waivers, Waiver(self._key(), ("one",), item.name, "why", "legal"))
        )

    def remove(self, plan: Plan) -> Plan:
        if not plan.entries:
            return plan
        return without(plan, self._random.choice(plan.entries))

    def swap(self, plan: Plan) -> Plan:
        versions, changes = [*plan.versions], [*plan.changes]
        if self._random.random() < 0.3:
            self._random.shuffle(versions)
            self._random.shuffle(changes)
        return plan._replace(versions=tuple(versions), changes=tuple(changes))

    def _key(self) -> int:
        self._next_key += 1
        return self._next_key

    def _day(self) -> int:
        return self._random.randint(738000, 738400)

    def _text(self) -> str:
        return self._random.choice(TEXTS)

    def _maybe(self, value: Value) -> Value | None:
        return self._random.choice([value, None])

    def _meta(self) -> dict[str, Any]:
        return self._random.choice([{}, {"owner": "me"}, {"owner": "you", "new key": {"a": [1, 2]}}])


def without(plan: Plan, gone: PlanEntry) -> Plan:
    """Without an entry, and what is about it."""
    keys = {gone.key}
    if isinstance(gone, Item):
        about: tuple[Notice | Waiver, ...] = plan.notices + plan.waivers
        keys |= {each.key for each in about if each.item == gone.name}
        plan = plan._replace(
            changes=tuple(c._replace(version=None) if c.version == gone.name else c for c in plan.changes),
        )
    return plan._replace(
        versions=tuple(each for each in plan.versions if each.key not in keys),
        changes=tuple(each for each in plan.changes if each.key not in keys),
        notices=tuple(each for each in plan.notices if each.key not in keys),
        freezes=tuple(each for each in plan.freezes if each.key not in keys),
        waivers=tuple(each for each in plan.waivers if each.key not in keys),
    )


def _put(plan: Plan, entry: PlanEntry) -> Plan:
    """With an entry in the place of the one of its key."""

    def put(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(entry if each.key == entry.key else each for each in entries)

    return with_entries(plan, put)
