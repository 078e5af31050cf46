"""The timeline as an SVG picture, with legal days and violations."""

from xml.etree.ElementTree import Element, tostring

from planner.chart import chart
from planner.dates import iso
from planner.exports.changed import former_dates, with_former
from planner.exports.drawing.picture import Drawing, picture
from planner.exports.legal import blamed
from planner.exports.open_findings import OpenFindings, open_findings
from planner.exports.subject import ExportedPlan

MOST_DESCRIBED = 10


def render(subject: ExportedPlan) -> str:
    """Return the picture as the text of an SVG file."""
    return written(standing_alone(subject))


def standing_alone(subject: ExportedPlan, *, explained: bool = True) -> Element:
    """Return the picture with a heading, for a file of its own; `explained` adds titles for the pointer."""
    return picture(_drawing(subject, open_findings(subject), explained), headed=True)


def inline(subject: ExportedPlan, found: OpenFindings) -> Element:
    """Return the picture without a heading, for a page that has headings; `found` are its findings."""
    return picture(_drawing(subject, found, explained=True), headed=False)


def written(svg: Element) -> str:
    """Return an SVG element as the text of a file."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(svg, encoding="unicode")}\n'


def _drawing(subject: ExportedPlan, found: OpenFindings, explained: bool) -> Drawing:
    """Return the contents of the picture, former dates included if the subject has a comparison."""
    former = former_dates(subject.since)
    policy = subject.policy
    return Drawing(
        chart=with_former(chart(subject.evaluation), former),
        former=former,
        policy=policy,
        blamed=blamed(subject.evaluation),
        judge_from=subject.schedule.judge_from,
        title=subject.plan.product,
        subtitle=f"{policy.long_name} · as of {iso(subject.as_of)} · {found.verdict}",
        description=_description(subject, found),
        explained=explained,
    )


def _description(subject: ExportedPlan, found: OpenFindings) -> str:
    """Return a description of the chart for people who cannot see it, with the first open findings."""
    plan = subject.plan
    told = [
        f"A timeline of {len(plan.versions)} versions and {len(plan.changes)} changes",
        f"as of {iso(subject.as_of)}: {found.verdict}.",
        *(f"{each.message}." for each in found.entries[:MOST_DESCRIBED]),
    ]
    return " ".join(told)
