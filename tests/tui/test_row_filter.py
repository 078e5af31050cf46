"""Which rows are shown is decided by the rows, the choice and the day alone."""

from pathlib import Path

import pytest

from planner.chart import Chart, Row, TrackSummary, chart
from planner.dates import Duration
from planner.session import Session
from planner.tui.timeline.row_filter import ALL_ROWS, RowFilter, chosen, is_over, reason_hidden
from planner.tui.timeline.rows import Rows
from tests.real_size import AS_OF, VIOLATIONS, write
from tests.tui.desk import on


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Chart:
    path = write(tmp_path_factory.mktemp("plan"))
    return chart(Session.open(str(path), as_of=AS_OF.toordinal()).evaluation)


def names(rows: list[Row]) -> list[str]:
    return [row.name for row in rows if row.item is not None]


def headings(rows: list[Row]) -> list[str]:
    return [row.name for row in rows if row.item is None]


def named(whole: Chart, name: str) -> Row:
    return next(row for row in whole.rows if row.name == name and row.item is not None)


def test_all_rows_are_shown_unless_somebody_chooses(whole: Chart) -> None:
    choice = chosen(whole.rows, ALL_ROWS, whole.as_of)
    assert tuple(choice.rows) == whole.rows
    assert choice.hidden == 0


def test_hidden_history_leaves_out_what_is_over_and_counts_it(whole: Chart) -> None:
    choice = chosen(whole.rows, RowFilter(hides_history=True), whole.as_of)
    gone = set(names(list(whole.rows))) - set(names(choice.rows))
    assert choice.over == len(gone) > 5
    assert {"Developer API 2022.1", "SDK 2022.1", "Webhooks 2022.1"} <= gone
    assert "SDK 2025.1" not in gone, "it is still to be removed"
    assert "people: fax number removed" in gone, "a change of which all dates have passed"
    assert headings(choice.rows) == ["Developer API", "SDK", "Webhooks"]


def test_an_item_that_breaks_a_rule_is_not_over(whole: Chart) -> None:
    over = named(whole, "SDK 2022.1")
    assert is_over(over, whole.as_of)
    assert not is_over(over._replace(severity="warning"), whole.as_of)


def test_an_item_with_a_notice_still_to_be_sent_is_not_over(whole: Chart) -> None:
    over = named(whole, "SDK 2022.1")
    first = next(each for each in over.markers if each.what == "notice")
    planned = tuple(each._replace(sent=False) if each == first else each for each in over.markers)
    assert not is_over(over._replace(markers=planned), whole.as_of)


def test_an_item_is_not_over_before_its_last_date_has_passed(whole: Chart) -> None:
    over = named(whole, "SDK 2022.1")
    last = max(each.day for each in over.markers)
    assert is_over(over, last + 1)
    assert not is_over(over, last)


def test_an_item_without_any_date_is_not_over(whole: Chart) -> None:
    assert not is_over(named(whole, "SDK 2022.1")._replace(markers=(), bars=()), whole.as_of)


def test_only_violated_rows_are_those_with_open_findings(whole: Chart) -> None:
    choice = chosen(whole.rows, RowFilter(only="violated"), whole.as_of)
    assert sorted(names(choice.rows)) == sorted({item for _, item in VIOLATIONS})
    assert choice.filtered == len(names(list(whole.rows))) - len(names(choice.rows))


def test_coming_rows_have_a_date_within_the_time_asked_for(whole: Chart) -> None:
    soon = names(chosen(whole.rows, RowFilter(only="coming", within=Duration(30, "day")), whole.as_of).rows)
    later = names(chosen(whole.rows, RowFilter(only="coming"), whole.as_of).rows)
    assert "webhooks: event lead.converted added" in soon, "effective on 2026-12-14"
    assert set(soon) < set(later)
    assert "SDK 2022.1" not in later
    assert "SDK 2031.1" not in later


def test_a_filter_by_track_drops_the_headings_of_the_others(whole: Chart) -> None:
    choice = chosen(whole.rows, RowFilter(tracks=frozenset(["SDK"])), whole.as_of)
    assert headings(choice.rows) == ["SDK"]
    assert {row.track for row in choice.rows} == {"SDK"}


@pytest.mark.parametrize("text", ["2027", "  sdk   2027.1 ", "SDK 2027.1"])
def test_a_text_is_looked_for_in_names_whatever_its_case_and_blanks(whole: Chart, text: str) -> None:
    found = names(chosen(whole.rows, RowFilter(text=text), whole.as_of).rows)
    assert "SDK 2027.1" in found
    assert "SDK 2026.1" not in found


