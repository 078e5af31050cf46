"""Drafts that announce notices: an email, a changelog entry, a support article.

A draft is a jinja2 template. A folder of the user's own may replace the package's `email.txt`, `changelog.md`
and `support-article.md` and add further `.txt` and `.md` files; names that begin with `_` are for templates
to include. Text of a plan is written as plain text on one line; in Markdown the filter `linked` makes a link
of a URL. Templates get `product`, `policy`, `as_of`, `contact` (the text `contact` of the plan's `[meta]`, or
None), `notice` (`name`, `date`, `channels`, `sent`), `goes_out`, `headline`
and `items`, each of them an `AnnouncedItem`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import iso, to_date
from planner.diagnostics import did_you_mean, quoted
from planner.disk.file_name import file_name
from planner.engine.compile import compile_plan
from planner.engine.constraint import Place
from planner.engine.evaluate import Evaluation, evaluate
from planner.engine.phases import Timetable
from planner.engine.questions.agenda import AgendaItem, owed
from planner.exports.announced_items import announced_items
from planner.exports.communications import Communication, communications
from planner.exports.subject import CannotExport, ExportedPlan
from planner.markdown_text import linked, text
from planner.plan import Notice
from planner.terminal_text import shown
from planner.wording.agenda import owed_line

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 4_000
"""Characters of one text in a draft; migration plans may be long."""
_PACKAGED = Path(__file__).parent / "templates" / "announcement"
_FORMATS = (".md", ".txt")
_OTHER_CHANNEL = "post.txt"
"""The template of channels for which there is no other."""
_CHANNELS = {"email": "email.txt", "support-article": "support-article.md"} | dict.fromkeys(
    ("docs", "changelog"), "changelog.md"
)
"""The package's templates for channels by the names that policies give them."""


class Draft(NamedTuple):
    """A text for one way to reach people: the filled template of a communication."""

    template: str
    about: str
    """The notice's name or its items, and its day."""
    marks: tuple[str, ...]
    """The reasons why the draft cannot be sent as it is."""
    text: str

    @property
    def head(self) -> str:
        """The marks above the draft, one per line, or per paragraph in Markdown; empty if there are none."""
        if self.template.endswith(".md"):
            return "".join(f"\\[{text(mark, LONGEST)}\\]\n\n" for mark in self.marks)
        marks = "".join(f"[{mark}]\n" for mark in self.marks)
        return f"{marks}\n" if marks else ""

    @property
    def file_name(self) -> str:
        """The name of the draft's file, made from `about` and the template; two drafts may have the same."""
        return f"{file_name(self.about)}.{self.template}"


def render(subject: ExportedPlan) -> str:
    """Return the drafts of the chosen communications one after the other, each below a line with its name.

    Without `notice` in the subject, a list of the notices that people are owed stands at the end.
    """
    written = [
        f"--- {shown(draft.template)}: {draft.about} ---\n\n{draft.head}{draft.text}"
        for draft in drafts(subject)
    ]
    if subject.notice is None:
        owing = owed(subject.plan, subject.policy, subject.as_of)
        if owing:
            lines = "\n".join(shown(owed_line(each), LONGEST) for each in owing)
            written.append(f"--- owed, and not in the plan ---\n\n{lines}\n")
    return "\n\n".join(written) or "No notice is to be sent.\n"


def parts(subject: ExportedPlan) -> Mapping[str, str]:
    """Return the text of each draft by the name of its file; a number makes equal names different."""
    files: dict[str, str] = {}
    for draft in drafts(subject):
        name, number = draft.file_name, 1
        while name in files:
            number += 1
            name = f"{number}-{draft.file_name}"
        files[name] = draft.head + draft.text
    return files


def remarks(subject: ExportedPlan) -> Iterator[str]:
    """Yield a line for each reason why a draft cannot be sent as it is; no template is filled."""
    marked = {each.about: each.marks for each in _announcements(subject) if each.marks}
    yield from (f"{about}: {mark}" for about, marks in marked.items() for mark in marks)


def outdated(subject: ExportedPlan, names: Iterable[str]) -> list[str]:
    """Return the file names that look like those of drafts, but belong to no draft of the plan as it is now.

    `names` are without the files that `parts` gives for the subject. If it asks for one notice, files of
    other notices are current, too.
    """
    templates = _names(_folders(subject))
    alike = [
        name
        for name in names
        if any(re.fullmatch(f"[a-z0-9-]+{re.escape(f'.{template}')}", name) for template in templates)
    ]
    current = parts(subject._replace(notice=None)) if alike and subject.notice is not None else {}
    return [name for name in alike if name not in current]


def _folders(subject: ExportedPlan) -> list[Path]:
    """Return the folders of templates: the user's, if there is one, before the package's."""
    return [*([Path(subject.templates)] if subject.templates else []), _PACKAGED]


