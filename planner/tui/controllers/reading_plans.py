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
    """The screen that shows the plans."""

    @property
    def wanted_first(self) -> Iterable[str]:
        """The paths of the plans in view."""

    @property
    def may_read(self) -> bool:
        """False while another screen, or no screen at all, needs the time."""

    @property
    def app(self) -> App[Any]:
        """The running app."""

    def show_plans(self) -> None:
        """Show the summaries as they are now."""

    def plans_came_or_went(self, came: Sequence[str], went: Sequence[str]) -> None:
        """Say that files appeared or disappeared."""

    def run_worker(self, work: Coroutine[None, None, None], *, group: str = "default") -> object:
        """Run a coroutine beside the messages."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call a function after a delay in seconds."""


class PlanReading:
    """The summaries of all plans, brought up to date in a thread, some plans at a time."""

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
        """The summaries of all plans; of plans that were not read yet, the path alone."""
        return list(self._summaries.values())

    def of(self, path: str) -> PlanSummary | None:
        """Return the summary of a plan; None if there is no such plan."""
        return self._summaries.get(path)

    def add(self, path: str) -> None:
        """Show one more plan, wherever it is."""
        self._added.append(path)
        self.look()

    def read_all_again(self) -> None:
        """Read every plan again, whether its files changed or not."""
        self._again = True
        self.look()

    def look(self) -> None:
        """Look for files that came, went or changed, and read them; once more if that is under way."""
        self._asked = True
        if not self._running:
            self._running = True
            self._host.run_worker(self._keep_up(), group=GROUP)

    def look_now_and_then(self) -> None:
        """Look as `look` does, unless that took long a short while ago: folders may be huge, or far away."""
        if monotonic() >= self._rests_until:
            self.look()

    async def _keep_up(self) -> None:
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
        return read_from(self._watch.folder, PlanSummary(path=path))

    def _take_paths(self, paths: Sequence[str]) -> None:
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
        """Read plans in batches; the ones in view are asked for before each batch."""
        while to_read and self._host.may_read:
            in_view = [path for path in self._host.wanted_first if path in to_read]
            batch = [*in_view, *(path for path in to_read if path not in in_view)][:A_BATCH]
            for path in batch:
                del to_read[path]
            await self._evaluate(await to_thread(_load, self._watch, batch))
        self._show.finish()

    async def _evaluate(self, loaded: Iterable[LoadedPlan]) -> None:
        """Evaluate plans in slices; stop where another screen needs the time."""
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
    for path in added:
        watch.add(path)
    return watch.look()


def _load(watch: PlanWatch, paths: Iterable[str]) -> list[LoadedPlan]:
    return [watch.load(path) for path in paths]
