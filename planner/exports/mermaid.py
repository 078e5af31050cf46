"""The timeline as a Mermaid Gantt chart."""

import re
from collections.abc import Iterator
from itertools import count

from planner.chart import Chart, Marker, Row, chart
from planner.dates import LAST_DAY, Day, iso
from planner.engine.schedule import NOTICE
from planner.exports.subject import ExportedPlan
from planner.policy import Policy
from planner.terminal_text import shown

LONGEST_NAME = 60
MOST_CHARACTERS = 50_000
"""The longest chart that Mermaid draws by default."""

_SYNTAX = re.compile(r"""[:,#;%{}<>()\[\]|\\&@$~=*`"']|-->""")
_COMMAND = re.compile(
    r"\d{4}-\d\d-\d\d|gantt|dateformat|inclusiveenddates|topaxis|axisformat|tickinterval|includes|excludes"
    r"|todaymarker|weekday|weekend|title|acctitle|accdescr|section|click|call|href|displaymode|---",
    re.IGNORECASE,
)
"""Words that Mermaid does not accept at the start of a task's name."""


def render(subject: ExportedPlan) -> str:
    """Return the chart."""
    return "".join(f"{line}\n" for line in lines(chart(subject.evaluation), subject))


def lines(drawn: Chart, subject: ExportedPlan) -> Iterator[str]:
    """Yield the lines of the chart: one section per track, then the freezes."""
    yield "gantt"
    yield f"    title {name(subject.plan.product)} as of {iso(drawn.as_of)}"
    yield "    dateFormat YYYY-MM-DD"
    ids = count(1)
    section: str | None = None
    for row in drawn.rows:
        heading = row.name if row.item is None else row.track
        if heading is not None and heading != section:
            section = heading
            yield f"    section {name(heading)}"
        if row.item is not None:
            yield from _row(row, drawn, subject.policy, ids)
    if drawn.freezes:
        yield "    section Freezes"
    for freeze in drawn.freezes:
        after = min(freeze.end + 1, LAST_DAY)
        yield _task(freeze.name or "Freeze", "done", f"f{next(ids)}", freeze.start, iso(after))


def _row(row: Row, drawn: Chart, policy: Policy, ids: Iterator[int]) -> Iterator[str]:
    """Yield the task of an item's life and the milestones on it."""
    alive = [bar for bar in row.bars if bar.role != "retired"]
    if alive:
        end = alive[-1].end or max(drawn.last, alive[-1].start) + 1
        tag = "done" if end <= drawn.as_of else "active"
        yield _task(row.name, tag, f"v{next(ids)}", alive[0].start, iso(min(end, LAST_DAY)))
    titles = {each.name: each.title for each in policy.milestones if each.of == row.item_type}
    for marker in row.markers:
        what = NOTICE if marker.what == NOTICE else titles[marker.what]
        yield _task(f"{name(row.name)} {what}", _tags(marker, drawn.as_of), f"m{next(ids)}", marker.day, "0d")
    yield from _withdrawn(row, drawn.as_of, ids)


def _withdrawn(row: Row, as_of: Day, ids: Iterator[int]) -> Iterator[str]:
    """Yield the day on which a version was withdrawn as a milestone."""
    if row.withdrawn is not None:
        tags = "milestone, done" if row.withdrawn < as_of else "milestone"
        yield _task(f"{name(row.name)} withdrawn", tags, f"m{next(ids)}", row.withdrawn, "0d")


def _tags(marker: Marker, as_of: Day) -> str:
    if marker.severity == "error":
        return "milestone, crit"
    return "milestone, done" if marker.day < as_of else "milestone"


def _task(text: str, tags: str, task: str, start: Day, end: str) -> str:
    return f"    {name(text)} :{tags}, {task}, {iso(start)}, {end}"


def name(plain: str) -> str:
    """Return a name without characters or first words that Mermaid would interpret."""
    plain = " ".join(_SYNTAX.sub(" ", shown(plain)).split())
    if len(plain) > LONGEST_NAME:
        plain = f"{plain[: LONGEST_NAME - 1]}…"
    return f"· {plain}" if not plain or _COMMAND.match(plain) else plain
