"""Reading many plans beside the screen: those in view first, and again when their files change.

Files are read in a thread and evaluated between events, a few milliseconds at a time: a thread that computes
would slow down every event by taking turns with it. Only large plans, which take longer, go to a thread.
"""

from asyncio import sleep, to_thread
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from time import monotonic, perf_counter
from typing import Any, Protocol

from textual.app import App
from textual.timer import Timer

from planner.portfolio.shown_paths import read_from
from planner.portfolio.summary import PlanSummary
from planner.portfolio.watch import Changes, LoadedPlan, PlanWatch
from planner.tui.background import undisturbed
from planner.tui.controllers.throttle import Throttle

A_BATCH = 32
"""Plans whose files are read before others are looked for that came into view meanwhile."""
LARGE = 50_000
"""Bytes of a plan that takes longer to evaluate than an event may wait."""
REST = 20
"""Times as long as a look at the files took, until the clock asks for the next one."""
SLICE, PAUSE = 0.008, 0.004
"""Seconds of work at a time, and for everything else in between."""
GROUP = "reading-plans"
"""The name of the worker."""


class PlanReadingHost(Protocol):
    """The screen of the list of plans, as the reading of the plans sees it."""

    @property
    def wanted_first(self) -> Iterable[str]:
        """The paths of the plans in view, which are read before the others."""

    @property
    def may_read(self) -> bool:
        """False while another screen, or no screen at all, needs the time."""

    @property
    def app(self) -> App[Any]:
        """The running app."""

    def show_plans(self) -> None:
        """Show the summaries anew."""

    def plans_came_or_went(self, came: Sequence[str], went: Sequence[str]) -> None:
        """Say that files appeared or disappeared."""

    def run_worker(self, work: Coroutine[None, None, None], *, group: str = "default") -> object:
        """Run a coroutine beside the messages."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call a function after a delay in seconds."""


class PlanReading:
    """The summaries of all plans, kept up to date with their files while the list is shown."""

    def __init__(self, host: PlanReadingHost, watch: PlanWatch, paths: Iterable[str]) -> None:
        self._host = host
        self._watch = watch
        self._summaries = {path: self._unread(path) for path in paths}
        self._asked = False
        """True if somebody asked to look while that was under way."""
        self._looked = False
        """True once the files were looked at: what is there the first time is not new."""
        self._rests_until = 0.0
        self._again = False
        """True if every plan is to be read, changed or not."""
        self._running = False
        self._added: list[str] = []
        self._show = Throttle(host.set_timer, host.show_plans)

    @property
    def summaries(self) -> list[PlanSummary]:
        """The summaries of all plans, in the order of the watch; an unread one has its path only."""
        return list(self._summaries.values())

    def of(self, path: str) -> PlanSummary | None:
        """Return the summary of a plan by its path; None if the list does not have it."""
        return self._summaries.get(path)

    def add(self, path: str) -> None:
        """Add a plan to the list, also if no folder of the list has it, and read it."""
        self._added.append(path)
        self.look()

    def read_all_again(self) -> None:
        """Have every plan read again in the background, whether its file changed or not."""
        self._again = True
        self.look()

    def look(self) -> None:
        """Look in the background for files that came, went or changed, and read those.

        If such a look is under way, another one follows it.
        """
        self._asked = True
        if not self._running:
            self._running = True
            self._host.run_worker(self._keep_up(), group=GROUP)

    def look_now_and_then(self) -> None:
        """Do as `look`, unless the last look took long and ended a short while ago.

        The rest is `REST` times as long as that look took: folders may be huge, or far away.
        """
        if monotonic() >= self._rests_until:
            self.look()

    async def _keep_up(self) -> None:
        """Look for changed files and read them, once more for each `look` meanwhile, if the time allows."""
        try:
            while self._asked and self._host.may_read:
                self._asked = False
                added, self._added = self._added, []
                begun = monotonic()
                changes = await to_thread(_look, self._watch, added)
                now = monotonic()
                self._rests_until = now + REST * (now - begun)
                self._take_paths(changes.plans)
                self._looked = True
                again, self._again = self._again, False
                await self._read(dict.fromkeys(changes.plans if again else changes.to_read))
        finally:
            self._running = False

    def _unread(self, path: str) -> PlanSummary:
        """Return the summary of a plan that is not read yet: its path, and the path as it is shown."""
        return read_from(self._watch.folder, PlanSummary(path=path))

    def _take_paths(self, paths: Sequence[str]) -> None:
        """List the plans at these paths, the known ones as they are; say which plans came or went."""
        before = self._summaries
        if [*paths] == [*before]:
            return
        self._summaries = {path: before.get(path) or self._unread(path) for path in paths}
        came = [path for path in paths if path not in before]
        went = [path for path in before if path not in self._summaries]
        self._host.show_plans()
        if self._looked and (came or went):
            self._host.plans_came_or_went(came, went)

    async def _read(self, to_read: dict[str, None]) -> None:
        """Load plans in a thread, a batch at a time, the ones in view first, and evaluate them.

        Loaded paths are taken out of `to_read`. It stops early if another screen needs the time.
        """
        while to_read and self._host.may_read:
            in_view = [path for path in self._host.wanted_first if path in to_read]
            batch = [*in_view, *(path for path in to_read if path not in in_view)][:A_BATCH]
            for path in batch:
                del to_read[path]
            await self._evaluate(await to_thread(_load, self._watch, batch))
        self._show.finish()

    async def _evaluate(self, loaded: Iterable[LoadedPlan]) -> None:
        """Work out the summaries of loaded plans in slices, and show them from time to time.

        Large plans are worked out in a thread. It stops early if another screen needs the time.
        """
        end = perf_counter() + SLICE
        for each in loaded:
            if not self._host.may_read:
                return
            if each.size > LARGE:
                with undisturbed(self._host.app):
                    found = await to_thread(self._watch.summarize, each)
            else:
                found = self._watch.summarize(each)
            if found.path in self._summaries:
                self._summaries[found.path] = read_from(self._watch.folder, found)
            if perf_counter() >= end:
                self._show.ask()
                await sleep(PAUSE)
                end = perf_counter() + SLICE
        self._show.ask()


def _look(watch: PlanWatch, added: Collection[str]) -> Changes:
    """Watch the added paths too, and return what changed on disk since the last look; runs in a thread."""
    for path in added:
        watch.add(path)
    return watch.look()


def _load(watch: PlanWatch, paths: Iterable[str]) -> list[LoadedPlan]:
    """Read the files of plans; runs in a thread."""
    return [watch.load(path) for path in paths]
