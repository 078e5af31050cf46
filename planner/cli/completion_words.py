"""The words that a shell offers for an argument: names of the plan, of its policy, of the repository.

A completion script asks for them while a line is typed, so a plan that cannot be read has no words.
"""

from argparse import ONE_OR_MORE, ZERO_OR_MORE, Action, ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planner import policies
from planner.cli.arguments import actions_of, parser_of
from planner.cli.commands import COMMANDS
from planner.dates import iso
from planner.disk.source import Unreadable
from planner.files.codes import CODES
from planner.files.plan.file import PlanFile, read_plan_file
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.plan import Item, Plan, Version
from planner.policy import Policy
from planner.revisions.git import UnknownRevision, git
from planner.terminal_text import shown

_TRY = ("policy", "try")
_REFERENCES = ("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")


class Line(NamedTuple):
    """The arguments that were typed before a word: the last value of each, by its name in the parser."""

    values: Mapping[str, str]

    @property
    def plan_file(self) -> PlanFile | None:
        """The plan file that the line names; None without one, or if it or its policy cannot be read."""
        if "plan" not in self.values:
            return None
        try:
            return read_plan_file(self.values["plan"], self.values.get("policy"), pipes=False)
        except (Unreadable, UnknownPolicy):
            return None

    @property
    def plan(self) -> Plan | None:
        """The plan that the line names; None if it names none, or the plan has errors."""
        file = self.plan_file
        return None if file is None else file.plan

    @property
    def policy(self) -> Policy | None:
        """The policy that `--policy` names, else the plan's; None without one, or if it has errors."""
        named = self.values.get("policy")
        if named is None:
            file = self.plan_file
            return None if file is None else file.policy
        try:
            return load_policy(named, None)
        except (BrokenPolicy, UnknownPolicy):
            return None

    @property
    def item(self) -> Item | None:
        """The version or change that the line names; None if the plan has none of that name."""
        plan = self.plan
        items = () if plan is None else plan.items
        return next((each for each in items if each.name == self.values.get("item")), None)


def words(kind: str, typed: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a kind (a key of `KINDS`) that fit a line, each once.

    The shell picks the words that begin as typed. `typed` are the words before the one that is completed,
    from the command on. Words that would need to be escaped or shortened are left out.
    """
    found = dict.fromkeys(KINDS[kind](_line(typed)))
    return tuple(each for each in found if each and shown(each) == each)


def _line(typed: Sequence[str]) -> Line:
    """Return the values that were typed so far; none if no command was typed."""
    if tuple(typed[:2]) == _TRY:
        return Line(_values(parser_of("policy_try"), typed[2:]))
    if not typed or typed[0] not in COMMANDS:
        return Line({})
    return Line(_values(parser_of(typed[0]), typed[1:]))


def _values(parser: ArgumentParser, typed: Sequence[str]) -> dict[str, str]:
    """Return the last value of each argument and option, by its name in the parser.

    Flags have no value; an option without its value is left out.
    """
    options = {option: action for action in actions_of(parser) for option in action.option_strings}
    positionals = [action for action in actions_of(parser) if not action.option_strings]
    values: dict[str, str] = {}
    waiting: Action | None = None
    for word in typed:
        name, _, value = word.partition("=")
        if waiting is not None:
            values[waiting.dest], waiting = word, None
        elif word in options:
            waiting = options[word] if options[word].nargs != 0 else None
        elif name in options:
            values[options[name].dest] = value
        elif positionals:
            values[positionals[0].dest] = word
            if positionals[0].nargs not in (ZERO_OR_MORE, ONE_OR_MORE):
                positionals.pop(0)
    return values


def _items(line: Line) -> Iterator[str]:
    """Yield the names of the plan's versions and changes."""
    if (plan := line.plan) is not None:
        yield from (each.name for each in plan.items)


def _milestones(line: Line) -> Iterator[str]:
    """Yield the policy's milestones of the item's type, or all milestones without an item."""
    if (policy := line.policy) is not None:
        item = line.item
        for each in policy.milestones:
            if item is None or each.of == ("version" if isinstance(item, Version) else "change"):
                yield each.name


def _notices(line: Line) -> Iterator[str]:
    """Yield the name of each notice, or ITEM:DATE if it has none; then the items of the notices."""
    if (plan := line.plan) is not None:
        for each in plan.notices:
            yield each.name or f"{each.item}:{iso(each.date)}"
        yield from (each.item for each in plan.notices)


def _tracks(line: Line) -> Iterator[str]:
    """Yield the tracks of the policy, then those of the plan's items."""
    if (policy := line.policy) is not None:
        yield from policy.tracks or ()
    if (plan := line.plan) is not None:
        yield from (each.track for each in plan.items if each.track)


def _rules(line: Line) -> Iterator[str]:
    """Yield `order` and the ids of the policy's rules."""
    yield "order"
    if (policy := line.policy) is not None:
        yield from (each.id for each in policy.rules)


def _explained(line: Line) -> Iterator[str]:
    """Yield the ids that `planner rule` explains: rules, of all presets if no policy is known, and codes."""
    yield from _rules(line)
    if line.policy is None:
        for name in policies.names():
            yield from (each.id for each in load_policy(name, None).rules)
    yield from CODES


def _policies(line: Line) -> Iterator[str]:
    """Yield the names of the presets."""
    yield from policies.names()


def _settings(line: Line) -> Iterator[str]:
    """Yield RULE.PARAMETER=VALUE for each number of the policy, with its value now."""
    from planner.trial import number_settings, numbers

    if (policy := line.policy) is not None:
        yield from map(str, number_settings(policy, numbers(policy)))


def _revisions(line: Line) -> Iterator[str]:
    """Yield `git:HEAD` and `git:` with each branch and tag; nothing outside a repository."""
    try:
        names = git(".", *_REFERENCES).decode("utf-8", "replace").splitlines()
    except UnknownRevision:
        return
    yield from (f"git:{name}" for name in ("HEAD", *names))


def _commands(line: Line) -> Iterator[str]:
    """Yield the names of the commands."""
    yield from COMMANDS


def _works(line: Line) -> Iterator[str]:
    """Yield the ids of kept work; nothing if its folder cannot be read."""
    from planner.files.saving.recovery import all_work

    try:
        yield from (each.id for each in all_work())
    except OSError:
        return


KINDS: Mapping[str, Callable[[Line], Iterator[str]]] = {
    "items": _items,
    "milestones": _milestones,
    "notices": _notices,
    "tracks": _tracks,
    "rules": _rules,
    "explained": _explained,
    "policies": _policies,
    "settings": _settings,
    "revisions": _revisions,
    "commands": _commands,
    "works": _works,
}
"""The kinds of words, each with the function that lists them for a line."""
