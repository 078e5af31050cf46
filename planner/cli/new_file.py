"""New files: written where there is none, with the policy's path as seen from them."""

import os
from contextlib import suppress

from planner.cli.arguments import Parser
from planner.cli.one_plan import stop
from planner.cli.output import write
from planner.cli.streams import without_commands
from planner.files.policy.layers import is_path
from planner.terminal_text import shown, shown_path


def policy_for(name: str, file: str | None) -> str:
    """Return a policy, given by a preset's name or a path, as a plan in `file` names it."""
    if not is_path(name) or os.path.isabs(name):
        return name
    folder = os.path.dirname(file) if file is not None else ""
    relative = os.path.relpath(name, folder or os.curdir)
    return relative if relative.startswith(os.pardir) else os.path.join(os.curdir, relative)


def write_new(parser: Parser, text: str, path: str | None) -> None:
    """Write a file that does not exist yet, or standard output; exit with an error if that fails."""
    if path is None:
        if without_commands(text) != text:
            stop(parser, "a line begins with `::`, which CI runners take for a command: give -o FILE")
        write(text, None)
        return
    refuse_existing(parser, path)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with open(descriptor, "wb") as file:
                file.write(text.encode())
        except OSError:
            with suppress(OSError):
                os.unlink(path)
            raise
    except OSError as error:
        stop(parser, f"{shown_path(path)}: {(error.strerror or 'cannot be written').lower()}")
    except ValueError:
        stop(parser, f"{shown_path(path)}: this is not a path")


def refuse_existing(parser: Parser, path: str) -> None:
    """Exit with an error if there is something at a path already."""
    with suppress(ValueError):
        if os.path.lexists(path):
            stop(parser, f"{shown(path)} is there already: nothing was written; give another name")
