from planner.dates import Day
from planner.plan import Freeze
from planner.tui.timeline.cells import Cells
from planner.tui.timeline.glyphs import ASCII
from planner.tui.timeline.marks import Held
from planner.tui.timeline.ruler import paint_lower, paint_upper, write_ticks
from planner.tui.timeline.scale import TimeScale, View
from planner.tui.timeline.scene import Scene
from tests.tui.timeline.drawn import AS_OF, on, view_from

WEEKS = view_from("2026-09-07", 60, 7)


def lines(
    view: View, held: Held | None = None, day_cursor: Day | None = None, freezes: tuple[Freeze, ...] = ()
) -> list[str]:
    scene = Scene(view, AS_OF, freezes, day_cursor=day_cursor)
    cells = paint_upper(scene, held, True), paint_lower(scene, None, True)
    return [each.text.rstrip() for each in cells]


def test_years_over_months_and_today() -> None:
    assert lines(WEEKS) == [
        "2026    today   2027",
        "   Oct Nov▾ Dec Jan  Feb Mar Apr May  Jun Jul Aug  Sep Oct",
    ]


def test_months_over_days_without_a_number_that_belongs_to_a_day_out_of_view() -> None:
    assert lines(view_from("2027-02-03", 40, 1)) == [
        "Feb 2027                  Mar 2027",
        "     8      15     22     1      8",
    ]


def test_a_quarter_a_cell_still_has_years_that_stand_apart() -> None:
    upper, lower = lines(view_from("2019-01-07", 60, 91.3125))
    assert upper == "    2020s                     today         2030s"
    assert lower.split() == [f"'{year}" for year in range(19, 34)]


def test_the_dragged_date_and_the_day_cursor_stand_over_their_days() -> None:
    upper, _ = lines(WEEKS, held=Held(on("2027-02-15"), on("2027-02-03")), day_cursor=on("2027-06-07"))
    assert upper == "2026    today     2027-02-15      2027-06-07"
    column = WEEKS.x(on("2027-02-15"))
    assert upper.index("2027-02-15") <= column <= upper.index("2027-02-15") + 10


def test_a_dragged_bar_has_no_date_of_its_own() -> None:
    upper, _ = lines(WEEKS, held=Held(on("2027-06-07"), on("2027-04-12"), is_date=False))
    assert upper == "2026    today   2027                 +56 d"


def test_a_label_that_would_be_cut_off_goes_altogether() -> None:
    upper, _ = lines(WEEKS, held=Held(on("2027-01-04"), on("2027-02-03")))
    assert upper == "2026        2027-01-04", "neither `to` nor `27` is left standing"


def test_the_guide_line_ends_under_the_ruler() -> None:
    lower = paint_lower(Scene(WEEKS, AS_OF), on("2027-02-22"), True).text
    assert lower.startswith("   Oct Nov▾ Dec Jan  Feb▾Mar Apr May")
    assert lower[WEEKS.x(on("2027-02-22"))] == "▾"


def test_signs_of_the_ruler_in_ascii() -> None:
    scene = Scene(WEEKS, AS_OF, glyphs=ASCII)
    assert paint_lower(scene, on("2027-02-22"), True).text.isascii()


def test_a_view_without_any_tick_is_left_blank() -> None:
    cells = Cells.blank(3)
    write_ticks(cells, View(TimeScale(), 0, 3), (), "upper", sticky=True)
    assert cells.text == "   "


def freeze(name: str | None, start: str, end: str) -> Freeze:
    return Freeze(key=0, name=name, start=on(start), end=on(end))


def test_freezes_are_named_over_their_days_or_beside_them_and_cut_no_label() -> None:
    summer, winter = (
        freeze("Summer", "2027-07-01", "2027-08-10"),
        freeze("Year end", "2026-12-18", "2027-01-04"),
    )
    upper, _ = lines(WEEKS, freezes=(summer, winter))
    assert upper == "2026    today   2027 Year end             Summer"
    held = Held(on("2027-07-15"), on("2027-02-03"))
    assert lines(WEEKS, held=held, freezes=(summer,))[0].endswith(" 2027-07-15 Summer"), (
        "the date comes first"
    )
    assert "freeze" in lines(WEEKS, freezes=(freeze(None, "2027-07-01", "2027-08-10"),))[0]
    assert lines(view_from("2028-01-03", 60, 7), freezes=(summer, winter))[0].split() == ["2028", "2029"]


def test_a_long_name_of_a_freeze_is_cut_and_its_escapes_are_shown() -> None:
    upper, _ = lines(WEEKS, freezes=(freeze("\x1b[31m" + "a" * 90, "2027-05-01", "2027-08-10"),))
    assert "\x1b" not in upper
    assert upper.endswith("…")
    assert len(upper.split("  ")[-1].strip()) <= 24
