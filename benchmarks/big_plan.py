"""A plan of any size that keeps the `clio` policy: `python -m benchmarks.big_plan 1000 > big.toml`.

Every version has three dates and three notices (the last has no successor yet, and so no end).
Some of it lies before the as-of date, with notices that were sent.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import tomli

AS_OF = date(2026, 11, 21)
_FIRST = date(2022, 1, 3)
_BETWEEN = timedelta(days=3)
_UNTIL_DEFAULT = timedelta(days=120)
_SUPPORTED = timedelta(days=400)
"""After the successor has become the default: more than a year."""
_AHEAD = timedelta(days=100)
_REMINDER = timedelta(days=10)


class Dates(NamedTuple):
    """The milestones of a version."""

    released: date
    default: date
    deprecated: date


def dates(number: int) -> Dates:
    """Return the milestones of the version with a number, counted from 0."""
    released = _FIRST + number * _BETWEEN
    default = released + _UNTIL_DEFAULT
    return Dates(released, default, default + _BETWEEN + _SUPPORTED)


def big_plan(versions: int) -> str:
    """Return a plan with a number of versions as TOML; it keeps the `clio` policy on `AS_OF`."""
    head = 'format = 1\nproduct = "A big API"\npolicy = "clio"\n'
    return head + "".join(_version(number, last=number == versions - 1) for number in range(versions))


def with_finding(text: str) -> str:
    """Return the plan without the default date of the version at nine tenths of the file.

    A plan of 1,000 versions then has one finding.
    """
    found = [*re.finditer(r"^default +=.*\n", text, re.MULTILINE)]
    at = found[len(found) * 9 // 10]
    return f"{text[: at.start()]}{text[at.end() :]}"


def inline(text: str) -> str:
    """Return the plan with its versions and its notices as inline tables in two arrays."""
    data = tomli.loads(text)
    lines = [f"{key} = {_value(value)}\n" for key, value in data.items() if not isinstance(value, list)]
    for kind in ("version", "notice"):
        lines += [f"{kind} = [\n", *(f"  {_value(each)},\n" for each in data[kind]), "]\n"]
    return "".join(lines)


def _value(value: object) -> str:
    """Return a value as TOML on one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _version(number: int, *, last: bool) -> str:
    """Return the tables of a version and its notices; the last version has no end."""
    name, days = f"4.0.{number}", dates(number)
    lines = [
        "",
        "[[version]]",
        f'name       = "{name}"',
        'track      = "API v4"',
        f"released   = {days.released}",
        f"default    = {days.default}",
    ]
    lines.extend([] if last else [f"deprecated = {days.deprecated}"])
    lines.extend(_notice(name, days.released - _AHEAD, days, "released", "default"))
    lines.extend(_notice(name, days.default - _AHEAD, days, "default"))
    if last:
        lines.extend(_notice(name, days.default - _REMINDER, days, "default"))
    else:
        lines.extend(_notice(name, days.deprecated - _AHEAD, days, "deprecated"))
    return "\n".join(lines) + "\n"


def _notice(name: str, day: date, days: Dates, *announces: str) -> Iterator[str]:
    """Yield the lines of a notice of a version; before `AS_OF` it was sent, and told the dates in `days`."""
    yield from ("", "[[notice]]", f'version   = "{name}"')
    listed = ", ".join(f'"{each}"' for each in announces)
    yield f"announces = [{listed}]"
    yield f"date      = {day}"
    yield 'channels  = ["email", "docs"]'
    if day < AS_OF:
        told = ", ".join(f"{each} = {getattr(days, each)}" for each in announces)
        yield f"told      = {{ {told} }}"


if __name__ == "__main__":
    sys.stdout.write(big_plan(int(sys.argv[1])))
