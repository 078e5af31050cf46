"""Drafts that announce notices: an email, a changelog entry, a support article.

A draft is a jinja2 template. A folder of the user's own may replace the package's `email.txt`, `changelog.md`
and `support-article.md` and add further `.txt` and `.md` files; names that begin with `_` are for templates
to include. Text of a plan is written as plain text on one line; in Markdown the filter `linked` makes a link
of a URL. Templates get `product`, `policy`, `as_of`, `notice` (`name`, `date`, `channels`, `sent`) and
`items`, each of them an `AnnouncedItem`.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.dates import iso, to_date
from planner.diagnostics import did_you_mean, quoted
from planner.engine.questions.agenda import owed
from planner.engine.rules.wording import listed
from planner.exports.announced_items import announced_items
from planner.exports.communications import Communication, communications
from planner.exports.markdown_text import linked, text
from planner.exports.subject import CannotExport, ExportedPlan
from planner.terminal_text import shown
from planner.wording.agenda import owed_line

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 4_000
"""Characters of one text in a draft; migration plans may be long."""
_PACKAGED = Path(__file__).parent / "templates" / "announcement"
_FORMATS = (".md", ".txt")


def render(subject: ExportedPlan) -> str:
    """Return the drafts for the notices asked for, one per template, or for all notices to be sent."""
    chosen = _chosen(subject)
    folders = [*([Path(subject.templates)] if subject.templates else []), _PACKAGED]
    environments = {suffix: _environment(folders, suffix) for suffix in _FORMATS}
    names = _names(folders)
    drafts: list[str] = []
    for each in chosen:
        about = shown(f"{each.name or ', '.join(each.items)}, {iso(each.day)}")
        values = _values(subject, each)
        for name in names:
            draft = _draft(environments[Path(name).suffix], name, values)
            drafts.append(f"--- {shown(name)}: {about} ---\n\n{draft.strip()}\n")
        taken_back = [
            f"{notice.item} {listed(notice.withdraws)}" for notice in each.notices if notice.withdraws
        ]
        if taken_back:
            line = f"This notice also tells that it will not happen after all: {'; '.join(taken_back)}."
            drafts.append(f"--- withdrawn: {about} ---\n\n{shown(line, LONGEST)}\n")
    if subject.notice is None:
        owing = owed(subject.plan, subject.policy, subject.as_of)
        if owing:
            lines = "\n".join(shown(owed_line(each), LONGEST) for each in owing)
            drafts.append(f"--- owed, and not in the plan ---\n\n{lines}\n")
    return "\n\n".join(drafts) or "No notice is to be sent.\n"


def _chosen(subject: ExportedPlan) -> list[Communication]:
    """Return the communications to draft.

    A name or item that the subject asks for chooses among them. Raise CannotExport if it names none.
    """
    found, asked_for = communications(subject.plan), subject.notice
    if asked_for is None:
        return [each for each in found if not each.sent]
    named = [each for each in found if each.name == asked_for]
    announcing = [each for each in found if asked_for in each.items]
    if not named and not announcing:
        known = [*(each.name or "" for each in found), *(item.name for item in subject.plan.items)]
        if asked_for in known:
            raise CannotExport(f"the plan has no notice about {quoted(asked_for)}")
        raise CannotExport(
            f"{quoted(asked_for)} is no notice and no item of the plan{did_you_mean(asked_for, known)}"
        )
    return named or [each for each in announcing if not each.sent] or announcing


def _values(subject: ExportedPlan, communication: Communication) -> Mapping[str, object]:
    """Return the variables of the templates."""
    return {
        "product": subject.plan.product,
        "policy": subject.policy.title or subject.policy.name,
        "as_of": to_date(subject.as_of),
        "notice": {
            "name": communication.name,
            "date": to_date(communication.day),
            "channels": communication.channels,
            "sent": communication.sent,
        },
        "items": tuple(announced_items(subject, communication)),
    }


def _draft(environment: "Environment", name: str, values: Mapping[str, object]) -> str:
    """Return the text of one template. Raise CannotExport if the template fails."""
    try:
        return environment.get_template(name).render(values)
    except Exception as error:  # a template may do anything
        line = getattr(error, "lineno", None)
        where = f"{quoted(name)}, line {line}," if line else quoted(name)
        raise CannotExport(f"the template {where} does not work: {error}") from None


def _names(folders: Sequence[Path]) -> list[str]:
    """Return the names of the templates in the folders, sorted. Raise CannotExport."""
    try:
        files = [each.name for folder in folders for each in folder.iterdir() if each.suffix in _FORMATS]
    except OSError as error:
        raise CannotExport(f"the templates in {quoted(str(folders[0]))}: {error.strerror}") from None
    return sorted({name for name in files if not name.startswith("_")})


def _environment(folders: Sequence[Path], suffix: str) -> "Environment":
    """Return a sandboxed environment that writes values as plain text of one suffix's format."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def plain_value(value: object) -> object:
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
        finalize=plain_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = lambda value: Markup(linked(value)) if suffix == ".md" else value
    return environment
