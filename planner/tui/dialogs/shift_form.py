"""The form that asks by how much dates are shifted."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from planner.dates import Day, counted, iso
from planner.engine.constraint import Place
from planner.tui.dialogs.fields import FieldError, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.timeline.drag import Unit, shifted

EXPECTED = "expected a period such as 2 weeks, -3 days, 1 month, a quarter, 1 year earlier"
_PERIOD = re.compile(
    r"(?P<sign>[+\-\N{MINUS SIGN}\N{EN DASH}])? ?(?P<number>[0-9]{1,5}|an?) ?"
    r"(?P<unit>d|days?|w|weeks?|m|months?|q|quarters?|y|years?)?(?: (?P<way>later|earlier))?"
)
_UNITS: Mapping[str, tuple[int, Unit]] = {
    "d": (1, "day"),
    "w": (1, "week"),
    "m": (1, "month"),
    "q": (3, "month"),
    "y": (12, "month"),
}


class Shift(NamedTuple):
    """A calendar period by which dates move, earlier if the number is negative."""

    number: int
    unit: Unit

    def moves(self, starts: Mapping[Place, Day]) -> dict[Place, Day]:
        """Return the new day of each date; a day that a month does not have becomes its last one."""
        return {place: shifted(day, self.number, self.unit) for place, day in starts.items()}

    def __str__(self) -> str:
        return f"{counted(abs(self.number), self.unit)} {'later' if self.number > 0 else 'earlier'}"


def typed_shift(text: str) -> Shift:
    """Return the period that a text means, such as `2 weeks`, `-3 days` or `a quarter earlier`.

    A number without a unit is a number of days. Raise ValueError with the expected forms if it means none.
    """
    match = _PERIOD.fullmatch(" ".join(text.lower().split()))
    if match is None or (match["sign"] and match["way"]):
        raise ValueError(EXPECTED)
    times, unit = _UNITS[(match["unit"] or "d")[0]]
    number = int(match["number"]) if match["number"].isdigit() else 1
    earlier = match["way"] == "earlier" or (match["sign"] or "+") != "+"
    return Shift(number * times * (-1 if earlier else 1), unit)


def shift_form(
    starts: Mapping[Place, Day],
    staying: int,
    effect: Callable[[Mapping[Place, Day]], str],
) -> Form[Shift]:
    """Return the form for the period by which dates move; it tells the first and last new day and the effect.

    Args:
        starts: The dates that move, with their present days.
        staying: The number of pinned dates that do not move.
        effect: Returns the effect of moves in words, such as the violations that they add.
    """

    def read(values: Values) -> Shift:
        """Return the typed period; raise FieldError if it is missing, 0, or not understood."""
        try:
            shift = typed_shift(values.required("by", "a period"))
        except ValueError as error:
            raise FieldError("by", str(error)) from None
        if not shift.number:
            raise FieldError("by", "a period of 0 days moves no date")
        return shift

    def describe(shift: Shift) -> Outcome:
        """Return the first and last new day, the dates that stay, and the effect, in words."""
        moves = shift.moves(starts)
        first, last = min(starts, key=starts.__getitem__), max(starts, key=starts.__getitem__)
        dates = (
            f"{shift}: {'' if first == last else 'first '}{iso(starts[first])} becomes {iso(moves[first])}"
        )
        dates += "" if first == last else f", last {iso(starts[last])} becomes {iso(moves[last])}"
        stay = f"; {counted(staying, 'pinned date')} {'stays' if staying == 1 else 'stay'}" if staying else ""
        return Outcome(f"{dates}{stay}; {effect(moves)}")

    return Form(
        f"Shift {counted(len(starts), 'date')} by how much?",
        (
            TextField(
                name="by", label="By", value="", placeholder="2 weeks, -3 days, 1 month, 1 quarter earlier"
            ),
        ),
        read,
        describe=describe,
        apply="Shift",
        hint="Weeks and months are those of the calendar: 31 January and a month is the end of February.",
    )
