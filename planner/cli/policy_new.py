"""`planner policy new`: begin a policy."""

import os
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from typing import cast

from planner.cli.arguments import Parser
from planner.cli.given_policy import given_policy
from planner.cli.new_file import refuse_existing, write_new
from planner.cli.output import is_terminal
from planner.diagnostics import did_you_mean, quoted, quoted_list
from planner.files.policy.reference import reference_from
from planner.policy import ROLES, Role
from planner.starter.policy import DEFAULT_ROLES, NewPolicy, extending_text, policy_text
from planner.terminal_text import shown, shown_path

_DESCRIPTION = """\
Begin a policy: a commented file with rules for the dates that versions have, each number an
example, or with --extends a file that changes another policy. It passes planner policy check.
In a terminal, ask for what is missing.

roles: what a date means to every policy, whatever you call it
  released     the version is there
  default      it answers requests that name no version
  deprecated   it still answers, but users should move
  retired      it no longer answers

exit codes:
  0   written
  2   could not be done: bad options, a file that is there already, no such policy to extend"""

_EXAMPLES = """
  planner policy new policy.toml
  planner policy new policy.toml --name acme --roles released,default,retired
  planner policy new policy.toml --extends clio"""


def run(arguments: Sequence[str]) -> int:
    """Write a starter policy to a new file and return 0; in a terminal, ask for missing options.

    Exit with code 2 if the file exists or the policy cannot be made.
    """
    parser, options = _parse(arguments)
    refuse_existing(parser, options.file)
    if is_terminal(sys.stdin, os.environ) and is_terminal(sys.stdout, os.environ):
        from planner.cli.new_questions import ask_about_policy

        ask_about_policy(options, _roles)
    name = options.name or _stem(options.file)
    path = os.path.basename(options.file) if os.path.isabs(options.file) else os.path.normpath(options.file)
    wishes = NewPolicy(name=name, path=path, roles=options.roles or DEFAULT_ROLES)
    try:
        if options.extends is not None:
            extended = given_policy(parser, options.extends)
            text = extending_text(wishes, extended, reference_from(options.file, options.extends))
        else:
            text = policy_text(wishes)
    except ValueError as error:
        parser.error(shown(str(error)))
    write_new(parser, text, options.file)
    print(f"wrote {shown_path(options.file)}: planner policy check {shown_path(options.file)}")
    return 0


def _stem(path: str) -> str:
    """Return the file's name without its suffix, or "policy" if that is empty."""
    return os.path.splitext(os.path.basename(os.path.normpath(path)))[0] or "policy"


def _roles(text: str) -> list[Role]:
    """Return the roles between the commas of a text; raise ArgumentTypeError if a word is no role."""
    found = [each.strip() for each in text.split(",") if each.strip()]
    for each in found:
        if each not in ROLES:
            hint = did_you_mean(each, ROLES) or f": there are {quoted_list(ROLES)}"
            raise ArgumentTypeError(f"{quoted(each)} is no role{hint}")
    return cast("list[Role]", found)


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 for `--extends` together with `--roles`."""
    parser = Parser("planner policy new", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument("file", metavar="FILE", help="the new file, as in policy.toml")
    parser.add_argument(
        "--extends", metavar="P", help="the policy to extend: a preset, a path or package:NAME/FILE"
    )
    parser.add_argument("--name", metavar="NAME", help="the name of the policy (default: as its file)")
    parser.add_argument(
        "--roles",
        type=_roles,
        metavar="ROLE,…",
        help=f"the roles of a version's dates (default: {','.join(DEFAULT_ROLES)})",
    )
    options = parser.parse(arguments)
    if options.extends is not None and options.roles:
        parser.error("either --extends, or --roles for a policy from scratch")
    return parser, options
