"""Drafts that announce what notices are about: an email, a changelog entry, a support article.

A draft is a jinja2 template. A folder of one's own may replace the package's `email.txt`, `changelog.md`
and `support-article.md` and add further `.txt` and `.md` files; names that begin with `_` are for
templates to include. What a plan says is written so that it is nothing but text, on one line; in Markdown
the filter `linked` makes a link of a URL. Templates get `product`, `policy`, `as_of`, `notice` (`name`,
`date`, `channels`, `sent`) and `items`, each of them a `News`.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import iso, to_date
from planner.engine.told import last_told
from planner.exports.communications import Communication, communications
from planner.exports.markdown_text import linked, text
from planner.exports.subject import CannotExport, Subject
from planner.files.problem import did_you_mean, quoted
from planner.plan import Change
from planner.terminal_text import shown

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 4_000
"""A migration plan may take its time."""
_PACKAGED = Path(__file__).parent / "templates" / "announcement"
_FORMATS = (".txt", ".md")


class Milestone(NamedTuple):
    """A date of an item, as templates see it."""

    name: str
    label: str
    date: datetime.date
    answers: str | None
    """What a request gets from then on."""
    announced: bool
    """This notice is about it."""
    told: datetime.date | None
    """What people were told before, where that is another day."""


class News(NamedTuple):
    """An item that the notice is about, as templates see it."""

    type: str
    """`Version` or `Change`."""
    name: str
    kind: str | None
    """Of a change."""
    track: str | None
    version: str | None
    """Of a change: the version it ships in."""
    breaking: bool
    migration: str | None
    note: str | None
    announced: tuple[Milestone, ...]
    timeline: tuple[Milestone, ...]
    """By date."""
    changes: tuple["News", ...]
    """Of a version: what ships in it."""


def render(subject: Subject) -> str:
    drafts: list[str] = []
    for communication in _wanted(subject):
        about = f"{communication.name or ', '.join(communication.items)}, {iso(communication.day)}"
        for name, draft in _drafts(subject, communication):
            drafts.append(f"--- {shown(name)}: {shown(about)} ---\n\n{draft.strip()}\n")
    return "\n\n".join(drafts) or "No notice is to be sent.\n"


def _wanted(subject: Subject) -> list[Communication]:
    found, wanted = communications(subject.plan), subject.notice
    if wanted is None:
        return [each for each in found if not each.sent]
    named = [each for each in found if each.name == wanted]
    about = [each for each in found if wanted in each.items]
    if not named and not about:
        known = [*(each.name or "" for each in found), *(item.name for item in subject.plan.items)]
        if wanted in known:
            raise CannotExport(f"the plan has no notice about {quoted(wanted)}")
        raise CannotExport(
            f"{quoted(wanted)} is no notice and no item of the plan{did_you_mean(wanted, known)}"
        )
    return named or [each for each in about if not each.sent] or about


def _drafts(subject: Subject, communication: Communication) -> Iterator[tuple[str, str]]:
    folders = [*([Path(subject.templates)] if subject.templates else []), _PACKAGED]
    values = {
        "product": subject.plan.product,
        "policy": subject.policy.title or subject.policy.name,
        "as_of": to_date(subject.as_of),
        "notice": {
            "name": communication.name,
            "date": to_date(communication.day),
            "channels": communication.channels,
            "sent": communication.sent,
        },
        "items": tuple(_news(subject, communication)),
    }
    for name in _names(folders):
        try:
            yield name, _environment(folders, Path(name).suffix).get_template(name).render(values)
        except Exception as error:  # a template may do anything
            line = getattr(error, "lineno", None)
            where = f"{quoted(name)}, line {line}," if line else quoted(name)
            raise CannotExport(f"the template {where} does not work: {error}") from None


def _names(folders: list[Path]) -> list[str]:
    try:
        files = [each.name for folder in folders for each in folder.iterdir() if each.suffix in _FORMATS]
    except OSError as error:
        raise CannotExport(f"the templates in {quoted(str(folders[0]))}: {error.strerror}") from None
    return sorted({name for name in files if not name.startswith("_")})


def _environment(folders: list[Path], suffix: str) -> "Environment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def written(value: object) -> object:
        if type(value) is not str:
            return value
        plain = re.sub(r"\s+", " ", value)
        if suffix == ".txt":
            return shown(plain, LONGEST)
        inside = plain.strip()  # the spaces around it are a template's
        return plain.replace(inside, text(inside, LONGEST), 1) if inside else plain

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        finalize=written,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = lambda value: Markup(linked(value)) if suffix == ".md" else value
    return environment


def _news(subject: Subject, communication: Communication) -> Iterator[News]:
    announced: dict[str, set[str]] = {}
    for notice in communication.notices:
        announced.setdefault(notice.item, set()).update(notice.announces)
    for name, milestones in announced.items():
        index = subject.schedule.index[name]
        ships = (subject.schedule.index[each.name] for each in subject.plan.changes if each.version == name)
        yield _about(subject, index, milestones)._replace(
            changes=tuple(_about(subject, each, set()) for each in ships)
        )


def _about(subject: Subject, index: int, announced: set[str]) -> News:
    schedule = subject.schedule
    item = schedule.items[index]
    of_version = schedule.shipped_in(index)
    timeline = tuple(sorted(_timeline(subject, index, announced), key=lambda each: each.date))
    return News(
        "Change" if isinstance(item, Change) else "Version",
        item.name,
        item.kind if isinstance(item, Change) else None,
        schedule.tracks[index],
        None if of_version is None else schedule.items[of_version].name,
        isinstance(item, Change) and subject.policy.compatibility(item.kind) == "incompatible",
        item.migration,
        item.note,
        tuple(each for each in timeline if each.announced),
        timeline,
        (),
    )


def _timeline(subject: Subject, index: int, announced: set[str]) -> Iterator[Milestone]:
    schedule, days = subject.schedule, subject.judgement.days
    for milestone in subject.policy.milestones_of(schedule.item_type(index)):
        slot = schedule.slot(index, milestone.name)
        if slot is not None:
            told = last_told(schedule, days, index, milestone.name)
            yield Milestone(
                milestone.name,
                milestone.title,
                to_date(days[slot]),
                None if milestone.role == "released" else milestone.answers,
                milestone.name in announced,
                None if told is None or told == days[slot] else to_date(told),
            )
