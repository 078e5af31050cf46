"""Response headers of versions and changes: `Deprecation`, `Sunset` and `Link`, for the formats of gateways.

`Deprecation` (RFC 9745) is the date of role `deprecated`, `Sunset` (RFC 8594) the date of role `retired`,
both at midnight UTC; `Link` leads to the migration plan if that is a URL. A change has headers where the
policy gives its milestones these roles: the headers of one endpoint.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import NamedTuple

from planner.dates import Day, iso, to_date
from planner.exports.subject import ExportedPlan
from planner.plan import Change, Item, Version, standing_dates
from planner.policy import ItemType, Role
from planner.terminal_text import shown
from planner.urls import is_url

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


class ItemHeaders(NamedTuple):
    """The response headers of a version or a change, and the remarks about them."""

    item: str
    item_type: ItemType
    track: str | None
    fields: dict[str, str]
    """Header name -> value, in the order to send; never empty."""
    before: tuple[str, ...]
    """Remarks that explain the dates."""
    after: tuple[str, ...]
    """Further remarks: withdrawal, replacement, a migration plan that is no URL."""


def heading(subject: ExportedPlan) -> str:
    """Return the line that names the product and the as-of date."""
    return f"{shown(subject.plan.product)}: response headers, as of {iso(subject.as_of)}"


def headers_of_all(subject: ExportedPlan) -> tuple[ItemHeaders, ...]:
    """Return the headers of each item that has any: versions, then changes, in the order of the file."""
    tracks = subject.schedule.tracks
    found = (
        _headers_of(item, track, subject) for item, track in zip(subject.plan.items, tracks, strict=True)
    )
    return tuple(each for each in found if each is not None)


def _headers_of(item: Item, track: str | None, subject: ExportedPlan) -> ItemHeaders | None:
    """Return the headers of an item; None if it has neither a deprecation nor a sunset.

    A deprecation after the sunset is given the day of the sunset, with a remark.
    """
    deprecated, sunset = _day(item, "deprecated", subject), _sunset(item, subject)
    if deprecated is None and sunset is None:
        return None
    before: tuple[str, ...] = ()
    if deprecated is not None and sunset is not None and sunset < deprecated:
        before = (f"deprecated {iso(deprecated)} in the plan, after its sunset: both are given the same day",)
        deprecated = sunset
    fields: dict[str, str] = {}
    if deprecated is not None:
        fields["Deprecation"] = f"@{(deprecated - _EPOCH) * 86_400}"
    if sunset is not None:
        fields["Sunset"] = format_datetime(datetime.combine(to_date(sunset), time(), UTC), usegmt=True)
    if is_url(item.migration):
        relations = (name.lower() for name in tuple(fields))
        fields["Link"] = ", ".join(f'<{item.migration}>; rel="{each}"' for each in relations)
    return ItemHeaders(
        item=item.name,
        item_type="version" if isinstance(item, Version) else "change",
        track=track,
        fields=fields,
        before=before,
        after=tuple(_remarks(item, sunset, linked="Link" in fields)),
    )


def _remarks(item: Item, sunset: Day | None, linked: bool) -> Iterator[str]:
    """Yield remarks about facts that no header tells; `linked` says that there is a Link header."""
    if isinstance(item, Version):
        if item.withdrawn is not None and item.withdrawn == sunset:
            yield f"withdrawn {iso(item.withdrawn)}"
        if item.replacement is not None:
            yield f"replacement: {shown(item.replacement)}"
    if item.migration is not None and not linked:
        yield "no Link: the migration plan is a text, not a URL"


def _sunset(item: Item, subject: ExportedPlan) -> Day | None:
    """Return the first day on which an item no longer answers: it retires or is withdrawn; else None."""
    withdrawn = item.withdrawn if isinstance(item, Version) else None
    ends = (_day(item, "retired", subject), withdrawn)
    return min((each for each in ends if each is not None), default=None)


def _day(item: Item, role: Role, subject: ExportedPlan) -> Day | None:
    """Return the date of the item's milestone with a role, or None.

    For a withdrawn version, dates on or after its withdrawal do not count.
    """
    milestone = subject.policy.of_role(role, "change" if isinstance(item, Change) else "version")
    return None if milestone is None else standing_dates(item).get(milestone)
