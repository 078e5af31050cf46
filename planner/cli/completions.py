"""`planner completions`: print a script that lets a shell complete commands, options and values."""

from argparse import ArgumentParser
from collections.abc import Sequence

from planner.cli.arguments import OneOf, Parser, one_of, parser_of
from planner.cli.commands import COMMANDS
from planner.cli.output import write

_FILES = {
    "PATH",
    "PLAN",
    "FILE",
    "FOLDER",
    "POLICY",
    "P",
    "OLD",
    "NEW",
    "BASE",
    "OURS",
    "THEIRS",
    "git:REV|FILE",
}
"""The metavars of arguments that are, or may be, a file."""

_DESCRIPTION = """\
Print a completion script for a shell. Put it where the shell looks for such scripts:

  bash   ~/.local/share/bash-completion/completions/planner
  zsh    _planner, in a folder of $fpath
  fish   ~/.config/fish/completions/planner.fish"""

_EXAMPLES = """
  planner completions bash > ~/.local/share/bash-completion/completions/planner
  planner completions zsh > ~/.zfunc/_planner
  planner completions fish > ~/.config/fish/completions/planner.fish
  eval "$(planner completions bash)"       only for this shell"""


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = Parser("planner completions", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "shell", type=one_of("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish"
    )
    shell = parser.parse(arguments).shell
    import shtab

    write(shtab.complete(_all_commands(shtab.FILE), shell), None)
    return 0


def _all_commands(files: object) -> ArgumentParser:
    """Return a parser with a subparser per command; `files` marks arguments that complete to files."""
    root = ArgumentParser("planner", parents=[parser_of("overview")], add_help=False)
    commands = root.add_subparsers(parser_class=ArgumentParser)
    for name, description in COMMANDS.items():
        parser = parser_of(name)
        for action in parser._actions:
            if isinstance(action.type, OneOf):
                action.choices = action.type.words
            elif action.metavar in _FILES:
                vars(action)["complete"] = files
        commands.add_parser(name, parents=[parser], add_help=False, help=description, description=description)
    return root
