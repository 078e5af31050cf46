"""The project's settings, for commands that take several plans."""

from planner.cli.arguments import COULD_NOT_JUDGE, Parser
from planner.cli.diagnostic_lines import diagnostic_lines
from planner.disk.source import Unreadable
from planner.files.project import BrokenProject, Project, read_project
from planner.terminal_text import shown


def project_settings(parser: Parser, *, isolated: bool) -> Project:
    """Return the settings that hold in this folder, none if isolated; exit with all of their errors."""
    if isolated:
        return Project()
    try:
        return read_project()
    except Unreadable as error:
        parser.exit(COULD_NOT_JUDGE, f"{parser.prog}: {shown(str(error))}\n")
    except BrokenProject as broken:
        lines = "".join(diagnostic_lines(broken.diagnostics, broken.path))
        parser.exit(COULD_NOT_JUDGE, f"{lines}{parser.prog}: the project's settings are broken\n")
