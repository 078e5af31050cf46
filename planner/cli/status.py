"""`planner status`: show the phase of each version on a day, and the answers to requests."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from planner.cli import answers, one_plan
from planner.cli.answers import date
from planner.cli.arguments import Parser, full_date
from planner.cli.one_plan import OnePlan
from planner.dates import Day, iso
from planner.engine.phases import NO_ANSWER, Timetable, phase_on, phases
from planner.engine.requests import answer_on, unversioned_on
from planner.engine.schedule import Schedule
from planner.terminal_text import shown

_DESCRIPTION = """\
Show the phase of each version on a day and the answer to a request for it, the answer to
a request that names no version, and the answer for a version that does not exist. Where
the policy gives roles to milestones of changes: also the phase of each change.

With --from and --to: the state on the first day, then every day up to the last on which
an answer changes.

json: {"format_version": 1, "path", "days": [{"date",
  "versions": [{"version", "track", "phase" (null: not released yet), "answer"}],
  "unversioned": [{"track", "version" (null: none), "answer"}], "unknown": "410 Gone",
  "changes": [{"change", "track", "phase" (null: not begun), "since", "next", "next_date"}]}]}
With --from and --to, each later day lists only the answers that change on it.

exit codes:
  0   shown
  2   could not judge"""

_EXAMPLES = """
  planner status plans/clio.toml                                      today
  planner status plans/clio.toml --on 2027-02-03
  planner status plans/clio.toml --from 2026-11-21 --to 2027-12-31    when does what change?"""

_NOT_YET = "not released"
_NOT_BEGUN = "not begun"


class _Line(NamedTuple):
    """The state of one version, or (`version` None) of requests that name no version."""

    track: str | None
    version: str | None
    phase: str | None
    answers_with: str | None
    """The version that answers a request that names none."""
    answer: str


class _ChangeLine(NamedTuple):
    """The state of one change whose milestones have roles."""

    track: str | None
    change: str
    phase: str | None
    since: Day | None
    next_milestone: str | None
    """The milestone with a role that comes next."""
    next_day: Day | None


class _State(NamedTuple):
    """The lines of a day by track and name, and those of the changes by name."""

    lines: dict[tuple[str | None, str | None], _Line]
    changes: dict[str, _ChangeLine]

    def since(self, before: "_State") -> "_State":
        """Return only the lines that differ from those of an earlier state of the same plan."""
        return _State(
            lines={key: line for key, line in self.lines.items() if line != before.lines[key]},
            changes={name: line for name, line in self.changes.items() if line != before.changes[name]},
        )


def run(arguments: Sequence[str]) -> int:
    """Print the state of the plan on a day, or on a span's first day and what changes later; return 0."""
    parser, options = _parse(arguments)
    one = one_plan.read(parser, options)
    schedule = Schedule(one.plan, one.policy, one.as_of)
    timetable = Timetable(schedule, schedule.days)
    if options.start is None:
        days = {options.on or one.as_of: _state(timetable, options.on or one.as_of)}
    else:
        days = _changes(timetable, options.start, options.to)
    if options.output_format == "json":
        answers.print_json(_json(one, days))
    else:
        answers.print_lines(_text(one, days, one_day=options.start is None))
    return 0


def _parse(arguments: Sequence[str]) -> tuple[Parser, Namespace]:
    """Return the parser and the options; exit with code 2 if they do not go together."""
    parser = Parser("planner status", description=_DESCRIPTION, examples=_EXAMPLES)
    one_plan.add_plan(parser)
    parser.add_argument("--on", type=full_date, metavar="DATE", help="this day (default: the as-of date)")
    parser.add_argument(
        "--from", dest="start", type=full_date, metavar="DATE", help="the first day of a span (with --to)"
    )
    parser.add_argument(
        "--to", type=full_date, metavar="DATE", help="the last day of the span, included (with --from)"
    )
    answers.add_format(parser)
    options = parser.parse(arguments)
    if (options.start is None) != (options.to is None):
        parser.error("--from and --to go together")
    if options.start is not None and options.on is not None:
        parser.error("give either --on, or --from and --to")
    if options.start is not None and options.to < options.start:
        parser.error("--to lies before --from")
    return parser, options


def _state(timetable: Timetable, day: Day) -> _State:
    """Return the state on a day of each version, of requests without a version per track, and of changes.

    Changes are left out if no milestone of theirs has a role.
    """
    schedule = timetable.schedule
    lines = []
    for item in range(schedule.versions):
        phase = phase_on(schedule, timetable, item, day)
        answer = answer_on(schedule, timetable, item, day)
        name = schedule.items[item].name
        lines.append(
            _Line(
                track=schedule.tracks[item],
                version=name,
                phase=phase.name if phase else None,
                answers_with=None,
                answer=answer,
            )
        )
    for track in dict.fromkeys(schedule.tracks[: schedule.versions]):
        item_or_none, text = unversioned_on(schedule, timetable, track, day)
        by = None if item_or_none is None else schedule.items[item_or_none].name
        lines.append(_Line(track=track, version=None, phase=None, answers_with=by, answer=text))
    changes = [_change_line(timetable, item, day) for item in _changes_with_roles(schedule)]
    return _State(
        {(line.track, line.version): line for line in lines}, {line.change: line for line in changes}
    )


