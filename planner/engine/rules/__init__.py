"""The kinds of rule: a module each, announced here and nowhere else."""

from collections.abc import Mapping

from planner.engine.rules import (
    calendar,
    changes,
    count,
    forbid,
    gap,
    mentions,
    notice,
    order,
    overdue,
    promise,
    require,
)
from planner.engine.rules.kind import RuleKind

KINDS: Mapping[str, RuleKind] = {
    kind.name: kind
    for kind in (
        order.KIND,
        gap.KIND,
        notice.KIND,
        mentions.KIND,
        require.KIND,
        forbid.KIND,
        promise.KIND,
        overdue.KIND,
        count.KIND,
        calendar.KIND,
        changes.NEW_VERSION,
        changes.EVERYWHERE,
    )
}
