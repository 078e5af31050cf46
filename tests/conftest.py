"""Settings for every test: in CI the same examples each time, and processes enough for two cores."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("planner", deadline=None)
settings.register_profile("planner-ci", parent=settings.get_profile("planner"), derandomize=True)
settings.load_profile("planner-ci" if os.environ.get("CI") == "true" else "planner")


@pytest.fixture(scope="session", autouse=True)
def no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


PROCESSES = 3
"""Processes at least: some tests wait for a program in a terminal, for a shell or for a browser."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return max(PROCESSES, os.cpu_count() or 1)
