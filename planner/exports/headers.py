"""HTTP response headers by version for a gateway: `Deprecation`, `Sunset` and `Link`.

There is one block per version, in the order of the file, with empty lines between. A line that begins with
`#` is a remark; `# version:` names the version. Every other line is a header: `Deprecation` (RFC 9745) from
the date of role `deprecated`, `Sunset` (RFC 8594) from the date of role `retired`, both at midnight UTC, and
`Link` if the version's migration plan is a URL. A version that has neither date has no block.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from email.utils import format_datetime

from planner.dates import Day, iso, to_date
from planner.exports.subject import ExportedPlan
from planner.exports.urls import is_url
from planner.plan import Version, standing_dates
from planner.policy import Role
from planner.terminal_text import shown

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


def render(subject: ExportedPlan) -> str:
    """Return the blocks of all versions that have a deprecation or retirement date."""
    title = f"# {shown(subject.plan.product)}: response headers by version, as of {iso(subject.as_of)}"
    blocks = [list(_block(version, subject)) for version in subject.plan.versions]
    written = ["\n".join(block) for block in blocks if block]
    return "\n\n".join([title, *(written or ["# No version is to be deprecated or retired."])]) + "\n"


def _block(version: Version, subject: ExportedPlan) -> Iterator[str]:
    """Yield the remarks and headers of a version; nothing if it has neither date."""
    deprecated, sunset = _day(version, "deprecated", subject), _sunset(version, subject)
    if deprecated is None and sunset is None:
        return
    yield f"# version: {shown(version.name)}"
    if version.track is not None:
        yield f"# track: {shown(version.track)}"
    links = ["deprecation"] * (deprecated is not None) + ["sunset"] * (sunset is not None)
    if deprecated is not None and sunset is not None and sunset < deprecated:
        yield f"# deprecated {iso(deprecated)} in the plan, after its sunset: both are given the same day"
        deprecated = sunset
    if deprecated is not None:
        yield f"Deprecation: @{(deprecated - _EPOCH) * 86_400}"
    if sunset is not None:
        midnight = datetime.combine(to_date(sunset), time(), UTC)
        yield f"Sunset: {format_datetime(midnight, usegmt=True)}"
    if version.withdrawn is not None and version.withdrawn == sunset:
        yield f"# withdrawn {iso(version.withdrawn)}"
    if version.replacement is not None:
        yield f"# replacement: {shown(version.replacement)}"
    if version.migration is None:
        return
    if is_url(version.migration):
        targets = (f'<{version.migration}>; rel="{each}"' for each in links)
        yield f"Link: {', '.join(targets)}"
    else:
        yield "# no Link: the migration plan is a text, not a URL"


def _sunset(version: Version, subject: ExportedPlan) -> Day | None:
    """Return the day from which on a version does not answer: it retires, or was withdrawn."""
    ends = (_day(version, "retired", subject), version.withdrawn)
    return min((each for each in ends if each is not None), default=None)


def _day(version: Version, role: Role, subject: ExportedPlan) -> Day | None:
    """Return the date of the milestone with a role, or None; dates from a withdrawal on are none."""
    milestone = subject.policy.of_role(role)
    return None if milestone is None else standing_dates(version).get(milestone)
