"""Every id that `check` prints of its own accord is explained in one table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.engine.rules.order import RULE as ORDER
from planner.engine.waivers import ADVICE as OF_WAIVERS
from planner.files.codes import CODES

PLANNER = Path(__file__).parents[2] / "planner"
_TAKE_A_CODE = {
    "report_key",
    "report_value",
    "Refused",
    "Diagnostic",
    "FileError",
    "PathDiagnostic",
    "_report",
    "Mistake",
    "_hindered",
    "chosen",
}


def codes() -> Iterator[str]:
    """The codes that are written in the source, where a diagnostic is made."""
    for path in sorted(PLANNER.rglob("*.py")):
        if path.name == "junit.py":  # whose `_tell` writes an element of XML
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                first = next((each for each in texts if isinstance(each, str)), None)
                if name in _TAKE_A_CODE and first is not None and " " not in first:
                    yield first
    yield from (ORDER.id, *OF_WAIVERS)


def test_every_code_has_a_sentence_and_a_cure() -> None:
    assert set(codes()) - CODES.keys() == set()


def test_the_table_has_no_code_that_nothing_prints() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PLANNER.rglob("*.py"))
    for code in CODES:
        assert text.count(f'"{code}"') > 1, code


@pytest.mark.parametrize("code", CODES)
def test_sentence_and_cure_are_whole_sentences(code: str) -> None:
    for each in (CODES[code].description, CODES[code].cure):
        assert each[0].isupper()
        assert each.endswith(".")
