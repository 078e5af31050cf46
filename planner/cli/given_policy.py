"""A policy named on the command line."""

from planner.cli.arguments import COULD_NOT_JUDGE, Parser
from planner.diagnostics import Diagnostic
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy
from planner.terminal_text import position, shown


def given_policy(parser: Parser, name: str) -> Policy:
    """A preset's name or a path; ends the command where there is no such policy, or a broken one."""
    try:
        return load_policy(name, None)
    except UnknownPolicy as unknown:
        parser.error(str(unknown))
    except BrokenPolicy as broken:
        parser.exit(COULD_NOT_JUDGE, "".join(map(_told, broken.diagnostics)))


def _told(diagnostic: Diagnostic) -> str:
    place = position(diagnostic.path or "", diagnostic.line, diagnostic.column)
    return f"{place}: error[{diagnostic.code}] {shown(diagnostic.message)}\n"
