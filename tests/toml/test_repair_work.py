"""Texts with very many errors: each is reported, and the work to repair a text is bounded."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import tomli

from planner.files.plan.file import read_plan_bytes
from planner.toml import repair

HEAD = 'format = 1\nproduct = "P"\npolicy = "clio"\n'


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the texts that were parsed while a file was repaired."""
    parsed: list[int] = []
    loads: Callable[[str], dict[str, object]] = tomli.loads

    def counting(text: str) -> dict[str, object]:
        parsed.append(len(text))
        return loads(text)

    monkeypatch.setattr(
        repair, "tomli", SimpleNamespace(loads=counting, TOMLDecodeError=tomli.TOMLDecodeError)
    )
    return parsed


@pytest.mark.parametrize(
    ("value", "code"), [("2027-03", "not-a-date"), ("TBD", "not-a-date"), ("'open", "not-toml")]
)
def test_each_of_thousands_of_bad_values_is_told_and_the_file_is_read_few_times(
    parsed: list[int], value: str, code: str
) -> None:
    versions = "".join(f'[[version]]\nname = "{number}"\nreleased = {value}\n' for number in range(5_000))
    diagnostics = read_plan_bytes("p.toml", (HEAD + versions).encode()).diagnostics
    assert len([each for each in diagnostics if each.code == code]) == 5_000
    assert sum(parsed) < 30 * len(versions)


def test_lines_of_a_text_are_not_judged_on_their_own() -> None:
    bad = "".join(f'[[version]]\nname = "{number}"\nreleased = TBD\n' for number in range(40))
    note = '[[version]]\nname = "x"\nnote = """\nfirst = TBD\nlast = 2027-03\n"""\n'
    diagnostics = read_plan_bytes("p.toml", (HEAD + bad + note).encode()).diagnostics
    assert len(diagnostics) == 40


@pytest.mark.parametrize(
    "line", ["a='", "asdf ;; [[ == ''' \"", "[[version]", 'note = "\\q"', "a = [", f"a = {'9' * 5000}"]
)
def test_nonsense_is_given_up_after_a_bounded_amount_of_reading(parsed: list[int], line: str) -> None:
    text = HEAD + f"{line}\n" * (300_000 // len(line))
    diagnostics = read_plan_bytes("p.toml", text.encode()).diagnostics
    assert diagnostics
    assert sum(parsed) < 5 * repair.MOST_READ
