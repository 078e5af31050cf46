"""Keys for the entries of a session, none of them used twice."""

from planner.edits import keys
from planner.edits.entries import fresh_key
from planner.plan import Plan


class KeySupply:
    """A supply of unused keys.

    A new entry with the key of a deleted one would be saved in the place of the deleted one.
    """

    def __init__(self, plan: Plan) -> None:
        self._next = fresh_key(plan)

    def for_added(self, before: Plan, new: Plan, other: Plan | None = None) -> Plan:
        """Return the new plan with unused keys for the entries that the plan before does not have.

        The keys of the other plan count as used. The keys given count as used only after `use_until`.
        """
        known = {each.key for each in before.entries}
        added = [each.key for each in new.entries if each.key not in known]
        first = self._next if other is None else max(self._next, fresh_key(other))
        fresh = dict(zip(added, range(first, first + len(added)), strict=True))
        return keys.with_keys(new, fresh) if any(old != key for old, key in fresh.items()) else new

    def for_reread(self, plan: Plan, known: Plan) -> dict[int, int]:
        """Return a session key for each key of a plan that was read again.

        An entry gets the key of the known entry that it matches; the others get unused keys, which count as
        used only after `use_until`.
        """
        return keys.matching_keys(plan, known, self._next)

    def use_until(self, key: int) -> None:
        """Note that all keys below `key` may be in use, so that none of them is given again."""
        self._next = max(self._next, key)
