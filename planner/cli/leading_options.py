"""Options that stand before the command, as in `planner --as-of 2027-02-15 check`."""

from argparse import OPTIONAL, ArgumentParser
from collections.abc import Sequence

from planner.cli.arguments import actions_of, parser_of
from planner.cli.commands import COMMANDS
from planner.diagnostics import nearest

_ABOUT_PLANNER = ("-h", "--help", "-V", "--version")


def command_after_options(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command of arguments that begin with an option, and the arguments without its name.

    Options before the command keep their order and are followed by the words after it. Without a command the
    result is `open`, or `overview` for `--help`, `--version` or a misspelling of them, with all arguments.
    `--help` directly before a command gives `help`, with the command and the rest as its arguments.
    """
    if arguments[0] in ("-h", "--help") and len(arguments) > 1 and arguments[1] in COMMANDS:
        return "help", list(arguments[1:])
    if arguments[0] in _ABOUT_PLANNER:
        return "overview", list(arguments)
    for index, word in enumerate(arguments):
        if word == "--":
            break
        if word in COMMANDS and not _is_value(parser_of(word), arguments[:index]):
            return word, [*arguments[:index], *arguments[index + 1 :]]
    mistyped = nearest(arguments[0], _ABOUT_PLANNER) is not None
    return "overview" if mistyped else "open", list(arguments)


def _is_value(parser: ArgumentParser, before: Sequence[str]) -> bool:
    """Return True if the last of the words is an option that takes the next word as its value."""
    takes_value = {
        option: action.nargs is None or action.nargs == OPTIONAL
        for action in actions_of(parser)
        for option in action.option_strings
    }
    waiting = False
    for word in before:
        waiting = not waiting and takes_value.get(word, False)
    return waiting
