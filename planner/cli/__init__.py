"""The command line: a module per command, announced here and nowhere else."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

COMMANDS = {
    "open": "edit plans on a timeline in the terminal; what `planner` alone does",
    "check": "judge plans by their policies, for people, editors and CI",
    "diff": "what became of a plan: dates moved, promises touched, violations gained and lost",
    "fix": "the least moves and notices that make a plan keep its policy; --write saves them",
    "when": "the earliest legal day for a date, and what must go out when for it",
    "explain": "why a date can be no earlier and no later, and how far it may slip",
    "rule": "what a rule demands, its clause, an example with dates",
    "status": "what each version is on a day, and what requests get",
    "agenda": "what must be sent or done by when",
    "sent": "record that a notice went out, and what it told",
    "export": "for review and for other tools: md, html, svg, png, csv, json, ics, mermaid, headers, drafts",
    "policy": "the policies there are: list them, read one, check one",
    "fmt": "plans and policies in canonical order and spacing",
    "schema": "the JSON Schema of plans or policies, for editors",
    "completions": "completion of commands and options, for bash, zsh and fish",
}

_INTERRUPTED = 130
_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; what it returns is the exit code."""
    from planner.cli.output import silence_output

    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        silence_output()
        return _BROKEN_PIPE


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "-V", "--version"):
        command = "overview"
    elif first in COMMANDS:
        command, *arguments = arguments
    else:
        command = "open"
    run: Callable[[list[str]], int] = import_module(f"{__name__}.{command}").run
    return run(arguments)
