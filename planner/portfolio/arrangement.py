"""The order of plans, the plans that are shown, and their totals. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from planner.dates import NEVER, Day, Duration, add, counted
from planner.portfolio.summary import PlanSummary
from planner.session.counts import Counts
from planner.terminal_text import shown

SortKey = Literal["file", "plan", "stands", "next", "policy"]
SORT_KEYS: tuple[SortKey, ...] = ("file", "plan", "stands", "next", "policy")
Only = Literal["violated", "due", "unreadable"]
SOON = Duration(30, "day")


class Order(NamedTuple):
    """The column by which plans are sorted."""

    key: SortKey = "file"
    reverse: bool = False

    def by(self, key: SortKey) -> "Order":
        """Return the order by a column, or the reverse order if that is the column of this one."""
        return Order(key, not self.reverse if key == self.key else False)

    def words(self) -> str:
        """Return the order for people, such as `violations, reversed`."""
        other = {"plan": "product", "stands": "violations", "next": "next due"}
        return f"{other.get(self.key, self.key)}{', reversed' if self.reverse else ''}"

    def following(self) -> "Order":
        """Return the order by the next column, not reversed; after the last column comes the first."""
        return Order(SORT_KEYS[(SORT_KEYS.index(self.key) + 1) % len(SORT_KEYS)])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter:
    """The plans that a person wants to see."""

    text: str = ""
    """A part of the product, the path as it is shown, or the name of a version or change."""
    only: Only | None = None
    within: Duration = SOON
    """The time from the as-of date on in which a plan is due for `due`."""
    policies: frozenset[str] = field(default_factory=frozenset)

    @property
    def filters(self) -> bool:
        """True if the filter may hide plans: it has a text, policies, or only one kind of plan."""
        return bool(self.text.strip() or self.only or self.policies)

    def toggled(self, only: Only) -> "PlanFilter":
        """Return the filter that shows only one kind of plans, or again all if this one shows only that."""
        return replace(self, only=None if self.only == only else only)

    def words(self) -> str:
        """Return the filter for people, such as `violated, clio, "pay"`; empty if none is set."""
        only = {
            None: "",
            "violated": "violated",
            "due": f"due within {self.within}",
            "unreadable": "cannot be read",
        }[self.only]
        text = self.text.strip()
        return ", ".join(
            filter(None, (only, *map(shown, sorted(self.policies)), text and f'"{shown(text)}"'))
        )


class Totals(NamedTuple):
    """The sums over all plans."""

    plans: int
    read: int
    counts: Counts
    unreadable: int
    overdue: int
    """Plans of which something is overdue."""


def arranged(
    summaries: Iterable[PlanSummary], order: Order, plan_filter: PlanFilter, as_of: Day
) -> list[PlanSummary]:
    """Return the plans that the filter shows, in order.

    Sorted by another column than the file, plans that were not read yet come last. A filter that is set
    hides plans that were not read yet.
    """
    kept = [each for each in summaries if matches(each, plan_filter, as_of)]
    kept.sort(key=lambda each: each.shown_path)
    if order.key == "file":
        return kept[::-1] if order.reverse else kept
    key = _KEYS[order.key]
    read = sorted((each for each in kept if each.is_read), key=key, reverse=order.reverse)
    return [*read, *(each for each in kept if not each.is_read)]


def matches(each: PlanSummary, plan_filter: PlanFilter, as_of: Day) -> bool:
    """Return True if a filter shows a plan; one that is set shows no plan that was not read yet.

    Each word of its text must be in the product, the shown path or the name of an item.
    """
    if not plan_filter.filters:
        return True
    if not each.is_read:
        return False
    if plan_filter.policies and each.policy not in plan_filter.policies:
        return False
    if not _is_one_of(each, plan_filter, as_of):
        return False
    wanted = plan_filter.text.casefold().split()
    words = " ".join((each.name, each.shown_path, *each.items)).casefold()
    return all(word in words for word in wanted)


def _is_one_of(each: PlanSummary, plan_filter: PlanFilter, as_of: Day) -> bool:
    """Return True if a plan is of the only kind that a filter shows, or the filter shows all kinds."""
    match plan_filter.only:
        case "violated":
            return each.counts is not None and any(each.counts)
        case "due":
            due = each.next_due
            return due is not None and (due.overdue or due.day <= add(as_of, plan_filter.within))
        case "unreadable":
            return each.error is not None
    return True


def totals(summaries: Sequence[PlanSummary]) -> Totals:
    """Return the numbers of plans, their findings and states, summed over the given summaries."""
    counted_plans = [each.counts for each in summaries if each.counts is not None]
    return Totals(
        plans=len(summaries),
        read=sum(each.is_read for each in summaries),
        counts=Counts(*(sum(each[at] for each in counted_plans) for at in range(3))),
        unreadable=sum(each.error is not None for each in summaries),
        overdue=sum(each.next_due is not None and each.next_due.overdue for each in summaries),
    )


def totals_in_words(found: Totals) -> list[str]:
    """Return the numbers of plans for people, such as `12 plans`, `1 overdue`, `2 cannot be read`.

    Only the first is there if it is 0.
    """
    parts = [counted(found.plans, "plan")]
    if found.overdue:
        parts.append(f"{found.overdue} overdue")
    if found.unreadable:
        parts.append(f"{found.unreadable} cannot be read")
    return parts


def _by_plan(each: PlanSummary) -> tuple[object, ...]:
    """Return the key that sorts by name, then by path."""
    return each.name.casefold(), each.shown_path


def _by_stands(each: PlanSummary) -> tuple[object, ...]:
    """Return the key that puts plans that were not evaluated first, then those with the worst violations."""
    counts = each.counts
    if counts is None:
        return 0, 0, 0, 0, each.shown_path
    return 1, -counts.error, -counts.warning, -counts.info, each.shown_path


def _by_next(each: PlanSummary) -> tuple[object, ...]:
    """Return the key that puts overdue plans first, then the next due, and plans with nothing due last."""
    due = each.next_due
    if due is None:
        return True, NEVER, each.shown_path
    return not due.overdue, due.day, each.shown_path


def _by_policy(each: PlanSummary) -> tuple[object, ...]:
    """Return the key that sorts by policy, plans without one last, then by path."""
    return not each.policy, each.policy.casefold(), each.shown_path


_KEYS: dict[SortKey, Callable[[PlanSummary], tuple[object, ...]]] = {
    "plan": _by_plan,
    "stands": _by_stands,
    "next": _by_next,
    "policy": _by_policy,
}
