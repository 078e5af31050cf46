"""Drafts that announce what notices are about: an email, a changelog entry, a support article.

A draft is a jinja2 template. A folder of one's own may replace the package's `email.txt`, `changelog.md`
and `support-article.md` and add further `.txt` and `.md` files; names that begin with `_` are for
templates to include. What a plan says is written so that it is nothing but text, on one line; in Markdown
the filter `linked` makes a link of a URL. Templates get `product`, `policy`, `as_of`, `notice` (`name`,
`date`, `channels`, `sent`) and `items`, each of them a `News`.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.dates import iso, to_date
from planner.diagnostics import did_you_mean, quoted
from planner.exports.communications import Communication, communications
from planner.exports.markdown_text import linked, text
from planner.exports.news import news
from planner.exports.subject import CannotExport, ExportedPlan
from planner.terminal_text import shown

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 4_000
"""A migration plan may take its time."""
_PACKAGED = Path(__file__).parent / "templates" / "announcement"
_FORMATS = (".md", ".txt")


def render(subject: ExportedPlan) -> str:
    wanted = _wanted(subject)
    folders = [*([Path(subject.templates)] if subject.templates else []), _PACKAGED]
    environments = {suffix: _environment(folders, suffix) for suffix in _FORMATS}
    names = _names(folders)
    drafts: list[str] = []
    for each in wanted:
        about = shown(f"{each.name or ', '.join(each.items)}, {iso(each.day)}")
        values = _values(subject, each)
        for name in names:
            draft = _draft(environments[Path(name).suffix], name, values)
            drafts.append(f"--- {shown(name)}: {about} ---\n\n{draft.strip()}\n")
    return "\n\n".join(drafts) or "No notice is to be sent.\n"


def _wanted(subject: ExportedPlan) -> list[Communication]:
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


def _values(subject: ExportedPlan, communication: Communication) -> Mapping[str, object]:
    """What templates get."""
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
        "items": tuple(news(subject, communication)),
    }


def _draft(environment: "Environment", name: str, values: Mapping[str, object]) -> str:
    try:
        return environment.get_template(name).render(values)
    except Exception as error:  # a template may do anything
        line = getattr(error, "lineno", None)
        where = f"{quoted(name)}, line {line}," if line else quoted(name)
        raise CannotExport(f"the template {where} does not work: {error}") from None


def _names(folders: Sequence[Path]) -> list[str]:
    try:
        files = [each.name for folder in folders for each in folder.iterdir() if each.suffix in _FORMATS]
    except OSError as error:
        raise CannotExport(f"the templates in {quoted(str(folders[0]))}: {error.strerror}") from None
    return sorted({name for name in files if not name.startswith("_")})


def _environment(folders: Sequence[Path], suffix: str) -> "Environment":
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
