"""`planner policy`: list the policies, show one, check one, begin one, try another number in one."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Literal, cast

from planner.cli import answers
from planner.cli.arguments import COULD_NOT_JUDGE, DESCRIBE, Parser, one_of
from planner.cli.given_policy import given_policy_with_places
from planner.cli.output import in_colour, write
from planner.cli.policy_page import as_markdown, as_text
from planner.diagnostics import Diagnostic
from planner.disk.source import Unreadable, decode, read_bytes
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.presets import Preset, presets
from planner.reports.check import full
from planner.reports.check.report import FileError, PlanReport, Report
from planner.reports.look import ReportStyle
from planner.terminal_text import shown
from planner.wording.policy_page import PolicyPage, policy_page

FINDINGS = 1

_DESCRIPTION = """\
Read and check policies.

  list             the presets by group: what each promises, and how much of its page it holds
  show POLICY      a policy as a document: its milestones, channels and kinds of change,
                   and each rule as a sentence with its numbers and its clause
  check FILE...    all errors of policy files, rules that no plan can keep, and rules that
                   never apply, each with its line and its cure
  new FILE         a commented starter, from scratch or extending another policy
                   (see `planner policy new --help`)
  try POLICY       the violations that plans would gain and lose by another number
                   (see `planner policy try --help`)

A policy is given by a preset's name or by a path, as in ./policy.toml.

json, with "format_version": 1:
  list   {"policies": [{"name", "title", "group", "promise", "coverage", "url", "rules": 7}]}
  show   {"policy": {"name", "title", "url", "promise", "coverage", "unversioned", "invalid",
         "tracks", "milestones", "channels", "changes", "reasons", "fields", "rules"}}
  check  {"policies": [{"policy", "sound", "errors": [{"code", "message", "line", "column", "path"}]}]}

