"""What a row looks like, as plain text."""

import pytest
from rich.cells import cell_len

from planner.chart import Bar, Row
from planner.engine.constraint import Place
from planner.plan import Freeze
from planner.tui.timeline.drag import LegalWindow
from planner.tui.timeline.glyphs import ASCII, PLAIN
from planner.tui.timeline.marks import Held, Marks
from planner.tui.timeline.painter import paint_row, placed
from planner.tui.timeline.scene import Scene, backdrop
from tests.tui.timeline.drawn import AS_OF, marker, on, painted, version, view_from

DEFAULT = Place(1, "default")
WINDOW = LegalWindow(((on("2027-02-15"), on("2027-05-30")),), "default-notice", "support-minimum")
WEEKS = view_from("2026-11-02", 60, 7)


def row(default: str = "2027-02-03") -> Row:
    dates = {
        "released": on("2026-12-01"),
        "default": on(default),
        "deprecated": on("2027-09-01"),
        "removed": on("2028-03-01"),
    }
    return version(1, "4.0.14", dates, marker(9, "notice", on("2026-11-17"), sent=True))


@pytest.mark.parametrize(
    ("days_per_cell", "first", "expected"),
    [
        (1, "2027-01-11", "▆ released ▆▆▆▆▆▆▆▆▆▆▆▆◆▆ default ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆"),
        (3.5, "2026-11-02", "    ✉│  ○▆ released ▆▆▆▆▆▆◆▆ default ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆"),
        (7, "2026-11-02", "  ✉ ○▆▆▆▆▆▆▆▆◆▆ default ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆△▆ deprecated ▆▆▆"),
        (14, "2026-10-05", "   ✉○▆▆▆▆◆▆ default ▆▆▆▆△▆▆▆▆▆▆▆▆▆▆▆▆╳                     ┊"),
        (30.4375, "2026-10-05", " ✉○▆◆▆▆▆▆▆▆△▆▆▆▆▆╳         ┊           ┊           ┊        "),
        (91.3125, "2026-01-05", "   ✉○◆▆△▆╳      ┊                                       ┊   "),
    ],
)
def test_a_row_at_every_kind_of_zoom(days_per_cell: float, first: str, expected: str) -> None:
    assert painted(row(), view_from(first, 60, days_per_cell)) == expected


def test_ascii_only_paints_nothing_else() -> None:
    text = painted(
        row(),
        WEEKS,
        Marks(
            window=WINDOW, held=Held(on("2027-02-03"), on("2027-03-03")), ghosts={DEFAULT: on("2027-03-29")}
        ),
        glyphs=ASCII,
        freezes=(Freeze(7, on("2026-12-18"), on("2027-01-04")),),
        day_cursor=on("2027-06-01"),
    )
    assert text.isascii()
    assert (
        painted(row(), WEEKS, glyphs=ASCII) == "  N o========*# default ###################^~ deprecated ~~~"
    )


def test_what_lies_out_of_view_is_pointed_at() -> None:
    assert painted(row(), view_from("2030-01-07", 10, 7)) == "‹         "
    assert painted(row(), view_from("2025-01-06", 10, 7)) == "         ›"
    between = version(1, "4", {"released": on("2020-01-01"), "removed": on("2030-01-01")})
    assert painted(between, view_from("2025-01-06", 10, 7)) == "‹▆▆▆▆▆▆▆▆›"


def test_today_and_the_day_cursor_cross_the_bars() -> None:
    running = version(1, "4.0.13", {"default": on("2026-01-06")})
    text = painted(running, view_from("2026-11-02", 12, 7), day_cursor=on("2026-12-24"))
    assert text == "‹▆│▆▆▆▆┆▆▆▆▆"
    later = version(1, "4.0.13", {"default": on("2027-01-18")})
    assert painted(later, view_from("2026-11-02", 12, 7), day_cursor=on("2026-12-24")) == "  │    ┆┊  ◆"


def test_a_freeze_is_shaded_where_nothing_else_is() -> None:
    freeze = Freeze(7, on("2026-12-18"), on("2027-01-04"))
    later = version(1, "4.0.13", {"default": on("2027-01-18")})
    assert painted(later, view_from("2026-11-02", 12, 7), freezes=(freeze,)) == "  │   ░░░░ ◆"


