"""Findings get their places in the file."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.engine.judge import Judgement
from planner.engine.statement import Place
from planner.reports.report import Related, Span, Violation

if TYPE_CHECKING:
    from planner.files.spans import Path, Spans


def located(text: str, paths: "Mapping[int, Path]", judgement: Judgement) -> tuple[Violation, ...]:
    """The findings by line, rule, item, milestone, date; `paths` tells where each entry stands."""
    if not judgement.findings:
        return ()
    from planner.files.spans import scan  # a plan that keeps its promises is not scanned

    return tuple(sorted(_violations(_Places(scan(text), paths), judgement), key=_order))


def _violations(places: "_Places", judgement: Judgement) -> Iterator[Violation]:
    schedule = judgement.compiled.schedule
    for finding in judgement.all:
        yield Violation(
            finding,
            schedule.items[finding.item].name,
            schedule.item_type(finding.item),
            schedule.tracks[finding.item],
            places.span(finding.place),
            tuple(
                Related(each.item, each.what, each.day, places.span(each.place))
                for each in finding.reason.related
            ),
        )


def _order(violation: Violation) -> tuple[int, str, str, str, int]:
    finding = violation.finding
    return (
        violation.span.line,
        finding.rule.id,
        violation.item or "",
        finding.milestone or "",
        finding.date or 0,
    )


class _Places:
    def __init__(self, spans: "Spans", paths: "Mapping[int, Path]") -> None:
        self._spans = spans
        self._paths = paths

    def span(self, place: Place) -> Span:
        """A key with its value, or the start of an entry."""
        path = self._paths[place.entry]
        if place.field is not None:
            path = (*path, place.field)
        line, column = self._spans.line_column(path)
        written = self._spans.entry(path)
        last_line, end = self._spans.position(written.end) if written else (line, column + 1)
        return Span(line, column, end if last_line == line else column + 1)
