"""Which version answers on a day, and which one has the default: docs/rules.md, "served"."""

from datetime import date

from .case import Case, Item


def of_role(case: Case, version: Item, role: str) -> date | None:
    for milestone in case.milestones_of("version"):
        if milestone.get("role") == role:
            return version.dates.get(milestone["name"])
    return None


def answers(case: Case, version: Item, day: date) -> bool:
    released, retired = of_role(case, version, "released"), of_role(case, version, "retired")
    return (
        released is not None
        and released <= day
        and not (retired is not None and retired <= day)
        and version.exists_on(day)
    )


def has_default(case: Case, track: str | None, day: date) -> Item | None:
    """Return the version with the latest default date not after the day; of two the later in the file."""
    holder, since = None, date.min
    for version in case.versions_of(track):
        default = of_role(case, version, "default")
        if default is not None and default <= day and version.exists_on(day) and default >= since:
            holder, since = version, default
    return holder
