"""CSV with one row per date, for spreadsheets and scripts.

`item`, `item_type`, `track` and `kind` identify the owner of the date; `what` is a milestone's name, `notice`
or `freeze`; `date` is the day, and `until` the last day of a freeze. `name` belongs to a notice or freeze;
`announces`, `channels` and `told` belong to a notice and are lists separated by `; `. `sent` and `pinned` are
`yes` or empty. `severity`, `rules`, `earliest`, `latest` and `days` describe the findings that blame the date
and are not waived, worst first. An item without any date has one row without a date.

Text with letters beyond ASCII begins with a byte order mark: without it, Excel does not read it as UTF-8.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from planner.chart import worst
from planner.dates import Day, iso, iso_or_empty
from planner.engine.constraint import Finding, Place
from planner.engine.slots import NOTICE
from planner.exports.subject import ExportedPlan
from planner.plan import Change, Freeze, Item, Notice, Version
from planner.policy import SEVERITIES
from planner.terminal_text import shown

COLUMNS = (
    "item",
    "item_type",
    "track",
    "kind",
    "what",
    "date",
    "until",
    "name",
    "announces",
    "withdraws",
    "channels",
    "told",
    "sent",
    "pinned",
    "severity",
    "rules",
    "earliest",
    "latest",
    "days",
)
_BYTE_ORDER_MARK = "\ufeff"
_Row = Mapping[str, str]
_BEGIN_FORMULAS = tuple("=+-@＝＋－＠'")


def render(subject: ExportedPlan) -> str:
    """Return a header and a row per date as CSV, every cell in quotes."""
    text = StringIO(newline="")
    # Every cell is quoted: no line begins with a plan's text.
    writer = csv.DictWriter(text, COLUMNS, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in _rows(subject):
        writer.writerow({column: cell(value) for column, value in row.items()})
    rows = text.getvalue()
    return rows if rows.isascii() else f"{_BYTE_ORDER_MARK}{rows}"


def cell(text: str) -> str:
    """Return text on one line that no spreadsheet reads as a formula.

    An apostrophe is put before a first character that begins a formula, and before a first apostrophe.
    """
    plain = shown(text, longest=len(text))
    return f"'{plain}" if plain.startswith(_BEGIN_FORMULAS) else plain


def _rows(subject: ExportedPlan) -> Iterator[_Row]:
    """Yield, for each item, the rows of its dates, withdrawal and notices; then a row per freeze.

    An item that has none of them has one row.
    """
    notices: dict[str, list[Notice]] = {}
    for notice in subject.plan.notices:
        notices.setdefault(notice.item, []).append(notice)
    for index, item in enumerate(subject.schedule.items):
        about = _about(subject, index, item)
        blaming: dict[Place, list[Finding]] = {}
        for finding in subject.evaluation.findings.get(index, ()):
            if finding.waived is None:
                blaming.setdefault(finding.place, []).append(finding)
        ours = notices.get(item.name, ())
        withdrawn = item.withdrawn if isinstance(item, Version) else None
        if not item.dates and not ours and withdrawn is None:
            yield about
        for milestone, day in item.dates.items():
            blame = _blame(blaming.get(Place(item.key, milestone), ()))
            yield about | _dated(milestone, day, milestone in item.pinned) | blame
        if withdrawn is not None:
            yield about | _dated("withdrawn", withdrawn, False)
        for notice in ours:
            yield about | _notice(notice) | _blame(blaming.get(Place(notice.key, "date"), ()))
    yield from (_freeze(freeze) for freeze in subject.plan.freezes)


def _about(subject: ExportedPlan, index: int, item: Item) -> dict[str, str]:
    """Return the cells that name an item."""
    return {
        "item": item.name,
        "item_type": subject.schedule.item_type(index),
        "track": subject.schedule.tracks[index] or "",
        "kind": item.kind if isinstance(item, Change) else "",
    }


def _dated(what: str, day: Day, pinned: bool) -> dict[str, str]:
    """Return the cells of a date: its name, day, and whether it is pinned."""
    return {"what": what, "date": iso(day), "pinned": "yes" if pinned else ""}


def _notice(notice: Notice) -> dict[str, str]:
    """Return the cells of a notice, without those of its item."""
    told = (f"{milestone}={iso(day)}" for milestone, day in (notice.told or {}).items())
    return _dated(NOTICE, notice.date, notice.pinned) | {
        "name": notice.name or "",
        "announces": _list(notice.announces),
        "withdraws": _list(notice.withdraws),
        "channels": _list(notice.channels),
        "told": _list(told),
        "sent": "yes" if notice.told is not None else "",
    }


def _freeze(freeze: Freeze) -> dict[str, str]:
    """Return the cells of a freeze."""
    return _dated("freeze", freeze.start, False) | {"until": iso(freeze.end), "name": freeze.name or ""}


def _blame(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the cells about the findings that blame a date; no cells without findings.

    The bounds and days are those of the worst finding.
    """
    by_weight = sorted(findings, key=lambda each: SEVERITIES.index(each.severity))
    if not by_weight:
        return {}
    first = by_weight[0]
    return {
        "severity": worst(by_weight) or "",
        "rules": _list(dict.fromkeys(each.rule.id for each in by_weight)),
        "earliest": iso_or_empty(first.earliest),
        "latest": iso_or_empty(first.latest),
        "days": "" if first.days is None else str(first.days),
    }


def _list(words: Iterable[str]) -> str:
    """Return words joined by `; `."""
    return "; ".join(words)
