"""Plans made from the rows of a source, by the roles of the policy's milestones."""

import re
from collections.abc import Iterable, Iterator, Sequence

from planner.diagnostics import did_you_mean, quoted_list, visible
from planner.imports.document import as_text
from planner.imports.items import ItemMaker
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.row import Meaning, Meanings, Row
from planner.imports.source import CannotImport
from planner.plan import Change, Plan, Version
from planner.policy import ItemType, Policy

_TEXT_KEYS = ("name", "track", "migration", "note")
"""The keys of an item that a column can be mapped to, beside its milestones and declared fields."""
MOST_ROWS = 20_000
"""The rows of a source, at most: a longer one is no list of versions."""
_NUMBERS = re.compile(r"([0-9]+)")


def plan_of_rows(
    request: ImportRequest,
    product: str | None,
    rows: Sequence[Row],
    meanings: Meanings,
    *,
    remarks: Iterable[Remark] = (),
) -> Imported:
    """Return the plan of a source's rows, oldest first, and remarks on everything that was not used.

    `meanings` are those of the rows' keys; the request's columns come before them. The product is the
    request's, or else `product`, or else named after the source. Raise CannotImport if the rows do not go
    together with the request, or if no row can be used.
    """
    if len(rows) > MOST_ROWS:
        raise request.source.failure(f"has {len(rows)} rows: a plan is made of {MOST_ROWS} at most")
    columns = {**meanings, **dict(_asked(request, rows))}
    making = ItemMaker(request, columns)
    items = [item for row in rows if (item := making.item(row)) is not None]
    told = (*remarks, *making.remarks, *_passed_over(rows, columns))
    if not items:
        lines = [each.line_in(request.source) for each in told]
        raise CannotImport("\n".join([*lines, f"{request.source.name}: there is nothing to import"]))
    product = request.product or as_text(product) or as_text(request.source.stem)
    if product is None:
        raise CannotImport("standard input has no name: give the product with --product")
    plan = Plan(
        product=product,
        policy=request.policy_name,
        judge_from=request.as_of,
        versions=_oldest_first([each for each in items if isinstance(each, Version)], request.policy),
        changes=tuple(each for each in items if isinstance(each, Change)),
    )
    return Imported(plan, told)


def _asked(request: ImportRequest, rows: Sequence[Row]) -> Iterator[tuple[str, Meaning]]:
    """Yield the request's columns with their meanings.

    Raise CannotImport for a column that no row has, or a meaning that the policy does not have.
    """
    item_type: ItemType = "change" if rows and rows[0].kind is not None else "version"
    milestones = [each.name for each in request.policy.milestones_of(item_type)]
    fields = [name for name, each in request.policy.fields.items() if item_type in each.of]
    known = (*milestones, *fields, *_TEXT_KEYS)
    keys = dict.fromkeys(key for row in rows for key in row.values)
    for column, wanted in request.columns.items():
        if wanted not in known:
            hint = did_you_mean(wanted, known) or f": there are {quoted_list(known)}"
            raise CannotImport(f"--map {visible(column)}={visible(wanted)}: no such milestone or key{hint}")
        if rows and column not in keys:
            hint = did_you_mean(column, keys) or f": there are {quoted_list(keys)}"
            raise CannotImport(f"--map {visible(column)}: no such column or key{hint}")
        yield column, Meaning(milestone=wanted) if wanted in milestones else Meaning(key=wanted)


def _passed_over(rows: Sequence[Row], columns: Meanings) -> Iterator[Remark]:
    """Yield one remark on all keys that have a value in some row but no meaning, if there are any."""
    keys = dict.fromkeys(key for row in rows for key, value in row.values.items() if value not in (None, ""))
    unused = [key for key in keys if key not in columns]
    if unused:
        yield Remark(None, f"not used: {quoted_list(unused)}")


def _oldest_first(versions: Sequence[Version], policy: Policy) -> tuple[Version, ...]:
    """Return versions oldest first.

    They are sorted by the numbers in their names, if all have some and begin alike, or else by release if
    all have one. Otherwise they stay as they are, or are turned round if the first has later dates than
    the last.
    """
    if len({_NUMBERS.split(each.name)[0] for each in versions}) == 1 and _all_numbered(versions):
        return tuple(sorted(versions, key=lambda each: natural(each.name)))
    released = policy.of_role("released")
    if all(released in each.dates for each in versions):
        return tuple(sorted(versions, key=lambda each: each.dates[str(released)]))
    first_days = [min(each.dates.values()) for each in versions if each.dates]
    newest_first = len(first_days) > 1 and first_days[0] > first_days[-1]
    return tuple(reversed(versions)) if newest_first else tuple(versions)


def _all_numbered(versions: Sequence[Version]) -> bool:
    return all(_NUMBERS.search(each.name) for each in versions)


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts names by the numbers in them: 1.9 before 1.10."""
    parts = _NUMBERS.split(name)
    return [(1, _whole(part), "") if at % 2 else (0, 0, part) for at, part in enumerate(parts)]


def _whole(digits: str) -> int:
    """Return the number of some digits, or of the first 4,000, since Python reads no longer ones."""
    return int(digits[:4000])
