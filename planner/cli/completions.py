"""`planner completions`: print a script that lets a shell complete commands, options and values."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence

from planner.cli.arguments import (
    COULD_NOT_JUDGE,
    OneOf,
    Parser,
    actions_of,
    one_of,
    parser_of,
    without_first,
)
from planner.cli.commands import COMMANDS
from planner.cli.completion_shells import ASK, LAST, words_of
from planner.cli.output import write

_FILES = {"PATH", "PLAN", "FILE", "FOLDER", "BASE", "OURS", "THEIRS"}
"""The metavars of arguments that are a file."""

_WORDS: Mapping[str, tuple[str, bool]] = {
    "ITEM": ("items", False),
    "MILESTONE": ("milestones", False),
    "NOTICE": ("notices", False),
    "NAME|ITEM": ("notices", False),
    "T": ("tracks", False),
    "ID": ("rules", False),
    "RULE.PARAMETER=VALUE": ("settings", False),
    "COMMAND": ("commands", False),
    "P": ("policies", True),
    "POLICY": ("policies", True),
    "OLD": ("revisions", True),
    "NEW": ("revisions", True),
    "git:REV|FILE": ("revisions", True),
    "WORK": ("works", True),
}
"""The words that complete an argument, by its metavar, and whether it may be a file, too."""

_ASK = "--words"
"""The option with which a script asks for words."""

_DESCRIPTION = """\
Print a completion script for a shell: it completes commands, options, files, and the names
of the plan, the policy and the repository that the line is about. Put it where the shell
looks for such scripts:

  bash   ~/.local/share/bash-completion/completions/planner
  zsh    _planner, in a folder of $fpath
  fish   ~/.config/fish/completions/planner.fish"""

_EXAMPLES = """
  planner completions bash > ~/.local/share/bash-completion/completions/planner
  planner completions zsh > ~/.zfunc/_planner
  planner completions fish > ~/.config/fish/completions/planner.fish
  eval "$(planner completions bash)"       only for this shell"""


def run(arguments: Sequence[str]) -> int:
    """Print the completion script of a shell and return 0.

    Called by such a script with `--words`, print words instead; return 2 if their kind is unknown.
    """
    if len(arguments) > 2 and (arguments[0], arguments[2]) == (_ASK, "--"):
        return _print_words(arguments[1], arguments[3:])
    parser = Parser("planner completions", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "shell", type=one_of("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish"
    )
    shell = parser.parse(arguments).shell
    import shtab

    script = shtab.complete(_all_commands(shtab.FILE), shell, preamble=ASK[shell])
    write(f"{script}{LAST.get(shell, '')}", None)
    return 0


def _print_words(kind: str, typed: Sequence[str]) -> int:
    """Print the words of a kind for a typed line, one per line; return 2 if the kind is unknown, else 0.

    Completion scripts call this as `planner completions --words KIND -- WORD…`.
    """
    from planner.cli.completion_words import KINDS, words

    if kind in KINDS:
        write("".join(f"{each}\n" for each in words(kind, typed)), None)
    return 0 if kind in KINDS else COULD_NOT_JUDGE


def _all_commands(files: object) -> ArgumentParser:
    """Return a parser of `planner` with a subparser per command, prepared for shtab.

    `files` is the mark of shtab for an argument that completes to files.
    """
    root = ArgumentParser("planner", parents=[parser_of("overview")], add_help=False)
    commands = root.add_subparsers(parser_class=ArgumentParser)
    for name, description in COMMANDS.items():
        parser = parser_of(name)
        _complete(parser, name, files)
        if name == "policy":
            parser = _with_actions(parser, files)
        commands.add_parser(name, parents=[parser], add_help=False, help=description, description=description)
    return root


def _with_actions(policy: ArgumentParser, files: object) -> ArgumentParser:
    """Return a parser of `planner policy` with a subparser per action, prepared for shtab.

    `policy` is the parser of the whole command, and loses its argument ACTION; the actions `new` and `try`
    have parsers of their own.
    """
    parser = ArgumentParser("planner policy")
    actions = parser.add_subparsers(parser_class=ArgumentParser)
    given = without_first(policy)
    for name in given.choices or ():
        own = parser_of(f"policy_{name}") if name in ("new", "try") else policy
        if own is not policy:
            _complete(own, name, files)
        actions.add_parser(name, parents=[own], add_help=False, help=own.description)
    return parser


def _complete(parser: ArgumentParser, command: str, files: object) -> None:
    """Set how each argument of a parser completes: to a choice, to files, or to words of the plan.

    `files` is the mark of shtab for files. Arguments of other kinds stay as they are. ID of the command
    `rule` completes to all ids that it explains.
    """
    for action in actions_of(parser):
        metavar = str(action.metavar)
        if isinstance(action.type, OneOf):
            action.choices = action.type.words
        elif metavar in _FILES:
            vars(action)["complete"] = files
        elif metavar in _WORDS:
            kind, or_files = _WORDS[metavar]
            kind = "explained" if command == "rule" and kind == "rules" else kind
            vars(action)["complete"] = words_of(kind, or_files=or_files)
            action.metavar = metavar.replace(":", " ")  # which ends a description in zsh
