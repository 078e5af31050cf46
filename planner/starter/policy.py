"""New policies: a commented file with rules for the roles that versions have, or one that extends another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import quote

from planner.dates import Duration
from planner.engine.rules import KINDS
from planner.files.format import formatted
from planner.policy import ROLES, Policy, Role, Rule
from planner.terminal_text import shown
from planner.toml.render import render_entry, render_value

DEFAULT_ROLES: tuple[Role, ...] = ("released", "deprecated", "retired")
_DURATION = "at_least"
_CHANNELS = ["email", "docs"]

_MILESTONES: dict[Role, dict[str, object]] = {
    "released": {"name": "released", "label": "Released", "phase": "Supported", "symbol": "○"},
    "default": {"name": "default", "label": "Default", "phase": "Default", "symbol": "◆"},
    "deprecated": {"name": "deprecated", "label": "Deprecated", "phase": "Deprecated", "symbol": "▽"},
    "retired": {"name": "retired", "label": "Retired", "answers": "410 Gone", "symbol": "╳"},
}
_COMMON = """
# By which users hear of dates; notices in a plan name these.
[channels]
email = "Email to the people who use the API"
docs  = "The documentation and its changelog"

# Kinds of change to the API, and whether they break something.
[changes]
compatible   = ["add-endpoint", "add-optional-field"]
incompatible = ["remove-endpoint", "remove-field", "change-behaviour"]
unlisted     = "incompatible"

# What a waiver in a plan may give as its reason.
[reasons]
security = "A hole had to be closed"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPolicy:
    """The wishes for a new policy."""

    name: str
    path: str
    """The file, as the comments call it."""
    roles: Sequence[Role] = DEFAULT_ROLES


def policy_text(wishes: NewPolicy) -> str:
    """Return the text of a policy that extends no other, with rules for the wished roles and comments.

    Raise ValueError without the role `released`.
    """
    roles = [role for role in ROLES if role in wishes.roles]
    if "released" not in roles:
        raise ValueError("a version is released: the role `released` is needed")
    unversioned = "default" if "default" in roles else "latest"
    parts = [
        *_heading(wishes),
        "format = 1",
        f"name   = {render_value(wishes.name)}",
        f"title  = {render_value(f'Versioning policy of {wishes.name}')}",
        "",
        "# The version that answers a request without one: default, oldest, latest or none.",
        f'unversioned = "{unversioned}"',
        "",
        "# The dates in the life of a version, in order. Name them as you like: the role is their meaning.",
    ]
    for role in roles:
        exclusive = {"exclusive": True, "superseded": "Supported"} if role == "default" else {}
        parts += [render_entry("milestone", {**_MILESTONES[role], "role": role, **exclusive}), ""]
    parts += ["", "# The dates in the life of a change, and what follows from each role."]
    changes = [role for role in roles if role != "default"]
    parts += [
        render_entry("milestone", {"name": role, "of": "change", "role": role}) + "\n" for role in changes
    ]
    rules = [render_entry("rule", rule) + "\n" for rule in _rules(roles)]
    about = "# The promises. Every number is an example: put yours, and the clause of your policy.\n"
    return _finished("\n".join(parts) + _COMMON + "\n" + about + "\n".join(rules))


def extending_text(wishes: NewPolicy, extended: Policy, reference: str) -> str:
    """Return the text of a policy that extends another one, with comments that show how to change it.

    `reference` is the extended policy's name or path, as the file writes it.
    """
    example = next((each for each in extended.rules if _duration(each) is not None), None)
    parts = [
        *_heading(wishes),
        "format  = 1",
        f"name    = {render_value(wishes.name)}",
        f"title   = {render_value(f'Versioning policy of {wishes.name}')}",
        f"extends = {render_value(reference)}",
        "",
        f"# Its rules hold here as well: `planner policy show {quote(reference)}` lists them. To drop some:",
    ]
    if extended.rules:
        parts.append(f"# disable = [{render_value(extended.rules[-1].id)}]")
    if example is not None:
        parts += [
            "",
            "# To change one, repeat its id and what differs:",
            "# [[rule]]",
            f"# id       = {render_value(example.id)}",
            f"# {_DURATION} = {render_value(str(_duration(example)))}",
        ]
    parts += [
        "",
        "# More channels, kinds of change and reasons go on top of those that are there:",
        "# [channels]",
        '# slack = "A message to our partners"',
    ]
    return _finished("\n".join(parts) + "\n")


def _heading(wishes: NewPolicy) -> list[str]:
    """Return the comment lines at the top of a policy's file."""
    file = wishes.path if "/" in wishes.path else f"./{wishes.path}"
    name = quote(file)
    return [
        f"# The policy of {shown(wishes.name)}. `planner policy check {name}` checks it,",
        f"# `planner policy show {name}` reads it out; a plan beside it has `policy = {render_value(file)}`.",
        "",
    ]


def _finished(text: str) -> str:
    """Return a policy's text with the layout of `planner fmt`."""
    return formatted(text, "policy")


def _duration(rule: Rule) -> Duration | None:
    """Return the least duration (`at_least`) that a rule asks for.

    Return None if it asks for none, for several, or for no time at all.
    """
    found = KINDS[rule.kind].written(rule.parameters).get(_DURATION)
    parts = found if isinstance(found, tuple) and not isinstance(found, Duration) else (found,)
    (only,) = parts if len(parts) == 1 else (None,)
    return only if isinstance(only, Duration) and only.number else None


def _rules(roles: Sequence[Role]) -> Iterator[dict[str, object]]:
    """Yield the keys and values of each example rule for versions with the given roles."""
    yield _rule(
        "release-sequence",
        "gap",
        because="Versions are released in their order.",
        **{"from": "previous.released", "to": "released", "at_least": "0 days"},
    )
    yield _notice("release-announced", "released", because="Users hear of a release by its day.")
    if "default" in roles:
        yield _notice("default-notice", "default", "90 days", because="Users know 90 days ahead.")
        yield _rule("default-served", "served", because="Requests without a version always have an answer.")
    if "deprecated" in roles:
        yield _notice("deprecation-announced", "deprecated", because="Users hear of it by its day.")
    if "deprecated" in roles and "retired" in roles:
        yield _rule(
            "deprecation-period",
            "gap",
            because="A deprecated version answers for six more months.",
            **{"from": "deprecated", "to": "retired", "at_least": "6 months"},
        )
    if "retired" in roles:
        successor = "default" if "default" in roles else "released"
        yield _rule(
            "support-minimum",
            "gap",
            because=f"A version answers for a year after the next one is {successor}.",
            **{"from": f"next.{successor}", "to": "retired", "at_least": "1 year", "require_from": True},
        )
        yield _notice("retirement-notice", "retired", "6 months", because="Users know six months ahead.")
    yield _rule("promise", "promise", because="A day that users were told stays, or they are told anew.")
    yield _rule("notice-overdue", "overdue", because="A notice that was due is recorded.", severity="warning")


def _rule(name: str, kind: str, *, because: str, **keys: object) -> dict[str, object]:
    """Return the keys and values of a rule, with its reason at the end."""
    return {"id": name, "kind": kind, **keys, "because": because}


def _notice(name: str, milestone: str, at_least: str | None = None, *, because: str) -> dict[str, object]:
    """Return the keys and values of a rule that asks for a notice by every example channel."""
    given = {} if at_least is None else {"at_least": at_least}
    return _rule(name, "notice", because=because, milestone=milestone, **given, channels=_CHANNELS)
