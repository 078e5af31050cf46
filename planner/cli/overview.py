"""`planner --help` and `planner --version`."""

from collections.abc import Sequence

from planner.cli.arguments import Parser
from planner.cli.commands import COMMANDS
from planner.version import __version__

_DESCRIPTION = """\
Lay out API versions on a timeline and see which promises of your policy break.
A plan is one TOML file; the same engine checks it on the screen and in CI."""

_EXAMPLES = """
  planner                            the plans below this folder, on a timeline
  planner plans/clio.toml            one plan
  planner check                      check every plan below this folder
  planner check plans/clio.toml      check one plan
  planner check --help               the options of a command"""


def run(arguments: Sequence[str]) -> int:
    """Print the overview of commands for `--help`, or the version for `--version`, and exit.

    Exit with code 2 for other arguments; without arguments, print nothing and return 0.
    """
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {description}" for name, description in COMMANDS.items())
    parser = Parser(
        "planner",
        usage="planner [COMMAND] [OPTION…] [PATH…]",
        description=f"{_DESCRIPTION}\n\ncommands:\n{commands}",
        examples=_EXAMPLES,
    )
    parser.add_argument("-V", "--version", action="version", version=f"planner {__version__}")
    parser.parse(arguments)
    return 0
