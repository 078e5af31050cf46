"""Settings for every test: in CI the same examples each time, and processes enough for two cores."""

import os

import pytest
from hypothesis import settings

settings.register_profile("planner", deadline=None)
settings.register_profile("planner-ci", parent=settings.get_profile("planner"), derandomize=True)
settings.load_profile("planner-ci" if os.environ.get("CI") == "true" else "planner")

PROCESSES = 3
"""Processes at least: some tests wait for a program in a terminal, for a shell or for a browser."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return max(PROCESSES, os.cpu_count() or 1)
