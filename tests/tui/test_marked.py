"""Rows and dates marked by keys and mouse, then moved, shifted, deleted and waived together."""

from pathlib import Path

import pytest

from planner.dates import iso
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.deliberate import Deliberate
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.shift_form import Shift, typed_shift
from planner.tui.panels.heading import Heading
from planner.tui.timeline.timeline import Timeline
from tests.real_size import write
from tests.tui.desk import Desk, at_work
from tests.tui.whole import lines, wrong_lines

SDK = ("SDK 2027.1", "SDK 2028.1", "SDK 2029.1")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write(tmp_path)


def heading(desk: Desk) -> str:
    return desk.screen.query_one(Heading).lines[0].text


def days(desk: Desk, what: str) -> list[int]:
    return [desk.session.day(desk.place(item, what)) for item in SDK]


def dates(desk: Desk, what: str) -> list[str]:
    return [iso(day) for day in days(desk, what)]


async def click(
    desk: Desk, x: int, y: int, *, shift: bool = False, ctrl: bool = False, alt: bool = False
) -> None:
    await desk.pilot.mouse_down(Timeline, offset=(x, y), shift=shift, control=ctrl, meta=alt)
    await desk.pilot.mouse_up(Timeline, offset=(x, y), shift=shift, control=ctrl, meta=alt)
    await desk.settle()


def line_of(desk: Desk, item: str) -> int:
    row = desk.timeline.rows.of_item(desk.row(item))
    assert row is not None
    return desk.timeline.row_lines.line_of(row) - desk.timeline.scroll_offset.y


