"""Values of a condition that the policy does not list, so that they never match."""

from collections.abc import Collection, Iterator

from planner.diagnostics import did_you_mean, quoted, quoted_list
from planner.engine.rules.soundness.mistake import Mistake, PolicyKey, rule_key
from planner.policy import NOTHING, Condition, Rule


def unlisted(rule: Rule, key: str, known: Collection[str]) -> Iterator[tuple[str, PolicyKey]]:
    """Yield each value that a rule's conditions have under a key and that is not known, with its place.

    Its conditions are `when`, `unless` and `among`.
    """
    among: Condition = getattr(rule.parameters, "among", NOTHING)
    for table, condition in (("when", rule.when), ("unless", rule.unless), ("among", among)):
        for index, value in enumerate(condition.get(key, ())):
            if value not in known:
                yield str(value), rule_key(rule.id, table, key, index)


def mistake(
    code: str, value: str, keys: tuple[PolicyKey, ...], *, known: Collection[str], where: str, cure: str
) -> Mistake:
    """Return the mistake that a value is not known; its message proposes the nearest known one.

    If none is near, the message has the words of `cure`, and all known values. `where` names the key of the
    policy that lists them.
    """
    near = did_you_mean(value, known) or f"; {cure}: {quoted_list(known) or 'none is listed'}"
    message = f"{quoted(value)} is not in {where}, so the condition never matches it{near}"
    return Mistake(code, message, keys)
