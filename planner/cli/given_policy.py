"""The policy that a command line names."""

from planner.cli.arguments import COULD_NOT_JUDGE, Parser
from planner.diagnostics import Diagnostic
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy
from planner.terminal_text import position, shown


def given_policy(parser: Parser, name: str) -> Policy:
    """Return the policy of a preset's name or a path; exit with an error if it is unknown or broken."""
    try:
        return load_policy(name, None)
    except UnknownPolicy as unknown:
        parser.error(str(unknown))
    except BrokenPolicy as broken:
        parser.exit(COULD_NOT_JUDGE, "".join(map(_line, broken.diagnostics)))


def _line(diagnostic: Diagnostic) -> str:
    place = position(diagnostic.path or "", diagnostic.line, diagnostic.column)
    return f"{place}: error[{diagnostic.code}] {shown(diagnostic.message)}\n"
