"""Copying: a date, a violation, a link, or the command line that shows the same, to the clipboard."""

from collections.abc import Iterator, Sequence
from shlex import join
from typing import NamedTuple

from planner.dates import iso
from planner.engine.slots import NOTICE
from planner.terminal_text import shown
from planner.tui.controllers.plan_view import PlanView
from planner.tui.panels.entries import ViolationEntry

LONGEST = 70
"""Characters of a copied text that the message about it shows."""


class Copyable(NamedTuple):
    """A text to copy, and a name for it."""

    name: str
    text: str


async def copy(screen: PlanView) -> None:
    """Copy a text about the selection to the clipboard; if there are several, let the person pick one.

    Say so if there is nothing to copy.
    """
    found = list(copies(screen))
    if not found:
        screen.say("Nothing is selected here to copy.")
        return
    picked: int | None = 0
    if len(found) > 1:
        from planner.tui.dialogs.pick import Pick

        picked = await screen.app.push_screen_wait(Pick("Copy", [(each.name, each.text) for each in found]))
    if picked is not None:
        screen.app.copy_to_clipboard(found[picked].text)
        screen.say(f"Copied: {shown(found[picked].text, LONGEST)}")


def copies(screen: PlanView) -> Iterator[Copyable]:
    """Yield the texts that can be copied: the date, the violation, command lines, the link to the policy.

    The date is the selected one, the violation the one chosen in its panel if it is of the selected item: it
    comes first if its panel has the keyboard. Only command lines are always there.
    """
    session, place, entry = screen.session, screen.place, _violation(screen)
    from_panel = entry is not None and screen.violations.has_focus
    texts: list[Copyable] = []
    if place is not None and session.slots_of(place):
        texts.append(Copyable("the date", iso(session.day(place))))
    if entry is not None:
        violation = Copyable("the violation", f"{entry.worst.reason.message} ({', '.join(entry.rules)})")
        texts.insert(0 if from_panel else len(texts), violation)
    yield from texts
    saved = " (as the file will say once it is saved)" if session.changes else ""
    for arguments in _commands(screen, entry if from_panel else None):
        yield Copyable(f"the command{saved}", command_line(*arguments))
    url = (entry.worst.rule.url if entry is not None else None) or session.policy.url
    if url is not None:
        yield Copyable("the link to the policy", url)


def _violation(screen: PlanView) -> ViolationEntry | None:
    """Return the violation chosen in its panel if it is one of the selected item; None otherwise."""
    chosen = screen.violations.chosen
    return chosen if chosen is not None and chosen.item == screen.item else None


def _commands(
    screen: PlanView, entry: ViolationEntry | None
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield the `planner` command lines that print what the screen shows, as command, operands and options.

    With `entry`, a violation, one of them describes its rule.
    """
    session = screen.session
    as_of = ["--as-of", iso(session.as_of)]
    judged = [*as_of, *(["--policy", session.policy_given] if session.policy_given is not None else [])]
    if screen.side_panels.name == "requests" and screen.timeline.day_cursor is not None:
        yield "status", [session.path], ["--on", iso(screen.timeline.day_cursor), *judged[2:]]
    if screen.side_panels.name == "agenda":
        yield "agenda", [session.path], judged
    if entry is not None:
        yield "rule", [entry.worst.rule.id], ["--plan", session.path, *judged]
    if screen.item is not None:
        yield "explain", [session.path, session.plan.items[screen.item].name, *_milestone(screen)], judged
    else:
        yield "check", [session.path], judged


def _milestone(screen: PlanView) -> list[str]:
    """Return the selected milestone, or `notice`, as an operand of `planner explain`; empty if no date."""
    slots = screen.session.slots_of(screen.place) if screen.place is not None else ()
    if not slots:
        return []
    what = screen.session.compiled.schedule.owners[slots[0]].what
    return [NOTICE if what == NOTICE else what]


def command_line(command: str, operands: Sequence[str], options: Sequence[str]) -> str:
    """Return a `planner` command line, quoted for a POSIX shell.

    If an operand begins with `-`, the options come first and the operands after `--`.
    """
    if any(each.startswith("-") for each in operands):
        return join(["planner", command, *options, "--", *operands])
    return join(["planner", command, *operands, *options])
