"""The form of a simulation: the cadence, how far it looks ahead, the track."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.dates import LAST_DAY, Day, Duration, add, counted, parse_duration
from planner.tui.dialogs.fields import DayReader, Field, FieldError, SelectField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.panels.inspection import dated

_VERSIONS = re.compile(r"([0-9]{1,6}) versions?")
_HINT = "For: a time (5 years), a number (4 versions), or a last day (2030-12-31, end of 2030)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationRequest:
    """The coming versions that a person asks for."""

    cadence: Duration
    until: Day
    track: str | None
    typed: tuple[str, str]
    """The cadence and the time as they were typed, with which the form may open again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedPlan:
    """The plan that is simulated, as the form needs it."""

    as_of: Day
    tracks: Sequence[str | None]
    day_of_release: Callable[[Duration, int, str | None], Day]
    """Returns the release day of the coming version with this number; raises ValueError for too many."""
    number: Callable[[SimulationRequest], int]
    """Returns the number of versions that come; raises ValueError for none or too many."""


def simulation_form(
    plan: SimulatedPlan, track: str | None, typed: tuple[str, str], days: DayReader
) -> Form[SimulationRequest]:
    """Return the form of a simulation; it tells how many versions come, and until which day.

    Args:
        plan: The plan that is simulated.
        track: The track that the form proposes, or that is meant if the plan has one only.
        typed: The cadence and the time that the form begins with.
        days: Reads a typed last day.
    """
    fields: list[Field] = [
        TextField(name="cadence", label="Cadence", value=typed[0], placeholder="6 months, 20 weeks, 1 year"),
        TextField(name="for", label="For", value=typed[1], placeholder="5 years, 4 versions, end of 2030"),
    ]
    if len(plan.tracks) > 1:
        options = tuple((each or "", each or "no track") for each in plan.tracks)
        fields.append(SelectField(name="track", label="Track", options=options, value=track or ""))

    def read(values: Values) -> SimulationRequest:
        """Return the request; raise FieldError if a value is missing or no version comes of it."""
        cadence = _cadence(values.required("cadence", "a cadence"))
        chosen = values.text("track") if len(plan.tracks) > 1 else track
        if chosen not in plan.tracks:
            raise FieldError("track", "a track is needed")
        text = values.required("for", "a time or a number of versions")
        asked = SimulationRequest(
            cadence=cadence,
            until=_until(text, plan, cadence, chosen, days),
            track=chosen,
            typed=(values.required("cadence", "a cadence"), text),
        )
        try:
            plan.number(asked)
        except ValueError as error:
            raise FieldError("for", str(error)) from None
        return asked

    def describe(asked: SimulationRequest) -> Outcome:
        """Return the number of coming versions, and the last day of the simulation, in words."""
        number = counted(plan.number(asked), "version")
        return Outcome(f"{number} until {dated(asked.until)}")

    title = "Simulate coming versions: how often, how long?"
    return Form(title, fields, read, describe=describe, apply="Lay out", hint=_HINT)


def _cadence(text: str) -> Duration:
    """Return the typed cadence; raise FieldError if it is no duration, or 0."""
    try:
        cadence = parse_duration(text)
    except ValueError as error:
        raise FieldError("cadence", f"expected {error}") from None
    if cadence.number == 0:
        raise FieldError("cadence", "a cadence is longer than 0 days")
    return cadence


def _until(text: str, plan: SimulatedPlan, cadence: Duration, track: str | None, days: DayReader) -> Day:
    """Return the last day that a text means: after a time, of the version with a number, or that day itself.

    Raise FieldError if it means none of these.
    """
    try:
        if found := _VERSIONS.fullmatch(text):
            return plan.day_of_release(cadence, max(int(found[1]), 1), track)
        day = _after(plan.as_of, text)
        return days(text, coming=True) if day is None else day
    except FieldError:
        raise
    except ValueError as error:
        raise FieldError("for", f"expected a time, a number of versions, or a day: {error}") from None


def _after(as_of: Day, text: str) -> Day | None:
    """Return the as-of date plus a typed duration, at most the last day there is; None for other texts."""
    try:
        return min(add(as_of, parse_duration(text)), LAST_DAY)
    except ValueError:
        return None
