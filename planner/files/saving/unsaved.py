"""Unsaved work: the text that a save would write."""

from planner.disk.source import BYTE_ORDER_MARK
from planner.files.plan.file import PlanFile
from planner.files.saving.recovery import UnsavedWork, digest
from planner.files.saving.save import rewritten_file
from planner.plan import Plan


def work_on(on_disk: PlanFile, plan: Plan, origin: PlanFile) -> UnsavedWork:
    """Return an edited plan as work to keep in a recovery file: the text that a save would write.

    `origin` is the file with the places and comments of the plan's entries.
    """
    source = on_disk.source
    read = BYTE_ORDER_MARK * source.bom + source.text.encode(errors="surrogatepass")
    new = rewritten_file(on_disk, plan, origin)
    whole_file = new.extent == "file" and bool(source.text.strip())
    return UnsavedWork(text=new.text, base=digest(read), bom=source.bom, whole_file=whole_file)
