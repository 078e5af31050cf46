from planner.chart import Row
from planner.terminal_text import cells
from planner.tui.timeline.glyphs import ASCII, fitted
from planner.tui.timeline.gutter import gutter_width, paint_name
from planner.tui.timeline.marks import NO_MARKS, Marks
from planner.tui.timeline.scene import Scene
from tests.tui.timeline.drawn import AS_OF, heading, on, version, view_from

SCENE = Scene(view_from("2026-11-02", 60, 7), AS_OF)


def named(name: str, severity: str | None = None) -> Row:
    return Row(1, name, None, "version", severity=severity)  # type: ignore[arg-type]


def text_of(row: Row, width: int, cursor: bool = False) -> str:
    return "".join(run.text for run in paint_name(row, width, SCENE, Marks(cursor=cursor)))


def test_names_have_a_sign_for_the_cursor_and_one_for_the_worst_violation() -> None:
    assert text_of(named("4.0.14"), 12) == "   4.0.14   "
    assert text_of(named("4.0.14", "error"), 12, cursor=True) == "▌✗ 4.0.14   "
    assert text_of(named("4.0.14", "warning"), 12) == " ! 4.0.14   "
    ascii_only = paint_name(named("4.0.14", "error"), 12, SCENE._replace(glyphs=ASCII), Marks(cursor=True))
    assert "".join(run.text for run in ascii_only) == ">x 4.0.14   "
    assert text_of(heading("SDK"), 12) == "▾ SDK       "


def test_the_gutter_is_as_wide_as_the_names_but_leaves_the_axis_its_place() -> None:
    assert gutter_width([version(1, "4.0.14", {"released": on("2026-12-01")})], 120) == 10
    assert gutter_width([named("n" * 500)], 120) == 30
    assert gutter_width([named("n" * 500)], 80) == 20
    assert gutter_width([named("n" * 500)], 20) == 10
    assert gutter_width([], 80) == 4


def test_versions_that_are_named_by_dates_stay_apart_in_a_narrow_terminal() -> None:
    days = [named("2022-11-28"), named("2026-03-10")]
    change = Row(9, "issues: a field for progress", None, "change")
    tracked = Row(1, "Admin API 2026-10", "Admin API", "version")
    for rows in (days, [*days, change]):
        assert gutter_width(rows, 40) == 14
        assert [text_of(row, 14) for row in rows[:2]] == ["   2022-11-28 ", "   2026-03-10 "]
    assert gutter_width([tracked], 40) == 11
    assert text_of(tracked, 11) == "   2026-10 "
    assert gutter_width([named("2026-03-10 beta")], 40) == 10, "more would not show it whole either"


def test_every_name_fills_exactly_its_width() -> None:
    plain = ["", "4.0.14", "n" * 10_000, "版本" * 50, "a版", "e\u0301t\u00e9", "[bold]x[/]"]
    hostile = ["\x1b[31mred", "a\nb\tc", "\u202egnihtyna", "\u200bzero", "\x00"]
    for name in plain + hostile:
        for width in range(4, 30):
            assert cells(text_of(named(name), width)) == width, (name[:20], width)


def test_what_could_steer_a_terminal_is_spelled_out() -> None:
    assert fitted("\x1b[31mred", 20) == r"\x1b[31mred         "
    assert fitted("a\u202eb", 12) == r"a\u202eb    "
    assert fitted("a\nb", 6) == r"a\nb  "


def test_a_wide_character_is_never_halved() -> None:
    assert fitted("版本版本", 6) == "版本… "
    assert fitted("版本版本", 7) == "版本版…"


def test_a_name_that_is_cut_keeps_its_end_which_tells_versions_apart() -> None:
    assert text_of(named("Developer API 2025.1"), 20) == "   Developer…2025.1 "


def test_what_is_over_has_a_quieter_name() -> None:
    def style(**dates: str) -> str:
        row = version(1, "4", {name: on(day) for name, day in dates.items()})
        return paint_name(row, 12, SCENE, NO_MARKS)[-1].foreground

    assert style(released="2024-01-01", removed="2026-01-01") == "over"
    assert style(released="2024-01-01", removed="2027-01-01") == "version"
    assert style(released="2027-01-01") == "version"