def _changes_with_roles(schedule: Schedule) -> range:
    """Return the indices of all changes among the items, or none if no milestone of changes has a role."""
    roles = any(each.role for each in schedule.policy.milestones_of("change"))
    return range(schedule.versions, len(schedule.items)) if roles else range(0)


def _change_line(timetable: Timetable, item: int, day: Day) -> _ChangeLine:
    """Return the state of a change on a day: its phase, and the next milestone that has a role.

    `item` is its index among the items.
    """
    schedule = timetable.schedule
    phase = phase_on(schedule, timetable, item, day)
    slots = schedule.written[item]
    coming = [
        (timetable[slots[each.name]], each.title)
        for each in schedule.policy.milestones_of("change")
        if each.role and each.name in slots and timetable[slots[each.name]] > day
    ]
    next_day, next_milestone = min(coming, default=(None, None))
    return _ChangeLine(
        track=schedule.tracks[item],
        change=schedule.items[item].name,
        phase=phase.name if phase else None,
        since=phase.start if phase else None,
        next_milestone=next_milestone,
        next_day=next_day,
    )


def _changes(timetable: Timetable, first: Day, last: Day) -> dict[Day, _State]:
    """Return states by day: the whole state on the first day, then only the lines that changed.

    Both days are included; a day without a changed line is left out.
    """
    schedule = timetable.schedule
    breakpoints = {
        phase.start for item in range(schedule.versions) for phase in phases(schedule, timetable, item)
    }
    # By the roles, an answer may change on a day on which no phase starts.
    changes = _changes_with_roles(schedule)
    dated = [*schedule.written[: schedule.versions], *(schedule.written[item] for item in changes)]
    breakpoints.update(timetable[slot] for slots in dated for slot in slots.values())
    days = {first: (before := _state(timetable, first))}
    for day in sorted(each for each in breakpoints if first < each <= last):
        state = _state(timetable, day)
        changed = state.since(before)
        if changed.lines or changed.changes:
            days[day] = changed
        before = state
    return days


def _text(one: OnePlan, days: dict[Day, _State], one_day: bool) -> Iterator[str]:
    """Yield the heading and, for each day, its lines; for one day also the answer of an unknown version."""
    yield answers.heading(one.path, one.plan, one.policy, one.as_of)
    named = {line.track for state in days.values() for line in state.lines.values()}
    named |= {line.track for state in days.values() for line in state.changes.values()}
    tracks = named != {None}
    for day, state in days.items():
        yield ""
        yield f"{iso(day)}:"
        yield from answers.table((_row(line, tracks) for line in state.lines.values()), "  ")
        if state.changes:
            yield "  changes:"
        yield from answers.table((_change_row(line, tracks) for line in state.changes.values()), "    ")
    if one_day:
        yield f"  a version that does not exist: {shown(one.policy.invalid or NO_ANSWER)}"


def _row(line: _Line, tracks: bool) -> tuple[str, ...]:
    """Return the cells of a line: with `tracks` its track, the version, its phase, the answer.

    For requests without a version, the version that answers stands in place of the phase.
    """
    track = (answers.name(line.track or "no track"),) if tracks else ()
    if line.version is not None:
        return *track, answers.name(line.version), shown(line.phase or _NOT_YET), shown(line.answer)
    by = f"{answers.name(line.answers_with)}" if line.answers_with else "none"
    return *track, "without a version", by, shown(line.answer)


def _change_row(line: _ChangeLine, tracks: bool) -> tuple[str, ...]:
    """Return the cells of a change: with `tracks` its track, name, phase, its start, the next milestone."""
    track = (answers.name(line.track or "no track"),) if tracks else ()
    phase = shown(line.phase) if line.phase else _NOT_BEGUN
    since = f"since {iso(line.since)}" if line.since is not None else ""
    coming = f"{shown(line.next_milestone or '')} {iso(line.next_day)}" if line.next_day is not None else ""
    return *track, answers.name(line.change), phase, since, coming


def _json(one: OnePlan, days: dict[Day, _State]) -> dict[str, Any]:
    """Return the states by day for JSON, as the help describes them."""
    return {
        "path": one.path,
        "days": [
            {
                "date": date(day),
                "versions": [
                    {
                        "version": line.version,
                        "track": line.track,
                        "phase": line.phase,
                        "answer": line.answer,
                    }
                    for line in state.lines.values()
                    if line.version is not None
                ],
                "unversioned": [
                    {"track": line.track, "version": line.answers_with, "answer": line.answer}
                    for line in state.lines.values()
                    if line.version is None
                ],
                "unknown": one.policy.invalid or NO_ANSWER,
                "changes": [
                    {
                        "change": line.change,
                        "track": line.track,
                        "phase": line.phase,
                        "since": date(line.since),
                        "next": line.next_milestone,
                        "next_date": date(line.next_day),
                    }
                    for line in state.changes.values()
                ],
            }
            for day, state in days.items()
        ],
    }
