"""The order, the filter and the search of the list of plans, and the messages about them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from textual.notifications import SeverityLevel

from planner.dates import Day, counted
from planner.portfolio.arrangement import Only, Order, PlanFilter, SortKey, arranged
from planner.portfolio.summary import PlanSummary
from planner.tui.controllers.finding_plans import FindingPlans

if TYPE_CHECKING:
    from textual.app import App


class PlanChoiceHost(Protocol):
    """The screen of the list of plans, as its order, filter and search see it."""

    @property
    def summaries(self) -> Sequence[PlanSummary]:
        """The summaries of all plans, hidden ones included."""

    @property
    def shown_count(self) -> int:
        """The number of plans that are shown."""

    @property
    def app(self) -> "App[Any]":
        """The running app."""

    def show_plans(self) -> None:
        """Show the plans anew, in the order and by the filter that are set."""

    def show_totals(self) -> None:
        """Show the first line anew: the totals, the order, the filter and the search."""

    def select(self, path: str) -> bool:
        """Select a plan; return False if it is not shown."""

    def key_of(self, key_id: str) -> str:
        """Return the first key of the list's key with this id, as sentences name it."""

    def say(self, text: str, severity: SeverityLevel = "information", *, seconds: float = 4) -> None:
        """Show a message."""


class ChoosingPlans:
    """The order, the filter and the search that a person set for the list of plans."""

    def __init__(self, host: PlanChoiceHost, as_of: Day) -> None:
        self._host = host
        self._as_of = as_of
        self.order = Order()
        self._filter = PlanFilter()
        self._finding = FindingPlans()

    def arranged(self, summaries: Sequence[PlanSummary]) -> list[PlanSummary]:
        """Return the summaries that pass the filter, in the order that is set."""
        return arranged(summaries, self.order, self._filter, self._as_of)

    def words(self) -> tuple[str, str]:
        """Return the search and the filter in words, for the heading; empty for one that is not set."""
        of = f"{self._host.shown_count} of {len(self._host.summaries)}"
        return self._finding.words(), f"{self._filter.words()}: {of}" if self._filter.filters else ""

    # the order

    def sort_by_next(self) -> None:
        """Sort by the column after the present one, and say so."""
        self._sort(self.order.following())

    def sort_by(self, key: SortKey) -> None:
        """Sort by a column, or reverse the order if it is that column already; say so."""
        self._sort(self.order.by(key))

    def _sort(self, order: Order) -> None:
        """Set the order, show the plans anew and say by which column they are sorted."""
        self.order = order
        self._host.show_plans()
        self._host.say(f"Sorted by {order.words()}.")

    # the filter

    async def ask_for_filter(self) -> None:
        """Ask for a filter in a form and set it; if the form is cancelled, nothing changes."""
        from planner.tui.dialogs.plan_filter_form import plan_filter_form

        key = self._host.key_of
        hint = (
            f"{key('back')} in the list clears the filter; {key('only-violated')} shows violated plans,"
            f" {key('only-due')} those that are due."
        )
        form = plan_filter_form(self._filter, self._host.summaries, self._as_of, hint)
        wanted = await self._host.app.push_screen_wait(form)
        if wanted is not None:
            self._filter_by(wanted)

    def toggle_only(self, only: Only) -> None:
        """Show only the violated or only the due plans; if that is set already, take it off again."""
        self._filter_by(self._filter.toggled(only))

    def _filter_by(self, wanted: PlanFilter) -> None:
        """Set the filter, show the plans anew and say how many of them it shows."""
        self._filter = wanted
        self._host.show_plans()
        found, words = self._host.shown_count, wanted.words()
        clears = f"{self._host.key_of('back')} clears the filter."
        if not wanted.filters:
            self._host.say("The filter is off.")
        elif not found:
            self._host.say(f"No plan is shown ({words}); {clears}", "warning")
        else:
            of = counted(len(self._host.summaries), "plan")
            self._host.say(f"{found} of {of} ({words}); {clears}")

    # the search

    @property
    def searches(self) -> bool:
        """True while a search with several hits is on, which `n` and `N` go through."""
        return self._finding.active

    async def find(self) -> None:
        """Open the search, and once it is closed select the plan chosen there, if any, as `go_to` does."""
        key = self._host.key_of
        steps = f"{key('begin')} and {key('previous')}"
        path = await self._finding.ask(self._host.app, self._host.summaries, steps)
        if path is not None:
            self.go_to(path)

    def step(self, by: int) -> None:
        """Select, as `go_to` does, the plan of the hit `by` places further on; the hits go round.

        Call it only while `searches` is True.
        """
        self.go_to(self._finding.step(by))

    def go_to(self, path: str) -> None:
        """Select a plan; if the filter hides it, clear the filter first and say so."""
        if not self._host.select(path) and self._filter.filters:
            self._filter = PlanFilter()
            self._host.show_plans()
            self._host.say("The filter is off: it hid the plan.")
            self._host.select(path)
        self._host.show_totals()

    def back(self) -> None:
        """End the search; if none is on, clear the filter. Nothing happens without either."""
        if self._finding.end():
            self._host.show_totals()
            self._host.say(f"The search is over; {self._host.key_of('begin')} begins a plan.")
        elif self._filter.filters:
            self._filter_by(PlanFilter())
