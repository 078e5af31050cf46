"""Days as other tools write them. A day is read or refused, and never made up."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from planner.dates import Day, to_day
from planner.diagnostics import quoted, visible

FIRST_YEAR_OF_NEVER = 2099
"""From this year on, as in 2099-12-31 and 9999-12-31, a date stands for "never"."""

_LONGEST = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]+([0-9:.]+) *([Zz]|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?")
_HTTP = re.compile(r"(?:[A-Za-z]{3,9}, )?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} \S+")
_TIMESTAMP = re.compile(r"@-?[0-9]{1,12}")
_ENGLISH = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
_MONTH_AND_YEAR = re.compile(r"(?=.*[A-Za-z]{3})(?=.*[0-9]{4})[0-9A-Za-z ,.]+")
_DECORATION = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b|\bof\b|(?<=\bsep)t\b|[,.]", re.IGNORECASE)
_WITHOUT_DAY = re.compile(
    r"[0-9]{4}(?:[-/.](?:0?[1-9]|1[0-2]))?|[0-9]{4}-?W[0-9]{1,2}"
    r"|[A-Za-z]{3,9}[.,]? [0-9]{4}|[QHqh][1-4][ -]?[0-9]{4}|[0-9]{4}[ -]?[QHqh][1-4]"
)


class NotADay(Exception):
    """A value that is no day; the message begins with the value and says why."""


def read_day(text: str) -> Day:
    """Return the day that a text stands for: of a time with an offset, its day in UTC.

    Known are ISO 8601 dates, RFC 3339 times, HTTP dates, structured-field dates (`@1688169599`) and English
    dates ("March 10, 2028"). Raise NotADay for dates without a day, for years from 2099 on, which mean
    never, and for other texts.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise NotADay(f"{quoted(text)} is not a date")
    if _WITHOUT_DAY.fullmatch(text):
        raise NotADay(f"{visible(text)} has no day")
    try:
        day = _read(text)
    except (ValueError, OverflowError):
        raise NotADay(f"{quoted(text)} is not a date") from None
    if day.year >= FIRST_YEAR_OF_NEVER:
        raise NotADay(f"{visible(text)} means never")
    return to_day(day)


def _read(text: str) -> date:
    """Return the day of a text; raise ValueError or OverflowError if it is none."""
    if match := _DATE.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _TIME.fullmatch(text):
        offset = {None: "", "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}
        zone = match[3].upper() if match[3] else None
        return _in_utc(datetime.fromisoformat(f"{match[1]}T{match[2]}{offset.get(zone, zone)}"))
    if _HTTP.fullmatch(text):
        return _in_utc(parsedate_to_datetime(text))
    if _TIMESTAMP.fullmatch(text):
        return (_EPOCH + timedelta(seconds=int(text[1:]))).date()
    if not _MONTH_AND_YEAR.fullmatch(text):
        raise ValueError(text)
    return _english(" ".join(_DECORATION.sub(" ", text).split()))


def _english(words: str) -> date:
    """Return the day of words such as "10 March 2028", without punctuation; raise ValueError if none."""
    for form in _ENGLISH:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(words)


def _in_utc(time: datetime) -> date:
    """Return the day of a time in UTC; of a time without an offset, the day that it names."""
    return (time if time.tzinfo is None else time.astimezone(UTC)).date()
