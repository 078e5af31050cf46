"""Editing, undoing, redoing and saving in any order: the screen's plan and the file's never differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_file
from planner.files.saving.save import Saved
from planner.plan import Plan, with_entries
from planner.session import Session
from tests.files.random_plans import Edits, plan_data
from tests.toml.handwriting import Handwriting, randoms

AS_OF = 738_200

POLICY = """\
format = 1
name = "policy"
milestone = [
  { name = "released" }, { name = "default" }, { name = "deprecated" },
  { name = "released", of = "change" }, { name = "effective", of = "change" },
]
fields = { beta = { of = ["version", "change"] }, size = { of = ["version", "change"] } }
channels = { email = "", docs = "", blog = "" }
changes = { compatible = ["add"], incompatible = ["remove"] }
reasons = { security = "", legal = "" }
rule = [
  { id = "one", kind = "gap", from = "released", to = "default", at_least = "10 days" },
  { id = "two", kind = "promise", milestones = ["released"] },
  { id = "three", kind = "notice", milestone = "default", channels = ["email"] },
]
"""


def without_keys(plan: Plan) -> Plan:
    def bare(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(each._replace(key=0) for each in entries)

    return with_entries(plan, bare)


class Working:
    """A person at the screen, and a file that is compared with it after every save."""

    def __init__(self, folder: Path, random: Random) -> None:
        (folder / "policy.toml").write_text(POLICY)
        self.path = folder / "plan.toml"
        text = Handwriting(random).plan({**plan_data(random), "policy": "./policy.toml"})
        self.path.write_bytes(text.encode())
        self.text = self.path.read_bytes()
        self.session = Session.open(str(self.path), as_of=AS_OF)
        self.edits = Edits(random)
        self.random = random

    def edit(self) -> None:
        self.session.edit("edited", self.edits.any(self.session.plan))

    def delete(self) -> None:
        self.session.edit("deleted", self.edits.remove(self.session.plan))

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def save(self) -> None:
        _, before = self.session.evaluation, self.session.counts
        assert isinstance(self.session.save(), Saved)
        self.compare()
        assert self.session.counts == before, "the file breaks the rules that the screen said"

    def read_anew(self) -> None:
        """Unsaved changes are one step back then."""
        self.session.reload()
        self.compare()

    def comment(self) -> None:
        """Somebody else writes a comment, in a file that has no unsaved changes."""
        if not self.session.changes:
            self.path.write_bytes(b"# theirs\n" + self.path.read_bytes())
            self.session.reload()
            self.compare()
            self.text = b"# theirs\n" + self.text

    def compare(self) -> None:
        on_disk = read_plan_file(str(self.path))
        assert on_disk.plan is not None
        assert without_keys(self.session.plan) == without_keys(on_disk.plan)
        assert self.session.evaluation.all == check(self.session.plan, self.session.policy, AS_OF).all

    def undo_all(self) -> None:
        while self.session.undo() is not None:
            pass


@contextmanager
def working(random: Random) -> Iterator[Working]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_state_dir", lambda *_, **__: f"{folder}/state")
        yield Working(Path(folder), random)


@settings(max_examples=60)
@given(randoms)
def test_the_screen_and_the_file_never_differ_and_undo_gives_back_every_byte(random: Random) -> None:
    with working(random) as work:
        actions = [work.edit, work.edit, work.delete, work.undo, work.undo, work.redo]
        actions += [work.save, work.save, work.read_anew]
        for _ in range(random.randint(1, 14)):
            random.choice(actions)()
        work.save()
        work.undo_all()
        work.save()
        assert work.path.read_bytes() == work.text


@settings(max_examples=60)
@given(randoms)
def test_comments_of_others_stay_whatever_is_undone(random: Random) -> None:
    with working(random) as work:
        actions = [work.edit, work.delete, work.undo, work.redo, work.save, work.comment]
        for _ in range(random.randint(1, 14)):
            random.choice(actions)()
        work.save()
        work.undo_all()
        work.save()
        assert work.path.read_bytes().count(b"# theirs") == work.text.count(b"# theirs")
        assert work.path.read_bytes() == work.text
