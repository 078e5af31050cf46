"""A plan of real size: thirty versions in three tracks over ten years, as a team would have it.

`write` puts the plan and its policy into a folder; the policy is Copper's with reasons for waivers.
`AS_OF` lies in the middle of it; the violations that are not waived are listed in `VIOLATIONS`.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

AS_OF = date(2026, 11, 21)

POLICY = """\
# Copper's policy with the exceptions that this team records.

format  = 1
name    = "team"
title   = "Change policy of the platform team"
extends = "copper"

[reasons]
security = "A hole that can be used is closed at once."
legal    = "A law or a court asks for it."
"""

VIOLATIONS = (
    ("migration-plan", "Webhooks 2027.1"),
    ("notice-overdue", "webhooks: event lead.converted added"),
    ("promise", "SDK 2024.1"),
    ("release-documented", "Developer API 2028.1"),
    ("removal-timeline", "SDK 2026.1"),
    ("support-minimum", "Developer API 2025.1"),
    ("support-minimum", "SDK 2024.1"),
)
"""The rules that are broken and the items that break them, sorted."""

_CHANNELS = ("docs", "support-article", "email")
_YEARS = range(2022, 2032)


class _Track(NamedTuple):
    name: str
    note: str
    month: int
    """In which its versions are released."""
    supported: int
    """Days from a release to its deprecation."""


_TRACKS = (
    _Track("Developer API", "people, companies, opportunities and activities", 3, 1000),
    _Track("SDK", "for Python, TypeScript and Go", 5, 800),
    _Track("Webhooks", "lead, person and company events", 9, 900),
)
_CHANGES = (
    ("people: fax number removed", "remove-field", "Developer API 2024.1", date(2024, 3, 11)),
    (
        "people: page size limited to 200 entries",
        "change-default-value",
        "Developer API 2026.1",
        date(2026, 9, 14),
    ),
    (
        "opportunities: priority becomes required",
        "add-required-field",
        "Developer API 2027.1",
        date(2027, 3, 8),
    ),
    (
        "companies: custom fields renamed to snake_case",
        "rename-endpoint",
        "Developer API 2029.1",
        date(2029, 3, 12),
    ),
    ("client: blocking calls removed", "remove-sdk-method", "SDK 2025.1", date(2025, 5, 12)),
    ("client: retries are on unless turned off", "change-default-value", "SDK 2028.1", date(2028, 5, 8)),
)
_ADDITIONS = (
    ("people: search by phone number", "add-endpoint", "Developer API", date(2025, 10, 6)),
    ("webhooks: event lead.converted added", "add-webhook-type", "Webhooks", date(2026, 12, 14)),
    ("webhooks: retries carry their number", "add-response-field", "Webhooks", date(2027, 2, 15)),
)


def write(folder: Path) -> Path:
    """Write the plan and its policy into a folder and return the plan's path."""
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    path = folder / "platform.toml"
    path.write_text(plan_text(), encoding="utf-8")
    return path


def plan_text() -> str:
    """Return the plan as TOML, the same at each call."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The platform team's plan. Names and dates are made up."
    yield ""
    yield "format     = 1"
    yield 'product    = "Platform of Example Incorporated"'
    yield 'policy     = "./policy.toml"'
    yield "judge_from = 2024-01-01"
    for track in _TRACKS:
        yield from ("", f"# {track.name}: {track.note}")
        for year in _YEARS:
            yield from _version(track, year)
    for name, kind, version, effective in _CHANGES:
        yield from _incompatible(name, kind, version, effective)
    for name, kind, track_name, effective in _ADDITIONS:
        yield from _addition(name, kind, track_name, effective)
    for year in _YEARS:
        yield from ("", "[[freeze]]", f'name = "Year end {year}"', f"from = {year}-12-20")
        yield f"to   = {year + 1}-01-03"
    yield from ("", "[[waiver]]", 'rule        = "support-minimum"', 'version     = "Webhooks 2023.1"')
    yield from ('reason      = "security"', 'note        = "Signatures of this version can be forged."')
    yield 'approved_by = "The change board"'


def _version(track: _Track, year: int) -> Iterator[str]:
    name = f"{track.name} {year}.1"
    released = _monday(date(year, track.month, 8))
    deprecated = _monday(released + timedelta(days=track.supported))
    removed = _monday(deprecated + timedelta(days=_support_days(name)))
    yield from ("", "[[version]]", f'name       = "{name}"', f'track      = "{track.name}"')
    yield f"released   = {released}"
    yield f"deprecated = {deprecated}  # {'as told' if deprecated < AS_OF else 'a Monday'}"
    yield f"removed    = {removed}"
    if name != "Webhooks 2027.1":
        yield f'migration  = "https://developer.example.com/{track.name.split()[0].lower()}/{year}/migrate"'
    if name != "Developer API 2028.1":
        yield from _notice("version", name, {"released": released}, released, _CHANNELS[:1])
    told = {"deprecated": deprecated, "removed": removed}
    if name == "SDK 2024.1":
        told["removed"] = removed + timedelta(days=28)
    if name == "SDK 2026.1":
        del told["removed"]
    yield from _notice("version", name, told, deprecated, _CHANNELS)


def _support_days(name: str) -> int:
    """Return the days from a deprecation to the removal; two versions get too few."""
    return {"Developer API 2025.1": 150, "Webhooks 2023.1": 120}.get(name, 200)


def _incompatible(name: str, kind: str, version: str, effective: date) -> Iterator[str]:
    deprecated = _monday(effective - timedelta(days=210))
    yield from ("", "[[change]]", f'name        = "{name}"', f'kind        = "{kind}"')
    yield from (f'version     = "{version}"', f"deprecated  = {deprecated}", f"effective   = {effective}")
    yield from ('migration   = "See the page of the version."', "significant = true")
    told = {"deprecated": deprecated, "effective": effective}
    yield from _notice("change", name, told, deprecated, _CHANNELS)


def _addition(name: str, kind: str, track: str, effective: date) -> Iterator[str]:
    yield from ("", "[[change]]", f'name      = "{name}"', f'kind      = "{kind}"')
    yield from (f'track     = "{track}"', f"effective = {effective}")
    overdue = "lead.converted" in name
    day = date(2026, 11, 16) if overdue else effective
    yield from _notice("change", name, {"effective": effective}, day, _CHANNELS[:1], recorded=not overdue)


def _notice(
    kind: str, name: str, told: dict[str, date], day: date, channels: Sequence[str], *, recorded: bool = True
) -> Iterator[str]:
    yield from ("", "[[notice]]", f'{kind:<9} = "{name}"')
    yield f"announces = {_quoted(told)}"
    yield f"date      = {day}"
    yield f"channels  = {_quoted(channels)}"
    if day < AS_OF and recorded:
        yield f"told      = {{ {', '.join(f'{each} = {on}' for each, on in told.items())} }}"


def _quoted(names: Iterable[str]) -> str:
    return f"[{', '.join(json.dumps(name) for name in names)}]"


def _monday(day: date) -> date:
    """Return the day, or the Monday after it."""
    return day + timedelta(days=-day.weekday() % 7)


if __name__ == "__main__":
    sys.stdout.write(plan_text())
