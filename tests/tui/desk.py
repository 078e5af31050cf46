"""A planner at work: the app on a plan, with what a person would do to it by key and mouse."""

from asyncio import Event
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.keys import key_to_character
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from planner.dates import Day, iso
from planner.engine.constraint import Place
from planner.session import Session
from planner.settings import DEFAULTS, Settings
from planner.tui.app import PlannerApp
from planner.tui.controllers.reading_plans import GROUP
from planner.tui.input.keyboard import KeysRead
from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.saying import SayingScreen
from planner.tui.timeline.timeline import Timeline
from tests.tui.still import MOST_TURNS, StillPilot
from tests.tui.whole import name_of, toasts

PLAN = """\
format  = 1
product = "Widgets API"
policy  = "clio"
judge_from = 2026-07-01

[[version]]
name       = "1.0"
released   = 2025-01-10
default    = 2025-04-15
deprecated = 2028-02-20          # a comment that stays

[[notice]]
version   = "1.0"
announces = ["deprecated"]
date      = 2027-06-01
channels  = ["email", "docs"]

[[version]]
name     = "2.0"
released = 2026-12-01
default  = 2027-02-03

[[notice]]
version   = "2.0"
announces = ["released", "default"]
date      = 2026-11-17
channels  = ["email", "docs"]
told      = { released = 2026-12-01, default = 2027-02-03 }
"""
AnyScreen = TypeVar("AnyScreen", bound="Screen[Any]")


