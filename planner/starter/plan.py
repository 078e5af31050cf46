"""New plans: the first versions of a product, legal on the day they are planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import quote

from planner.dates import Day, Duration, add
from planner.edits.coming import add_versions, coming_days
from planner.engine.constraint import Finding
from planner.engine.evaluate import check
from planner.files.format import formatted
from planner.files.plan.data import in_lifecycle_order
from planner.files.plan.text import render_plan
from planner.plan import Plan
from planner.policy import Policy
from planner.terminal_text import shown

FIRST_NAME = "v1"
_ONE_YEAR = Duration(1, "year")
_MOST = 12
"""The versions that a new plan begins with, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """The wishes for a new plan."""

    product: str
    policy: Policy
    policy_name: str
    """The policy as the plan names it."""
    as_of: Day
    first_version: str | None = None
    cadence: Duration | None = None
    """None for one version; else the versions of a year."""
    tracks: Sequence[str] = ()


def new_plan(wishes: NewPlan) -> Plan:
    """Return a plan with its first versions on the earliest legal days.

    Without tracks in the wishes, a policy that lists several gets versions in each. A version of one of
    several tracks has its track in its name. Raise ValueError for a blank product or name of a version,
    a track that the policy does not list, or a cadence that makes no or too many versions.
    """
    policy, tracks = wishes.policy, [*dict.fromkeys(wishes.tracks)]
    product, name = wishes.product.strip(), (wishes.first_version or FIRST_NAME).strip()
    if not product:
        raise ValueError("a product is needed")
    if not name:
        raise ValueError("a version has a name")
    _check_tracks(policy, tracks)
    if not tracks and policy.tracks is not None and len(policy.tracks) > 1:
        tracks = [*policy.tracks]
    plan = Plan(product=product, policy=wishes.policy_name)
    days = _days(wishes)
    starting: Sequence[str | None] = tracks or [None]
    for track in starting:
        first = name if len(tracks) < 2 or track is None else f"{track} {name}"
        plan = add_versions(plan, policy, wishes.as_of, track, days, names=[first])
    return plan


def findings(plan: Plan, policy: Policy, as_of: Day) -> tuple[Finding, ...]:
    """Return the errors and warnings of a plan on an as-of date, and no infos.

    A plan of `new_plan` has none unless its policy cannot be kept.
    """
    return tuple(each for each in check(plan, policy, as_of).all if each.severity != "info")


def plan_text(plan: Plan, policy: Policy, path: str) -> str:
    """Return the text of a new plan's file, with comments that say how to go on.

    `path` is the file's name in the commands that the comments show.
    """
    text = render_plan(in_lifecycle_order(plan, policy))
    about = {"[[version]]": _about_versions(policy), "[[notice]]": _about_notices(policy)}
    for header, comments in about.items():
        if f"\n{header}\n" in text:
            block = "".join(f"# {shown(each)}\n" for each in comments)
            text = text.replace(f"\n{header}\n", f"\n{block}{header}\n", 1)
    heading = "".join(f"# {shown(each)}\n" for each in _about_the_file(plan, path))
    return formatted(heading + text, "plan", policy)


def _check_tracks(policy: Policy, tracks: Sequence[str]) -> None:
    """Raise ValueError for a track that the policy does not list; a policy without a list allows any."""
    if policy.tracks is None:
        return
    for track in tracks:
        if track not in policy.tracks:
            raise ValueError(f"`{track}` is no track of the policy: there are {', '.join(policy.tracks)}")


def _days(wishes: NewPlan) -> list[Day]:
    """Return the days of the first releases: the as-of date, then more at the cadence for a year.

    There are at least two and at most twelve; without a cadence there is only the as-of date.
    """
    if wishes.cadence is None:
        return [wishes.as_of]
    until = max(add(wishes.as_of, _ONE_YEAR) - 1, add(wishes.as_of, wishes.cadence))
    return coming_days(wishes.as_of, wishes.cadence, wishes.as_of, until)[:_MOST]


def _about_the_file(plan: Plan, path: str) -> Iterator[str]:
    """Yield the comment lines for the top of a new plan's file."""
    name = quote(path)
    yield f"The release plan of {plan.product}. `planner {name}` opens its timeline, to drag dates;"
    yield f"`planner check {name}` checks it. Its promises: `planner policy show {quote(plan.policy)}`."


def _about_versions(policy: Policy) -> Iterator[str]:
    """Yield the comment lines above the first version."""
    names = ", ".join(each.name for each in policy.milestones_of("version"))
    yield f"Versions, the oldest first. Their dates: {names}."
    yield "Leave out a date that is not known yet; `planner when` says which day would be legal."


def _about_notices(policy: Policy) -> Iterator[str]:
    """Yield the comment lines above the first notice."""
    channels = f" Channels: {', '.join(policy.channels)}." if policy.channels else ""
    yield f"A notice tells users of dates, on its own date.{channels}"
    yield "Once it is out, record that: `s` on the timeline, or `planner sent`."
