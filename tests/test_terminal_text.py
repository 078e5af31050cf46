import pytest
from rich.cells import cell_len

from planner.terminal_text import cells, position, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.0.14 ✉ 版本 naïve", "4.0.14 ✉ 版本 naïve"),
        ("a\nb\tc", r"a\nb\tc"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b", r"\x9b"),
        ("\u202egnp", r"\u202egnp"),
        ("\udc80", r"\udc80"),
        ("##[error] ###[", "# #[error] # # #["),
        ("# one", "# one"),
        ("👨\u200d👩\u200d👧 API", "👨👩👧 API"),
        ("👍🏽 API", "👍 API"),
        ("❤\ufe0f 1\ufe0f\u20e3", "❤ 1\u20e3"),
        ("क्\u200dष", "क्ष"),
        ("4.0\u200d", r"4.0\u200d"),
    ],
)
def test_what_is_not_printable_is_spelled_out(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    text = shown("begins" + "x" * 10_000 + "ends", 50)
    assert len(text) == 50
    assert text.startswith("begins")
    assert text.endswith("ends")


def test_cells_count_wide_and_combining_characters() -> None:
    assert cells("abc") == 3
    assert cells("版本") == 4
    assert cells("e\u0301") == 1
    assert cells("ที่") == 1
    assert cells("\u1112\u1161\u11ab") == 2


def test_cells_are_those_that_the_screen_counts() -> None:
    """But for characters that are younger than this Python's tables."""
    assigned = map(chr, range(0x20, 0x3000))
    other = [each for each in assigned if each.isprintable() and cells(each) != cell_len(each)]
    assert all("\u2630" <= each <= "\u268f" for each in other), other


def test_a_position_never_begins_like_a_workflow_command() -> None:
    assert position("plans/a.toml", 3, 1) == "plans/a.toml:3:1"
    assert position("::error::x") == "./::error::x"
