"""The time in which a rule speaks: `judge_from` and `effective_*` (docs/rules.md)."""

from datetime import date

from .case import Case, Entry, Item


def in_force(case: Case, rule: Entry, item: Item, judged: date | None) -> bool:
    """Return True if the rule speaks of a judged date; None is "an item without any date"."""
    if judged is not None and case.judge_from is not None and judged < case.judge_from:
        return False
    day = judged
    if "effective_by" in rule:
        day = _own_or_of_version(case, rule["effective_by"], item)
    if day is None:  # "always judged"; "where the item has none, the rule applies"
        return True
    if "effective_from" in rule and day < rule["effective_from"]:
        return False
    return not ("effective_until" in rule and day > rule["effective_until"])


def _own_or_of_version(case: Case, milestone: str, item: Item) -> date | None:
    if milestone.startswith("version."):
        version = case.version_named(item.entry.get("version"))
        return version.dates.get(milestone.removeprefix("version.")) if version else None
    return item.dates.get(milestone)
