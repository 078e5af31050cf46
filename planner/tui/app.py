"""The application: themes, screens, palette."""

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from planner.dates import Day
from planner.files.plan.folder import NO_PLAN as WHAT_A_PLAN_IS
from planner.files.plan.folder import plans_of
from planner.settings import DEFAULTS, Settings
from planner.terminal_text import shown_path
from planner.tui.controllers.theme_choice import ENVIRONMENT, GROUND, first_theme, remember_theme
from planner.tui.input.app import KeyboardApp
from planner.tui.input.xterm import shift_reported
from planner.tui.keymap import DEFAULT_KEYS, Keymap, all_places, keymap, readable
from planner.tui.screens.finished import Finished
from planner.tui.screens.opening import Opening
from planner.tui.screens.planner import PlannerScreen
from planner.tui.screens.saying import SayingScreen
from planner.tui.themes import DARK, THEMES, colours_for
from planner.tui.timeline.messages import DragCancelled, Dropped, Grabbed, Released

if TYPE_CHECKING:
    from planner.tui.commands.command import Command

NO_PLAN = 2


class PlannerApp(KeyboardApp):
    """The application: themes, the first screen, and the way back from each screen."""

    TITLE = "planner"
    CSS_PATH = "planner.tcss"
    ENABLE_COMMAND_PALETTE = True
    # Textual begins with it: a later change would work out all colours twice, and parse all styles.
    theme: Reactive[str] = Reactive(DARK.name)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "help_quit", "Say how to leave", show=False, system=True, id="app.interrupt"),
        Binding("f1", "help_here", "Help on this place", show=False, priority=True, id="app.help"),
    ]

    def __init__(
        self,
        paths: Sequence[str],
        *,
        as_of: Day,
        policy: str | None = None,
        ascii_only: bool = False,
        remarks: Sequence[str] = (),
        settings: Settings = DEFAULTS,
        folders: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> None:
        """Make an app for the plans at `paths`, or for a folder without plans or an empty file.

        Args:
            paths: The plans; a single one is opened, several are listed.
            as_of: The as-of date.
            policy: The policy in place of the plans' own; None: their own.
            ascii_only: Draw no signs but ASCII.
            remarks: Messages to show once the screen is there.
            settings: The settings of the person: keys, theme.
            folders: The files and folders that the list looks in for plans that come later.
            exclude: Globs of the files that are left out there.
        """
        self._own_themes = {theme.name: theme for theme in THEMES}
        super().__init__()
        self.paths = paths
        keys = self.own_keys = self._keymap_of(settings)
        self.opening = Opening(
            as_of=as_of,
            policy=policy,
            ascii_only=ascii_only,
            keymap=keys,
            folders=tuple(folders),
            exclude=tuple(exclude),
        )
        self._undisturbed = 0
        """The number of threads for which the garbage collector is paused."""
        self._drags = False
        """True while dates are dragged, for which it is paused, too."""
        first, passed_over = first_theme(
            self.available_themes,
            {ENVIRONMENT: os.environ.get(ENVIRONMENT), "theme": settings.theme},
            colour_system=self.console.color_system,
            no_colour=self.no_color,
            ground=os.environ.get(GROUND),
        )
        if self.no_color:  # Textual would paint these black
            for name in [name for name, theme in self.available_themes.items() if theme.ansi]:
                self.unregister_theme(name)
                self._own_themes.pop(name, None)
        self.remarks = [*remarks, *settings.remarks, *passed_over, *keys.remarks]
        """Messages to show once the screen is there."""
        self.theme = first

    def _keymap_of(self, settings: Settings) -> Keymap:
        """Return the keymap that the settings configure, and give it to Textual."""
        if not settings.keys:
            return DEFAULT_KEYS
        from planner.tui.commands import bound_commands

        found = keymap(settings.keys, all_places(bound_commands()))
        self.set_keymap(found.for_textual())
        return found

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message without its markup, for `timeout` seconds (None: as long as usual).

        It is shown in the status line if the screen has one, else as Textual's notification.
        """
        plain = Content.from_markup(message).plain if markup else message
        if isinstance(self.screen, SayingScreen):
            self.screen.say(plain, severity, seconds=timeout)
        else:
            super().notify(plain, title=title, severity=severity, timeout=timeout, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of painted lines; with `--ascii`, the one that replaces signs is the last."""
        filters = super().get_line_filters()
        return [*filters, self._ascii_signs] if self.opening.ascii_only else filters

    @cached_property
    def _ascii_signs(self) -> LineFilter:
        """The filter that puts ASCII in place of other signs."""
        from planner.tui.ascii_signs import AsciiSigns  # only `--ascii` needs it

        return AsciiSigns()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes of Textual and of the planner."""
        return super().available_themes | self._own_themes

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the planner's own colours, for a theme that does not define them."""
        return dict(colours_for(self.current_theme))

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: of the single plan, its errors, or the form that begins a plan.

        For several plans it is the list of plans.
        """
        return self.opening.first(self.paths)

    def on_finished(self, message: Finished) -> None:
        """Close a finished screen and those above it.

        With `back`, the screen below is shown again, with the message. Otherwise the list of plans is shown
        if it is the first screen, else the app ends with the return code; so it does if the list itself is
        finished.
        """
        from planner.tui.screens.portfolio import PortfolioScreen

        gc.unfreeze()  # the plan that is closed may be given up

        if message.back:
            while message.screen in self.screen_stack[1:]:
                self.pop_screen()
            if message.said:
                self.notify(message.said, markup=False)
            return
        base = self.screen_stack[0]
        if message.screen is base or not isinstance(base, PortfolioScreen):
            self.exit(return_code=message.return_code)
            return
        while self.screen is not base:
            self.pop_screen()

    def on_tour_asked(self) -> None:
        """Open the tour above the present screen."""
        self.action_tour()

    def action_tour(self) -> None:
        """Open the tour above the present screen; say so if its copy of the plan cannot be written."""
        from planner.tui.screens.tour import tour

        try:
            screen = tour(ascii_only=self.opening.ascii_only, keymap=self.opening.keymap)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            self.notify(f"The tour cannot write its copy of a plan: {why}", severity="error", markup=False)
        else:
            self.push_screen(screen)

    def on_ready(self) -> None:
        """Switch the garbage collector on, watch for changes of the theme, and show the remarks."""
        gc.enable()  # `planner open` starts without
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self.remarks:
            self.screen.call_after_refresh(self._show_remarks)  # the status line comes after the first paint

    def _show_remarks(self) -> None:
        """Show the remarks as one message: the status line shows the last one."""
        self.notify(" ".join(self.remarks), severity="warning", markup=False, timeout=10)

    @on(Grabbed)
    def _drag_begins(self) -> None:
        """Pause the garbage collector until the drag ends.

        Its runs were the slowest steps of a drag (6 ms); a minute of dragging leaves 12 MB of garbage.
        """
        self._drags = True
        gc.disable()

    @on(Dropped)
    @on(DragCancelled)
    @on(Released)
    def _drag_ended(self) -> None:
        """Note that the drag is over, and let the garbage collector run unless a thread pauses it."""
        self._drags = False
        self._collect_again()

    def _collect_again(self) -> None:
        """Let the garbage collector run again, unless a drag or a thread still pauses it."""
        if not self._drags and not self._undisturbed:
            gc.enable()

    def _theme_changed(self, theme: Theme) -> None:
        """Write the theme that the person chose into the settings, in the background."""
        self.run_worker(remember_theme(self, theme.name), group="settings", exclusive=True)

    def keep_objects(self, *, collect: bool) -> None:
        """Have the garbage collector look no more at the objects made until now, until a screen is finished.

        With `collect`, it frees the unused ones first.
        """
        if collect:
            gc.collect()
        gc.freeze()

    @contextmanager
    def undisturbed(self, *, keeps: bool = False) -> Iterator[None]:
        """Pause the garbage collector until the `with` block ends, for work in a thread.

        Its full runs over a large plan hold keys up for 200 ms. With `keeps`, it never looks at the objects
        made until then.
        """
        self._undisturbed += 1
        gc.disable()
        try:
            yield
        finally:
            if keeps:
                gc.freeze()
            self._undisturbed -= 1
            self._collect_again()

    async def action_quit(self) -> None:
        """Run the Quit command of the open plan, which asks about unsaved changes.

        Without a plan, end the app; if a dialog is open above the plan, ring the bell.
        """
        from planner.tui.commands.file import Quit

        planners = (each for each in reversed(self.screen_stack) if isinstance(each, PlannerScreen))
        planner = next(planners, None)
        if planner is None:
            self.exit()
        elif self.screen is planner:
            planner.run_command(Quit)
        else:
            self.bell()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield Textual's palette commands for themes and screenshots; the planner replaces the others."""
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Screenshot"):
                yield command

    def action_help_here(self) -> None:
        """Open the help on the present screen or dialog; close the help if that is open."""
        from planner.tui.controllers.helping import help_on
        from planner.tui.dialogs.help import HelpScreen

        screen = self.screen
        if isinstance(screen, HelpScreen):
            screen.dismiss(None)
        elif isinstance(screen, SayingScreen):
            screen.show_help()
        else:
            self.push_screen(help_on(self, type(screen), self.opening.keymap))

    def action_help_quit(self) -> None:
        """Say which keys leave and save, for ctrl+c: pressed out of habit it must not lose edits."""
        from planner.tui.commands.file import Quit, Save

        quits, saves = (self._first_key(command) for command in (Quit, Save))
        self.notify(f"{quits} leaves, {saves} saves.", markup=False)

    def _first_key(self, command: "type[Command]") -> str:
        """Return the first key of a command by its name; the key of the palette if it has none."""
        return next(map(readable, self.opening.keymap.of(command.bound())), "ctrl+p")


def run(
    paths: Sequence[str],
    as_of: Day,
    *,
    policy: str | None = None,
    exclude: Sequence[str] = (),
    ascii_only: bool = False,
    mouse: bool = True,
    settings: Settings = DEFAULTS,
    remarks: Sequence[str] = (),
) -> int:
    """Run the terminal UI on the plans in files and folders, and return the exit code.

    Without paths, it is the current folder. A single folder without plans opens the form that begins one;
    other paths without plans print an error. `policy` replaces the plans' own; `mouse` False leaves the mouse
    to the terminal.
    """
    paths = paths or [os.curdir]
    plans = list(plans_in(paths, exclude))
    if not plans and len(paths) == 1 and os.path.isdir(paths[0]):
        plans = [paths[0]]  # the screen offers to begin a plan there
    if not plans:
        where = ", ".join(map(shown_path, paths)) or os.curdir
        print(f"planner: {where}: {WHAT_A_PLAN_IS}", file=sys.stderr)
        return NO_PLAN
    app = PlannerApp(
        plans,
        as_of=as_of,
        policy=policy,
        ascii_only=ascii_only,
        remarks=remarks,
        settings=settings,
        folders=paths,
        exclude=exclude,
    )
    # Textual draws on standard error.
    with shift_reported(sys.stderr, os.environ) if mouse else nullcontext():
        app.run(mouse=mouse)
    return app.return_code or 0


def plans_in(paths: Sequence[str], exclude: Sequence[str] = ()) -> Iterator[str]:
    """Yield the path of every plan in the files and folders once, in order, without excluded ones."""
    for found in plans_of(paths, exclude):
        yield from found.plans
