"""`planner policy`: list the policies, show one, check one."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, DESCRIBE, Parser, one_of
from planner.cli.given_policy import given_policy
from planner.cli.output import in_colour, write
from planner.cli.policy_page import as_markdown, as_text
from planner.diagnostics import Diagnostic
from planner.disk.source import Unreadable, decode, read_bytes
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.reports.check import full
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle
from planner.terminal_text import shown

FINDINGS = 1

_DESCRIPTION = """\
Read and check policies.

  list             the presets by group: what each promises, and how much of its page it holds
  show POLICY      a policy as a document: its milestones, channels and kinds of change,
                   and each rule as a sentence with its numbers and its clause
  check FILE...    all errors of policy files, rules that no plan can keep, and rules that
                   never apply, each with its line and its cure

A policy is given by a preset's name or by a path, as in ./policy.toml.

exit codes:
  0   done; for check: no error
  1   check: a policy has errors
  2   could not be done: bad options, no such policy, an unreadable file"""

_EXAMPLES = """
  planner policy list
  planner policy show clio
  planner policy show ./policy.toml --markdown > policy.md
  planner policy check policies/*.toml"""


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = Parser(
        "planner policy",
        usage="planner policy list | show POLICY [--markdown] | check FILE...",
        description=_DESCRIPTION,
        examples=_EXAMPLES,
    )
    parser.add_argument(
        "action", type=one_of("list", "show", "check"), metavar="list|show|check", help="what to do"
    )
    parser.add_argument("policies", nargs="*", metavar="POLICY", help="presets' names or paths")
    parser.add_argument("--markdown", action="store_true", help="show: write Markdown instead of text")
    if not arguments and arguments is not DESCRIBE:
        parser.error("say what to do: list, show or check")
    options = parser.parse(arguments)
    given = len(options.policies)
    if options.action == "list":
        if given:
            parser.error("list takes no policy")
        return _list()
    if options.action == "show":
        if given != 1:
            parser.error("show needs one policy")
        policy = given_policy(parser, options.policies[0])
        write(as_markdown(policy) if options.markdown else as_text(policy), None)
        return 0
    if not given:
        parser.error("check needs a policy")
    return _check(options.policies)


def _list() -> int:
    from planner.files.policy.presets import presets

    found = presets()
    width = max(len(each.policy.name) for each in found)
    group = None
    for each in found:
        if each.group != group:
            print(each.group if group is None else f"\n{each.group}")
            group = each.group
        print(f"  {each.policy.name.ljust(width)}  {each.promise}")
        print(f"  {' ' * width}  {each.coverage}")
    return 0


def _check(names: Sequence[str]) -> int:
    """Print the errors and mistakes of the policies and return the exit code."""
    from planner.soundness import check_policy

    diagnostics: dict[Diagnostic, None] = {}
    codes = [0]
    for name in names:
        try:
            found = check_policy(name, None)
            diagnostics.update(dict.fromkeys(found))
            codes.append(FINDINGS if found else 0)
        except UnknownPolicy as unknown:
            print(f"planner policy: {shown(str(unknown))}", file=sys.stderr)
            codes.append(COULD_NOT_JUDGE)
        except BrokenPolicy as broken:
            diagnostics.update(dict.fromkeys(broken.diagnostics))
            unreadable = any(each.code == "unreadable" for each in broken.diagnostics)
            codes.append(COULD_NOT_JUDGE if unreadable else FINDINGS)
    if diagnostics:
        look = ReportStyle(in_colour("auto", sys.stdout, os.environ), quiet=True)
        write(full.render(Report(as_of=0, plans=tuple(_by_file(diagnostics))), look), None)
    elif not any(codes):
        print(f"Nothing found in {len(names)} {'policy' if len(names) == 1 else 'policies'}")
    return max(codes)


def _by_file(diagnostics: Iterable[Diagnostic]) -> Iterator[PlanReport]:
    """Yield the errors by file, in the form of the report of `check`."""
    files: dict[str, list[FileError]] = {}
    for code, message, line, column, path in diagnostics:
        error = FileError(
            code=code, message=message, path=os.path.normpath(path or ""), line=line, column=column
        )
        files.setdefault(error.path, []).append(error)
    for path, errors in files.items():
        yield PlanReport(path=path, text=_text(path), errors=tuple(errors))


def _text(path: str) -> str:
    try:
        source = decode(path, read_bytes(path))
    except Unreadable:
        return ""
    return "" if isinstance(source, Diagnostic) else source.text
