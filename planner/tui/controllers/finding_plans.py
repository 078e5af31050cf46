"""The search over a list of plans, and the hits that `n` and `N` go through."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.dates import iso
from planner.engine.task import Task
from planner.portfolio.summary import PlanSummary
from planner.terminal_text import shown
from planner.tui.search import A_TURN, MOST, Candidate, Hit, rank_of

if TYPE_CHECKING:
    from textual.app import App

EXAMPLES = "plans by product, file, policy, or a version or change in them: pay, teams/a, clio, 4.0.14"


def find_plans(summaries: Sequence[PlanSummary], query: str) -> Task[list[Hit]]:
    """Return the plans whose words contain all words of a query, best first, as a task in steps.

    Upper and lower case are the same. At most `MOST` plans are returned; none for an empty query.
    """
    wanted = query.casefold().split()
    if not wanted:
        return []
    ranked: list[tuple[int, int, Hit]] = []
    for index, each in enumerate(summaries):
        if index % A_TURN == 0:
            yield
        rank = rank_of(_candidate(each, index, wanted), wanted)
        if rank is not None:
            ranked.append((rank, index, _candidate(each, index, wanted).hit))
    return [hit for _, _, hit in sorted(ranked, key=lambda each: each[:2])][:MOST]


def _candidate(each: PlanSummary, index: int, wanted: Sequence[str]) -> Candidate:
    """Return a plan as a hit, with the words that it is searched by.

    Its details are its policy and the items that match, at most three, else the next day on which something
    is due.
    """
    items = [name for name in each.items if any(word in name.casefold() for word in wanted)]
    due = f"next {iso(each.next_due.day)}" if each.next_due is not None else ""
    details = " · ".join(filter(None, (each.policy, ", ".join(items[:3]) or due)))
    also = " ".join((each.shown_path, each.policy, *each.items))
    return Candidate(Hit("plan", each.name, details, item=index, path=each.shown_path), also)


class FindingPlans:
    """The search for plans that is on until escape ends it, and the hit that it is at."""

    def __init__(self) -> None:
        self.query = ""
        self._paths: Sequence[str] = ()
        self._at = 0

    @property
    def active(self) -> bool:
        """True while a search with several hits is on, which `n` and `N` go through."""
        return bool(self._paths)

    def words(self) -> str:
        """Return the search and the place among its hits, for the heading; empty if no search is on."""
        return f'find "{shown(self.query)}": {self._at + 1} of {len(self._paths)}' if self._paths else ""

    async def ask(self, app: "App[Any]", summaries: Sequence[PlanSummary], going_on: str) -> str | None:
        """Open the search dialog and return the path of the plan that is chosen there; None: cancelled.

        Several hits stay to be gone through, by the keys that `going_on` names.
        """
        from planner.tui.dialogs.find import FindScreen

        find = FindScreen(lambda query: find_plans(summaries, query), going_on, EXAMPLES)
        found = await app.push_screen_wait(find)
        if found is None:
            return None
        paths = [summaries[hit.item].path for hit in found.hits if hit.item is not None]
        chosen = paths[found.at]
        # One hit is nothing to go through: n begins a plan.
        self.query, self._at = found.query, found.at
        self._paths = paths if len(paths) > 1 else ()
        return chosen

    def step(self, by: int) -> str:
        """Go to the hit `by` places further on, round from the last to the first, and return its path."""
        self._at = (self._at + by) % len(self._paths)
        return self._paths[self._at]

    def end(self) -> bool:
        """End the search; return False if none was on."""
        was_active = self.active
        self._paths = ()
        return was_active
