from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.dates import LAST_DAY, iso
from planner.ticks import Tick, ticks
from tests.engine.plans import day


def shown(level: tuple[Tick, ...]) -> list[str]:
    return [f"{iso(each.day)} {each.label}" for each in level]


@pytest.mark.parametrize(
    ("days_per_cell", "upper", "lower"),
    [
        (0.25, "2026-11-01 Nov 2026", "2026-11-21 21"),
        (1, "2026-11-01 Nov 2026", "2026-11-16 16"),
        (2, "2026-11-01 Nov 2026", "2026-11-16 16"),
        (3.5, "2026-01-01 2026", "2026-11-01 Nov"),
        (7, "2026-01-01 2026", "2026-11-01 Nov"),
        (14, "2026-01-01 2026", "2026-10-01 Q4"),
        (30.4375, "2026-01-01 2026", "2026-10-01 Q4"),
        (60, "2020-01-01 2020s", "2026-01-01 2026"),
        (91.3125, "2020-01-01 2020s", "2026-01-01 '26"),
    ],
)
def test_the_coarser_the_cells_the_longer_the_parts(days_per_cell: float, upper: str, lower: str) -> None:
    found = ticks(day("2026-11-21"), day("2026-11-21"), days_per_cell)
    assert (shown(found.upper), shown(found.lower)) == ([upper], [lower])


def test_parts_follow_one_another_through_the_year() -> None:
    found = ticks(day("2026-11-21"), day("2027-02-01"), 3.5)
    assert shown(found.upper) == ["2026-01-01 2026", "2027-01-01 2027"]
    assert [each.label for each in found.lower] == ["Nov", "Dec", "Jan", "Feb"]
    weeks = ticks(day("2026-12-28"), day("2027-01-11"), 1).lower
    assert [each.label for each in weeks] == ["28", "4", "11"]


@given(
    st.integers(1, LAST_DAY),
    st.integers(0, 200),
    st.sampled_from([0.2, 1.0, 2.0, 3.5, 7.0, 14.0, 30.4375, 91.3125]),
)
def test_labels_stand_apart_and_cover_the_stretch(first: int, cells: int, days_per_cell: float) -> None:
    last = min(int(first + cells * days_per_cell), LAST_DAY)
    for level in ticks(first, last, days_per_cell):
        assert level[0].day <= first or level[0].day == 1
        assert level[-1].day <= last
        for each, following in pairwise(level):
            assert (following.day - each.day) / days_per_cell >= len(each.label)
