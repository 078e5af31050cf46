"""Settings for every test: in CI the same examples each time, and processes enough for two cores."""

import atexit
import gc
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from planner.dates import Day
from planner.recurring import Recurring

settings.register_profile("planner", deadline=None)
settings.register_profile("planner-ci", parent=settings.get_profile("planner"), derandomize=True)
settings.load_profile("planner-ci" if os.environ.get("CI") == "true" else "planner")


FOREIGN = re.compile(
    "NO_COLOR|FORCE_COLOR|CLICOLOR.*|COLUMNS|LINES|TERM_.*|TMUX|STY|XTERM_VERSION|TEXTUAL_.*|VISUAL|EDITOR|PAGER"
    "|GIT_.*|(GITHUB|GITLAB|BITBUCKET|RUNNER|CI)_.*|GITLAB_CI|XDG_.*_HOME|LANGUAGE"
)
"""Variables that change what is written, or where: those of a terminal, of git, and of services."""


def be_nobody() -> None:
    """Leave the settings, state, terminal, clock and git of whoever runs the tests, or of a service, out.

    This comes before anything is imported: a test's module may keep a copy of the environment.
    """
    for name in filter(FOREIGN.fullmatch, [*os.environ]):
        del os.environ[name]
    home = TemporaryDirectory(prefix="planner-tests-", ignore_cleanup_errors=True)
    atexit.register(home.cleanup)
    for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
        os.environ[f"XDG_{kind}_HOME"] = os.path.join(home.name, kind.lower())
    os.environ |= {
        "COLORTERM": "truecolor",
        "TERM": "xterm-256color",
        "TZ": "UTC",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
    os.umask(0o022)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's `&` hands that on
        signal.signal(signal.SIGINT, signal.default_int_handler)


be_nobody()


@pytest.fixture(scope="session", autouse=True)
def unsynced() -> Iterator[None]:
    """Let the disk write when it likes: no test cuts the power, and the tests of syncing count the calls."""

    def is_open(descriptor: int) -> None:
        os.fstat(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", is_open)
        yield


ROOT = Path(__file__).parents[1]

if sys.dont_write_bytecode:
    # Where nothing may be written beside the sources, hundreds of commands would each compile them anew.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    del os.environ["PYTHONDONTWRITEBYTECODE"]

PROCESSES = 3
"""Processes at least: slow tests wait for a program in a terminal, for a shell or for a browser."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    processors = os.cpu_count() or 1
    return processors if config.getoption("markexpr") == "not slow" else max(PROCESSES, processors)


LONG = 0.1
"""Seconds of work before or after a test from which on it is reported although all went well."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Leave out that a test began and ended well: ten thousand reports take longer than many a test."""
    if not hasattr(item.config, "workerinput"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed or report.duration > LONG:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


TERMINAL = "tests/terminal/"
LONGEST = "tests/terminal/test_working_day.py", "tests/ci/", "tests/terminal/", "tests/packaging/"
"""Slow tests that are handed out before the others, so that no process has one of them left at the end."""


SINGLY = "tests/tui/"
"""Tests that are handed out one by one: they come last, and none of the processes waits long for another."""


class FileByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out file by file, and the tests of the screen one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(SINGLY) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FileByFile:
    config.option.loadscopereorder = False  # the slow tests come first, not the files with the most tests
    return FileByFile(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the sessions in a terminal as slow, and begin with the slow tests."""
    for item in items:
        if item.nodeid.startswith(TERMINAL):
            item.add_marker(pytest.mark.slow)
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("slow") is None:
        return len(LONGEST) + 1
    return next((turn for turn, each in enumerate(LONGEST) if item.nodeid.startswith(each)), len(LONGEST))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Search for garbage less often than usual, and never in the thousands of tests and modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Let every process of a whole run compile its share of the tests, and find the rest compiled."""
    worker = getattr(session.config, "workerinput", None)
    if worker is None or session.config.args != session.config.getini("testpaths"):
        return
    number, processes = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    modules = sorted(ROOT.glob("tests/*/**/test_*.py"))
    for module in modules[number::processes]:
        if (module.parent / "__init__.py").exists():
            with suppress(Exception, pytest.skip.Exception):  # the collection says it
                import_module(".".join(module.relative_to(ROOT).with_suffix("").parts))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Day]:
    """The days of which it was asked whether a recurring day falls on them, one after another."""
    asked: list[Day] = []
    falls_on: Callable[[Recurring, Day], bool] = Recurring.falls_on

    def counting(each: Recurring, day: Day) -> bool:
        asked.append(day)
        return falls_on(each, day)

    monkeypatch.setattr(Recurring, "falls_on", counting)
    return asked
