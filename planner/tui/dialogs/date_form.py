"""The form for one date."""

from planner.dates import Day, counted, iso
from planner.engine.solve.window import Window
from planner.tui.dialogs.fields import TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.legal import rules_of
from planner.tui.panels.inspection import apart, dated
from planner.typed_days import typed_day

BOUNDS = ("earliest", "latest")


def date_form(what: str, current: Day | None, as_of: Day, legal: Window) -> Form[Day]:
    """Return the form for one date; it tells how far the date moves and which rules the typed day breaks.

    Args:
        what: The name of the date, for the title.
        current: The day of the date, from which `+3 days` counts; None: it is not set, count from `as_of`.
        as_of: The as-of date.
        legal: The legal days of the date, which `earliest` and `latest` mean.
    """
    start = as_of if current is None else current

    def read(values: Values) -> Day:
        """Return the typed day; raise ValueError if it is no day, or if there is no such bound."""
        text = values.required("date", "a date")
        if text.lower() in BOUNDS:
            return _bound(text.lower(), legal)
        return typed_day(text, start, as_of, coming=current is None)

    def describe(day: Day) -> Outcome:
        """Return a day, its move or distance, and why it is not legal, in words; doubtful if it is not."""
        verdict = _verdict(day, as_of, legal)
        text = f"{dated(day)}, {apart(day, as_of) if current is None else moved(day - current)}"
        return Outcome(f"{text}, {verdict}", doubtful=True) if verdict else Outcome(f"{text}, breaks nothing")

    fields = (
        TextField(
            name="date",
            label="Date",
            value=iso(start),
            placeholder="2027-02-15, +90 days, next monday, earliest",
        ),
    )
    hint = "2027-02-15, 15 feb, +90 days, in 2 weeks, next monday, end of march, q2 2027, earliest, latest"
    return Form(
        f"{what}: which day?",
        fields,
        read,
        describe=describe,
        apply="Set" if current is None else "Move",
        hint=hint,
    )


def moved(days: int) -> str:
    """Return a move of so many days in words: `3 days later`, `1 day earlier`, or `where it is` for 0."""
    if not days:
        return "where it is"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _verdict(day: Day, as_of: Day, legal: Window) -> str | None:
    """Return words about why a day is not legal, such as the rules that it breaks; None if it is legal."""
    if legal.legal(day):
        return None
    earliest, latest = legal.earliest, legal.latest
    if day < as_of:
        return "which has passed"
    if earliest is None or latest is None:
        return f"no day is legal by {rules_of(legal.contradiction)}"
    if day < earliest:
        return f"too early by {rules_of(legal.before)}, earliest {iso(earliest)}"
    if day > latest:
        return f"too late by {rules_of(legal.after)}, latest {iso(latest)}"
    return f"between the legal days {iso(earliest)} and {iso(latest)}"


def _bound(which: str, legal: Window) -> Day:
    """Return the `earliest` or `latest` legal day; raise ValueError if there is none or nothing bounds it."""
    day = legal.earliest if which == "earliest" else legal.latest
    if day is None:
        raise ValueError("no day is legal while the other dates stay")
    if which == "latest" and not legal.after:
        raise ValueError("nothing bounds this date from above")
    return day