def on(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


AS_OF = on("2026-11-21")

CHARACTERS = {"enter": "\r", "tab": "\t", "space": " "}


def _typed(app: PlannerApp, key: str) -> events.Key | events.Paste:
    """As the terminal sends it; `paste:` brackets a text."""
    if key.startswith("paste:"):
        return events.Paste(key.removeprefix("paste:"))
    name = name_of(key) if len(key) == 1 and not key.isalnum() else key
    event = events.Key(name, key if len(key) == 1 else CHARACTERS.get(key) or key_to_character(name))
    event.set_sender(app)
    return event


@dataclass
class Desk:
    app: PlannerApp
    pilot: StillPilot
    messages: list[Message] = field(default_factory=list)
    pointer: tuple[int, int] = (0, 0)
    typed_at: float = 0.0

    @property
    def screen(self) -> PlannerScreen:
        return next(each for each in self.app.screen_stack if isinstance(each, PlannerScreen))

    @property
    def session(self) -> Session:
        return self.screen.session

    @property
    def timeline(self) -> Timeline:
        return self.screen.timeline

    def place(self, item: str, what: str) -> Place:
        """A milestone of an item, or its only `notice`."""
        plan = self.session.plan
        if what == "notice":
            return Place(next(each.key for each in plan.notices if each.item == item), "date")
        return Place(next(each.key for each in plan.items if each.name == item), what)

    def date(self, item: str, what: str) -> str:
        return iso(self.session.day(self.place(item, what)))

    def row(self, item: str) -> int:
        return [each.name for each in self.session.plan.items].index(item)

    async def select(self, item: str, what: str | None = None) -> None:
        self.timeline.select(self.row(item), self.place(item, what) if what else None)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """One key after the other, each once everything is at rest."""
        for key in keys:
            await self.burst(key)

    async def burst(self, *keys: str) -> None:
        """All in one read of the terminal."""
        events = [_typed(self.app, key) for key in keys]
        self.typed_at = max((each.time for each in events), default=self.typed_at)
        self.app.post_message(KeysRead(events))
        await self.settle()

    async def repeat(self, key: str, *, after: float) -> None:
        """Send a key so many seconds after the one before it, whatever time it is."""
        event = _typed(self.app, key)
        event.time = self.typed_at = self.typed_at + after
        self.app.post_message(KeysRead([event]))
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is under way and the screen shows it."""
        for _ in range(MOST_TURNS):
            await self.pilot.finish(self.app.keyboard.settled())
            if not self.app.is_running:
                return
            await self.app.animator.wait_until_complete()
            if not await self.pilot.painted():
                return

    async def write(self, text: str) -> None:
        """Into the field that has the focus, in place of what is there, as fast as a terminal can send it."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.value = ""
        await self.burst(*("space" if each == " " else each for each in text))

    async def dialog(self, kind: type[AnyScreen]) -> AnyScreen:
        """The dialog that comes up now; it is painted, since keys from before do not answer it."""
        await self.until(lambda: isinstance(self.app.screen, kind))
        await self.pilot.painted()
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    async def until(self, condition: Callable[[], bool]) -> None:
        await self.pilot.until(condition)

    def cell(self, item: str, what: str) -> tuple[int, int]:
        """Where a date is painted."""
        index = self.timeline.rows.of_item(self.row(item))
        assert index is not None
        line = self.timeline.row_lines.line_of(index)
        x = self.timeline.gutter_cells + self.timeline.view.x(self.session.day(self.place(item, what)))
        return x, line - self.timeline.scroll_offset.y

    async def grip(self, item: str, what: str) -> None:
        self.pointer = self.cell(item, what)
        await self.pilot.mouse_down(Timeline, offset=self.pointer)
        await self.pilot.pause()

    async def pull(self, cells: int) -> None:
        """Moves the pointer so many cells, one after another."""
        for _ in range(abs(cells)):
            self.pointer = self.pointer[0] + (1 if cells > 0 else -1), self.pointer[1]
            await self.pilot.hover(Timeline, offset=self.pointer)
        await self.caught_up()

    async def caught_up(self) -> None:
        """What follows a drag at its own pace says the last of it."""
        for _ in range(2):  # the last step asks once more where the pointer went on meanwhile
            await self.pilot.pause()
            await self.until(lambda: not self.working)

    @property
    def working(self) -> bool:
        """Return True while what follows a drag is being worked out."""
        return self.busy_with("slices")

    def busy_with(self, group: str) -> bool:
        """Return True while a worker of a group is under way."""
        return any(each.group == group and not each.is_finished for each in self.app.workers)

    async def done_with(self, group: str) -> None:
        """Return when no worker of a group is under way, and none that a waiting message starts."""
        await self.settle()
        while self.busy_with(group):
            await self.until(lambda: not self.busy_with(group))
            await self.settle()

    async def after(self, widget: Widget, *, seconds: float) -> None:
        """Return when the timers of a widget that are due earlier have called."""
        called = Event()
        widget.set_timer(seconds, called.set)
        await called.wait()
        await self.pilot.pause()

    async def let_go(self) -> None:
        await self.pilot.mouse_up(Timeline, offset=self.pointer)
        await self.pilot.pause()

    def posted(self, kind: type[Message]) -> int:
        """How many messages of this kind there were; each is heard of at every widget that it passes."""
        return len({id(each) for each in self.messages if isinstance(each, kind)})

    @property
    def said(self) -> list[str]:
        """The messages in the status line and the notifications elsewhere."""
        saying = (each for each in reversed(self.app.screen_stack) if isinstance(each, SayingScreen))
        status = next((each.status.messages for each in saying if each.is_mounted), [])
        return [*status, *(each for each in toasts(self.app) if each not in status)]

    @property
    def panel(self) -> str:
        """What the violations panel says."""
        return "\n".join(line.text.rstrip() for line in self.screen.violations.lines)

    @property
    def inspector(self) -> str:
        return "\n".join(line.text.rstrip() for line in self.screen.inspector.lines)


@asynccontextmanager
async def at_work(
    *paths: Path,
    size: tuple[int, int] = (120, 40),
    ascii_only: bool = False,
    theme: str | None = None,
    settings: Settings = DEFAULTS,
) -> AsyncIterator[Desk]:
    app = PlannerApp([str(path) for path in paths], as_of=AS_OF, ascii_only=ascii_only, settings=settings)
    if theme is not None:
        app.theme = theme
    messages: list[Message] = []
    async with app.run_test(size=size, message_hook=messages.append):
        pilot = StillPilot(app)
        desk = Desk(app, pilot, messages)
        await desk.settle()
        await desk.until(lambda: app.screen.is_modal or not desk.busy_with("recovery-offer"))
        await desk.done_with(GROUP)
        yield desk
