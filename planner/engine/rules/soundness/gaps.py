"""Gaps that together have no date: chains of bounds that lead from a date to a later day than itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, cast

from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.soundness.overlap import in_force_together, judge_together, share_track
from planner.engine.rules.soundness.spans import longest, never_meet, shortest_of
from planner.policy import ItemType, Policy, Rule

_ITEM_TYPES: tuple[ItemType, ...] = ("version", "change")
_FARTHEST = 2
"""Versions before or after the first one that a chain may lead to."""
_MOST_LINKS = 5
_MOST_STEPS = 50_000
"""Steps of the search, so that a policy with very many gaps takes no more than a second."""

Holder = int | str
"""The owner of a date: the item judged (0), a later or earlier version (1, -1), or a version by name."""


class Date(NamedTuple):
    """A milestone of the item judged or of a related one."""

    holder: Holder
    milestone: str


class GapBound(NamedTuple):
    """One bound of a gap: `end` lies at least so many days after `start`, in every plan that keeps it."""

    rule: Rule
    bound: Literal["at_least", "at_most"]
    start: Date
    end: Date
    days: int
    """Counted in the shortest months; negative for `at_most`, which reads from the end of the gap."""


class Chain(NamedTuple):
    """Bounds that lead from a date back to the same date on a later day: no dates keep them all."""

    links: tuple[GapBound, ...]
    by_lifecycle: bool
    """True if the chain also uses the order of the lifecycle."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the chain, each once."""
        return tuple({link.rule.id: link.rule for link in self.links}.values())


def impossible_chains(policy: Policy) -> tuple[Chain, ...]:
    """Return the chains of gaps that no dates can keep, those of the fewest rules first.

    A chain that needs all rules of another chain is left out.
    """
    found = [chain for of in _ITEM_TYPES for chain in _Search(policy, of).chains()]
    found.sort(key=lambda chain: (len(chain.rules), len(chain.links) + chain.by_lifecycle))
    kept: list[Chain] = []
    for chain in found:
        ids = {rule.id for rule in chain.rules}
        if not any(ids >= {rule.id for rule in other.rules} for other in kept):
            kept.append(chain)
    return tuple(kept)


