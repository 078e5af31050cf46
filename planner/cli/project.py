"""The project's settings, for commands that take several plans."""

from planner.cli.diagnostic_lines import diagnostic_lines
from planner.disk.source import Unreadable
from planner.files.project import BrokenProject, Project, read_project
from planner.terminal_text import shown


class CannotUseProject(Exception):
    """The project's settings cannot be read, or have errors; `lines` says so, as lines of text."""

    def __init__(self, lines: str) -> None:
        super().__init__(lines)
        self.lines = lines


def project_settings(command: str, *, isolated: bool) -> Project:
    """Return the settings that hold in this folder, none if isolated; raise CannotUseProject."""
    if isolated:
        return Project()
    try:
        return read_project()
    except Unreadable as error:
        raise CannotUseProject(f"{command}: {shown(str(error))}\n") from None
    except BrokenProject as broken:
        lines = "".join(diagnostic_lines(broken.diagnostics, broken.path))
        raise CannotUseProject(f"{lines}{command}: the project's settings are broken\n") from None
