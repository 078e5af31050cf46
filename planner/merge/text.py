"""The text of a merged plan: ours, with the comments and changes of theirs that it can take."""

from planner.compare.pairs import pair
from planner.edits.keys import with_keys
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.saving.merge_text import with_free_changes
from planner.files.saving.rewrite import Rewritten
from planner.files.saving.save import rewritten_file
from planner.merge.plans import MergedPlan, merge
from planner.plan import Plan


def merged_text(base: PlanFile, ours: PlanFile, theirs: PlanFile) -> tuple[MergedPlan, Rewritten]:
    """Return the merge of three files that hold plans, and its text, which is made from ours.

    The lines of our text stay. Lines that only their side changed are taken over, comments too, unless the
    text with them is no plan, or could be rewritten only as a whole.
    """
    assert base.plan is not None
    assert ours.plan is not None
    assert theirs.plan is not None
    merged = merge(base.plan, ours.plan, theirs.plan)
    return merged, _text(base, ours, theirs, merged.plan)


def _text(base: PlanFile, ours: PlanFile, theirs: PlanFile, merged: Plan) -> Rewritten:
    """Return our text rewritten to the merged plan, if possible with the lines that only they changed."""
    lines = with_free_changes(base.source.text, ours.source.text, theirs.source.text)
    if lines is not None:
        start = read_plan_bytes(ours.source.path, lines.encode(errors="surrogatepass"))
        if start.plan is not None:
            pairs = pair(start.plan, merged)
            first_new = 1 + max((each.key for each in merged.entries), default=0)
            keys = {each.key: first_new + each.key for each in start.plan.entries}
            keys |= {before.key: now.key for before, now in pairs.kept}
            start = start._replace(
                plan=with_keys(start.plan, keys),
                paths={keys[key]: path for key, path in start.paths.items()},
            )
            rewritten = rewritten_file(start, merged)
            if rewritten.extent != "file":
                return rewritten
    return rewritten_file(ours, merged)
