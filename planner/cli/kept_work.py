"""Unsaved work that planners keep, found by id or path, and described."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planner.compare import EvaluatedPlan, compare
from planner.dates import Day, counted
from planner.diagnostics import quoted
from planner.disk.source import Unreadable
from planner.engine.evaluate import check
from planner.files.plan.file import PlanFile, read_plan_bytes, read_plan_file
from planner.files.saving.recovery import KeptWork
from planner.reports.diff.diff import Diff, render
from planner.reports.diff.words import summary
from planner.reports.look import ReportStyle
from planner.terminal_text import shown


class UnclearWork(Exception):
    """An error: a word names no kept work, or more than one."""


class DescribedWork(NamedTuple):
    """Kept work compared with the plan's file as it is now; `product` is empty if it is not known."""

    kept: KeptWork
    exists: bool
    """True if the plan's file exists."""
    diff: Diff | None
    """The changes that restoring would make; None if one of the two cannot be judged."""
    reason: str
    """The reason if there is no comparison, else empty."""
    product: str


def matching_work(all_kept: Sequence[KeptWork], word: str) -> tuple[KeptWork, ...]:
    """Return the kept works whose id begins with the word, else those of the plan at this path.

    An id needs at least its first four characters.
    """
    by_id = tuple(each for each in all_kept if len(word) >= 4 and each.id.startswith(word))
    if by_id:
        return by_id
    try:
        path = str(Path(word).resolve())
    except (OSError, ValueError, RuntimeError):
        return ()
    return tuple(each for each in all_kept if each.plan == path)


def single_work(all_kept: Sequence[KeptWork], word: str) -> KeptWork:
    """Return the kept work that a word names, as an id or path; raise UnclearWork for none or several."""
    found = matching_work(all_kept, word)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnclearWork(f"no unsaved work is kept for {quoted(word)}: `planner recover` lists what is kept")
    ids = ", ".join(each.id for each in found)
    raise UnclearWork(
        f"several pieces of unsaved work are kept for {quoted(word)}: give the id of one: {ids}"
    )


def describe(kept: KeptWork, as_of: Day) -> DescribedWork:
    """Compare kept work with the plan's file as it is now, both evaluated on the as-of date."""
    exists = os.path.lexists(kept.plan)
    try:
        new = read_plan_bytes(kept.plan, kept.work.data)
    except UnicodeError:
        return DescribedWork(
            kept=kept,
            exists=exists,
            diff=None,
            reason="the kept work has characters that cannot be written",
            product="",
        )
    product = new.product or ""
    after = _judged(new, as_of)

    def described(reason: str, diff: Diff | None = None) -> DescribedWork:
        """Return the kept work with a difference, or with the reason why there is none."""
        return DescribedWork(kept=kept, exists=exists, diff=diff, reason=reason, product=product)

    if after is None:
        return described(_first_error("the kept work", new))
    if not exists:
        size = counted(len(after.plan.versions), "version")
        return described(f"the plan's file is gone; {size} are kept")
    try:
        old = read_plan_file(kept.plan)
    except Unreadable as error:
        return described(f"the plan's file cannot be read: {error.reason}")
    before = _judged(old, as_of)
    if before is None:
        return described(_first_error("the plan's file", old))
    diff = Diff(
        old=kept.plan,
        new=f"unsaved work {kept.id}",
        product=product,
        as_of=as_of,
        found=compare(before, after),
    )
    return described("", diff)


def in_brief(described: DescribedWork) -> str:
    """Return a line about the changes that restoring would make, or why they are not known."""
    return described.reason if described.diff is None else summary(described.diff)


def in_full(described: DescribedWork) -> Iterator[str]:
    """Yield lines about the changes that restoring would make, or one line with why they are not known."""
    if described.diff is None:
        yield shown(described.reason)
    else:
        yield from render(described.diff, "text", ReportStyle(False, False)).splitlines()


def as_json(described: DescribedWork) -> dict[str, Any]:
    """Return the description of kept work for JSON."""
    kept = described.kept
    return {
        "id": kept.id,
        "plan": kept.plan,
        "product": described.product,
        "kept_at": kept.kept_at.isoformat(timespec="seconds"),
        "open": kept.is_open,
        "plan_exists": described.exists,
        "plan_changed": kept.plan_changed,
        "would_change": in_brief(described),
    }


def state(described: DescribedWork) -> str:
    """Return a warning for the list: open in a planner now, or the plan's file was changed since.

    Return an empty text if neither is so, or if the plan's file is gone.
    """
    kept = described.kept
    if kept.is_open:
        holder = kept.holder
        process = f" (process {holder.number} on {holder.host})" if holder else ""
        return f"open in a planner now{process}"
    if not described.exists:
        return ""
    return "the file was changed since" if kept.plan_changed else ""


def _judged(file: PlanFile, as_of: Day) -> EvaluatedPlan | None:
    """Return the plan of a file, evaluated, or None if the plan or its policy has errors."""
    if file.plan is None or file.policy is None:
        return None
    return EvaluatedPlan(file.plan, check(file.plan, file.policy, as_of))


def _first_error(subject: str, file: PlanFile) -> str:
    """Return a sentence with the number of errors of a file and the first error."""
    errors = (*file.diagnostics, *file.policy_diagnostics)
    return f"{subject} has {counted(len(errors), 'error')}: {errors[0].message}"
