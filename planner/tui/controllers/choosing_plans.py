"""The order of the list of plans, its filter and its search, with what is said about them."""

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
    """The list of plans whose plans are chosen."""

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
        """Show the plans as they are now."""

    def show_totals(self) -> None:
        """Show the first line as it is now."""

    def select(self, path: str) -> bool:
        """Select a plan; return False if it is not shown."""

    def key_of(self, key_id: str) -> str:
        """Return the first key of the list's key with this id, as sentences name it."""

    def say(self, text: str, severity: SeverityLevel = "information", *, seconds: float = 4) -> None:
        """Show a message."""


class ChoosingPlans:
    """The plans that a person wants to see, and their order."""

    def __init__(self, host: PlanChoiceHost, as_of: Day) -> None:
        self._host = host
        self._as_of = as_of
        self.order = Order()
        self._filter = PlanFilter()
        self._finding = FindingPlans()

    def arranged(self, summaries: Sequence[PlanSummary]) -> list[PlanSummary]:
        """Return the plans that are shown, in order."""
        return arranged(summaries, self.order, self._filter, self._as_of)

    def words(self) -> tuple[str, str]:
        """Return the search and the filter for the heading; empty if there is none."""
        of = f"{self._host.shown_count} of {len(self._host.summaries)}"
        return self._finding.words(), f"{self._filter.words()}: {of}" if self._filter.filters else ""

    # the order

    def sort_by_next(self) -> None:
        """Sort by the next column."""
        self._sort(self.order.following())

    def sort_by(self, key: SortKey) -> None:
        """Sort by a column, or reverse the order if the plans are sorted by it already."""
        self._sort(self.order.by(key))

    def _sort(self, order: Order) -> None:
        self.order = order
        self._host.show_plans()
        self._host.say(f"Sorted by {order.words()}.")

    # the filter

    async def ask_for_filter(self) -> None:
        """Ask which plans to show."""
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
        """Show only such plans, or all again."""
        self._filter_by(self._filter.toggled(only))

    def _filter_by(self, wanted: PlanFilter) -> None:
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
        """True while `n` and `N` go through hits."""
        return self._finding.active

    async def find(self) -> None:
        """Find plans as a person types, and go to the chosen plan."""
        key = self._host.key_of
        steps = f"{key('begin')} and {key('previous')}"
        path = await self._finding.ask(self._host.app, self._host.summaries, steps)
        if path is not None:
            self.go_to(path)

    def step(self, by: int) -> None:
        """Go to the hit so many further on."""
        self.go_to(self._finding.step(by))

    def go_to(self, path: str) -> None:
        """Select a plan; clear the filter if it hides the plan."""
        if not self._host.select(path) and self._filter.filters:
            self._filter = PlanFilter()
            self._host.show_plans()
            self._host.say("The filter is off: it hid the plan.")
            self._host.select(path)
        self._host.show_totals()

    def back(self) -> None:
        """End the search, else clear the filter."""
        if self._finding.end():
            self._host.show_totals()
            self._host.say(f"The search is over; {self._host.key_of('begin')} begins a plan.")
        elif self._filter.filters:
            self._filter_by(PlanFilter())
