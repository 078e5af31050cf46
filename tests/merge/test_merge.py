"""Merges of plans: each kind of conflict, and what merges without one."""

from pathlib import Path

import pytest

from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.merge import merged_text
from planner.wording.merge import ConflictLines, conflict_lines
from tests.cli.conftest import ran

BASE = """\
format  = 1
product = "Shop"
policy  = "clio"

# the first
[[version]]
name     = "1"
released = 2026-12-01
default  = 2027-03-15  # the day it takes over
note     = "old"
pinned   = ["released"]

[[notice]]
version   = "1"
announces = ["default"]
date      = 2026-12-01
channels  = ["email"]

[[version]]
name     = "2"
released = 2027-06-01

[[change]]
name     = "field removed"
kind     = "remove-field"
version  = "2"
released = 2027-06-01
"""
NEW = '\n[[version]]\nname     = "{}"\nreleased = {}\n'


def read(text: str) -> PlanFile:
    plan_file = read_plan_bytes("shop.toml", text.encode())
    assert plan_file.plan is not None or not text, plan_file.diagnostics
    return plan_file


def merged(ours: str, theirs: str, base: str = BASE) -> tuple[str, list[ConflictLines]]:
    found, rewritten = merged_text(read(base), read(ours), read(theirs))
    result = read(rewritten.text)
    assert result.plan is not None
    return rewritten.text, [conflict_lines(each) for each in found.conflicts]


def changed(old: str, new: str, text: str = BASE) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def without(start: str, end: str) -> str:
    """Return the base without its text between two others."""
    return BASE[: BASE.index(start)] + (BASE[BASE.index(end) :] if end else "")


def test_different_dates_of_one_version_merge_with_the_comments_of_both_sides() -> None:
    ours = changed("2026-12-01\ndefault", "2026-12-02  # ours\ndefault")
    theirs = changed("2027-03-15  # the day it takes over", "2027-03-22  # a week later\n# and why")
    both = changed("2027-03-15  # the day it takes over", "2027-03-22  # a week later\n# and why", ours)
    assert merged(ours, theirs) == (both, [])
    assert merged(theirs, ours) == (both, [])


def test_one_date_moved_to_two_days_stays_ours_and_is_a_conflict() -> None:
    ours, theirs = changed("2027-03-15", "2027-03-22"), changed("2027-03-15", "2027-04-01")
    told = ConflictLines(
        "1 default", "2027-03-15 → 2027-03-22, 7 days later", "2027-03-15 → 2027-04-01, 17 days later"
    )
    assert merged(ours, theirs) == (ours, [told])


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    ours = changed("2027-03-15", "2027-03-22")
    assert merged(ours, ours) == (ours, [])


def test_beside_a_conflict_the_other_changes_of_theirs_come() -> None:
    ours = changed("2027-03-15", "2027-03-22")
    theirs = changed('"old"', '"new"', changed("2027-03-15", "2027-04-01"))
    text, conflicts = merged(ours, theirs)
    assert len(conflicts) == 1
    assert text == changed('"old"', '"new"', ours)


def test_a_date_set_in_two_layouts_is_no_conflict_and_ours_stays_as_written() -> None:
    ours = changed("default  = 2027-03-15", "default=2027-03-22")
    theirs = changed("default  = 2027-03-15", "default  = 2027-03-22")
    assert merged(ours, theirs) == (ours, [])


def test_one_text_changed_twice_is_a_conflict() -> None:
    ours, theirs = changed('"old"', '"mine"'), changed('"old"', '"yours"')
    assert merged(ours, theirs) == (ours, [ConflictLines("1 note", "old → mine", "old → yours")])


def test_pins_of_both_sides_come_together() -> None:
    ours, theirs = (
        changed('["released"]', '["released", "default"]'),
        changed('pinned   = ["released"]\n', ""),
    )
    assert merged(ours, theirs) == (changed('["released"]', '["default"]'), [])


@pytest.mark.parametrize("ours_removes", [True, False])
def test_an_edit_against_a_removal_is_a_conflict_and_ours_stays(ours_removes: bool) -> None:
    removed = without("\n[[change]]", "")
    edited = changed('version  = "2"\nreleased = 2027-06-01', 'version  = "2"\nreleased = 2027-06-08')
    words = "removed", "released 2027-06-01 → 2027-06-08, 7 days later"
    ours, theirs = (removed, edited) if ours_removes else (edited, removed)
    told = ConflictLines("change field removed", *(words if ours_removes else words[::-1]))
    assert merged(ours, theirs) == (ours, [told])


@pytest.mark.parametrize("ours_removes", [True, False])
def test_a_notice_added_about_a_removed_version_is_one_conflict(ours_removes: bool) -> None:
    removed = without('\n[[version]]\nname     = "2"', "\n[[change]]").replace('version  = "2"\n', "")
    noted = BASE + '\n[[notice]]\nversion   = "2"\nannounces = ["released"]\ndate      = 2027-03-01\n'
    ours, theirs = (removed, noted) if ours_removes else (noted, removed)
    text, conflicts = merged(ours, theirs)
    assert [each.subject for each in conflicts] == ["version 2"]
    assert ('name     = "2"' in text) is not ours_removes
    assert ('announces = ["released"]' in text) is not ours_removes


