"""The policy that a command line names."""

from collections.abc import Callable
from typing import TypeVar

from planner.cli.arguments import COULD_NOT_JUDGE, Parser
from planner.cli.diagnostic_lines import diagnostic_lines
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import ReadPolicy, load_policy, read_policy
from planner.policy import Policy

Loaded = TypeVar("Loaded")


def given_policy(parser: Parser, name: str) -> Policy:
    """Return the policy with a preset's name or a path; exit with code 2 if it is unknown or broken."""
    return _given(parser, load_policy, name)


def given_policy_with_places(parser: Parser, name: str) -> ReadPolicy:
    """Return the policy with the files and lines of its parts; exit as `given_policy` does."""
    return _given(parser, read_policy, name)


def _given(parser: Parser, load: Callable[[str, None], Loaded], name: str) -> Loaded:
    """Return the result of `load`; exit with code 2 and the errors if the policy is unknown or broken."""
    try:
        return load(name, None)
    except UnknownPolicy as unknown:
        parser.error(str(unknown))
    except BrokenPolicy as broken:
        parser.exit(COULD_NOT_JUDGE, "".join(diagnostic_lines(broken.diagnostics, "")))
