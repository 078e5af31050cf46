"""The merge of the plan of a session with its file on disk, which another program wrote meanwhile."""

from typing import NamedTuple

from planner.edits.keys import with_keys
from planner.files.plan.file import PlanFile
from planner.files.saving.save import rewritten_file
from planner.merge import Conflict, merged_text
from planner.plan import Plan


class DiskMerge(NamedTuple):
    """A merge that is not taken yet."""

    contents: bytes
    """The contents of the file on disk."""
    theirs: PlanFile
    plan: Plan
    """The merged plan; new entries have keys of the merge."""
    file: PlanFile
    """The merged text, with the merged plan."""
    conflicts: tuple[Conflict, ...]


def merge_with_disk(
    base: PlanFile, plan: Plan, origin: PlanFile, theirs: PlanFile, contents: bytes
) -> DiskMerge | None:
    """Return the merge of the edited plan with the file that another program wrote, not taken yet.

    `base` is the file that both began from, `origin` the file with the places and comments of the edited
    plan's entries, `contents` the bytes of `theirs`. Return None if `base` or `theirs` has errors, or if
    the text would have to be written anew without its comments.
    """
    if base.plan is None or theirs.plan is None or theirs.policy is None:
        return None
    ours = rewritten_file(base, plan, origin)
    if ours.extent == "file":
        return None
    mine = base._replace(source=base.source._replace(text=ours.text), plan=plan, paths=ours.paths)
    merged, rewritten = merged_text(base, mine, theirs)
    if rewritten.extent == "file":
        return None
    file = theirs._replace(
        source=theirs.source._replace(text=rewritten.text), plan=merged.plan, paths=rewritten.paths
    )
    return DiskMerge(
        contents=contents, theirs=theirs, plan=merged.plan, file=file, conflicts=merged.conflicts
    )


def keyed(file: PlanFile, plan: Plan, session_plan: Plan) -> PlanFile:
    """Return a file with the keys of the session in its plan and paths.

    `plan` is the file's plan, `session_plan` the same plan with the session's keys.
    """
    keys = {each.key: now.key for each, now in zip(plan.entries, session_plan.entries, strict=True)}
    paths = {keys[key]: path for key, path in file.paths.items()}
    return file._replace(plan=with_keys(plan, keys), paths=paths)
