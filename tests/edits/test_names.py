import pytest

from planner.edits.names import next_name


@pytest.mark.parametrize(
    ("previous", "guess"),
    [
        (["4.0.13", "4.0.14"], "4.0.15"),
        (["4.0.9"], "4.0.10"),
        (["v18", "v19"], "v20"),
        (["1.0", "2.0"], "3.0"),
        (["API 2030.1", "API 2031.1"], "API 2032.1"),
        (["API 2031.1", "API 2031.2"], "API 2031.3"),
        (["2028 LTS 1", "2030 LTS 1"], "2032 LTS 1"),
        (["1.9", "2.0"], "2.1"),
        (["2.0", "1.0"], "1.1"),
        (["v09"], "v10"),
        (["007"], "008"),
        (["2.0-beta"], "2.1-beta"),
        (["2024-07", "2024-10"], "2025-01"),
        (["2024-01", "2024-04", "2024-10"], "2025-01"),
        (["2024-12"], "2025-01"),
        (["202411", "202412"], "202501"),
        (["v2025.11", "v2025.12"], "v2026.01"),
        (["2022-11-28", "2023-02-28"], "2023-05-28"),
        (["2026-03-01", "2026-03-15"], "2026-03-29"),
        (["2024-02-31"], "2024-02-32"),
        (["Falcon"], "Falcon 2"),
        ([], "v1"),
    ],
)
def test_the_next_name_goes_on_as_the_previous_ones(previous: list[str], guess: str) -> None:
    assert next_name(previous, ()) == guess


def test_a_name_that_is_taken_is_passed_over() -> None:
    assert next_name(["4.0.13"], {"4.0.14", "4.0.15"}) == "4.0.16"
    assert next_name(["2024-07", "2024-10"], {"2025-01"}) == "2025-04"
    assert next_name([], {"v1"}) == "v2"


def test_a_very_long_number_is_no_trouble() -> None:
    assert next_name(["9" * 10_000], ()).endswith("1000000000000000000")
