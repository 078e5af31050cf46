"""New files that a command writes."""

from planner.cli.arguments import Parser
from planner.cli.one_plan import stop
from planner.cli.output import write
from planner.cli.streams import without_commands
from planner.disk.new_file import create, is_free
from planner.terminal_text import shown_path


def write_new(parser: Parser, text: str, path: str | None) -> None:
    """Write a file that does not exist yet, or standard output; exit with an error if that fails."""
    if path is None:
        if without_commands(text) != text:
            stop(parser, "a line begins with `::`, which CI runners take for a command: give -o FILE")
        write(text, None)
        return
    refuse_existing(parser, path)
    try:
        create(path, text.encode())
    except FileExistsError:
        refuse_existing(parser, path)
    except OSError as error:
        stop(parser, f"{shown_path(path)}: {(error.strerror or 'cannot be written').lower()}")


def refuse_existing(parser: Parser, path: str) -> None:
    """Exit with an error if there is something at a path already, or if it is none."""
    if "\0" in path or not path:
        stop(parser, f"{shown_path(path)}: this is not a path")
    if not is_free(path):
        stop(parser, f"{shown_path(path)} is there already: nothing was written; give another name")
