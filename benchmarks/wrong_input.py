"""Files that are wrong from beginning to end: each is reported within seconds, in time linear in its size."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cold_check import check_command
from benchmarks.memory import used
from benchmarks.table import Result

BAR = 5.0
"""Seconds."""
HEAD = 'format = 1\nproduct = "A wrong API"\npolicy = "clio"\n'


def nonsense(lines: int) -> str:
    """Return a number of lines, of 16 bytes each, that are no TOML."""
    return '@# = [ "nonsense\n' * lines


def unknown_keys(number: int) -> str:
    """Return a plan whose version has a number of unknown keys."""
    return f'{HEAD}[[version]]\nname = "1"\n' + "".join(f"key{each} = {each}\n" for each in range(number))


def bad_dates(number: int) -> str:
    """Return a plan with a number of versions, each with a day that no month has."""
    return HEAD + "".join(f'[[version]]\nname = "{each}"\nreleased = 2027-02-30\n' for each in range(number))


def dates_in_quotes(number: int) -> str:
    """Return a plan with a number of versions, each with a date in quotes."""
    return bad_dates(number).replace("2027-02-30", '"2027-03-01"')


FILES: tuple[tuple[str, Callable[[int], str], int], ...] = (
    ("12 MB of nonsense", nonsense, 750_000),
    ("100,000 unknown keys", unknown_keys, 100_000),
    ("20,000 bad dates", bad_dates, 20_000),
    ("20,000 dates in quotes", dates_in_quotes, 20_000),
)


def results() -> Iterator[Result]:
    """Yield the check of each wrong file against its bar, and against four times that of a quarter of it."""
    with TemporaryDirectory() as name:
        path = Path(name, "wrong.toml")
        for what, made, number in FILES:
            quarter, whole = (_seconds(path, made(each)) for each in (number // 4, number))
            yield Result(what, whole, "its bar", BAR, bar=1)
            yield Result(f"{what}: linear", whole, "four times a quarter of it", 4 * quarter, bar=1.5)


def _seconds(path: Path, text: str) -> float:
    """Return the processor seconds of a check of a text, which is written to the path."""
    path.write_text(text, encoding="utf-8")
    code, seconds, _ = used(check_command(path))
    assert code == 1, "the errors of a file are findings"
    return seconds
