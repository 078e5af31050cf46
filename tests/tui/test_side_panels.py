"""Requests on a day and the agenda, in the inspector's place; and marking a notice as sent."""

from pathlib import Path

import pytest
from textual.widgets import Input

from planner.dates import iso
from planner.tui.dialogs.form import Form
from planner.tui.panels import agenda
from planner.tui.panels.agenda import Agenda
from planner.tui.panels.requests import RequestsPanel
from tests.tui.desk import AS_OF, PLAN, Desk, at_work, on
from tests.tui.test_hostile_text import HOSTILE, assert_harmless, plan_with
from tests.tui.whole import lines


def text(desk: Desk, kind: type[RequestsPanel] | type[Agenda]) -> list[str]:
    return [" ".join(line.text.split()) for line in desk.screen.query_one(kind).lines]


async def test_requests_are_answered_for_the_cursors_day(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("r")
        await desk.pilot.pause()
        assert desk.timeline.day_cursor == AS_OF
        assert not desk.screen.inspector.display
        assert text(desk, RequestsPanel) == [
            "no version 1.0: 200 OK",
            "unknown 410 Gone",
            "1.0 200 OK Default to 2027-02-02",
            "2.0 410 Gone not yet to 2026-11-30",
        ]
        await desk.press("full_stop", "full_stop", "comma")
        assert desk.timeline.day_cursor == AS_OF + 1
        await desk.press("right_parenthesis", "right_parenthesis")
        assert desk.timeline.day_cursor == on("2027-02-03")
        assert "2027-02-03" in str(desk.screen.query_one(RequestsPanel).border_title)
        assert text(desk, RequestsPanel) == [
            "no version 2.0: 200 OK",
            "unknown 410 Gone",
            "1.0 200 OK Supported to 2028-02-19",
            "2.0 200 OK Default",
        ]
        await desk.press("left_parenthesis")
        assert desk.timeline.day_cursor == on("2026-12-01")
        await desk.press("r")
        await desk.pilot.pause()
        assert desk.timeline.day_cursor is None
        assert desk.screen.inspector.display


async def test_answers_follow_a_drag(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("r", "right_parenthesis", "right_parenthesis")
        await desk.grip("2.0", "default")
        await desk.pull(2)
        assert text(desk, RequestsPanel)[0] == "no version 1.0: 200 OK"
        assert f"to {iso(desk.session.day(desk.place('2.0', 'default')) - 1)}" in text(desk, RequestsPanel)[2]
        await desk.press("escape")
        assert text(desk, RequestsPanel)[0] == "no version 2.0: 200 OK"


async def test_each_track_answers_for_itself(path: Path) -> None:
    path.write_text(
        PLAN.replace('name       = "1.0"', 'name = "1.0"\ntrack = "Old"').replace(
            'policy  = "clio"', 'policy = "./own.toml"'
        )
    )
    (path.parent / "own.toml").write_text('format = 1\nname = "own"\nextends = "clio"\ntracks = ["Old"]\n')
    async with at_work(path) as desk:
        await desk.press("r")
        await desk.pilot.pause()
        assert text(desk, RequestsPanel) == [
            "Old",
            "no version 1.0: 200 OK",
            "unknown 410 Gone",
            "1.0 200 OK Default to 2028-02-19",
            "No track",
            "no version 410 Gone",
            "unknown 410 Gone",
            "2.0 410 Gone not yet to 2026-11-30",
        ]


@pytest.mark.parametrize("key", ["r", "A"])
async def test_at_80x24_a_panel_leaves_the_violations_to_be_seen(path: Path, key: str) -> None:
    async with at_work(path, size=(80, 24)) as desk:
        await desk.press(key)
        panel, violations = desk.screen.query_one(".side"), desk.screen.violations
        assert violations.region.bottom == panel.region.y, "one above the other"
        assert "2.0  default 2027-02-03 is 12 days short" in desk.panel
        assert violations.region.width == panel.region.width == 80
        assert violations.size.height >= 2
        assert panel.size.height >= 3
        assert desk.timeline.size.height >= 3
        await desk.press("i")
        assert desk.screen.inspector.display
        assert not desk.screen.violations.display


@pytest.mark.parametrize("key", ["r", "A"])
async def test_in_a_low_window_a_panel_stands_in_the_others_place(path: Path, key: str) -> None:
    async with at_work(path, size=(80, 19)) as desk:
        await desk.press(key)
        await desk.pilot.pause()
        panel = desk.screen.query_one(".side")
        assert panel.region.width == 80
        assert panel.region.height >= 6
        assert not desk.screen.violations.display
        await desk.press("i")
        await desk.pilot.pause()
        assert not desk.screen.query(".side")
        assert desk.screen.inspector.display


async def test_one_panel_takes_the_place_of_the_other(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("r", "A")
        await desk.pilot.pause()
        assert desk.screen.query(Agenda)
        assert not desk.screen.query(RequestsPanel)
        assert desk.timeline.day_cursor is None
        await desk.press("A")
        await desk.pilot.pause()
        assert desk.timeline.has_focus


OVERDUE = PLAN.replace("date      = 2027-06-01", "date      = 2026-11-10")


async def test_the_agenda_lists_what_is_overdue_first_and_goes_there(path: Path) -> None:
    path.write_text(OVERDUE)
    async with at_work(path) as desk:
        await desk.press("A")
        await desk.pilot.pause()
        lines = text(desk, Agenda)
        assert lines[:3] == [
            "✗ Tue 2026-11-10 overdue",
            "send: 1.0 deprecated by email and docs",
            "counts until Mon 2027-11-22",
        ]
        assert lines[3:5] == ["Tue 2026-12-01 in 10 days", "release: 2.0 released"]
        await desk.press("down")
        assert desk.timeline.cursor == (0, desk.place("1.0", "notice"))
        await desk.press("down")
        assert desk.timeline.cursor == (1, desk.place("2.0", "released"))
        await desk.press("enter")
        assert desk.timeline.has_focus


async def test_the_agenda_does_not_call_a_notice_of_a_later_day_overdue(path: Path) -> None:
    path.write_text(PLAN.replace("date      = 2027-06-01", "date      = 2028-02-10"))
    async with at_work(path) as desk:
        await desk.press("A")
        assert text(desk, Agenda)[0] == "✗ Thu 2028-02-10 too late"


async def test_s_records_what_the_notice_told_in_one_step(path: Path) -> None:
    path.write_text(OVERDUE)
    async with at_work(path) as desk:
        await desk.press("A", "down", "s")
        form = await desk.dialog(Form)
        assert form.query_one(Input).value == "2026-11-21"
        assert "told deprecated 2028-02-20" in str(form.query_one("#outcome").render())
        await desk.write("tomorrow")
        assert "yet to come" in str(form.query_one("#outcome").render())
        await desk.press("enter")
        assert desk.app.screen == form, "it cannot have been sent on a day to come"
        await desk.write("2026-11-12")
        await desk.press("enter")
        await desk.until(lambda: desk.session.changes == 1)
        sent = desk.session.plan.notices[0]
        assert (iso(sent.date), sent.told) == ("2026-11-12", {"deprecated": on("2028-02-20")})
        await desk.until(lambda: text(desk, Agenda)[0] == "Tue 2026-12-01 in 10 days")
        await desk.press("s")
        assert not isinstance(desk.app.screen, Form), "a notice that was sent is not sent again"
        await desk.press("u")
        assert desk.session.plan == desk.session.plan_file.plan


async def test_the_inspector_names_the_rules_that_bind_the_selected_date(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        said = desk.inspector
        assert "earliest 2027-02-15 (default-notice)" in said
        assert (
            "latest 2027-02-20 (support-minimum, default-served)" in said
            or "latest 2027-02-20 (support-minimum" in said
        )
        await desk.press("left_curly_bracket")
        assert desk.date("2.0", "default") == "2027-02-15"
        await desk.press("right_curly_bracket")
        assert desk.date("2.0", "default") == "2027-02-20"


def inspected(desk: Desk) -> str:
    return " ".join(desk.inspector.split())


def alarmed(desk: Desk) -> bool:
    """Return True if the inspector says in the style of an error that no day is legal."""
    lines = (line for line in desk.screen.inspector.lines if "no day is legal" in line.text)
    return any(span.style == "error" for line in lines for span in line.spans)


@pytest.mark.parametrize(
    ("item", "date", "description"),
    [
        ("1.0", "default", "it is past, and stays"),
        ("2.0", "notice", "it was sent, and stays"),
    ],
)
async def test_what_has_happened_is_no_alarm(item: str, date: str, description: str, path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select(item, date)
        assert description in inspected(desk)
        assert "no day is legal" not in inspected(desk)


async def test_a_planned_notice_that_cannot_help_is_no_alarm(path: Path) -> None:
    """The end of 1.0 is too early whatever day its notice goes out on."""
    early = PLAN.replace("deprecated = 2028-02-20", "deprecated = 2027-01-20")
    path.write_text(early.replace("date      = 2027-06-01", "date      = 2026-12-01"))
    async with at_work(path) as desk:
        await desk.select("1.0", "notice")
        assert "no day is legal while the other dates stay: deprecation-notice" in inspected(desk)
        assert not alarmed(desk)
        await desk.select("1.0", "deprecated")
        assert "no day is legal" not in inspected(desk)


async def test_a_notice_that_was_due_is_told_the_key_that_records_it(path: Path) -> None:
    path.write_text(PLAN.replace("date      = 2027-06-01", "date      = 2026-11-01"))
    async with at_work(path) as desk:
        await desk.select("1.0", "notice")
        assert "it was due, and is not recorded as sent: s records it" in inspected(desk)


async def test_where_no_day_is_legal_the_rules_that_contradict_are_said(path: Path) -> None:
    path.write_text(PLAN.replace("deprecated = 2028-02-20", "deprecated = 2028-02-01"))
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        assert "no day is legal: default-notice and" in desk.inspector
        assert alarmed(desk)
        await desk.press("left_curly_bracket")
        assert desk.session.undo_label is None
        assert desk.said == [
            "No day is legal while the other dates stay: default-notice and support-minimum."
        ]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_hostile_text_is_shown_as_it_is(path: Path, hostile: str) -> None:
    planned = plan_with(hostile).replace("told      = { released = 2026-12-01, default = 2027-02-03 }", "")
    path.write_text(planned, encoding="utf-8")
    async with at_work(path, size=(80, 24)) as desk:
        await desk.press("r")
        await desk.pilot.pause()
        assert_harmless(desk)
        await desk.press("A")
        await desk.pilot.pause()
        assert_harmless(desk)
        await desk.press("down", "s")
        await desk.dialog(Form)
        assert_harmless(desk)


async def test_ascii_only_shows_nothing_else_in_the_panels(path: Path) -> None:
    path.write_text(OVERDUE)
    async with at_work(path, ascii_only=True) as desk:
        await desk.press("r")
        await desk.pilot.pause()
        assert "".join(lines(desk.app)).isascii()
        await desk.press("A")
        await desk.pilot.pause()
        assert "".join(lines(desk.app)).isascii()


async def test_the_agenda_is_not_worked_out_anew_while_a_date_is_dragged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        await desk.press("A")
        before = text(desk, Agenda)
        await desk.select("2.0", "default")
        desk.timeline.focus()
        monkeypatch.setattr(agenda, "QUIET", 60.0)
        await desk.press("shift+right", "space")
        monkeypatch.setattr(agenda, "QUIET", 0.01)
        desk.screen.query_one(Agenda).renew()
        await desk.after(desk.screen.query_one(Agenda), seconds=0.02)
        assert desk.timeline.dragging
        assert text(desk, Agenda) == before
        await desk.press("escape")
        await desk.until(lambda: text(desk, Agenda) != before)


async def test_a_sent_notice_without_legal_days_is_said_to_stay(path: Path) -> None:
    path.write_text(PLAN.replace("default  = 2027-02-03", "default  = 2026-11-25"))
    async with at_work(path) as desk:
        await desk.select("2.0", "notice")
        await desk.press("left_curly_bracket")
        assert desk.said == ["The notice was sent and does not move."]
        assert desk.session.undo_label is None
