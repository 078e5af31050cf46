"""The command palette: every command, and going to an item by its name."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from planner.plan import Change
from planner.terminal_text import shown
from planner.tui.commands.command import CommandScreen
from planner.tui.commands.menu import ORDER

Choice = tuple[str, str, Callable[[], object]]
"""A name, its help text, and the action."""


def _plain(text: str) -> str:
    """Return a text as content in which Textual reads no markup; it is a `str` by name only."""
    return cast(str, Content(text))


class ListedHit(DiscoveryHit):
    """An entry that is listed before anything is typed, above those of Textual.

    Textual asks the sources in the order of a set, which differs from start to start.
    """

    @property
    def score(self) -> float:
        """Return more than Textual's 0 for such an entry."""
        return 1.0


class PaletteSource(Provider):
    """A source of the command palette: named actions on a screen."""

    def choices(self) -> Iterable[Choice]:
        """Yield the entries of the source: name, help text and action."""
        raise NotImplementedError

    def first_choices(self) -> Iterable[Choice]:
        """Yield the entries to list before anything is typed; all, unless a source has too many."""
        return self.choices()

    @property
    def planner(self) -> CommandScreen:
        """The planner's screen."""
        return cast(CommandScreen, self.screen)

    async def discover(self) -> Hits:
        """Yield a hit for each entry that is listed before anything is typed."""
        for name, help_text, run in self.first_choices():
            yield ListedHit(Content(name), run, name, _plain(help_text))

    async def search(self, query: str) -> Hits:
        """Yield a hit with a score for each entry whose name matches the query fuzzily."""
        matcher = self.matcher(query)
        for name, help_text, run in self.choices():
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score > 0:
                # `Matcher.highlight` would read markup in a plan's names.
                display = Content(name)
                for offset in offsets:
                    display = display.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, display, run, name, _plain(help_text))


class Commands(PaletteSource):
    """The commands that are available now, but for moves; in the order of a menu."""

    def choices(self) -> Iterable[Choice]:
        screen = self.planner
        for command in sorted(screen.commands, key=lambda each: ORDER.index(each.group)):
            if command.group != "Move" and command.available(screen):
                keys = " ".join(command.key_names(screen))
                help_text = f"{command.tooltip()} ({keys})" if keys else command.tooltip()
                yield command.title, help_text, partial(screen.run_command, command)


class GoTo(PaletteSource):
    """The versions and changes, to select one by its name; untyped they would hide the commands."""

    def first_choices(self) -> Iterable[Choice]:
        """Return no entry."""
        return ()

    def choices(self) -> Iterable[Choice]:
        screen = self.planner
        for index, item in enumerate(screen.session.plan.items):
            kind = item.kind if isinstance(item, Change) else "version"
            track = f", {item.track}" if item.track else ""
            yield shown(item.name), shown(f"{kind}{track}"), partial(screen.go_to_item, index)
