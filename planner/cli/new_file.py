"""New files that a command writes."""

from planner.cli.arguments import Parser
from planner.cli.one_plan import stop
from planner.cli.output import write
from planner.cli.streams import without_commands
from planner.disk.new_file import create, is_free
from planner.terminal_text import shown_path


def write_new(parser: Parser, text: str, path: str | None) -> None:
    """Write text to a new file, or to standard output if `path` is None.

    Exit with code 2 if the file exists, cannot be written, or the text would give a command to a CI runner on
    standard output.
    """
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
    """Exit with code 2 if the text is not a path or something is there already."""
    if "\0" in path or not path:
        stop(parser, f"{shown_path(path)}: this is not a path")
    if not is_free(path):
        stop(parser, f"{shown_path(path)} is there already: nothing was written; give another name")