def test_filters_hold_together(whole: Chart) -> None:
    both = RowFilter(only="violated", tracks=frozenset(["SDK"]), text="2026")
    assert names(chosen(whole.rows, both, whole.as_of).rows) == ["SDK 2026.1"]
    assert both.words() == 'violated, SDK, "2026"'


def test_a_folded_track_is_its_heading_and_counts_its_items(whole: Chart) -> None:
    choice = chosen(whole.rows, RowFilter(folded=frozenset(["SDK"])), whole.as_of)
    assert headings(choice.rows) == ["Developer API", "SDK", "Webhooks"]
    assert not [row for row in choice.rows if row.item is not None and row.track == "SDK"]
    assert choice.folded == {"SDK": sum(row.track == "SDK" for row in whole.rows) - 1}
    assert choice.hidden == choice.folded["SDK"]


def test_a_folded_track_counts_only_the_items_that_match(whole: Chart) -> None:
    choice = chosen(whole.rows, RowFilter(folded=frozenset(["SDK"]), only="violated"), whole.as_of)
    assert choice.folded == {"SDK": 2}


def test_a_track_without_a_heading_cannot_be_folded_away(whole: Chart) -> None:
    rows = [row for row in whole.rows if row.item is not None and row.track == "SDK"]
    choice = chosen(rows, RowFilter(folded=frozenset(["SDK"])), whole.as_of)
    assert choice.rows == rows


def test_an_item_is_kept_in_spite_of_the_filter(whole: Chart) -> None:
    row_filter = RowFilter(hides_history=True, only="violated")
    choice = chosen(whole.rows, row_filter, whole.as_of, {"SDK 2022.1"})
    assert "SDK 2022.1" in names(choice.rows)
    assert reason_hidden(named(whole, "SDK 2022.1"), row_filter, whole.as_of) == "history is hidden"
    assert "violated" in reason_hidden(named(whole, "SDK 2031.1"), row_filter, whole.as_of)
    assert reason_hidden(named(whole, "SDK 2026.1"), row_filter, whole.as_of) == ""


def test_clearing_the_filter_leaves_history_hidden_and_tracks_folded() -> None:
    row_filter = RowFilter(hides_history=True, folded=frozenset(["SDK"]), only="coming", text="x")
    assert row_filter.without_filter() == RowFilter(hides_history=True, folded=frozenset(["SDK"]))


def test_the_cursor_goes_to_the_nearest_row_of_its_track(whole: Chart) -> None:
    rows = Rows(whole.rows, RowFilter(only="violated"), whole.as_of)

    def nearest(name: str) -> str:
        index = rows.nearest_shown(named(whole, name))
        assert index is not None
        return rows.all[index].name

    assert nearest("SDK 2025.1") == "SDK 2026.1", "below it"
    assert nearest("SDK 2031.1") == "SDK 2026.1", "above it, but in its track"
    assert nearest("SDK 2024.1") == "SDK 2024.1"


def test_a_row_that_changed_while_others_were_hidden_is_known_when_they_come_back(whole: Chart) -> None:
    rows = Rows(whole.rows, RowFilter(only="violated"), whole.as_of)
    hidden = named(whole, "SDK 2031.1")
    assert list(rows.replace([hidden._replace(severity="error")])) == []
    assert named(whole, "SDK 2031.1").item in {row.item for row in rows.filtered(rows.row_filter).all}


def test_a_choice_is_one_record_that_can_be_compared() -> None:
    assert RowFilter(text="a")._replace(text="") == ALL_ROWS


def test_a_withdrawn_version_is_over_though_it_had_later_dates(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        'format = 1\nproduct = "P"\npolicy = "clio"\n[[version]]\nname = "1"\nreleased = 2025-01-10\n'
        "default = 2027-01-10\nwithdrawn = 2026-01-01\n"
    )
    shown = chart(Session.open(str(path), as_of=on("2026-11-21")).evaluation)
    (row,) = shown.rows
    assert is_over(row._replace(severity=None), shown.as_of)
    assert not is_over(row._replace(severity=None), on("2025-12-31"))


def test_the_headings_of_tracks_keep_their_counts_while_other_rows_are_shown(whole: Chart) -> None:
    rows = Rows(row._replace(summary=None) for row in whole.rows)
    counts = {track: TrackSummary(3, number, 0) for number, track in enumerate(rows.tracks)}
    assert len(list(rows.summarize(counts))) == len(counts)
    for each in (rows.filtered(RowFilter(only="violated")), rows.filtered(ALL_ROWS)):
        assert {row.track: row.summary for row in each.all if row.is_heading} == counts
