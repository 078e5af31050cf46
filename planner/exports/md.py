"""The review document in Markdown, for a pull request or a wiki."""

from collections.abc import Iterable, Iterator

from planner.compare import Comparison
from planner.dates import iso, iso_or_empty
from planner.exports import mermaid
from planner.exports.changed import changed_sections
from planner.exports.open_findings import ReviewEntry
from planner.exports.review import DateCell, ItemTable, Review, WaiverRow, describes, review
from planner.exports.subject import ExportedPlan
from planner.markdown_text import linked, text
from planner.urls import is_url

_BLAMED = {"error": "✗", "warning": "!", "info": "i"}


def render(subject: ExportedPlan) -> str:
    """Return the review document as Markdown."""
    return "".join(f"{line}\n" for line in _document(review(subject)))


def _document(found: Review) -> Iterator[str]:
    """Yield the lines of the document, section by section."""
    plan = found.subject.plan
    yield f"# Release plan: {text(plan.product)}"
    yield ""
    url = found.subject.policy.url
    page = f" ({linked(url)})" if is_url(url) else ""
    yield f"Judged by {text(found.policy)}{page}, as of {iso(found.as_of)}."
    yield from ("", "## Summary", "")
    yield from (f"- {text(line)}" for line in found.summary)
    if found.subject.since is not None:
        yield from ("", f"## What changed since {text(found.subject.since.base)}", "")
        yield from _changed(found.subject.since.comparison)
    yield from ("", "## Timeline", "")
    yield from _timeline(found.subject)
    yield from ("", "## Violations", "")
    for entry in found.entries:
        yield from _entry(entry)
    if not found.entries:
        yield "Every promise holds."
    yield from ("", "## Dates")
    for table in found.tables:
        yield from ("", f"### {text(table.title)}", "")
        yield from _dates(table, found)
    if plan.freezes:
        yield from ("", "### Freezes", "")
        days = ([text(each.name or "Freeze"), iso(each.start), iso(each.end)] for each in plan.freezes)
        yield from _table(["Freeze", "First day", "Last day"], days)
    yield from ("", "## Notices", "")
    yield from _notices(found)
    yield from ("", "## Waivers", "")
    for row in found.waivers:
        yield _waiver(row)
    if not found.waivers:
        yield "Nothing is waived."
    yield from ("", "## Agenda", "")
    yield from _agenda(found)


def _changed(comparison: Comparison) -> Iterator[str]:
    """Yield the differences from another state, or a line that there are none.

    There is a list per section; dates come in a table.
    """
    if not comparison.differs:
        yield "Nothing."
        return
    for place, section in enumerate(changed_sections(comparison)):
        yield from (*([""] if place else []), f"{section.title}:", "")
        if section.dates:
            dates = (map(text, each) for each in section.dates)
            yield from _table(["Date of", "Which", "Before", "Now", "By"], dates)
        yield from (f"- {text(line)}" for line in section.lines)


def _timeline(subject: ExportedPlan) -> Iterator[str]:
    """Yield the lines of the Mermaid chart in a code block, or a sentence on why there is none."""
    lines = mermaid.picture(subject)
    if not lines:
        dated = bool(subject.evaluation.days)
        too_long = "The plan is too long for a picture here; `planner export --to svg` draws it."
        yield too_long if dated else "The plan has no dates yet."
        return
    yield "```mermaid"
    yield from lines
    yield "```"


def _entry(entry: ReviewEntry) -> Iterator[str]:
    """Yield the list item of a group of findings, with its sums, bound and clauses below it."""
    rules = ", ".join(f"`{rule}`" for rule in entry.rules)
    yield f"- **{entry.severity}** {rules}: {text(entry.message)}"
    yield from (f"  - {text(message)}" for message in entry.further)
    yield from (f"  - `{each}`" for each in entry.sums)
    if entry.bound:
        yield f"  - {entry.bound}"
    for basis in entry.bases:
        clause = f" ({text(basis.clause)})" if basis.clause else ""
        page = f" {linked(basis.url)}" if is_url(basis.url) else ""
        if basis.because or clause or page:
            said = f"`{basis.rule}`{clause}: {text(basis.because or '')}".removesuffix(": ")
            yield f"  - {said}{page}"


def _dates(table: ItemTable, found: Review) -> Iterator[str]:
    """Yield the table of the items of one type and track."""
    heading = ["Version"] if table.item_type == "version" else ["Change", "Kind"]
    rows = (
        [
            text(row.item.name),
            *([text(describes(row.item))] if table.item_type == "change" else []),
            *map(_date, row.dates),
            text(row.phase),
            linked(row.item.migration or ""),
            text("; ".join(row.remarks)),
        ]
        for row in table.rows
    )
    titles = [*heading, *map(text, table.milestones), f"On {iso(found.as_of)}", "Migration", "Note"]
    yield from _table(titles, rows)


def _date(cell: DateCell | None) -> str:
    """Return the text of a date's cell: a dash for None, bold with a sign if a finding blames it."""
    if cell is None:
        return "—"
    pinned = " (pinned)" if cell.pinned else ""
    return (
        f"**{iso(cell.day)}** {_BLAMED[cell.severity]}{pinned}"
        if cell.severity
        else f"{iso(cell.day)}{pinned}"
    )


def _notices(found: Review) -> Iterator[str]:
    """Yield the table of communications, or a sentence if there are none."""
    if not found.communications:
        yield "The plan has no notices yet."
        return
    rows = (
        [
            iso(each.day),
            text(each.name or ""),
            "; ".join(text(f"{notice.item} ({', '.join(notice.announces)})") for notice in each.notices),
            text(", ".join(each.channels)),
            found.status(each),
        ]
        for each in found.communications
    )
    yield from _table(["Date", "Name", "About", "Channels", "Status"], rows)


def _waiver(row: WaiverRow) -> str:
    """Return the list item of a waiver, with the violations that it covers below it."""
    waiver = row.waiver
    rules = ", ".join(f"`{rule}`" for rule in waiver.rules)
    facts = [
        f"reason {text(waiver.reason)}" if waiver.reason else "no reason given",
        f"approved by {text(waiver.approved_by)}" if waiver.approved_by else "",
        f"allows {iso(waiver.allows)}" if waiver.allows is not None else "",
        f"expires {iso(waiver.expires)}" if waiver.expires is not None else "",
    ]
    covers = "".join(f"\n  - covers: {text(message)}" for message in row.covers) or "\n  - covers nothing"
    return f"- {text(waiver.item)}, {rules}: {text(waiver.note)} ({', '.join(filter(None, facts))}){covers}"


def _agenda(found: Review) -> Iterator[str]:
    """Yield the table of the agenda, or a sentence if it is empty."""
    if not found.agenda:
        yield "Nothing is to be done."
        return
    rows = (
        [
            iso(each.day),
            text(each.what),
            text(", ".join(each.channels)),
            iso_or_empty(each.latest),
            each.status,
        ]
        for each in found.agenda
    )
    yield from _table(["Date", "What", "Channels", "Counts until", "Status"], rows)


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table; the cells must be Markdown on one line."""
    titles = list(titles)
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
