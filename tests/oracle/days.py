"""Days at random that stand where a rule's answer changes."""

from datetime import date

from hypothesis import strategies as st

from .drawing import one_in, pick
from .spans import plus, shown, span

SPANS = [
    "0 days",
    "1 day",
    "30 days",
    "90 days",
    "P90D",
    "20 weeks",
    "P2W",
    "1 month",
    "6 months",
    "P6M",
    "1 year",
]
TRICKY = (
    [date(2024, 2, d) for d in (27, 28, 29)]
    + [date(2023, 2, 28), date(2024, 8, 31), date(2024, 10, 31), date(2025, 1, 31), date(2025, 3, 31)]
    + [date(2025, 4, 30), date(2026, 11, 21), date(2027, 1, 1), date(2024, 3, 1), date(2028, 2, 29)]
)
LAST_DAYS = [date(9999, 12, 31), date(9999, 12, 30), date(9999, 10, 2), date(9999, 6, 30), date(9998, 12, 31)]
NEAR = ["0 days"] * 6 + SPANS


class Days:
    """Draws days that stand exactly at, or one off, a sum from a day drawn before."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        far = one_in(draw, 20)
        self.known = [pick(draw, LAST_DAYS if far else TRICKY)]

    def next(self, after: date | None = None) -> date:
        start = after or pick(self._draw, self.known)
        off = [0, 0, 0, 1, 1, -1, 2] if after else [0, 0, 1, -1, -90, -180, -365]
        days = pick(self._draw, off)
        end = plus(start, pick(self._draw, NEAR)) + days
        day = shown(end) or start
        self.known.append(day)
        return day


def around(day: date) -> list[date]:
    return [shown(day.toordinal() + n) or day for n in (0, -1, 1)]


def before(day: date, text: str) -> date:
    """About a span before the day: adding the span to it leads to the day, or near it."""
    months = text.replace("calendar ", "")
    if "quarter" in text:
        months = f"{3 * int(text.split(maxsplit=1)[0])} months"
    try:
        return day - span(months)
    except (ValueError, OverflowError):
        return day