def drafts(subject: ExportedPlan) -> Iterator[Draft]:
    """Yield the drafts, communication by communication, one per template that its channels need.

    Raise CannotExport if the subject asks for an unknown notice, or a template cannot be read or filled.
    """
    folders = _folders(subject)
    environments = {suffix: _environment(folders, suffix) for suffix in _FORMATS}
    names = _names(folders)
    timetable = Timetable(subject.schedule, subject.evaluation.days)
    for communication, about, marks in _announcements(subject):
        for template, channels in _templates_for(communication, names, subject):
            values = variables(subject, communication, timetable, channels)
            written = _draft(environments[Path(template).suffix], template, values)
            yield Draft(template=template, about=about, marks=marks, text=f"{written.strip()}\n")


class _Announcement(NamedTuple):
    """A communication to draft."""

    communication: Communication
    about: str
    """Its name or its items, and its day."""
    marks: tuple[str, ...]
    """The reasons why its drafts cannot be sent as they are."""


def _announcements(subject: ExportedPlan) -> Iterator[_Announcement]:
    """Yield the communications to draft, with the reasons why their drafts cannot be sent as they are.

    The reasons are that the plan lacks the notice, or that it breaks a rule. Raise CannotExport if the
    subject asks for an unknown notice.
    """
    chosen = _chosen(subject)
    evaluation = with_owed = subject.evaluation
    if any(marks for _, marks in chosen):
        with_owed = _evaluated_with(subject, (each for each, marks in chosen if marks))
    for communication, marks in chosen:
        name = communication.name or ", ".join(communication.items)
        about = shown(f"{name}, {iso(communication.day)}")
        broken = _violations(communication, with_owed if marks else evaluation)
        yield _Announcement(communication, about, (*marks, *broken))


def _evaluated_with(subject: ExportedPlan, owed_notices: Iterable[Communication]) -> Evaluation:
    """Return the evaluation of the plan as if it had these notices: a draft cures the lack of its notice."""
    added = tuple(notice for each in owed_notices for notice in each.notices)
    plan = subject.plan._replace(notices=(*subject.plan.notices, *added))
    return evaluate(compile_plan(plan, subject.policy, subject.as_of))


