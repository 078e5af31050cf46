"""Compiled plans are let go in small pieces, for the screen that works beside the thread that does it."""

import gc
from collections.abc import Iterator

import pytest

from planner.engine import letting_go
from planner.engine.compile import Constraints
from planner.engine.letting_go import let_go
from planner.engine.schedule import Schedule
from planner.plan import Plan, Version
from tests.engine.test_phases import POLICY


class Part:
    """A part of a large container, which counts how many are gone."""

    gone = 0

    def __init__(self, of: object = None) -> None:
        self.of = of

    def __del__(self) -> None:
        Part.gone += 1


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let containers of forty members count as large."""
    monkeypatch.setattr(letting_go, "LARGE", 40)
    monkeypatch.setattr(letting_go, "PIECE", 2)
    Part.gone = 0
    gc.disable()
    yield
    gc.enable()


def freed_a_step(objects: list[object]) -> list[int]:
    """Return how many parts each step has freed."""
    freed, before = [], 0
    for _ in let_go(objects):
        freed.append(Part.gone - before)
        before = Part.gone
    freed.append(Part.gone - before)
    return freed


def test_a_large_container_is_let_go_a_piece_a_step_at_any_depth() -> None:
    objects: list[object] = [({"deep": [Part() for _ in range(49)]}, [Part()] * 45)]
    freed = freed_a_step(objects)
    assert not objects
    assert Part.gone == 50
    assert max(freed) == 2


def test_a_schedule_outlives_its_constraints_and_is_let_go_a_piece_a_step_too() -> None:
    versions = (Version(key=0, name="1", dates={"released": 10}),)
    schedule = Schedule(Plan("P", "p", versions=versions), POLICY, 6)
    vars(schedule)["announced"] = [Part() for _ in range(49)]
    compiled = Constraints(schedule, [Part(schedule) for _ in range(49)])  # type: ignore[misc]
    others = Constraints(schedule, [Part(schedule) for _ in range(49)])  # type: ignore[misc]
    objects: list[object] = [others, compiled]
    del schedule, compiled, others
    freed = freed_a_step(objects)
    assert Part.gone == 147
    assert max(freed) == 2


def test_a_part_that_is_in_use_stays_as_it_is() -> None:
    used = [Part() for _ in range(49)]
    objects: list[object] = [(used, [Part() for _ in range(49)])]
    freed_a_step(objects)
    assert len(used) == 49
    assert Part.gone == 49
