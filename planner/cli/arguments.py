"""Arguments and options of commands, and the messages about wrong ones."""

import os
import re
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import NoReturn

from planner.dates import Day, Duration, parse_duration, to_day
from planner.diagnostics import did_you_mean, quoted
from planner.terminal_text import shown

COULD_NOT_JUDGE = 2
LONGEST_ERROR = 4000
"""The longest message from another program: git ends its messages with the fix."""
STANDARD_STREAM = "-"

_FULL_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OPTION = r"(?<!\S)--[a-z-]+"


DESCRIBE: Sequence[str] = ("--describe",)
"""Arguments that make a command raise its parser instead of running."""


class Described(Exception):
    """The answer of a command that was called with `DESCRIBE`: its parser. The command does not run."""

    def __init__(self, parser: ArgumentParser) -> None:
        super().__init__()
        self.parser = parser


def parser_of(command: str) -> ArgumentParser:
    """Return the parser of a command without running the command.

    `command` is the name of its module in `planner.cli`, such as `policy_try`.
    """
    run: Callable[[Sequence[str]], int] = import_module(f"planner.cli.{command}").run
    try:
        run(DESCRIBE)
    except Described as described:
        return described.parser
    raise AssertionError(f"{command} parses no arguments")


def actions_of(parser: ArgumentParser) -> Sequence[Action]:
    """Return the arguments and options of a parser, in the order in which they were added."""
    return parser._actions  # noqa: SLF001 argparse has no public list of them


def without_first(parser: ArgumentParser) -> Action:
    """Remove the first positional argument from a parser, and return the argument."""
    first = next(each for each in actions_of(parser) if not each.option_strings)
    parser._remove_action(first)  # noqa: SLF001 argparse has no public way
    return first


def _unmeasured(prog: str) -> RawDescriptionHelpFormatter:
    """Return a formatter that does not ask the terminal for its width.

    argparse makes one for every option, only to look at a metavar.
    """
    return RawDescriptionHelpFormatter(prog, width=100)


class Parser(ArgumentParser):
    """A parser with examples in its help and suggestions in its errors."""

    def __init__(self, command: str, *, description: str, examples: str, usage: str | None = None) -> None:
        super().__init__(
            command,
            usage=usage,
            description=description,
            epilog=f"examples:{examples}",
            formatter_class=_unmeasured,
            allow_abbrev=False,
        )
        self._given_usage = usage

    def parse(self, arguments: Sequence[str]) -> Namespace:
        """Return the values of the arguments; options may stand before, between and after the paths.

        Print the help and exit for `--help`; exit with code 2 for an argument that is wrong or unknown. A
        command with `--exclude` gets the project's settings as well. Raise Described for `DESCRIBE`.
        """
        if arguments is DESCRIBE:
            raise Described(self)
        words = arguments[: arguments.index("--")] if "--" in arguments else arguments
        if not {"-h", "--help"}.isdisjoint(words):
            self.print_help()  # while it parses intermixed, argparse hides the positionals from the help
            self.exit()
        # Intermixed, argparse takes a word after `--` for an option all the same.
        known_args = self.parse_known_args if "--" in arguments else self.parse_known_intermixed_args
        self.usage = ""  # else argparse writes it out in full, for errors that do not show it
        options, unknown = known_args(arguments)
        if unknown:
            known = re.findall(_OPTION, self.format_help())
            self.error(f"{quoted(unknown[0])} is not an option{did_you_mean(unknown[0], known)}")
        if "exclude" in options:
            self._add_project(options)
        return options

    def format_help(self) -> str:
        """Return the help, as wide as the terminal."""
        self.usage = self._given_usage
        self.formatter_class = RawDescriptionHelpFormatter
        return super().format_help()

    def format_usage(self) -> str:
        """Return the usage, as wide as the terminal."""
        self.usage = self._given_usage
        self.formatter_class = RawDescriptionHelpFormatter
        return super().format_usage()

    def _add_project(self, options: Namespace) -> None:
        """Read the project's settings into `options.project`; exit with code 2 if they have errors.

        They give the paths and the patterns of `--exclude` where the command line gives none.
        `options.exclude` becomes a list.
        """
        from planner.cli.project import CannotUseProject, project_settings

        try:
            options.project = project = project_settings(self.prog, isolated=options.isolated)
        except CannotUseProject as error:
            self.exit(COULD_NOT_JUDGE, error.lines)
        if options.exclude is None:
            options.exclude = list(project.exclude)
        if vars(options).get("paths") == []:
            options.paths = list(project.paths)

    def error(self, message: str) -> NoReturn:
        """Print the message and a pointer to the help on standard error, and exit with code 2."""
        self.exit(
            COULD_NOT_JUDGE, f"{self.prog}: error: {shown(message, LONGEST_ERROR)}\ntry: {self.prog} --help\n"
        )

    def add_output(self, what: str) -> None:
        """Add `-o FILE`; its value is a path, or None for standard output: without the option, or for `-`.

        `what` names the output in the help. An existing TOML file is refused, for it may be a plan or a
        policy.
        """
        self.add_argument(
            "-o",
            "--output-file",
            type=_output_path,
            metavar="FILE",
            help=f"write {what} to this file; - is standard output, as without this option",
        )

    def add_as_of(self) -> None:
        """Add `--as-of DATE`; its value is a `Day`, by default today."""
        self.add_argument(
            "--as-of",
            type=full_date,
            default=today(),
            metavar="DATE",
            help="the day that plans are judged on, as in 2027-02-15 (default: today)",
        )

    def add_policy(self, whose: str) -> None:
        """Add `--policy P`; its value is the text P, or None if the option is not given.

        `whose` names the policy that P replaces, for the help.
        """
        self.add_argument(
            "--policy",
            metavar="P",
            help=f"judge by this policy instead of {whose}: a preset's name, a path or package:NAME/FILE",
        )

    def add_format(self, formats: Iterable[str], described: str, *, default: str = "text") -> None:
        """Add `--output-format FORMAT`, one of `formats`; `described` is its help text."""
        self.add_argument(
            "--output-format", type=one_of(*formats), default=default, metavar="FORMAT", help=described
        )

    def add_exclude(self) -> None:
        """Add `--exclude GLOB`, whose value is a list, and `--isolated`.

        `parse` then also reads the project's settings, which `--isolated` passes over.
        """
        self.add_argument(
            "--exclude",
            action="append",
            metavar="GLOB",
            help="leave out these files and folders, as in `drafts` or `plans/old/*.toml`; repeatable",
        )
        self.add_argument(
            "--isolated",
            action="store_true",
            help="pass over the project's settings: planner.toml, or [tool.planner] of pyproject.toml",
        )

    def add_color(self) -> None:
        """Add `--color WHEN`; its value is `auto` (the default), `always` or `never`."""
        self.add_argument(
            "--color",
            type=one_of("auto", "always", "never"),
            default="auto",
            metavar="WHEN",
            help="auto (on a terminal, or where FORCE_COLOR is set; not where NO_COLOR is), always, never",
        )