def _templates_for(
    communication: Communication, names: Sequence[str], subject: ExportedPlan
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sorted names of the templates to fill for a communication, each with its channels.

    A channel has the template of its name, else the package's for it, else the short post. A communication
    without channels has all templates but the post. Templates of the user's own that belong to no channel are
    always filled, for all channels of the communication.
    """
    by_stem = {Path(name).stem: name for name in names}
    packaged = {*_CHANNELS.values(), _OTHER_CHANNEL}
    for_channels = {by_stem.get(each) for each in subject.policy.channels}
    own = [name for name in names if name not in packaged and name not in for_channels]
    chosen: dict[str, tuple[str, ...]] = dict.fromkeys(own, communication.channels)
    for channel in communication.channels:
        template = _template(channel, by_stem)
        chosen[template] = (*chosen.get(template, ()), channel)
    if not communication.channels:
        chosen |= dict.fromkeys((name for name in names if name not in (_OTHER_CHANNEL, *own)), ())
    return sorted(chosen.items())


def _template(channel: str, by_stem: Mapping[str, str]) -> str:
    """Return the template of a channel: the one of its name, the package's for it, or the short post."""
    return by_stem.get(channel) or _CHANNELS.get(channel, _OTHER_CHANNEL)


def _violations(communication: Communication, evaluation: Evaluation) -> Iterator[str]:
    """Yield the errors that blame a date which a communication announces, or its own day, as sentences."""
    schedule = evaluation.compiled.schedule
    items = schedule.items
    places = {
        Place(items[schedule.index[each.item]].key, milestone)
        for each in communication.notices
        for milestone in each.announces
    }
    places |= {Place(each.key, "date") for each in communication.notices}
    messages = (
        f"breaks {finding.rule.id}: {shown(finding.reason.message)}"
        for name in communication.items
        for finding in evaluation.findings.get(schedule.index[name], ())
        if finding.waived is None and finding.severity == "error" and finding.place in places
    )
    yield from dict.fromkeys(messages)


def _chosen(subject: ExportedPlan) -> list[tuple[Communication, tuple[str, ...]]]:
    """Return the communications to draft, each with the marks of its drafts.

    Without `notice` in the subject: all unsent ones, and all that people are owed. Else those with this name;
    or those about this item that are unsent or owed, and if there are none, those that were sent. Raise
    CannotExport if there is none.
    """
    found, asked_for = communications(subject.plan), subject.notice
    due = owed(subject.plan, subject.policy, subject.as_of)
    keys = count(-1, -1)  # no entry of the plan has them
    owing = [_owed_notice(subject, each, keys) for each in _together(due)]
    if asked_for is None:
        return [*((each, ()) for each in found if not each.sent), *owing]
    named = [each for each in found if each.name == asked_for]
    announcing = [each for each in found if asked_for in each.items]
    owed_for_it = [each for each in owing if asked_for in each[0].items]
    if not named and not announcing and not owed_for_it:
        known = [*(each.name or "" for each in found), *(item.name for item in subject.plan.items)]
        if asked_for in known:
            raise CannotExport(f"the plan has no notice about {quoted(asked_for)}")
        raise CannotExport(
            f"{quoted(asked_for)} is no notice and no item of the plan{did_you_mean(asked_for, known)}"
        )
    if named:
        return [(each, ()) for each in named]
    to_send = [each for each in announcing if not each.sent]
    return [*((each, ()) for each in to_send or ([] if owed_for_it else announcing)), *owed_for_it]


def _together(due: Iterable[AgendaItem]) -> Iterator[list[AgendaItem]]:
    """Yield the agenda items that share a draft: nobody gets two corrections of one item by a channel."""
    groups: dict[object, list[AgendaItem]] = {}
    for number, each in enumerate(due):
        items = tuple(about.item for about in each.about)
        groups.setdefault((items, each.channels) if each.correction else number, []).append(each)
    yield from groups.values()


def _owed_notice(
    subject: ExportedPlan, due: Sequence[AgendaItem], keys: Iterator[int]
) -> tuple[Communication, tuple[str, ...]]:
    """Return a notice that people are owed, as if it were in the plan, and marks that say it is not.

    It goes out on the first day on which something of it is due. `keys` are for the notices of its items.
    """
    day = max(min(each.day for each in due), subject.as_of)
    notices = tuple(
        Notice(
            key=next(keys),
            item=about.item,
            date=day,
            announces=about.milestones,
            withdraws=about.withdrawn,
            channels=each.channels,
        )
        for each in due
        for about in each.about
    )
    marks = (f"the plan has no such notice: {shown(owed_line(each), LONGEST)}" for each in due)
    return Communication(notices), tuple(marks)


def variables(
    subject: ExportedPlan, communication: Communication, timetable: Timetable, channels: Sequence[str]
) -> Mapping[str, object]:
    """Return the variables of a template for a communication, as docs/review.md lists them.

    `channels` are those by which the filled template goes out.
    """
    headline, items = announced_items(subject, communication, timetable, channels)
    return {
        "product": subject.plan.product,
        "policy": subject.policy.long_name,
        "as_of": to_date(subject.as_of),
        "contact": _contact(subject),
        "notice": {
            "name": communication.name,
            "date": to_date(communication.day),
            "channels": communication.channels,
            "sent": communication.sent,
        },
        "goes_out": to_date(communication.read_on(subject.as_of)),
        "headline": headline,
        "items": items,
    }


def _contact(subject: ExportedPlan) -> str | None:
    """Return the text `contact` of the plan's `[meta]`, or None if it is missing or blank."""
    contact = subject.plan.meta.get("contact")
    return contact if isinstance(contact, str) and contact.strip() else None


def _draft(environment: "Environment", name: str, values: Mapping[str, object]) -> str:
    """Return the filled template with a name. Raise CannotExport, with the line, if the template fails."""
    try:
        return environment.get_template(name).render(values)
    except Exception as error:  # a template may do anything
        line = getattr(error, "lineno", None)
        where = f"{quoted(name)}, line {line}," if line else quoted(name)
        raise CannotExport(f"the template {where} does not work: {error}") from None


def _names(folders: Sequence[Path]) -> list[str]:
    """Return the names of the templates in the folders, sorted, without those that begin with `_`.

    Raise CannotExport if a folder cannot be read.
    """
    try:
        files = [each.name for folder in folders for each in folder.iterdir() if each.suffix in _FORMATS]
    except OSError as error:
        raise CannotExport(f"the templates in {quoted(str(folders[0]))}: {error.strerror}") from None
    return sorted({name for name in files if not name.startswith("_")})


def _environment(folders: Sequence[Path], suffix: str) -> "Environment":
    """Return a sandboxed environment for templates of one suffix, `.txt` or `.md`.

    Texts that it inserts become plain text on one line, escaped in Markdown. Of two folders with a template
    of one name, the first counts.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def plain_value(value: object) -> object:
        """Return a text as plain text of the format on one line.

        Other values, and texts marked safe, are returned unchanged.
        """
        if type(value) is not str:
            return value
        plain = re.sub(r"\s+", " ", value)
        if suffix == ".txt":
            said = shown(plain, LONGEST)
            return f": {said[1:]}" if said.startswith("::") else said  # no command of a CI runner
        inside = plain.strip()  # the spaces around it are a template's
        return plain.replace(inside, text(inside, LONGEST), 1) if inside else plain

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        finalize=plain_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = lambda value: Markup(linked(value)) if suffix == ".md" else value
    return environment
