"""`planner keys`: list the keys of the screen, as the settings have them."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from planner.cli import answers, one_plan
from planner.cli.arguments import Parser
from planner.terminal_text import shown, shown_path

if TYPE_CHECKING:
    from planner.tui.keymap import Bound, Keymap

_DESCRIPTION = """\
List the keys of the screen: the name of each command, its keys and what it does. A star
marks keys that the settings change. The settings are one file:

  [keys]
  save = "ctrl+w"                   one key
  undo = ["u", "backspace"]         several
  violations.next = "ctrl+n"        in a panel or dialog
  pin = []                          none

In dialogs some keys stay: enter presses the button or takes the line that has the focus, tab
goes on, and the letter behind an answer of a question gives that answer.

A name or key that does not exist is passed over, and a message suggests the nearest one.

exit codes:
  0   listed
  1   listed, and some settings were passed over"""

_EXAMPLES = """
  planner keys                     every key
  planner keys violations.next     one command"""


def run(arguments: Sequence[str]) -> int:
    """List the keys of the screen's commands; return 1 if the settings have remarks, else 0.

    Exit with code 2 if a name is that of no command.
    """
    parser = Parser("planner keys", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("names", nargs="*", metavar="NAME", help="names of commands (default: all)")
    options = parser.parse(arguments)
    from planner.settings import read_settings
    from planner.tui.commands import bound_commands
    from planner.tui.keymap import all_places, keymap

    settings, places = read_settings(), all_places(bound_commands())
    found = keymap(settings.keys, places)
    known = dict.fromkeys(each.id for every in places.values() for each in every)
    for name in options.names:
        if name not in known:
            one_plan.unknown(parser, name, "name of a command", known)
    answers.print_lines(_lines(places, found, options.names))
    remarks = (*settings.remarks, *found.remarks)
    for remark in remarks:
        print(f"planner: {shown(remark, 400)}", file=sys.stderr)
    return 1 if remarks else 0


def _lines(places: "Mapping[str, Sequence[Bound]]", keymap: "Keymap", names: Sequence[str]) -> Iterator[str]:
    """Yield the path of the settings, then for each place a heading and its commands with their keys.

    With `names`, only commands with these names are listed.
    """
    from planner.settings import settings_path

    with suppress(OSError):
        yield f"settings: {shown_path(str(settings_path()))}"
    for place, bindings in places.items():
        rows = [_row(each, keymap) for each in bindings if not names or each.id in names]
        if rows:
            yield ""
            yield place
            yield from answers.table(rows, "  ")


def _row(bound: "Bound", keymap: "Keymap") -> tuple[str, str, str]:
    """Return a command's name, keys and description; a star marks keys that the settings changed."""
    from planner.tui.keymap import readable

    changed = " *" if bound.id in keymap.keys else ""
    return bound.id, (" ".join(map(readable, keymap.of(bound))) or "none") + changed, shown(bound.description)
