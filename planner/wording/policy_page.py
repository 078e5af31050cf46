"""A policy as the parts of a document, for `policy show` and the screen."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.dates import counted
from planner.engine.rules.order import RULE as ORDER
from planner.engine.rules.sentence import sentence, terms
from planner.files.policy.read import ReadPolicy
from planner.policy import Field, Milestone, Policy, Rule

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
    url: str | None = None
    """The address at which the thing that it is about is published."""


class Table(NamedTuple):
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class PageEntry(NamedTuple):
    """A named entry with paragraphs, such as a rule."""

    name: str
    paragraphs: tuple[str, ...]


Part = PageHeading | Paragraph | Table | PageEntry


class PolicyPage(NamedTuple):
    """A policy with all that its page says of it."""

    policy: Policy
    promise: str | None
    """The promise in a line, if its `meta` gives one."""
    coverage: str | None
    """How much of the published page the rules hold, if its `meta` says so."""
    rules: tuple[Rule, ...]
    """In the order of reading: the rules of its own file, inherited rules, the built-in one."""


def page_of(policy: Policy) -> PolicyPage:
    """Return a policy as a page without promise and coverage, its rules in order, the built-in one last."""
    return PolicyPage(policy=policy, promise=None, coverage=None, rules=(*policy.rules, ORDER))


def policy_page(read: ReadPolicy) -> PolicyPage:
    """Return a policy that was read from its file with the promise and coverage of the file's `meta`.

    Its rules are in the order of reading: those of its own file, inherited ones, the built-in one.
    """
    own_file = read.merged.layers[-1]
    meta = own_file.table.get("meta", {})
    own = {each.right.get("id") for each in own_file.rules}
    rules = sorted(read.policy.rules, key=lambda rule: rule.id not in own)
    return PolicyPage(
        policy=read.policy,
        promise=_line(meta.get("promise")),
        coverage=_line(meta.get("coverage")),
        rules=(*rules, ORDER),
    )


def _line(written: object) -> str | None:
    """Return a value of `meta` if it is a text that is not blank, else None: `meta` may hold anything."""
    return written if isinstance(written, str) and written.strip() else None


def parts(page: PolicyPage) -> Iterator[Part]:
    """Yield the parts of the whole page: introduction, vocabulary, rules."""
    yield from introduction(page)
    yield from vocabulary(page.policy)
    yield PageHeading("Rules", 2)
    yield from map(rule_entry, page.rules)


def introduction(page: PolicyPage) -> Iterator[Part]:
    """Yield the title, name and number of rules, promise, coverage, answers to requests, and tracks.

    A part that the policy does not have is left out.
    """
    policy = page.policy
    yield PageHeading(policy.long_name, 1)
    yield Paragraph(f"The policy {policy.name}, with {counted(len(policy.rules), 'rule')}.", policy.url)
    if page.promise:
        yield Paragraph(page.promise)
    if page.coverage:
        yield Paragraph(f"In the rules: {page.coverage}")
    if requests := _requests(policy):
        yield Paragraph(requests)
    if policy.tracks is not None:
        yield Paragraph(f"Tracks: {', '.join(policy.tracks)}.")


def vocabulary(policy: Policy) -> Iterator[Part]:
    """Yield the milestones, channels, kinds of change, reasons and fields, each under a heading if any."""
    for item_type in ("version", "change"):
        if milestones := [each for each in policy.milestones if each.of == item_type]:
            yield PageHeading(f"Milestones of a {item_type}", 2)
            head = ("milestone", "means", "from then on", "answers")
            yield Table(head, tuple(map(_milestone, milestones)))
    yield from _described("Channels", policy.channels.items())
    yield from _changes(policy)
    yield from _described("Reasons for a waiver", policy.reasons.items())
    if policy.fields:
        yield PageHeading("Further fields", 2)
        yield Table(("field", "of", "one of"), tuple(map(_field, policy.fields.values())))


def _requests(policy: Policy) -> str:
    """Return the answers to requests without a version, and for a version that does not exist.

    A policy by which no request is answered says nothing of requests without a version. The text is
    empty if nothing is left to say.
    """
    answering = any(each.answers for each in policy.milestones_of("version") if each.role != "retired")
    said = []
    if answering or policy.unversioned != "none":
        said.append(_UNVERSIONED[policy.unversioned])
    if policy.invalid:
        said.append(
            f"{'One' if said else 'A request'} for a version that does not exist gets {policy.invalid}."
        )
    return " ".join(said)


def _field(field: Field) -> tuple[str, str, str]:
    """Return the table row of a field: its name, the items that have it, its values."""
    values = ", ".join(field.one_of or ())
    if field.required:
        values = f"{values or 'any text, true or false'}; needed"
    if field.default is not None:
        left_out = str(field.default).lower() if isinstance(field.default, bool) else field.default
        values = f"{values or 'true, false'}; {left_out} if left out"
    return (field.name, " or ".join(field.of), values)


def _milestone(milestone: Milestone) -> tuple[str, ...]:
    """Return the table row of a milestone: its name, its role, its phase, its answer."""
    phase = milestone.phase or ""
    if milestone.parallel:
        phase = "; ".join(filter(None, (phase, "in no order with its neighbours")))
    if milestone.exclusive:
        phase += f"; {milestone.superseded or 'none'} once another version has it"
    return (milestone.name, milestone.role or "", phase, milestone.answers or "")


def _described(title: str, entries: Iterable[tuple[str, str]]) -> Iterator[Part]:
    """Yield a heading and a table of names and descriptions; nothing without entries."""
    if rows := tuple(entries):
        yield PageHeading(title, 2)
        yield Table(("name", "what it is"), rows)


def _changes(policy: Policy) -> Iterator[Part]:
    """Yield the policy's kinds of change below a heading; nothing if it lists none."""
    listed = {"Compatible": policy.compatible, "Incompatible": policy.incompatible}
    if not any(listed.values()):
        return
    yield PageHeading("Kinds of change", 2)
    for title, kinds in listed.items():
        if kinds:
            yield Paragraph(f"{title}: {', '.join(sorted(kinds))}.")
    yield Paragraph(f"A kind that is not listed counts as {policy.unlisted}.")


def rule_entry(rule: Rule) -> PageEntry:
    """Return a rule with its reason, its demand in words, its terms, its clause and its address."""
    clause = f"Clause: {rule.clause}" if rule.clause else None
    url = f"Published at {rule.url}" if rule.url else None
    said = dict.fromkeys((rule.because, sentence(rule), " ".join(terms(rule)), clause, url))
    return PageEntry(f"{rule.id} ({rule.severity})", tuple(each for each in said if each))