def test_weekends_are_shaded_where_a_cell_is_a_day_and_nowhere_else() -> None:
    days = backdrop(Scene(view_from("2026-12-02", 14, 1), AS_OF))
    assert [background == "weekend" for background in days.backgrounds] == [
        each in {3, 4, 10, 11} for each in range(14)
    ]  # 2 December is a Wednesday
    assert "weekend" not in backdrop(Scene(view_from("2026-12-02", 14, 2), AS_OF)).backgrounds


def test_a_superseded_default_looks_like_any_released_version_and_a_retired_one_is_gone() -> None:
    bars = (
        Bar(on("2026-11-02"), on("2026-11-30"), "Default", "default", False),
        Bar(on("2026-11-30"), on("2026-12-28"), "Supported", "default", True),
        Bar(on("2026-12-28"), None, "Gone", "retired", False),
    )
    assert painted(Row(1, "4", None, "version", bars), view_from("2026-11-02", 12, 7)) == "▆▆│▆▆▆▆▆┊   "


def test_the_legal_days_are_a_pattern_that_no_bar_has() -> None:
    text = painted(row(), WEEKS, Marks(window=WINDOW))
    assert text == "  ✉ ○▆▆▆▆▆▆▆▆◆▆▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▆ default ▆▆▆△▆ deprecated ▆▆▆"


@pytest.mark.parametrize(
    ("default", "expected"),
    [
        ("2027-03-01", "  ✉ ○▆▆▆▆▆▆▆▆◆···◆▒ 2027-03-01  +26 d ▆▆▆▆▆△▆ deprecated ▆▆▆"),
        ("2027-06-07", "  ✉ ○▆▆▆▆▆▆▆▆◆·················◆▆ ✗ 2027-06-07  +124 d ▆▆▆▆▆"),
        ("2027-01-04", "  ✉ ○▆▆▆▆◆· ✗ 2027-01-04  -30 d  default-notice ▆▆▆▆▆▆▆▆▆▆▆▆"),
    ],
)
def test_a_dragged_date_says_where_it_is_and_what_it_goes_against(default: str, expected: str) -> None:
    held = Held(on(default), on("2027-02-03"))
    marks = Marks(selected=DEFAULT, window=WINDOW, ghosts={DEFAULT: on("2027-02-03")}, held=held)
    assert painted(row(default), WEEKS, marks) == expected


def test_a_dragged_bar_says_how_far_it_has_gone_and_no_date_that_is_nobodys() -> None:
    held = Held(on("2027-05-13"), on("2027-03-18"), is_date=False)
    text = painted(row(), WEEKS, Marks(held=held))
    assert "▆ +56 d ▆" in text
    assert "2027" not in text


def test_the_rules_that_bind_stand_outside_of_the_legal_days() -> None:
    window = WINDOW._replace(spans=((on("2027-03-15"), on("2027-06-06")),))
    held = Held(on("2027-03-29"), on("2027-03-22"))
    text = painted(row("2027-03-29"), view_from("2026-11-02", 80, 7), Marks(window=window, held=held))
    assert text[5:19] == "default-notice"
    assert text[43] == "△", "a rule's name never covers a date"
    assert "support" not in text, "nor the label"


def test_an_illegal_dates_label_leaves_the_way_to_the_legal_days_in_sight() -> None:
    held = Held(on("2027-08-02"), on("2027-08-09"))
    late = WINDOW._replace(spans=((on("2027-09-06"), None),))
    early = WINDOW._replace(spans=((on("2026-12-07"), on("2027-06-06")),))
    view, dates = view_from("2026-11-02", 90, 7), version(1, "4", {"default": on("2027-08-02")})
    before = painted(dates, view, Marks(selected=DEFAULT, window=late, held=held))
    assert before.rstrip("▒▆") == "   ✗ 2027-08-02  -7 d  default-notice  ◆"
    after = painted(dates, view, Marks(selected=DEFAULT, window=early, held=held))
    assert after[39:] == "◆▆ ✗ 2027-08-02  -7 d  support-minimum ▆ default ▆▆"


def test_on_a_shared_cell_the_selected_date_wins_then_the_later_in_the_lifecycle() -> None:
    same = version(
        1,
        "4",
        {"released": on("2027-02-01"), "default": on("2027-02-02")},
        marker(9, "notice", on("2027-02-03")),
    )
    view = view_from("2027-02-01", 1, 7)
    assert painted(same, view) == "◆"
    assert painted(same, view, Marks(selected=Place(1, "released"))) == "○"
    assert painted(same, view, Marks(selected=Place(9, "date"))) == "✉"


