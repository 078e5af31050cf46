"""The positions of findings in the plan's file."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from planner.engine.constraint import Place
from planner.engine.evaluate import Evaluation
from planner.reports.check.report import Related, SourceRange, Violation

if TYPE_CHECKING:
    from planner.toml.entry_spans import EntrySpans
    from planner.toml.spans import Path


def located(text: str, paths: "Mapping[int, Path]", evaluation: Evaluation) -> tuple[Violation, ...]:
    """Return the findings as violations with positions, by line, rule, item, milestone and date.

    `paths` maps the key of each entry to its path in the TOML document. The text is scanned only if there are
    findings.
    """
    if not evaluation.findings:
        return ()
    from planner.toml.entry_spans import EntrySpans  # a plan that keeps its promises is not scanned

    spans = EntrySpans(text, Counter(cast(str, path[0]) for path in paths.values()))
    return tuple(sorted(_violations(_Places(spans, paths), evaluation), key=_order))


def _violations(places: "_Places", evaluation: Evaluation) -> Iterator[Violation]:
    """Yield each finding with the positions of its date and of related dates, waived ones included."""
    schedule = evaluation.compiled.schedule
    for finding in evaluation.all:
        yield Violation(
            finding=finding,
            item=schedule.items[finding.item].name,
            item_type=schedule.item_type(finding.item),
            track=schedule.tracks[finding.item],
            span=places.span(finding.place),
            related=tuple(
                Related(item=each.item, what=each.what, date=each.day, span=places.span(each.place))
                for each in finding.reason.related
            ),
        )


def _order(violation: Violation) -> tuple[int, str, str, str, int]:
    """Return the sort key of a violation: line, rule, item, milestone, date."""
    finding = violation.finding
    return (
        violation.span.line,
        finding.rule.id,
        violation.item or "",
        finding.milestone or "",
        finding.date or 0,
    )


class _Places:
    """The positions of entries and keys in one text."""

    def __init__(self, spans: "EntrySpans", paths: "Mapping[int, Path]") -> None:
        self._spans = spans
        self._paths = paths

    def span(self, place: Place) -> SourceRange:
        """Return the range of a key with its value or, without a key, one column at the start of its entry.

        A value of several lines counts as one column.
        """
        kind, index = self._paths[place.entry]
        entry = cast(str, kind), cast(int, index)
        key = () if place.field is None else (place.field,)
        line, column = self._spans.position(self._spans.start(entry, *key))
        written = self._spans.written(entry, *key)
        last_line, end = self._spans.position(written.end) if written else (line, column + 1)
        return SourceRange(line, column, end if last_line == line else column + 1)
