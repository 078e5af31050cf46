"""The project's settings, for commands that take several plans."""

from planner.cli.diagnostic_lines import diagnostic_lines
from planner.disk.source import Unreadable
from planner.files.project import BrokenProject, Project, read_project
from planner.terminal_text import shown


class CannotUseProject(Exception):
    """An error: the project's settings cannot be read or have errors; `lines` are the lines to print."""

    def __init__(self, lines: str) -> None:
        super().__init__(lines)
        self.lines = lines


def project_settings(command: str, *, isolated: bool) -> Project:
    """Return the project's settings for the current folder; with `isolated`, settings without any value.

    Raise CannotUseProject if they cannot be read or have errors. `command` is named in the message.
    """
    if isolated:
        return Project()
    try:
        return read_project()
    except Unreadable as error:
        raise CannotUseProject(f"{command}: {shown(str(error))}\n") from None
    except BrokenProject as broken:
        lines = "".join(diagnostic_lines(broken.diagnostics, broken.path))
        raise CannotUseProject(f"{lines}{command}: the project's settings are broken\n") from None