def test_a_removal_on_one_side_alone_is_a_removal() -> None:
    removed = without("\n[[change]]", "")
    assert merged(BASE, removed) == (removed, [])
    assert merged(removed, changed('"old"', '"new"')) == (changed('"old"', '"new"', removed), [])


def test_two_new_versions_of_one_name_are_a_conflict() -> None:
    ours, theirs = BASE + NEW.format("3", "2027-09-01"), BASE + NEW.format("3", "2027-10-01")
    told = ConflictLines("version 3", "added: released 2027-09-01", "added: released 2027-10-01")
    assert merged(ours, theirs) == (ours, [told])
    assert merged(ours, ours) == (ours, [])


def test_a_new_version_and_a_version_renamed_to_its_name_are_a_conflict() -> None:
    renamed = BASE.replace('"2"', '"3"')
    ours = BASE + NEW.format("3", "2027-09-01")
    text, conflicts = merged(ours, renamed)
    assert text == ours
    assert [each.subject for each in conflicts] == ["version 3"]
    text, conflicts = merged(renamed, ours)
    assert text == renamed
    assert [each.subject for each in conflicts] == ["version 3"]


def test_new_versions_of_both_sides_come_in_the_order_of_their_dates() -> None:
    early, late = NEW.format("3", "2027-09-01"), NEW.format("4", "2027-10-01")
    for ours, theirs in ((early, late), (late, early)):
        text, conflicts = merged(BASE + ours, BASE + theirs)
        assert conflicts == []
        assert [each.name for each in read(text).plan.versions] == ["1", "2", "3", "4"]  # type: ignore[union-attr]


def test_a_rename_on_one_side_takes_the_edits_and_notices_of_the_other_along() -> None:
    renamed = BASE.replace('"2"', '"2.0"')
    edited = changed('name     = "2"\nreleased = 2027-06-01', 'name     = "2"\nreleased = 2027-06-08')
    edited += '\n[[notice]]\nversion   = "2"\nannounces = ["released"]\ndate      = 2027-03-01\n'
    for ours, theirs in ((renamed, edited), (edited, renamed)):
        text, conflicts = merged(ours, theirs)
        assert conflicts == []
        assert '"2"' not in text
        assert text.count('version   = "2.0"') == 1
        assert text.count("2027-06-08") == 1


def in_order(*names: str) -> str:
    return BASE[: BASE.index("\n# the first")] + "".join(NEW.format(each, "2027-09-01") for each in names)


def test_a_new_order_of_either_side_comes_and_two_are_a_conflict() -> None:
    base, ours, theirs = in_order("1", "2", "3"), in_order("2", "1", "3"), in_order("1", "3", "2")
    assert merged(base, theirs, base) == (theirs, [])
    assert merged(ours, base, base) == (ours, [])
    told = ConflictLines("plan order", "1, 2, 3 → 2, 1, 3", "1, 2, 3 → 1, 3, 2")
    assert merged(ours, theirs, base) == (ours, [told])


def test_both_sides_added_the_plan() -> None:
    ours, theirs = in_order("1", "2"), in_order("1", "2", "3")
    empty = read("")._replace(
        plan=read(BASE).plan._replace(  # type: ignore[union-attr]
            product="", policy="", versions=(), changes=(), notices=(), freezes=(), waivers=()
        )
    )
    found, rewritten = merged_text(empty, read(ours), read(theirs))
    assert (rewritten.text, found.conflicts) == (theirs, ())


def test_a_merge_keeps_the_line_endings_of_a_file() -> None:
    def crlf(text: str) -> str:
        return text.replace("\n", "\r\n")

    ours, theirs = changed("2027-03-15", "2027-03-22"), changed('"old"', '"new"')
    assert merged(crlf(ours), crlf(theirs), crlf(BASE)) == (crlf(changed('"old"', '"new"', ours)), [])


def test_the_command_says_violations_gained_and_fails_only_for_conflicts(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    early = changed("2027-03-15", "2026-11-30")
    for name, text in (("base", BASE), ("ours", BASE), ("theirs", early), ("broken", "[[version")):
        (tmp_path / name).write_text(text)
    base, ours, theirs, broken = (str(tmp_path / each) for each in ("base", "ours", "theirs", "broken"))
    told = ran(capfd, "merge", base, ours, theirs, "--as-of", "2026-11-21")
    assert (told.code, told.out) == (0, "")
    assert "planner merge: violation gained: error[order]" in told.err
    assert (tmp_path / "ours").read_text() == early
    told = ran(capfd, "merge", base, ours, broken)
    assert (told.code, told.out) == (2, "")
    assert "their side cannot be read as a plan" in told.err
    assert (tmp_path / "ours").read_text() == early
