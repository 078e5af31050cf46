import gc
import os
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.dates import LAST_DAY, Day, iso, to_day
from planner.disk.source import Source, Unreadable
from planner.edits import dates, items, notices, waivers
from planner.edits.duplicates import duplicate
from planner.edits.entries import NEW
from planner.engine.constraint import Constraint, Days, Finding, InForce, Place, Slot
from planner.engine.evaluate import check
from planner.engine.task import finish
from planner.files.plan.file import PlanFile
from planner.files.saving.save import CannotSave, ChangedOnDisk, NeedsWholeFile, Saved
from planner.plan import Notice, Plan, Version
from planner.session import CannotPlan, Counts, Session
from tests.edits.plans import JUDGED_FROM, TWO_VERSIONS, mails, new_waiver, version
from tests.engine.against import read
from tests.engine.plans import AS_OF, day
from tests.oracle.strategies import Case, cases

DEFAULT = Place(1, "default")
TEXT = f'# the plan\nformat = 1\nproduct = "P"\npolicy = "clio"\n{JUDGED_FROM}{TWO_VERSIONS}'.replace(
    'rule = "default-notice"', 'rule = "release-announced"'
)


@pytest.fixture(autouse=True)
def _recovery_files_stay_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(tmp_path / "state"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "plan.toml"
    file.write_text(TEXT)
    return file


@pytest.fixture
def session(path: Path) -> Session:
    return opened(path)


def opened(path: Path) -> Session:
    return Session.open(str(path), as_of=day(AS_OF))


def move(session: Session, place: Place, to: str, label: str = "moved", *, merge: bool = False) -> None:
    session.preview({place: day(to)})
    session.commit(label, merge)


def rules(findings: Iterable[Finding]) -> list[str]:
    return [each.rule.id for each in findings if each.waived is None]


def test_a_preview_shows_what_breaks_and_changes_nothing(session: Session) -> None:
    before, plan = session.evaluation, session.plan
    assert rules(session.findings(1)) == ["default-after-release", "waiver-unused"]
    session.preview({DEFAULT: day("2027-02-03")})
    assert rules(session.findings(1)) == ["default-notice", "waiver-unused"]
    assert session.day(DEFAULT) == day("2027-02-03")
    assert session.counts == Counts(1, 1, 0)
    session.cancel()
    assert session.day(DEFAULT) == day("2027-02-20")
    assert rules(session.findings(1)) == ["default-after-release", "waiver-unused"]
    assert session.counts == Counts(0, 2, 0)
    assert (session.evaluation, session.plan, session.changes) == (before, plan, 0)


def test_a_waived_finding_is_not_counted(session: Session) -> None:
    move(session, DEFAULT, "2027-02-03")
    waiver = new_waiver("4.0.14")._replace(rules=("default-notice",), reason="legal")
    session.edit("waived", waivers.add(session.plan, waiver))
    assert session.counts == Counts(0, 2, 0)
    assert [each.rule.id for each in session.findings(1) if each.waived] == ["default-notice"]


def test_a_committed_preview_is_one_step_without_compiling_anew(session: Session) -> None:
    compiled = session.evaluation.compiled
    move(session, DEFAULT, "2027-03-01")
    assert session.evaluation.compiled is compiled
    assert version(session.plan, "4.0.14").dates["default"] == day("2027-03-01")
    assert (session.changes, session.undo_label, session.previewed) == (1, "moved", None)
    assert session.undo() == "moved"
    assert session.day(DEFAULT) == day("2027-02-20")
    assert session.redo() == "moved"
    assert session.day(DEFAULT) == day("2027-03-01")


def test_a_drag_back_to_where_it_was_is_no_step(session: Session) -> None:
    move(session, DEFAULT, "2027-02-20")
    session.commit("nothing previewed")
    assert (session.changes, session.undo_label) == (0, None)


def test_a_second_preview_replaces_the_first(session: Session) -> None:
    session.preview({Place(1, "released"): day("2026-12-08")})
    session.preview({DEFAULT: day("2027-03-01")})
    session.commit("moved")
    assert session.day(Place(1, "released")) == day("2026-12-01")


def test_several_dates_move_in_one_step(session: Session) -> None:
    session.preview({DEFAULT: day("2027-03-01"), Place(1, "released"): day("2026-12-08")})
    session.commit("bar moved")
    assert version(session.plan, "4.0.14").dates == {
        "released": day("2026-12-08"),
        "default": day("2027-03-01"),
    }
    assert session.changes == 1


def test_notices_of_one_name_move_together(session: Session) -> None:
    first, second = (Place(each.key, "date") for each in mails(session.plan))
    assert session.slots_of(first) == session.slots_of(second)
    assert len(session.slots_of(first)) == 2
    session.preview({second: day("2026-12-01")})
    assert session.day(first) == day("2026-12-01")
    session.commit("moved")
    assert {each.date for each in mails(session.plan)} == {day("2026-12-01")}


def test_a_day_outside_the_calendar_is_its_nearest_day(session: Session) -> None:
    session.preview({DEFAULT: LAST_DAY + 100})
    assert session.day(DEFAULT) == LAST_DAY
    session.preview({DEFAULT: -5})
    assert session.day(DEFAULT) == 1


def test_a_date_that_is_not_set_is_set_by_an_edit(session: Session) -> None:
    place = Place(0, "deprecated")
    assert session.slots_of(place) == ()
    with pytest.raises(KeyError):
        session.preview({place: day("2028-03-01")})
    session.edit("set", dates.move(session.plan, {place: day("2028-03-01")}))
    assert session.day(place) == day("2028-03-01")


def test_nudges_of_one_date_in_a_row_are_one_step(session: Session) -> None:
    for to in ("2027-02-21", "2027-02-22", "2027-02-23"):
        move(session, DEFAULT, to, "nudged", merge=True)
    assert session.changes == 1
    session.undo()
    assert session.day(DEFAULT) == day("2027-02-20")


def test_nudging_another_date_or_doing_anything_else_ends_the_step(session: Session) -> None:
    move(session, DEFAULT, "2027-02-21", "nudged", merge=True)
    move(session, Place(1, "released"), "2026-12-02", "nudged", merge=True)
    move(session, DEFAULT, "2027-02-22", "nudged", merge=True)
    move(session, DEFAULT, "2027-02-23", "dragged")
    move(session, DEFAULT, "2027-02-24", "nudged", merge=True)
    session.save()
    move(session, DEFAULT, "2027-02-25", "nudged", merge=True)
    for left in (5, 4, 3, 2, 1, 0):
        session.undo()
        assert len(list(undoable(session))) == left


def undoable(session: Session) -> Iterator[str]:
    steps = 0
    while (label := session.undo()) is not None:
        steps += 1
        yield label
    for _ in range(steps):
        session.redo()


def test_any_other_edit_is_one_step_and_judges_anew(session: Session) -> None:
    session.preview({DEFAULT: day("2027-02-03")})
    session.edit("deleted", items.delete(session.plan, 1))
    assert session.previewed is None
    assert [each.name for each in session.evaluation.compiled.schedule.items] == [
        "4.0.13",
        "client_name removed",
    ]
    assert session.undo() == "deleted"
    assert session.day(DEFAULT) == day("2027-02-20")


def test_an_edit_that_changes_nothing_is_no_step(session: Session) -> None:
    session.edit("nothing", session.plan._replace())
    assert session.changes == 0


def test_a_new_entry_never_has_the_key_of_one_that_was_there(session: Session) -> None:
    last = session.plan.waivers[-1].key
    session.edit("deleted", waivers.delete(session.plan, last))
    session.edit(
        "added", notices.add(session.plan, Notice(NEW, "4.0.14", day(AS_OF), ("default",), ("docs",)))
    )
    assert session.plan.notices[-1].key > last
    session.undo()
    session.edit("added", items.add(session.plan, Version(NEW, "5")))
    assert session.plan.versions[-1].key > last + 1


@pytest.mark.parametrize("brought_by", ["reload", "restore", "merge"])
def test_a_new_entry_never_has_the_key_of_one_that_was_brought(path: Path, brought_by: str) -> None:
    session = opened(path)
    if brought_by == "restore":
        session.edit("added", items.add(session.plan, Version(NEW, "6")))
        session.unsaved_work()()
        session.recovery.release()
        session = opened(path)
        (found,) = session.others().left_behind
        session.restore(found)
    else:
        theirs = f'{TEXT}[[version]]\nname = "6"\n'
        path.write_text(theirs)
        if brought_by == "reload":
            session.reload()
        else:
            session.edit("added", items.add(session.plan, Version(NEW, "5")))
            merged = session.merge(theirs.encode())
            assert merged is not None
            finish(session.merge_steps(merged)).take()
    assert "6" in [each.name for each in session.plan.versions]
    session.edit("added", items.add(session.plan, Version(NEW, "7")))
    keys = [each.key for each in session.plan.entries]
    assert len(set(keys)) == len(keys)


class Counted:
    """A constraint that counts how often it is evaluated."""

    def __init__(self, constraint: Constraint, judged: list[Constraint]) -> None:
        self.constraint = constraint
        self.judged = judged

    @property
    def in_force(self) -> InForce:
        return self.constraint.in_force

    @property
    def item(self) -> int:
        return self.constraint.item

    def reads(self) -> Iterable[Slot]:
        return self.constraint.reads()

    def findings(self, days: Days) -> Sequence[Finding]:
        self.judged.append(self.constraint)
        return self.constraint.findings(days)


def test_a_preview_judges_only_the_statements_that_read_the_moved_date(session: Session) -> None:
    judged: list[Constraint] = []
    constraints = session.evaluation.compiled.all
    constraints[:] = [Counted(each, judged) for each in constraints]
    slots = set(session.slots_of(DEFAULT))
    session.preview({DEFAULT: day("2027-03-01")})
    assert judged
    assert all(slots & set(each.reads()) for each in judged)
    assert len(judged) == len(set(map(id, judged))) < len(constraints)
    judged.clear()
    session.commit("moved")
    session.cancel()
    assert judged == []


@settings(max_examples=40)
@given(cases(), st.data())
def test_the_judgement_always_equals_a_check_of_the_plan(case: Case, data: st.DataObject) -> None:
    plan, policy = read(case)
    as_of = to_day(case.as_of)
    session = Session(PlanFile(Source("plan.toml", ""), plan, policy, ()), as_of)
    for _ in range(data.draw(st.integers(1, 8), "steps")):
        do_something(session, data)
        judged = check(session.plan, policy, as_of)
        assert session.evaluation.all == judged.all
        for place, on in all_dates(session.plan).items():
            assert iso(session.day(place)) == iso(on)
        assert session.counts == counts(judged.all)
        look_and_put_back(session, data)


def do_something(session: Session, data: st.DataObject) -> None:
    """A random step that a person may take."""
    places = list(all_dates(session.plan))
    what = data.draw(st.sampled_from(["move", "nudge", "undo", "redo", "clear", "delete", "send"]), "what")
    if what == "undo":
        session.undo()
    elif what == "redo":
        session.redo()
    elif places and what in ("move", "nudge"):
        session.preview(draw_moves(session, data))
        session.commit(what, merge=what == "nudge")
    elif what == "clear" and (undoing := [each for each in places if each.field != "date"]):
        session.edit(what, dates.clear(session.plan, data.draw(st.sampled_from(undoing))))
    elif what == "delete" and session.plan.items:
        session.edit(what, items.delete(session.plan, data.draw(st.sampled_from(session.plan.items)).key))
    elif what == "send" and session.plan.notices:
        session.edit(what, notices.send(session.plan, data.draw(st.sampled_from(session.plan.notices)).key))


def look_and_put_back(session: Session, data: st.DataObject) -> None:
    """A preview is as a check of the plan with those dates, and after it nothing is changed."""
    if not all_dates(session.plan):
        return
    before, days = session.evaluation, list(session.evaluation.days)
    moves = draw_moves(session, data)
    session.preview(moves)
    judged = check(dates.move(session.plan, moves), session.policy, session.as_of)
    for item in range(len(session.plan.items)):
        assert session.findings(item) == judged.findings.get(item, ())
    assert session.counts == counts(judged.all)
    session.cancel()
    assert session.evaluation is before
    assert list(before.days) == days


def draw_moves(session: Session, data: st.DataObject) -> Mapping[Place, Day]:
    """Notices of one name are not asked to go to two days at once."""
    there = all_dates(session.plan)
    places = data.draw(st.lists(st.sampled_from(list(there)), min_size=1, max_size=3, unique=True), "places")
    moves: dict[Place, Day] = {}
    taken: set[Slot] = set()
    for place in places:
        if taken.isdisjoint(session.slots_of(place)):
            taken.update(session.slots_of(place))
            near = data.draw(st.sampled_from(list(there.values())), "near")
            moves[place] = min(max(near + data.draw(st.sampled_from([-90, -1, 0, 1, 90])), 1), LAST_DAY)
    return moves


def all_dates(plan: Plan) -> dict[Place, Day]:
    found = {Place(each.key, name): on for each in plan.items for name, on in each.dates.items()}
    return found | {Place(each.key, "date"): each.date for each in plan.notices}


def counts(findings: Sequence[Finding]) -> Counts:
    told = [each.severity for each in findings if each.waived is None]
    return Counts(told.count("error"), told.count("warning"), told.count("info"))


def test_a_file_with_errors_is_no_session(path: Path) -> None:
    path.write_text(TEXT.replace("released", "releasd"))
    with pytest.raises(CannotPlan) as raised:
        opened(path)
    assert raised.value.diagnostics[0].code == "unknown-key"


def test_a_policy_with_errors_is_no_session(path: Path) -> None:
    (path.parent / "policy.toml").write_text("format = 1\nname = 3\n")
    path.write_text(TEXT.replace('"clio"', '"./policy.toml"'))
    with pytest.raises(CannotPlan) as raised:
        opened(path)
    assert raised.value.diagnostics


def test_a_file_that_is_not_there_is_unreadable(path: Path) -> None:
    path.unlink()
    with pytest.raises(Unreadable):
        opened(path)


def test_another_policy_may_be_given_and_stays(path: Path) -> None:
    text = TEXT.replace('policy = "clio"\n', "")
    path.write_text(text)
    session = Session.open(str(path), policy="clio", as_of=day(AS_OF))
    move(session, DEFAULT, "2027-03-01")
    assert isinstance(session.save(), Saved)
    assert path.read_text() == text.replace("2027-02-20", "2027-03-01")
    session.reload()
    assert session.policy.name == "clio"


def test_saving_writes_the_one_date_that_moved(session: Session, path: Path) -> None:
    move(session, DEFAULT, "2027-03-01")
    assert isinstance(session.save(), Saved)
    assert path.read_text() == TEXT.replace("2027-02-20", "2027-03-01")
    assert session.changes == 0
    session.undo()
    assert session.changes == 1
    session.save()
    assert path.read_text() == TEXT


def test_what_is_undone_after_saving_is_saved_back_as_it_was(session: Session, path: Path) -> None:
    session.edit("renamed", items.edit(session.plan, version(session.plan, "4.0.14")._replace(name="5")))
    move(session, DEFAULT, "2027-03-01")
    session.save()
    assert 'name = "5"' in path.read_text()
    session.undo()
    session.undo()
    session.save()
    assert path.read_text() == TEXT


def test_a_deleted_entry_is_not_saved_as_the_new_one(session: Session, path: Path) -> None:
    path.write_text(TEXT.replace("[[waiver]]", "# agreed by phone\n[[waiver]]"))
    session.reload()
    session.edit("deleted", waivers.delete(session.plan, session.plan.waivers[0].key))
    session.edit("added", waivers.add(session.plan, new_waiver("4.0.13", note="another")))
    session.save()
    assert "agreed by phone" not in path.read_text()
    assert "another" in path.read_text()


def test_what_somebody_else_wrote_is_never_overwritten_unasked(session: Session, path: Path) -> None:
    assert not session.disk_changed()
    path.write_text(TEXT + "# theirs\n")
    assert session.disk_changed()
    move(session, DEFAULT, "2027-03-01")
    assert isinstance(session.save(), ChangedOnDisk)
    assert (path.read_text(), session.changes) == (TEXT + "# theirs\n", 1)
    saved = session.save(overwrite=True)
    assert isinstance(saved, Saved)
    assert saved.backup is not None
    assert not session.disk_changed()
    assert session.changes == 0


def test_a_file_that_was_removed_has_changed(session: Session, path: Path) -> None:
    path.unlink()
    assert session.disk_changed()


def test_reloading_is_a_step_back_from_which_nothing_is_lost(session: Session, path: Path) -> None:
    move(session, DEFAULT, "2027-03-01")
    theirs = TEXT.replace("[[version]]", '[[version]]\nname = "older"\n\n[[version]]', 1)
    path.write_text(theirs)
    session.reload()
    assert (session.changes, session.disk_changed()) == (0, False)
    assert [each.name for each in session.plan.versions] == ["older", "4.0.13", "4.0.14"]
    assert session.day(DEFAULT) == day("2027-02-20")
    move(session, DEFAULT, "2027-03-05")
    session.save()
    assert path.read_text() == theirs.replace("2027-02-20", "2027-03-05")
    session.undo()
    session.undo()
    assert session.day(DEFAULT) == day("2027-03-01")
    assert session.evaluation.all == check(session.plan, session.policy, session.as_of).all
    session.save()
    assert path.read_text() == TEXT.replace("2027-02-20", "2027-03-01")


COMMENTED = TEXT.replace("[[notice]]", "# sent by the press office\n[[notice]]  # first", 1).replace(
    'name = "4.0.13"\n', 'name = "4.0.13"\n# never forget\n'
)


def test_a_deleted_entry_comes_back_at_its_place_with_its_comments(path: Path) -> None:
    path.write_text(COMMENTED)
    session = opened(path)
    move(session, DEFAULT, "2027-03-01")
    session.edit("deleted", notices.delete(session.plan, session.plan.notices[0].key))
    session.save()
    session.edit("deleted", items.delete(session.plan, session.plan.versions[0].key))
    session.save()
    session.undo()
    session.undo()
    session.save()
    assert path.read_text() == COMMENTED.replace("2027-02-20", "2027-03-01")
    session.undo()
    session.save()
    assert path.read_text() == COMMENTED


TWO_OF_ONE_DAY = """
[[version]]
name = "1"
released = 2026-01-01
default = 2027-06-01

[[notice]]
version = "1"
announces = ["default"]
date = 2026-11-01
channels = ["email"]
told = { default = 2027-05-01 }

[[notice]]
version = "1"
announces = ["default"]
date = 2026-11-01
channels = ["email"]
told = { default = 2027-06-01 }

[[version]]
name = "2"
"""


def test_of_two_notices_of_one_day_the_later_in_the_file_counts_on_the_screen_too(path: Path) -> None:
    """Which of them was told last decides the promise."""
    text = TEXT.partition("[[version]]")[0] + TWO_OF_ONE_DAY
    path.write_text(text)
    session = opened(path)
    before = session.evaluation.all
    session.edit("deleted", notices.delete(session.plan, session.plan.notices[0].key))
    session.save()
    session.undo()
    session.save()
    assert path.read_text() == text
    assert session.evaluation.all == before == opened(path).evaluation.all


def test_after_a_save_the_screen_has_the_order_of_the_file(path: Path) -> None:
    text = TEXT.partition("[[version]]")[0] + TWO_OF_ONE_DAY
    path.write_text(text + '[[notice]]\nversion = "2"\ndate = 2026-11-21\nchannels = ["docs"]\n')
    session = opened(path)
    session.edit("added", notices.add(session.plan, Notice(NEW, "1", day(AS_OF), ("default",), ("docs",))))
    added = session.plan.notices[-1].key
    assert isinstance(session.save(), Saved)
    assert [each.item for each in session.plan.notices] == ["1", "1", "1", "2"]
    assert session.plan.notices[2].key == added
    assert session.evaluation.all == check(session.plan, session.policy, session.as_of).all
    assert (session.changes, session.undo(), session.changes) == (0, "added", 1)


def test_undoing_a_reload_gives_back_my_text_and_saving_it_keeps_theirs_beside(
    session: Session, path: Path
) -> None:
    move(session, DEFAULT, "2027-03-01")
    theirs = TEXT.replace("2027-02-20", "2027-04-04") + "# theirs\n"
    path.write_text(theirs)
    session.reload()
    session.undo()
    saved = session.save()
    assert isinstance(saved, Saved)
    assert path.read_text() == TEXT.replace("2027-02-20", "2027-03-01")
    assert saved.backup is not None
    assert Path(saved.backup).read_text() == theirs
    session.redo()
    again = session.save()
    assert isinstance(again, Saved)
    assert (path.read_text(), again.backup) == (theirs, None)


def test_a_comment_of_somebody_else_stays_where_an_older_entry_comes_back(path: Path) -> None:
    path.write_text(COMMENTED)
    session = opened(path)
    session.edit("deleted", notices.delete(session.plan, session.plan.notices[0].key))
    session.save()
    path.write_text(path.read_text().replace("# never forget", "# never forget\n# nor forgive"))
    session.reload()
    assert session.undo_label == "deleted", "a comment is no step"
    session.undo()
    saved = session.save()
    assert path.read_text() == COMMENTED.replace("# never forget", "# never forget\n# nor forgive")
    assert isinstance(saved, Saved)
    assert saved.backup is None


def test_a_comment_beside_what_changed_is_kept_though_the_older_text_is_not(path: Path) -> None:
    session = opened(path)
    move(session, DEFAULT, "2027-03-01")
    session.save()
    path.write_text(path.read_text().replace("default = 2027-03-01", "default = 2027-03-01 # theirs"))
    session.reload()
    session.undo()
    session.save()
    assert path.read_text() == TEXT.replace("default = 2027-02-20", "default = 2027-02-20 # theirs")


def test_restored_changes_have_the_text_that_was_lost(path: Path) -> None:
    path.write_text(COMMENTED)
    crashed = opened(path)
    crashed.edit("deleted", notices.delete(crashed.plan, crashed.plan.notices[0].key))
    crashed.save()
    crashed.undo()
    move(crashed, DEFAULT, "2027-03-01")
    crashed.unsaved_work()()
    crashed.recovery.release()
    session = opened(path)
    (found,) = session.others().left_behind
    session.restore(found)
    session.save()
    assert path.read_text() == COMMENTED.replace("2027-02-20", "2027-03-01")


def test_a_plan_that_became_a_pipe_is_noticed_without_waiting(session: Session, path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    assert session.disk_changed()
    with pytest.raises(Unreadable):
        session.reload()
    with pytest.raises(Unreadable):
        opened(path)
    move(session, DEFAULT, "2027-03-01")
    assert isinstance(session.save(overwrite=True), CannotSave)
    assert session.changes == 1


def test_reloading_what_cannot_be_read_leaves_the_session_as_it_was(session: Session, path: Path) -> None:
    move(session, DEFAULT, "2027-03-01")
    path.write_text("version = 3\n")
    with pytest.raises(CannotPlan):
        session.reload()
    path.unlink()
    with pytest.raises(Unreadable):
        session.reload()
    assert (session.changes, session.day(DEFAULT)) == (1, day("2027-03-01"))


def test_a_byte_order_mark_and_line_endings_are_no_change(path: Path) -> None:
    contents = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    path.write_bytes(contents)
    session = opened(path)
    assert not session.disk_changed()
    move(session, DEFAULT, "2027-03-01")
    session.unsaved_work()()
    session.save()
    assert path.read_bytes() == contents.replace(b"2027-02-20", b"2027-03-01")


def test_half_a_character_is_kept_and_not_saved(session: Session) -> None:
    session.edit("noted", items.edit(session.plan, version(session.plan, "4.0.13")._replace(note="\ud800")))
    session.unsaved_work()()
    assert not isinstance(session.save(), Saved)
    assert session.changes == 1


def test_a_save_that_needs_more_is_not_clean(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def needs(*_: object, **options: Any) -> NeedsWholeFile:
        asked.update(options)
        return NeedsWholeFile()

    monkeypatch.setattr("planner.files.saving.save.write", needs)
    move(session, DEFAULT, "2027-03-01")
    assert isinstance(session.save(allow_whole_file=True), NeedsWholeFile)
    assert asked["allow_whole_file"] is True
    assert session.changes == 1


def test_the_state_before_a_step_is_freed_without_the_collector(session: Session) -> None:
    gc.collect()
    before = weakref.ref(session.compiled.schedule)
    gc.disable()  # the screen never has it look at a plan: it takes too long
    try:
        session.edit("copied", duplicate(session.plan, session.plan.versions[0].key, session.as_of))
        assert before() is None
    finally:
        gc.enable()


def test_a_step_that_is_given_up_half_way_changes_nothing(session: Session) -> None:
    plan, evaluation = session.plan, session.evaluation
    new = duplicate(plan, plan.versions[0].key, session.as_of)
    total = sum(1 for _ in session.edit_steps("copied", new))
    assert total > 10, "it can be stopped often"
    for most in range(total):
        steps = session.edit_steps("copied", new)
        for _ in zip(range(most), steps, strict=False):
            pass
        steps.close()
    assert session.plan is plan
    assert session.evaluation is evaluation
    assert session.undo_label is None
    session.edit("copied", new)
    fresh = {each.key for each in session.plan.entries} - {each.key for each in plan.entries}
    assert len(fresh) == len(session.plan.entries) - len(plan.entries), "no key is used twice"
