"""`planner help`: show the help of a command."""

from collections.abc import Sequence

from planner.cli.arguments import Parser, parser_of
from planner.cli.commands import COMMANDS
from planner.diagnostics import did_you_mean, quoted

_DESCRIPTION = """\
Show the help of a command, as `planner COMMAND --help` does; without COMMAND, the overview of all.

exit codes:
  0   shown
  2   there is no such command"""

_EXAMPLES = """
  planner help
  planner help check"""


def run(arguments: Sequence[str]) -> int:
    """Print the help of a command, or the overview of all commands; exit with code 2 for an unknown one.

    Words after the first one are ignored.
    """
    parser = Parser("planner help", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("command", nargs="*", metavar="COMMAND", help="a command of the planner")
    words: list[str] = parser.parse(arguments).command
    command = words[0] if words else "overview"
    there_are = f": there are {', '.join(COMMANDS)}"
    if command not in (*COMMANDS, "overview"):
        parser.error(f"{quoted(command)} is no command{did_you_mean(command, COMMANDS) or there_are}")
    parser_of(command).print_help()
    return 0