class OneOf:
    """The type of an option whose value is one of some words; errors suggest the nearest word."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __call__(self, word: str) -> str:
        """Return the word; raise ArgumentTypeError with the nearest word if it is none of the words."""
        if word not in self.words:
            raise ArgumentTypeError(
                f"{quoted(word)} is none of {', '.join(self.words)}{did_you_mean(word, self.words)}"
            )
        return word


def one_of(*words: str) -> OneOf:
    """Return the argparse type of an option whose value must be one of the words."""
    return OneOf(words)


def _output_path(text: str) -> str | None:
    """Return the path, or None for `-`; raise ArgumentTypeError if the file may be a plan or a policy."""
    if why := _why_not_replace(text):
        raise ArgumentTypeError(why)
    return None if text == STANDARD_STREAM else text


def refuse_to_replace(parser: ArgumentParser, path: str) -> None:
    """Exit with code 2 if the path is an existing TOML file, which may be a plan or a policy."""
    if why := _why_not_replace(path):
        parser.error(f"argument -o: {why}")


def _why_not_replace(path: str) -> str | None:
    """Return why an output may not be written to the path, or None if it may."""
    if path.endswith(".toml") and os.path.isfile(path):
        return f"{quoted(path)} may be a plan or a policy, which this would replace"
    return None


def today() -> Day:
    """Return the local date of this machine."""
    return to_day(date.today())


def duration(text: str) -> Duration:
    """Return the duration of a text such as "6 months"; raise ArgumentTypeError if it is none."""
    try:
        return parse_duration(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{quoted(text)}: expected {error}") from None


def full_date(text: str) -> Day:
    """Return the day of a text such as "2027-02-15"; raise ArgumentTypeError for any other form."""
    if not re.fullmatch(_FULL_DATE, text):
        raise ArgumentTypeError(f"{quoted(text)} is not a full date, as in 2027-02-15")
    try:
        return to_day(date.fromisoformat(text))
    except ValueError:
        raise ArgumentTypeError(f"{quoted(text)}: there is no such day") from None
