"""Any edits, undone, redone, saved and read again in any order: the file says what the screen said.

A state machine (hypothesis) makes the edits that the screen makes. Wherever it ends, the saved file read anew
is the plan of the session, each entry that is left keeps its comments, and undoing all gives back every byte.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from planner.edits import (
    dates,
    duplicates,
    freezes,
    items,
    notices,
    order,
    plan_keys,
    several,
    tracks,
    waivers,
)
from planner.edits.entries import NEW
from planner.edits.next_version import add_next_version
from planner.engine.constraint import Place
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_file
from planner.files.saving.save import Saved
from planner.plan import Change, Freeze, Item, Notice, Plan, Version, Waiver
from planner.session import Session
from tests.test_edit_undo_save import without_keys

AS_OF = 739_941  # 2026-11-21
PLAN = """\
# The plan of a team.
format  = 1
product = "Widgets"  # comment: product
policy  = "clio"

# Developer API

# comment: 1.0
[[version]]
name       = "1.0"
track      = "API"
released   = 2025-01-10  # comment: 1.0
default    = 2025-04-15
deprecated = 2028-02-20

[[notice]]  # comment: notice of 1.0
version   = "1.0"
announces = ["deprecated"]
date      = 2027-06-01
channels  = ["email", "docs"]

[[version]]
name     = "2.0"  # comment: 2.0
track    = "API"
released = 2026-12-01
default  = 2027-02-03

# comment: mail about 2.0
[[notice]]
version   = "2.0"
announces = ["released", "default"]
date      = 2026-11-17
channels  = ["email", "docs"]
told      = { released = 2026-12-01, default = 2027-02-03 }
name      = "mail"

[[notice]]
version   = "1.0"
announces = ["released"]
date      = 2026-11-17  # comment: mail about 1.0
channels  = ["email"]
told      = {}
name      = "mail"

# SDK

[[version]]
name  = "sdk 1"  # comment: sdk 1
track = "SDK"

[[change]]
# comment: fax removed
name    = "fax removed"
kind    = "remove-field"
version = "2.0"

[[change]]
name  = "beta field"
kind  = "add-optional-field"  # comment: beta field
track = "Legacy"

[[freeze]]
name = "Year end"  # comment: Year end
from = 2026-12-20
to   = 2027-01-03

