"""`planner simulate`: lay out coming versions at a cadence and show their effect on users."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser, duration
from planner.cli.one_plan import OnePlan
from planner.dates import iso, iso_or_empty
from planner.diagnostics import did_you_mean, quoted, quoted_list
from planner.edits.tracks import tracks
from planner.engine.constraint import Finding
from planner.plan import Version
from planner.simulate import Simulation, in_years, simulate
from planner.terminal_text import shown
from planner.wording.simulate import alive, burden, forced, summary

_MOST_YEARS = 50

_DESCRIPTION = """\
Lay out the coming versions of a track at a cadence, counted from its last release: each on
the first legal day, with the notices that rules ask for. Once its successor is
there, a version that a rule keeps alive ends on its earliest legal day. Show how many
versions answer at once, and the days on which users have to move: another version answers
requests that name none, or a version retires. --write saves the versions.

json: {"format_version": 1, "path", "as_of", "track", "until", "written",
  "added": [{"version", "dates": {milestone: date}}], "ended": the same,
  "most_alive", "alive": [{"date", "number"}] (each change),
  "moves": [{"date", "retires": [version], "answers", "answered"}] (null: no version),
  "remaining": [{"rule", "severity", "item", "milestone", "message"}] (new violations)}

exit codes:
  0   every new version keeps the policy
  1   new errors remain: the policy does not allow this cadence
  2   could not judge, or not save"""

_EXAMPLES = """
  planner simulate plans/clio.toml --cadence "6 months" --years 3
  planner simulate plans/copper.toml --track SDK --cadence "1 year" --years 5
  planner simulate plans/shopify.toml --cadence "3 months" --years 2 --write"""


def run(arguments: Sequence[str]) -> int:
    """Print coming versions at a cadence and their effect; with `--write`, save them in the plan.

    Return 1 if violations of severity error remain, else 0. Exit with code 2 if it cannot be done.
    """
    parser, options = _parse(arguments)
    one = one_plan.read(parser, options)
    track = _track(parser, one, options.track)
    try:
        until = in_years(one.as_of, options.years)
        found = simulate(one.plan, one.policy, one.as_of, cadence=options.cadence, until=until, track=track)
    except ValueError as error:
        parser.error(shown(str(error)))
    if options.write:
        one_plan.write(parser, one, found.plan)
    if options.output_format == "json":
        answers.print_json(_json(one, found, written=options.write))
    else:
        answers.print_lines(_text(one, found, options))
    return int(any(each.severity == "error" for each in found.remaining))


def _track(parser: Parser, one: OnePlan, wanted: str | None) -> str | None:
    """Return the track to simulate: the given one, or the only one; None for the unnamed track.

    Exit with code 2 if the given track does not exist, or if none is given and there are several.
    """
    known = tracks(one.plan, one.policy)
    names = [each for each in known if each is not None]
    if wanted is not None:
        if wanted not in names:
            hint = did_you_mean(wanted, names) or (f": there are {quoted_list(names)}" if names else "")
            parser.error(f"{quoted(wanted)} is no track of the plan{hint}")
        return wanted
    if len(known) > 1:
        parser.error(f"the plan has several tracks: give one with --track: {quoted_list(names)}")
    return known[0] if known else None


def _text(one: OnePlan, found: Simulation, options: Namespace) -> Iterator[str]:
    """Yield the simulation as lines: the versions, how many are alive, forced moves, and violations."""
    yield answers.heading(one.path, one.plan, one.policy, one.as_of)
    yield ""
    yield f"coming versions, {options.cadence} apart, until {iso(found.until)}:"
    yield from answers.table(_rows(one, found.added), indent="  ")
    if found.ended:
        yield ""
        yield "ends of versions that had no end yet:"
        yield from answers.table(_rows(one, found.ended), indent="  ")
    yield ""
    yield f"alive: {alive(found)}"
    yield f"{burden(found)}{':' if found.moves else ''}"
    yield from (f"  {iso(each.day)}  {shown(forced(each))}" for each in found.moves)
    yield ""
    if found.remaining:
        yield "not kept at this cadence:"
        yield from (f"  {_label(each)}: {shown(each.reason.message)}" for each in found.remaining)
        yield ""
    yield f"{summary(found)} {'written' if options.write else 'proposed; --write saves them'}"


def _rows(one: OnePlan, versions: Sequence[Version]) -> Iterator[Sequence[str]]:
    """Yield a head, then a row per version with its name and its dates.

    There is a column for each milestone that some version has.
    """
    used = [
        each.name
        for each in one.policy.milestones_of("version")
        if any(each.name in version.dates for version in versions)
    ]
    yield ("version", *used)
    for version in versions:
        days = (version.dates.get(name) for name in used)
        yield (answers.name(version.name), *map(iso_or_empty, days))


def _label(finding: Finding) -> str:
    """Return the severity and rule of a violation, such as `error[support-minimum]`."""
    return f"{finding.severity}[{shown(finding.rule.id)}]"


def _json(one: OnePlan, found: Simulation, *, written: bool) -> dict[str, Any]:
    """Return the simulation for JSON, as the help describes it."""
    items = found.after.compiled.schedule.items

    def dated(versions: Sequence[Version]) -> list[dict[str, Any]]:
        """Return versions with their dates for JSON."""
        return [
            {"version": each.name, "dates": {name: date(day) for name, day in each.dates.items()}}
            for each in versions
        ]

    return {
        "path": one.path,
        "as_of": date(one.as_of),
        "track": found.track,
        "until": date(found.until),
        "written": written,
        "added": dated(found.added),
        "ended": dated(found.ended),
        "most_alive": found.most_alive,
        "alive": [{"date": date(each.day), "number": each.number} for each in found.alive],
        "moves": [
            {
                "date": date(each.day),
                "retires": each.retires,
                "answers": each.answers,
                "answered": each.answered,
            }
            for each in found.moves
        ],
        "remaining": [
            {
                "rule": each.rule.id,
                "severity": each.severity,
                "item": items[each.item].name,
                "milestone": each.milestone,
                "message": each.reason.message,
            }
            for each in found.remaining
        ],
    }


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if an argument is wrong."""
    parser = Parser("planner simulate", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument(
        "--cadence",
        type=duration,
        required=True,
        metavar="D",
        help='the time from one release to the next, as in "3 months"',
    )
    parser.add_argument(
        "--years", type=_years, default=5, metavar="N", help="how many years to look ahead (default: 5)"
    )
    parser.add_argument("--track", metavar="T", help="the track, where the plan has several")
    parser.add_argument("--write", action="store_true", help="save the plan with the coming versions")
    answers.add_format(parser)
    return parser, parser.parse(arguments)


def _years(text: str) -> int:
    """Return a number of years from 1 to `_MOST_YEARS`; raise ArgumentTypeError for any other text."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len("1000") else 0
    if not 0 < number <= _MOST_YEARS:
        raise ArgumentTypeError(f"{quoted(text)} is no number of years from 1 to {_MOST_YEARS}")
    return number
