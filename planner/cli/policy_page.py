"""A policy as a document to read, in text or Markdown."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import NamedTuple

from planner.dates import counted
from planner.engine.rules.order import RULE as ORDER
from planner.engine.rules.sentence import sentence, terms
from planner.exports.markdown_text import text as escaped
from planner.policy import Milestone, Policy, Rule
from planner.terminal_text import cells, shown

WIDEST = 88
LONGEST = 2000
"""The most characters of a paragraph."""

_UNVERSIONED = {
    "default": "A request that names no version gets the default version.",
    "oldest": "A request that names no version gets the oldest version that is supported.",
    "latest": "A request that names no version gets the latest version.",
    "none": "A request that names no version gets no answer.",
}


class PageHeading(NamedTuple):
    """A heading of level 1 or 2."""

    text: str
    level: int


class Paragraph(NamedTuple):
    """A paragraph of text."""

    text: str


class Table(NamedTuple):
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class PageEntry(NamedTuple):
    """A named entry with paragraphs, such as a rule."""

    name: str
    paragraphs: tuple[str, ...]


Part = PageHeading | Paragraph | Table | PageEntry


def as_text(policy: Policy) -> str:
    """Return the policy as text with underlined headings."""
    return _joined(map(_text, _parts(policy)))


def as_markdown(policy: Policy) -> str:
    """Return the policy as Markdown."""
    return _joined(map(_markdown, _parts(policy)))


def _joined(parts: Iterable[Iterable[str]]) -> str:
    """Return the parts with an empty line between them."""
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _parts(policy: Policy) -> Iterator[Part]:
    """Yield the parts of the document, independent of its format."""
    yield PageHeading(policy.title or policy.name, 1)
    yield Paragraph(f"The policy {policy.name}, with {counted(len(policy.rules), 'rule')}.")
    invalid = f" One for a version that does not exist gets {policy.invalid}." if policy.invalid else ""
    yield Paragraph(_UNVERSIONED[policy.unversioned] + invalid)
    if policy.tracks is not None:
        yield Paragraph(f"Tracks: {', '.join(policy.tracks)}.")
    for item_type in ("version", "change"):
        if milestones := [each for each in policy.milestones if each.of == item_type]:
            yield PageHeading(f"Milestones of a {item_type}", 2)
            head = ("milestone", "means", "from then on", "answers")
            yield Table(head, tuple(map(_milestone, milestones)))
    yield from _described("Channels", policy.channels.items())
    yield from _changes(policy)
    yield from _described("Reasons for a waiver", policy.reasons.items())
    if policy.fields:
        rows = (
            (each.name, " or ".join(each.of), ", ".join(each.one_of or ())) for each in policy.fields.values()
        )
        yield PageHeading("Further fields", 2)
        yield Table(("field", "of", "one of"), tuple(rows))
    yield PageHeading("Rules", 2)
    yield from map(_rule, (ORDER, *policy.rules))


def _milestone(milestone: Milestone) -> tuple[str, ...]:
    phase = milestone.phase or ""
    if milestone.exclusive:
        phase += f"; {milestone.superseded or 'none'} once another version has it"
    return (milestone.name, milestone.role or "", phase, milestone.answers or "")


def _described(title: str, entries: Iterable[tuple[str, str]]) -> Iterator[Part]:
    if rows := tuple(entries):
        yield PageHeading(title, 2)
        yield Table(("name", "what it is"), rows)


def _changes(policy: Policy) -> Iterator[Part]:
    """Yield the taxonomy of changes; nothing if the policy lists none."""
    listed = {"Compatible": policy.compatible, "Incompatible": policy.incompatible}
    if not any(listed.values()):
        return
    yield PageHeading("Kinds of change", 2)
    for title, kinds in listed.items():
        if kinds:
            yield Paragraph(f"{title}: {', '.join(sorted(kinds))}.")
    yield Paragraph(f"A kind that is not listed counts as {policy.unlisted}.")


def _rule(rule: Rule) -> PageEntry:
    clause = f"Clause: {rule.clause}" if rule.clause else None
    said = dict.fromkeys((rule.because, sentence(rule), " ".join(terms(rule)), clause))
    return PageEntry(f"{rule.id} ({rule.severity})", tuple(each for each in said if each))


def _text(part: Part) -> Iterator[str]:
    """Yield a part as lines of text."""
    match part:
        case PageHeading(text, level):
            yield shown(text)
            yield ("=" if level == 1 else "-") * cells(shown(text))
        case Paragraph(text):
            yield from wrap(shown(text, LONGEST), WIDEST, break_on_hyphens=False)
        case PageEntry(name, paragraphs):
            yield shown(name)
            for each in paragraphs:
                yield from wrap(shown(each, LONGEST), WIDEST, initial_indent="  ", subsequent_indent="  ")
        case Table(head, rows):
            lines = [tuple(map(shown, row)) for row in (head, *rows)]
            widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
            for line in lines:
                padded = (
                    f"{cell}{' ' * (width - cells(cell))}" for cell, width in zip(line, widths, strict=True)
                )
                yield "  ".join(padded).rstrip()


def _markdown(part: Part) -> Iterator[str]:
    """Yield a part as lines of Markdown."""
    match part:
        case PageHeading(text, level):
            yield f"{'#' * level} {escaped(text)}"
        case Paragraph(text):
            yield escaped(text)
        case PageEntry(name, paragraphs):
            yield f"### {escaped(name)}"
            for each in paragraphs:
                yield from ("", escaped(each))
        case Table(head, rows):
            yield f"| {' | '.join(head)} |"
            yield f"|{' --- |' * len(head)}"
            for row in rows:
                yield f"| {' | '.join(map(escaped, row))} |"
