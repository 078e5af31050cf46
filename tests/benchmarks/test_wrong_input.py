"""The wrong files of the benchmark are wrong in the way that each is named for, error by error."""

from collections.abc import Callable

import pytest

from benchmarks.wrong_input import FILES
from planner.files.plan.file import read_plan_bytes

CODES = ("not-toml", "unknown-key", "not-a-date", "not-a-date")


@pytest.mark.parametrize(
    ("made", "code"), [(made, code) for (_, made, _), code in zip(FILES, CODES, strict=True)]
)
def test_each_wrong_file_has_an_error_for_each_of_its_parts(made: Callable[[int], str], code: str) -> None:
    found = read_plan_bytes("wrong.toml", made(20).encode())
    assert found.plan is None
    assert [each.code for each in found.diagnostics] == [code] * 20