exit codes:
  0   done; for check: no error
  1   check: a policy has errors
  2   could not be done: bad options, no such policy, an unreadable file"""

_EXAMPLES = """
  planner policy list
  planner policy show clio
  planner policy show ./policy.toml --markdown > policy.md
  planner policy check policies/*.toml
  planner policy check policies/*.toml --output-format json
  planner policy new policy.toml --extends clio
  planner policy try clio --set "default-notice.at_least=120 days" plans"""


_ACTIONS = ("list", "show", "check", "new", "try")
_OWN_PARSERS = {
    "new": "planner policy new FILE",
    "try": "planner policy try POLICY --set RULE.PARAMETER=VALUE",
}
"""The actions that are commands of their own, with their usage."""


def run(arguments: Sequence[str]) -> int:
    """Run an action of `planner policy`: list, show, check, new or try; return its exit code.

    Exit with code 2 if the action does not take the arguments.
    """
    if arguments and arguments[0] in _OWN_PARSERS:
        own = import_module(f"planner.cli.policy_{arguments[0]}")
        return cast(int, own.run(arguments[1:]))
    parser = Parser(
        "planner policy",
        usage="planner policy list | show POLICY [--markdown] | check FILE... | new FILE | try POLICY ...",
        description=_DESCRIPTION,
        examples=_EXAMPLES,
    )
    parser.add_argument("action", type=one_of(*_ACTIONS), metavar="|".join(_ACTIONS), help="what to do")
    parser.add_argument("policies", nargs="*", metavar="POLICY", help="presets' names or paths")
    parser.add_argument("--markdown", action="store_true", help="show: write Markdown instead of text")
    answers.add_format(parser)
    if not arguments and arguments is not DESCRIBE:
        parser.error("say what to do: list, show, check, new or try")
    options = parser.parse(arguments)
    if options.action in _OWN_PARSERS:
        parser.error(f"`{options.action}` comes first: {_OWN_PARSERS[options.action]}")
    as_json = options.output_format == "json"
    if as_json and options.markdown:
        parser.error("either --markdown, or --output-format json")
    given = len(options.policies)
    if options.action == "list":
        if given:
            parser.error("list takes no policy")
        return _list(as_json=as_json)
    if options.action == "show":
        if given != 1:
            parser.error("show needs one policy")
        page = policy_page(given_policy_with_places(parser, options.policies[0]))
        return _show(page, "json" if as_json else "markdown" if options.markdown else "text")
    if not given:
        parser.error("check needs a policy")
    return _check(options.policies, as_json=as_json)


def _show(page: PolicyPage, output_format: Literal["json", "markdown", "text"]) -> int:
    """Print a policy's page in a format, and return 0."""
    if output_format == "json":
        answers.print_json({"policy": _page_data(page)})
    else:
        write(as_markdown(page) if output_format == "markdown" else as_text(page), None)
    return 0


def _page_data(page: PolicyPage) -> Mapping[str, object]:
    """Return the policy of a page for JSON, with all its rules in the order of the page."""
    from planner.exports.policy_data import policy_in_full, rule_in_full

    meta = {"promise": page.promise, "coverage": page.coverage}
    return {**policy_in_full(page.policy), **meta, "rules": [rule_in_full(each) for each in page.rules]}


def _list(*, as_json: bool) -> int:
    """Print the presets by group, or as JSON, and return 0."""
    found = presets()
    if as_json:
        answers.print_json({"policies": [_preset_data(each) for each in found]})
        return 0
    width = max(len(each.policy.name) for each in found)
    group = None
    for each in found:
        if each.group != group:
            print(each.group if group is None else f"\n{each.group}")
            group = each.group
        print(f"  {each.policy.name.ljust(width)}  {each.promise}")
        print(f"  {' ' * width}  {each.coverage}")
    return 0


def _preset_data(preset: Preset) -> Mapping[str, object]:
    """Return a preset's name, title, group, promise, coverage, address and number of rules for JSON."""
    policy = preset.policy
    return {
        "name": policy.name,
        "title": policy.title,
        "group": preset.group,
        "promise": preset.promise,
        "coverage": preset.coverage,
        "url": policy.url,
        "rules": len(policy.rules),
    }


def _check(names: Sequence[str], *, as_json: bool) -> int:
    """Print the errors and mistakes of policies, given as presets' names or paths.

    Return 0 if there are none, 1 if there are, 2 if a policy is unknown or its file cannot be read.
    """
    found: dict[str, tuple[Diagnostic, ...]] = {}
    codes = [0]
    for name in names:
        try:
            found[name] = _diagnostics(name)
        except UnknownPolicy as unknown:
            print(f"planner policy: {shown(str(unknown))}", file=sys.stderr)
            codes.append(COULD_NOT_JUDGE)
            continue
        unreadable = any(each.code == "unreadable" for each in found[name])
        codes.append(COULD_NOT_JUDGE if unreadable else FINDINGS if found[name] else 0)
    diagnostics = dict.fromkeys(each for every in found.values() for each in every)
    if as_json:
        answers.print_json({"policies": [*_for_json(found)]})
    elif diagnostics:
        look = ReportStyle(in_colour("auto", sys.stdout, os.environ), quiet=True)
        write(full.render(Report(as_of=0, plans=tuple(_by_file(diagnostics))), look), None)
    elif not any(codes):
        print(f"Nothing found in {len(names)} {'policy' if len(names) == 1 else 'policies'}")
    return max(codes)


def _diagnostics(name: str) -> tuple[Diagnostic, ...]:
    """Return the errors of a policy or, if it has none, its mistakes; raise UnknownPolicy."""
    from planner.soundness import check_policy

    try:
        return check_policy(name, None)
    except BrokenPolicy as broken:
        return broken.diagnostics


def _for_json(found: Mapping[str, Sequence[Diagnostic]]) -> Iterator[dict[str, object]]:
    """Yield each policy for JSON: its name, whether nothing was found in it, and what was found."""
    for name, diagnostics in found.items():
        errors = [{**each._asdict(), "path": os.path.normpath(each.path or "")} for each in diagnostics]
        yield {"policy": name, "sound": not errors, "errors": errors}


def _by_file(diagnostics: Iterable[Diagnostic]) -> Iterator[PlanReport]:
    """Yield a report of `check` per file, with the file's text and its errors or mistakes."""
    files: dict[str, list[FileError]] = {}
    for code, message, line, column, path in diagnostics:
        error = FileError(
            code=code, message=message, path=os.path.normpath(path or ""), line=line, column=column
        )
        files.setdefault(error.path, []).append(error)
    for path, errors in files.items():
        yield PlanReport(path=path, text=_text(path), errors=tuple(errors))


def _text(path: str) -> str:
    """Return the text of a file, or an empty text if it cannot be read."""
    try:
        source = decode(path, read_bytes(path))
    except Unreadable:
        return ""
    return "" if isinstance(source, Diagnostic) else source.text