[[waiver]]
rule    = "default-notice"
version = "2.0"
reason  = "security"
note    = "A leak"  # comment: waiver
"""
numbers = st.integers(0, 7)
days = st.integers(AS_OF - 200, AS_OF + 900)
Picked = TypeVar("Picked")
MILESTONES = ("released", "default", "deprecated")
LENIENT = 'format = 1\nname = "lenient"\nextends = "clio"\ndisable = ["default-after-release"]\n'


def one(of: tuple[Picked, ...], number: int) -> Picked:
    """Return one of some entries; without any, the edit is refused."""
    if not of:
        raise ValueError("there is none")
    return of[number % len(of)]


class EditingMachine(RuleBasedStateMachine):
    """A person who edits a plan in any order."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("XDG_STATE_HOME", f"{self.folder.name}/state")
        self.path = Path(self.folder.name) / "plan.toml"
        self.path.write_text(PLAN, encoding="utf-8")
        self.path.with_name("lenient.toml").write_text(LENIENT, encoding="utf-8")
        self.session = Session.open(str(self.path), as_of=AS_OF)
        self.comments = {each.key: comments(each) for each in self.plan.entries}

    @property
    def plan(self) -> Plan:
        return self.session.plan

    @rule(edits=st.lists(st.tuples(st.integers(0, 99), numbers, numbers, days), min_size=2, max_size=8))
    def edit(self, edits: list[tuple[int, int, int, int]]) -> None:
        """Make edits; one that is refused changes nothing."""
        for which, number, other, day in edits:
            make = EDITS[which % len(EDITS)]
            before = self.plan
            try:
                new = make(self, number, other, day)
            except ValueError:
                continue
            self.session.edit(make.__name__, new)
            assert without_keys(self.plan) == without_keys(new)
            assert self.plan == before or self.session.undo_label == make.__name__

    def item(self, number: int) -> Item:
        return one(self.plan.items, number)

    def rename(self, number: int, other: int, day: int) -> Plan:
        return items.edit(self.plan, self.item(number)._replace(name=f"renamed {day}"))

    def note(self, number: int, other: int, day: int) -> Plan:
        return items.edit(
            self.plan, self.item(number)._replace(note=f"noted {day}", significant=day % 2 == 0)
        )

    def reclassify(self, number: int, other: int, day: int) -> Plan:
        return items.edit(self.plan, one(self.plan.changes, number)._replace(kind="add-endpoint"))

    def pull_back(self, number: int, other: int, day: int) -> Plan:
        return items.pull_back(self.plan, one(self.plan.versions, number).key, day)

    def replace(self, number: int, other: int, day: int) -> Plan:
        successor = one(self.plan.versions, other)
        return items.edit(self.plan, one(self.plan.versions, number)._replace(replacement=successor.name))

    def delete_a_version(self, number: int, other: int, day: int) -> Plan:
        return items.delete(self.plan, one(self.plan.versions, number).key)

    def delete_a_change(self, number: int, other: int, day: int) -> Plan:
        return items.delete(self.plan, one(self.plan.changes, number).key)

    def add_version(self, number: int, other: int, day: int) -> Plan:
        return add_next_version(self.plan, self.session.policy, AS_OF, ("API", "SDK", None)[day % 3])

    def add_change(self, number: int, other: int, day: int) -> Plan:
        version = one(self.plan.versions, number).name
        return items.add(self.plan, Change(NEW, f"change {day}", "remove-field", version))

    def duplicate(self, number: int, other: int, day: int) -> Plan:
        groups = self.plan.items, self.plan.notices, self.plan.freezes, self.plan.waivers
        return duplicates.duplicate(self.plan, one(groups[other % len(groups)], number).key, AS_OF)

    def move_down(self, number: int, other: int, day: int) -> Plan:
        return order.reorder(self.plan, self.item(number).key, 1)

    def move_up(self, number: int, other: int, day: int) -> Plan:
        return order.reorder(self.plan, self.item(number).key, -1)

    def change_track(self, number: int, other: int, day: int) -> Plan:
        track = ("API", "SDK", "New", None)[day % 4]
        return tracks.move(self.plan, self.session.policy, self.item(number).key, track)

    def rename_track(self, number: int, other: int, day: int) -> Plan:
        old, new = ("API", "SDK", None)[day % 3], ("API", f"track {day}")[number % 2]
        return tracks.rename(self.plan, self.session.policy, old, new)

    def delete_track(self, number: int, other: int, day: int) -> Plan:
        return tracks.delete(self.plan, self.session.policy, "Legacy")

    def set_a_date(self, number: int, other: int, day: int) -> Plan:
        place = Place(one(self.plan.versions, number).key, MILESTONES[other % len(MILESTONES)])
        return dates.pin(dates.move(self.plan, {place: day}), place, day % 2 == 0)

    def clear_a_date(self, number: int, other: int, day: int) -> Plan:
        place = Place(one(self.plan.versions, number).key, MILESTONES[other % len(MILESTONES)])
        return dates.clear(self.plan, place)

    def send(self, number: int, other: int, day: int) -> Plan:
        return notices.send(self.plan, one(self.plan.notices, number).key, day)

    def recall(self, number: int, other: int, day: int) -> Plan:
        return notices.recall(self.plan, one(self.plan.notices, number).key)

    def withdraw(self, number: int, other: int, day: int) -> Plan:
        return notices.add(self.plan, notices.withdrawal(one(self.plan.notices, number), AS_OF))

    def edit_a_notice(self, number: int, other: int, day: int) -> Plan:
        notice = one(self.plan.notices, number)
        name = (None, notice.name, "mail")[other % 3]
        return notices.edit(self.plan, notice._replace(date=day, channels=("docs",), name=name))

    def delete_a_notice(self, number: int, other: int, day: int) -> Plan:
        return notices.delete(self.plan, one(self.plan.notices, number).key)

    def add_a_freeze(self, number: int, other: int, day: int) -> Plan:
        return freezes.add(self.plan, Freeze(NEW, day, day + number, f"freeze {day}"))

    def edit_a_freeze(self, number: int, other: int, day: int) -> Plan:
        return freezes.edit(self.plan, one(self.plan.freezes, number)._replace(end=day))

    def delete_a_freeze(self, number: int, other: int, day: int) -> Plan:
        return freezes.delete(self.plan, one(self.plan.freezes, number).key)

    def add_a_waiver(self, number: int, other: int, day: int) -> Plan:
        new = Waiver(NEW, ("default-notice",), self.item(other).name, "why", "legal")
        return waivers.add(self.plan, new)

    def edit_a_waiver(self, number: int, other: int, day: int) -> Plan:
        rules = ("default-notice", "support-minimum")[: 1 + day % 2]
        return waivers.edit(self.plan, one(self.plan.waivers, number)._replace(expires=day, rules=rules))

    def delete_a_waiver(self, number: int, other: int, day: int) -> Plan:
        return waivers.delete(self.plan, one(self.plan.waivers, number).key)

    def shift_several(self, number: int, other: int, day: int) -> Plan:
        shifted = [Place(each.key, "released") for each in self.plan.versions if "released" in each.dates]
        now = dates.all_days(self.plan)
        return dates.move(self.plan, {place: now[place] + day % 60 - 30 for place in shifted[number % 3 :]})

    def delete_several(self, number: int, other: int, day: int) -> Plan:
        gone = {self.item(number).key, self.item(other).key}
        place = Place(one(self.plan.versions, other).key, MILESTONES[day % len(MILESTONES)])
        return several.delete(self.plan, gone, [place])

    def waive_several(self, number: int, other: int, day: int) -> Plan:
        new = [Waiver(NEW, ("default-notice",), self.item(at).name, "why", "legal") for at in (number, other)]
        return several.waive(self.plan, new)

    def edit_the_plan(self, number: int, other: int, day: int) -> Plan:
        policy = ("clio", "./lenient.toml")[other % 2]
        judge_from = None if number % 2 else day
        return plan_keys.edit(self.plan, product=f"Product {day}", policy=policy, judge_from=judge_from)

    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @rule()
    def save(self) -> None:
        _, before = self.session.evaluation, self.session.counts
        assert isinstance(self.session.save(), Saved)
        assert self.session.changes == 0
        assert self.session.counts == before, "the file breaks the rules that the screen said"
        self.compare()

    @rule()
    def read_again(self) -> None:
        self.session.reload()
        # An entry that the file does not have may have given its key to one that is like it.
        text = self.path.read_text(encoding="utf-8")
        for key, known in self.comments.items():
            self.comments[key] = tuple(each for each in known if each in text)
        self.compare()

    @invariant()
    def the_evaluation_is_that_of_the_plan(self) -> None:
        assert self.session.evaluation.all == check(self.plan, self.session.policy, AS_OF).all

    def compare(self) -> None:
        """The plan is that of the file, and what is left of its entries has its comments."""
        on_disk = read_plan_file(str(self.path))
        assert on_disk.diagnostics == ()
        assert on_disk.plan is not None
        assert without_keys(self.plan) == without_keys(on_disk.plan)
        text = self.path.read_text(encoding="utf-8")
        for each in self.plan.entries:
            for comment in self.comments.get(each.key, ()):
                assert comment in text, comment

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        try:
            self.save()
            while self.session.undo() is not None:
                pass
            assert isinstance(self.session.save(), Saved)
            assert self.path.read_text(encoding="utf-8") == PLAN
        finally:
            self.patch.undo()
            self.folder.cleanup()