async def test_shift_and_arrows_mark_the_same_date_of_several_rows(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select("SDK 2027.1", "deprecated")
        await desk.press("shift+down", "shift+down", "shift+down", "shift+up")
        assert desk.timeline.marked.dates == {desk.place(item, "deprecated") for item in SDK}
        assert desk.timeline.marked.items == frozenset()
        assert "3 dates marked" in heading(desk)
        await desk.press("escape")
        assert not desk.timeline.marked
        assert "marked" not in heading(desk)


async def test_marked_dates_and_rows_look_different_without_colour_too(
    real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select("SDK 2027.1", "removed")
        before = lines(desk.app)
        await desk.press("V")
        after = lines(desk.app)
        changed = [new for old, new in zip(before[1:-1], after[1:-1], strict=True) if old != new]
        assert len(changed) == 1
        assert "[╳]" in changed[0]
        await desk.press("escape", "escape", "V")
        assert any("*SDK 2027.1" in line for line in lines(desk.app))
        assert wrong_lines(desk.app) == []


async def test_a_nudge_moves_all_that_is_marked_in_one_step(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2027.1", "removed")
        before = days(desk, "removed")
        await desk.press("shift+down", "shift+down")
        await desk.press("right", "right", "shift+right")
        assert days(desk, "removed") == [day + 9 for day in before]
        assert desk.session.changes == 1, "a run of nudges is one step"
        assert desk.session.undo_label == "3 dates of 3 items moved"
        await desk.press("u")
        assert days(desk, "removed") == before


async def test_a_marked_date_that_is_dragged_takes_the_others_along(real: Path) -> None:
    async with at_work(real, size=(200, 55)) as desk:
        await desk.press("minus")
        await desk.select("SDK 2028.1", "removed")
        before = days(desk, "removed")
        await desk.select("SDK 2027.1", "removed")
        await desk.press("shift+down", "shift+down")
        await desk.select("SDK 2028.1", "removed")
        await desk.grip("SDK 2028.1", "removed")
        await desk.pull(3)
        moved = days(desk, "removed")[1] - before[1]
        assert moved > 0
        assert days(desk, "removed") == [day + moved for day in before], "all of them while they are dragged"
        await desk.let_go()
        assert days(desk, "removed") == [day + moved for day in before]
        assert desk.session.changes == 1
        await desk.grip("SDK 2028.1", "released")
        await desk.pull(-2)
        await desk.let_go()
        assert days(desk, "removed") == [day + moved for day in before], "what is not marked moves alone"


async def test_escape_puts_back_all_that_was_dragged_together(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.select("SDK 2027.1", "removed")
        before, rows = days(desk, "removed"), desk.timeline.rows.all.copy()
        await desk.press("shift+down", "shift+down", "space", "5", "l")
        assert days(desk, "removed") == [day + 5 for day in before]
        await desk.press("escape")
        assert days(desk, "removed") == before
        assert desk.timeline.rows.all == rows
        assert len(desk.timeline.marked.dates) == 3, "they are still marked"


async def test_with_ripple_marked_dates_are_dragged_together_at_once(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await desk.press("R")
        await desk.select("SDK 2027.1", "removed")
        before = days(desk, "removed")
        await desk.press("shift+down", "shift+down", "space", "5", "l")
        shown = {
            marker.place: marker.day
            for row in desk.timeline.rows.all
            for marker in row.markers
            if marker.place in desk.timeline.marked.dates
        }
        assert sorted(shown.values()) == sorted(day + 5 for day in before)
        await desk.caught_up()
        assert days(desk, "removed") == [day + 5 for day in before]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2 weeks", Shift(2, "week")),
        ("-3 days", Shift(-3, "day")),
        ("+1 month", Shift(1, "month")),
        ("a quarter", Shift(3, "month")),
        ("1 year earlier", Shift(-12, "month")),
        ("2w", Shift(2, "week")),
        ("10", Shift(10, "day")),
    ],
)
def test_a_period_is_typed_in_many_ways(typed: str, expected: Shift) -> None:
    assert typed_shift(typed) == expected


@pytest.mark.parametrize("typed", ["", "soon", "2027-02-15", "next monday", "-2 weeks earlier"])
def test_what_is_no_period_is_answered_with_examples(typed: str) -> None:
    with pytest.raises(ValueError, match="such as 2 weeks"):
        typed_shift(typed)


async def test_marked_dates_are_shifted_by_calendar_months(real: Path) -> None:
    text = real.read_text()
    async with at_work(real) as desk:
        assert real.read_text() == text
        await desk.select("SDK 2027.1", "removed")
        before = dates(desk, "removed")
        await desk.press("shift+down", "shift+down", "b")
        form = await desk.dialog(Form)
        await desk.write("1 month")
        outcome = str(form.query_one("#outcome").render())
        assert f"first {before[0]} becomes " in outcome
        assert "violated" in outcome
        assert desk.timeline.ghosts, "the new days are shown on the timeline"
        await desk.press("enter")
        assert [each[8:] for each in dates(desk, "removed")] == [each[8:] for each in before]
        months = [int(each[5:7]) for each in dates(desk, "removed")]
        assert months == [int(each[5:7]) % 12 + 1 for each in before]
        assert desk.timeline.ghosts == {}
        assert desk.session.changes == 1


async def test_pinned_dates_stay_and_are_said(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2028.1", "removed")
        before = days(desk, "removed")
        await desk.press("p")
        await desk.select("SDK 2027.1", "removed")
        await desk.press("shift+down", "shift+down", "3", "w")
        assert days(desk, "removed") == [before[0] + 21, before[1], before[2] + 21]
        assert "1 pinned date stays: SDK 2028.1 removed." in desk.said
        await desk.select("SDK 2028.1", "removed")
        await desk.press("U", "V", "right")
        assert days(desk, "removed")[1] == before[1]
        assert "1 pinned date stays: SDK 2028.1 removed; p frees a date." in desk.said


async def test_marked_history_is_asked_about_once_for_all(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2022.1", "released")
        before = [desk.date(f"SDK 202{number}.1", "released") for number in (2, 3, 4)]
        await desk.press("shift+down", "shift+down", "right")
        question = await desk.dialog(Deliberate)
        text = "\n".join(lines(desk.app))
        assert "Move 3 dates that have passed or were told?" in text
        await desk.press("c")
        assert [desk.date(f"SDK 202{number}.1", "released") for number in (2, 3, 4)] == before
        await desk.press("right")
        assert await desk.dialog(Deliberate) is not question
        await desk.press("m", "right", "right")
        assert desk.app.screen is desk.screen, "the run goes on without another question"
        assert desk.session.changes == 1


async def test_a_marked_row_moves_its_dates_to_come(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2025.1")
        released = desk.date("SDK 2025.1", "released")
        removed = desk.session.day(desk.place("SDK 2025.1", "removed"))
        await desk.press("V", "1", "w")
        assert desk.date("SDK 2025.1", "released") == released, "that is history"
        assert desk.session.day(desk.place("SDK 2025.1", "removed")) == removed + 7


async def test_marks_are_set_by_control_click_and_ranges_by_shift_click(real: Path) -> None:
    async with at_work(real, size=(200, 55)) as desk:
        await desk.select("SDK 2027.1")
        await click(desk, 5, line_of(desk, "SDK 2029.1"), shift=True)
        assert desk.timeline.marked.items == {desk.session.plan.versions[desk.row(item)].key for item in SDK}
        await click(desk, 5, line_of(desk, "SDK 2028.1"), ctrl=True)
        assert "2 rows marked" in heading(desk)
        assert desk.timeline.held is None
        await desk.press("escape", "minus", "minus")
        await desk.select("SDK 2027.1", "removed")
        await click(desk, *desk.cell("SDK 2029.1", "removed"), shift=True)
        assert desk.timeline.marked.dates == {desk.place(item, "removed") for item in SDK}
        await click(desk, *desk.cell("SDK 2028.1", "removed"), ctrl=True)
        assert desk.timeline.marked.dates == {desk.place(item, "removed") for item in (SDK[0], SDK[2])}
        assert desk.session.changes == 0


async def test_alt_click_marks_a_range_where_the_terminal_keeps_shift_for_itself(real: Path) -> None:
    """Of xterm's mouse events those with shift select text, those with ctrl open its menus."""
    async with at_work(real, size=(200, 55)) as desk:
        await desk.select("SDK 2027.1")
        await click(desk, 5, line_of(desk, "SDK 2029.1"), alt=True)
        assert desk.timeline.marked.items == {desk.session.plan.versions[desk.row(item)].key for item in SDK}


async def test_control_click_on_a_heading_marks_its_track(real: Path) -> None:
    async with at_work(real, size=(120, 40)) as desk:
        await click(desk, 5, 0, ctrl=True)
        assert len(desk.timeline.marked.items) == 15
        assert "Developer API 2025.1" in {row.name for row in desk.timeline.rows.all}, "it is not folded"


async def test_all_of_a_track_and_all_that_is_shown_are_marked(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2027.1", "removed")
        await desk.press("asterisk")
        assert "10 dates marked" in heading(desk), "every version of the track has one"
        await desk.press("asterisk")
        assert not desk.timeline.marked
        await desk.press("exclamation_mark")
        await desk.select("SDK 2026.1")
        await desk.press("ctrl+a")
        assert "6 rows marked" in heading(desk)
        await desk.press("escape")
        assert desk.timeline.row_filter.only == "violated", "escape took the marks first"
        await desk.press("ctrl+a", "exclamation_mark", "number_sign")
        assert "hidden" in heading(desk), "some marked rows are not shown"


async def test_what_is_marked_is_deleted_after_one_question_in_one_step(real: Path) -> None:
    async with at_work(real) as desk:
        plan = desk.session.plan
        await desk.select("SDK 2028.1")
        await desk.press("V")
        await desk.select("client: retries are on unless turned off", "deprecated")
        await desk.press("V")
        await desk.select("SDK 2029.1", "removed")
        await desk.press("V", "x")
        await desk.dialog(Choice)
        text = "\n".join(lines(desk.app))
        assert "Delete 1 item and 2 dates?" in text
        await desk.press("d")
        after = desk.session.plan
        assert all(each.name != "SDK 2028.1" for each in after.versions)
        assert all(each.item != "SDK 2028.1" for each in after.notices)
        change = next(each for each in after.changes if "retries are on" in each.name)
        assert (change.version, change.track) == (None, "SDK"), "it shipped in the deleted version"
        assert "deprecated" not in change.dates
        assert "removed" not in next(each for each in after.versions if each.name == "SDK 2029.1").dates
        assert desk.session.changes == 1
        assert not desk.timeline.marked
        await desk.press("u")
        assert desk.session.plan == plan


async def test_marked_violations_are_waived_with_one_reason_in_one_step(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.press("exclamation_mark")
        await desk.select("SDK 2026.1")
        await desk.press("ctrl+a", "w")
        form = await desk.dialog(Form)
        title = str(form.query_one(".dialog-title").render())
        assert title == "Waive 6 violations of 6 items"
        assert str(form.query_one("#outcome").render()) == "", "nothing was typed yet"
        reason = form.query_one("Select")
        reason.value = "legal"  # type: ignore[attr-defined]
        note = next(each for each in form.query("Input") if each.name == "note")
        note.focus()
        await desk.settle()
        await desk.write("The court asked")
        await desk.press("enter")
        added = desk.session.plan.waivers[1:]
        assert len(added) == 6
        assert {each.note for each in added} == {"The court asked"}
        assert {each.reason for each in added} == {"legal"}
        assert desk.session.counts.error == 0
        assert desk.session.changes == 1


async def test_nothing_to_waive_or_to_move_is_said(real: Path) -> None:
    async with at_work(real) as desk:
        await desk.select("SDK 2022.1")
        await desk.press("V", "w")
        assert desk.said[-1] == "Nothing that is marked breaks a rule that may be waived."
        await desk.press("b")
        assert desk.said[-1] == "Nothing moves: all marked dates are past."
        assert desk.session.changes == 0
