"""Files with very many errors: all of them are found, and the work grows as the file does."""

from collections.abc import Iterable

import pytest

from planner.diagnostics import did_you_mean
from planner.files import locations
from planner.files.plan.file import read_plan_bytes

HEAD = 'format = 1\nproduct = "P"\npolicy = "clio"\n'


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    compared: list[int] = []

    def counting(word: str, known: Iterable[str]) -> str:
        names = tuple(known)
        compared.append(len(names))
        return did_you_mean(word, names)

    monkeypatch.setattr(locations, "did_you_mean", counting)
    return compared


def test_ten_thousands_of_unknown_keys_are_all_told_and_few_are_compared(compared: list[int]) -> None:
    text = HEAD + "".join(f"produckt{number} = 1\n" for number in range(12_000))
    diagnostics = read_plan_bytes("p.toml", text.encode()).diagnostics
    assert len(diagnostics) == 12_000
    assert diagnostics[0].message == "`produckt0`: did you mean `product`?"
    assert diagnostics[-1].message == "`produckt11999` is not a key of a plan"
    assert sum(compared) <= locations.PathDiagnostics.comparisons


def test_one_misspelling_in_every_version_is_compared_once(compared: list[int]) -> None:
    text = HEAD + "".join(f'[[version]]\nname = "{number}"\nrelaesed = 2027-03-01\n' for number in range(500))
    diagnostics = read_plan_bytes("p.toml", text.encode()).diagnostics
    assert {each.message for each in diagnostics} == {"`relaesed`: did you mean `released`?"}
    assert len(compared) == 1


def test_thousands_of_unknown_items_are_not_each_compared_with_thousands_of_items(
    compared: list[int],
) -> None:
    items = "".join(f'[[version]]\nname = "v{number}"\n' for number in range(3_000))
    notices = "".join(f'[[notice]]\nversion = "w{number}"\ndate = 2027-01-01\n' for number in range(3_000))
    diagnostics = read_plan_bytes("p.toml", (HEAD + items + notices).encode()).diagnostics
    assert len([each for each in diagnostics if each.code == "unknown-item"]) == 3_000
    assert sum(compared) <= locations.PathDiagnostics.comparisons