def comments(entry: Version | Change | Notice | Freeze | Waiver) -> tuple[str, ...]:
    """The comments about an entry of `PLAN`."""
    match entry:
        case Notice(item=item, name=name):
            return (f"# comment: {name} about {item}" if name else f"# comment: notice of {item}",)
        case Waiver():
            return ("# comment: waiver",)
        case Freeze():
            return ("# comment: Year end",)
        case _:
            return (f"# comment: {entry.name}",)


EDITS: tuple[Callable[[EditingMachine, int, int, int], Plan], ...] = (
    *(EditingMachine.rename, EditingMachine.note, EditingMachine.reclassify),
    *(EditingMachine.pull_back, EditingMachine.replace),
    *(EditingMachine.add_version, EditingMachine.add_change, EditingMachine.duplicate),
    *(EditingMachine.delete_a_version, EditingMachine.delete_a_change),
    *(EditingMachine.move_down, EditingMachine.move_up),
    *(EditingMachine.change_track, EditingMachine.rename_track, EditingMachine.delete_track),
    *(EditingMachine.set_a_date, EditingMachine.clear_a_date),
    *(EditingMachine.send, EditingMachine.recall, EditingMachine.withdraw),
    *(EditingMachine.edit_a_notice, EditingMachine.delete_a_notice),
    *(EditingMachine.add_a_freeze, EditingMachine.edit_a_freeze, EditingMachine.delete_a_freeze),
    *(EditingMachine.add_a_waiver, EditingMachine.edit_a_waiver, EditingMachine.delete_a_waiver),
    *(EditingMachine.shift_several, EditingMachine.delete_several, EditingMachine.waive_several),
    EditingMachine.edit_the_plan,
)
EditingMachine.TestCase.settings = settings(
    max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


TestEditing = EditingMachine.TestCase