def test_a_notice_on_the_day_of_a_milestone_is_seen_beside_it() -> None:
    notice = marker(9, "notice", on("2027-02-03"))
    view = view_from("2027-01-25", 4, 7)
    assert painted(version(1, "4", {"default": on("2027-02-02")}, notice), view) == "✉◆▆▆"
    both = version(1, "4", {"released": on("2027-01-26"), "default": on("2027-02-02")}, notice)
    assert painted(both, view) == "○◆✉▆", "on the right where the left cell has a date"
    assert placed(both.markers, view, held=Place(9, "date"))[0] == (1, notice), "where it is dragged"


def test_without_colours_the_stronger_phase_has_the_taller_bar() -> None:
    text = painted(row(), view_from("2026-11-30", 60, 7), glyphs=PLAIN)
    assert text[1] + text[10] + text[-1] == "▄▆▂"
    assert "released" not in text, "a bar too short for its phase's name has none"
    assert "▆ default ▆" in text


def test_bars_are_grounds_where_rows_stand_apart() -> None:
    scene = Scene(WEEKS, AS_OF, filled=True)
    cells = paint_row(row(), scene, backdrop(scene))
    assert "▆" not in cells.text
    assert cells.backgrounds[5:8] == ["bar-released"] * 3
    assert cells.backgrounds[20] == "bar-default"
    assert cells.text[13:24] == "◆  default "


def test_a_phase_that_has_ended_is_faint_and_a_changes_bar_is_thin() -> None:
    ended = Bar(on("2026-01-05"), on("2026-11-16"), "Supported", "released", False)
    lasts = Bar(on("2026-11-16"), None, "Default", "default", False)
    scene = Scene(WEEKS, AS_OF)
    cells = paint_row(Row(1, "4", None, "version", (ended, lasts)), scene, backdrop(scene))
    assert {cells.foregrounds[0], cells.foregrounds[1]} == {"bar-over"}
    assert cells.foregrounds[4] == "bar-default"
    assert set(painted(Row(1, "c", None, "change", (lasts,)), WEEKS)) == set("  │▃")


def test_a_phase_in_wide_characters_takes_its_cells() -> None:
    bar = Bar(on("2026-11-30"), None, "サポート", "released", False)
    text = painted(Row(1, "4", None, "version", (bar,)), WEEKS)
    assert "▆ サポート ▆" in text
    assert cell_len(text) == 60


def test_a_date_with_a_violation_is_marked_by_more_than_a_colour() -> None:
    broken = row()._replace(markers=(marker(1, "default", on("2027-02-03"), severity="error"),))
    scene = Scene(WEEKS, AS_OF)
    runs = {run.foreground: run.text for run in paint_row(broken, scene, backdrop(scene)).runs()}
    assert runs["error"] == "◆"


def test_a_row_is_few_segments() -> None:
    scene = Scene(WEEKS, AS_OF, (Freeze(7, on("2026-12-18"), on("2027-01-04")),))
    assert len(paint_row(row(), scene, backdrop(scene)).runs()) <= 16


def test_the_bar_of_a_withdrawn_version_ends_with_a_sign_of_its_own() -> None:
    dates = {"released": on("2026-12-01"), "default": on("2027-02-03")}
    released, default = version(1, "4.0.14", dates).bars
    markers = version(1, "4.0.14", dates).markers
    bars = (released, default._replace(end=on("2027-04-06")))
    withdrawn = Row(1, "4.0.14", None, "version", bars, markers, withdrawn=on("2027-04-06"))
    view = view_from("2026-11-02", 30, 7)
    assert painted(withdrawn, view) == "  │ ○▆▆▆▆▆▆▆▆◆▆▆▆▆▆▆▆▆⊘       "
    assert painted(withdrawn, view, glyphs=ASCII) == "  | o========*########W       "
    late = view_from("2027-04-05", 10, 7)
    assert painted(withdrawn, late) == "⊘         ", "no arrow points at dates while the sign is in view"
    assert painted(withdrawn, view_from("2027-05-03", 10, 7)) == "‹         "
