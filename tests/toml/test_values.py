from datetime import date

import pytest

from planner.toml.values import same


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, True, False),
        (1, 1.0, False),
        (0.0, -0.0, False),
        (float("nan"), float("nan"), True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": [True]}, {"a": [1]}, False),
        ([1, 2], [2, 1], False),
        ([1], [1, 1], False),
        (date(2022, 1, 1), "2022-01-01", False),
    ],
)
def test_data_is_the_same_only_with_the_same_types(one: object, other: object, equal: bool) -> None:
    assert same(one, other) is equal
