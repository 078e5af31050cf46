"""The search, the hits that `n` and `N` go through, and the way from one violation to the next."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.terminal_text import shown
from planner.tui.controllers.plan_view import PlanView
from planner.tui.slicing import in_slices

if TYPE_CHECKING:
    from planner.tui.search import Hit, Searched


class Searching:
    """The search that is on until escape ends it, the hit that it is at, and the steps between violations."""

    def __init__(self, screen: PlanView) -> None:
        self.screen = screen
        self.query = ""
        self._hits: Sequence[Hit] = ()
        self._at = 0
        self._schedule: object = None
        """The structure of the plan that was searched: moved dates leave the hits as they are."""

    @property
    def active(self) -> bool:
        """True while a search with several hits is on, which `n` and `N` go through."""
        return bool(self._hits)

    def words(self) -> str:
        """Return the search and the place among its hits, for the heading; empty if no search is on."""
        return f'find "{shown(self.query)}": {self._at + 1} of {len(self._hits)}' if self._hits else ""

    async def ask(self) -> None:
        """Open the search dialog and go to the hit that is chosen there.

        Several hits stay to be gone through; a single one ends the search.
        """
        from planner.tui.dialogs.find import FindScreen
        from planner.tui.search import search

        key = self.screen.key_of
        find = FindScreen(partial(search, self._searched()), f"{key('next')} and {key('previous')}")
        found = await self.screen.app.push_screen_wait(find)
        if found is not None:
            self.query, self._hits, self._at = found
            self._schedule = self.screen.session.compiled.schedule
            self._go()
            if len(self._hits) == 1:
                self._hits = ()  # there is nothing to go through: n is for violations
                self.screen.show_state()

    async def step(self, by: int) -> None:
        """Go to the hit `by` places further on, round from the last to the first.

        If the plan was edited since, search it again first; say so if nothing matches any more.
        """
        if self.screen.session.compiled.schedule is not self._schedule:
            await self._search_again()
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._go()
        else:
            self.screen.say(f"Nothing matches {shown(self.query)} any more.")
            self.screen.show_state()

    def end(self) -> bool:
        """End the search and say so; return False if none was on."""
        if not self._hits:
            return False
        self._hits = ()
        self.screen.show_state()
        self.screen.say(f"The search is over; {self.screen.key_of('next')} goes to the next violation.")
        return True

    def next_violation(self, by: int) -> None:
        """Choose the violation `by` entries further on in the panel, round the plan, and say which one it is.

        Say so if there is none.
        """
        violations = self.screen.violations
        number = len(violations.entries)
        if not number:
            self.screen.say("Every promise holds.")
            return
        turned = violations.go_round(by)
        entry, at = violations.chosen, violations.at
        if entry is None or at is None:
            return
        name = self.screen.session.plan.items[entry.item].name
        again = (", from the first again" if by > 0 else ", from the last again") if turned else ""
        rules = ", ".join(entry.rules)
        which = f"Violation {at + 1} of {number}{again}" if number > 1 else "The only violation"
        self.screen.say(f"{which}: {shown(name)}, {rules}.")

    def _searched(self) -> "Searched":
        """Return what is searched: the plan with its days and findings, without the moves of a preview.

        Typed days count from the day cursor, or from the as-of date without it.
        """
        from planner.tui.search import Searched

        screen, session = self.screen, self.screen.session
        return Searched(
            plan=session.plan,
            policy=session.policy,
            schedule=session.compiled.schedule,
            days=session.evaluation.days,
            findings=session.evaluation.findings,
            current=screen.timeline.focal_day(),
        )

    async def _search_again(self) -> None:
        """Search the present plan; the place among the hits stays, or becomes the last one."""
        self._schedule = self.screen.session.compiled.schedule
        from planner.tui.search import search

        self._hits = await in_slices(search(self._searched(), self.query))
        self._at = min(self._at, max(len(self._hits) - 1, 0))

    def _go(self) -> None:
        """Go to the track, item, date, violation or day of the present hit, and say which hit it is."""
        hit = self._hits[self._at]
        screen, timeline = self.screen, self.screen.timeline
        if hit.track is not None:
            timeline.go_to_track(*hit.track)
        elif hit.item is not None:
            if hit.rule is not None:
                screen.violations.choose_rule(hit.item, hit.rule)
            screen.go_to_item(hit.item, hit.place)
        elif hit.day is not None:
            screen.go_to_day(hit.day)
        timeline.focus()
        screen.show_state()
        where = f"{hit.title}: {hit.details}" if hit.details else hit.title
        screen.say(f"{self._at + 1} of {len(self._hits)}: {shown(where)}")
