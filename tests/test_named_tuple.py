"""`planner.named_tuple` makes the tuples of `typing.NamedTuple`."""

import pickle
import subprocess
import sys
import typing
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.named_tuple import NamedTuple

ROOT = Path(__file__).parent.parent


class Ours(NamedTuple):
    """A pair."""

    first: int
    second: str = "two"
    """The second one."""

    @property
    def both(self) -> str:
        return f"{self.first} {self.second}"


class Theirs(typing.NamedTuple):
    """A pair."""

    first: int
    second: str = "two"

    @property
    def both(self) -> str:
        return f"{self.first} {self.second}"


class Nothing(NamedTuple):
    """No fields."""


class Longer(Ours):
    """A class with a base of its own."""

    @property
    def both(self) -> str:
        return super().both.upper()


USES: list[Callable[[typing.Any], object]] = [
    lambda kind: tuple(kind(1)),
    lambda kind: tuple(kind(1, "x")),
    lambda kind: tuple(kind(second="x", first=3)),
    lambda kind: kind(1),
    lambda kind: kind(),
    lambda kind: kind(1, "x", 2),
    lambda kind: kind(1, third=2),
    lambda kind: kind(1)._replace(second="y"),
    lambda kind: kind(1)._replace(third="y"),
    lambda kind: kind._make([1, "z"]),
    lambda kind: kind._make([1]),
    lambda kind: kind(1)._asdict(),
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, kind.__bases__),
    lambda kind: kind(1).both,
    lambda kind: kind(1) == (1, "two") and hash(kind(1)) == hash((1, "two")) and kind(1) < kind(2),
    lambda kind: setattr(kind(1), "first", 2),
    lambda kind: setattr(kind(1), "third", 2),
    lambda kind: tuple(pickle.loads(pickle.dumps(kind(5)))),
    typing.get_type_hints,
]


@pytest.mark.parametrize("use", USES)
def test_a_named_tuple_is_as_one_of_typing(use: Callable[[object], object]) -> None:
    def result(kind: type) -> object:
        try:
            return repr(use(kind)).replace("Theirs", "Ours")
        except (TypeError, AttributeError, ValueError) as error:
            return type(error), str(error).replace("Theirs", "Ours")

    assert result(Ours) == result(Theirs)


def test_a_named_tuple_may_have_no_fields_and_subclasses() -> None:
    assert Nothing() == ()
    assert Longer(1).both == "1 TWO"
    match Ours(7, "x"):
        case Ours(first, "x"):
            assert first == 7


def test_check_makes_no_class_by_the_slow_way() -> None:
    """Eighty classes of `typing.NamedTuple` took a fifth of a check of one small plan."""
    command = ("check", "plans/clio.toml", "--as-of", "2026-11-21")
    program = (
        "import sys, typing\n"
        "made, make = [], typing.NamedTupleMeta.__new__\n"
        "typing.NamedTupleMeta.__new__ = lambda *args: made.append(args[1]) or make(*args)\n"
        "from planner.cli import main\n"
        "assert main(sys.argv[1:]) in (0, 1)\n"
        "print(made, file=sys.stderr)\n"
    )
    python = [sys.executable, "-c", program, *command]
    done = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