class _Search:
    """The search for chains among the gaps of versions, or of changes."""

    def __init__(self, policy: Policy, of: ItemType) -> None:
        self.policy = policy
        self.of = of
        self.links = [
            link
            for rule in policy.rules
            if rule.of == of and isinstance(rule.parameters, Gap)
            for link in _links(rule, rule.parameters)
        ]
        self.steps = 0
        self.places = {
            item_type: {each.name: place for place, each in enumerate(policy.milestones_of(item_type))}
            for item_type in _ITEM_TYPES
        }
        self.parallel = {(each.of, each.name) for each in policy.milestones if each.parallel}

    def chains(self) -> Iterator[Chain]:
        """Yield the chains of bounds whose days add up to more than zero, and the pairs that never meet.

        Each chain begins with a bound from which the sum is above zero after every bound; in a cycle with a
        sum above zero there always is one.
        """
        for first, link in enumerate(self.links):
            yield from self._extend([(first, 0)], link.days)
        yield from self._pairs()

    def _pairs(self) -> Iterator[Chain]:
        """Yield the two bounds between the same dates that never meet, from whichever day they start.

        Their fewest and most days alone would fit: such bounds are in no other chain.
        """
        for one, least in enumerate(self.links):
            for other, most in enumerate(self.links):
                bounds = least.bound, most.bound
                is_one_gap = least.start == most.end and least.end == most.start
                if bounds != ("at_least", "at_most") or not is_one_gap or least.days + most.days > 0:
                    continue
                gap, upper = cast(Gap, least.rule.parameters), cast(Gap, most.rule.parameters)
                slack = least.rule.tolerance + most.rule.tolerance
                if never_meet(gap.at_least, upper.at_most, slack) and self._judged([(one, 0), (other, 0)]):
                    yield Chain((least, most), False)

    def _extend(self, taken: list[tuple[int, int]], days: int) -> Iterator[Chain]:
        """Yield the chains that begin with the bounds `taken` and lead back to their start.

        `taken` has each bound by its index, with the shift of the item that it judges: how many versions
        later than the first. `days` are those of the bounds so far, added up: nothing is yielded where they
        are not above zero, nor for more than `_MOST_LINKS` bounds.
        """
        self.steps += 1
        first, (last, shift) = self.links[taken[0][0]], taken[-1]
        end = _shifted(self.links[last].end, shift)
        if end is None or days <= 0 or self.steps > _MOST_STEPS:
            return
        if self._leads(end, first.start):
            if self._judged(taken):
                yield Chain(tuple(self.links[index] for index, _ in taken), self._by_lifecycle(taken))
            return
        if len(taken) == _MOST_LINKS:
            return
        used = {index for index, _ in taken}
        for index, link in enumerate(self.links):
            further = _shift(link.start.holder, end.holder)
            if index in used or further is None:
                continue
            reached = _shifted(link.start, further)
            if reached is not None and self._leads(end, reached):
                yield from self._extend([*taken, (index, further)], days + link.days)

    def _leads(self, date: Date, other: Date) -> bool:
        """Return True if two dates are the same, or of one item with the second further on in the lifecycle.

        Two parallel milestones have no order.
        """
        if date.holder != other.holder:
            return False
        of: ItemType = self.of if isinstance(date.holder, int) else "version"
        places = self.places[of]
        both = (of, date.milestone) in self.parallel and (of, other.milestone) in self.parallel
        return date == other or (not both and places[date.milestone] < places[other.milestone])

    def _by_lifecycle(self, taken: Sequence[tuple[int, int]]) -> bool:
        """Return True if a bound of a closed chain starts at another date than where the last one ends."""
        ends = [_shifted(self.links[index].end, shift) for index, shift in taken]
        starts = [_shifted(self.links[index].start, shift) for index, shift in taken]
        return any(end != start for end, start in zip(ends, (*starts[1:], starts[0]), strict=True))

    def _judged(self, taken: Sequence[tuple[int, int]]) -> bool:
        """Return True if the rules of a chain can all judge items of one track on days when all apply."""
        rules = [self.links[index].rule for index, _ in taken]
        dates: dict[int, set[str]] = {}
        judging: dict[int, list[Rule]] = {}
        for index, shift in taken:
            judging.setdefault(shift, []).append(self.links[index].rule)
            for date in (self.links[index].start, self.links[index].end):
                if isinstance(date.holder, int):
                    dates.setdefault(date.holder + shift, set()).add(date.milestone)
        if not in_force_together(rules) or not share_track(rules):
            return False
        return all(judge_together(self.policy, some, dates.get(at, ())) for at, some in judging.items())


def _links(rule: Rule, gap: Gap) -> Iterator[GapBound]:
    """Yield the bounds of a gap in days, with the tolerance of the rule taken off.

    For `at_least` these are the fewest days from its start to its end; for `at_most` the most days, negative,
    from its end to its start. There is none for a gap from a date to itself, nor for an `at_most` that counts
    releases.
    """
    origin = gap.origin
    related: Mapping[str, Holder] = {"own": 0, "next": 1, "previous": -1}
    holder = related.get(origin.of, origin.of)
    if gap.among and origin.of in ("next", "previous"):
        holder = f"{origin.of} {sorted(gap.among.items())}"
    start, end = Date(holder, origin.milestone), Date(0, gap.to)
    if start == end:
        return
    if gap.at_least:
        yield GapBound(
            rule=rule, bound="at_least", start=start, end=end, days=shortest_of(gap.at_least) - rule.tolerance
        )
    most = longest(gap.at_most) if gap.at_most else None
    if most is not None:
        yield GapBound(rule=rule, bound="at_most", start=end, end=start, days=-most - rule.tolerance)


def _shift(holder: Holder, reached: Holder) -> int | None:
    """Return how many versions later than the first rule another rule judges if its gap starts at a date.

    `holder` is the owner of the start as the other rule sees it, `reached` the owner of the date as the first
    rule sees it. Return None if they cannot be the same version.
    """
    if isinstance(holder, int) and isinstance(reached, int):
        return reached - holder
    return 0 if holder == reached else None


def _shifted(date: Date, shift: int) -> Date | None:
    """Return a date, as a rule sees it that judges a version `shift` places later, as the first rule sees it.

    Return None if that is too far away, or if a version is known by name only.
    """
    if isinstance(date.holder, int):
        holder = date.holder + shift
        return Date(holder, date.milestone) if abs(holder) <= _FARTHEST else None
    return None if shift else date
