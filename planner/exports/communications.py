"""What goes out together: notices of one name are one communication."""

from typing import NamedTuple

from planner.dates import Day
from planner.plan import Notice, Plan


class Communication(NamedTuple):
    notices: tuple[Notice, ...]
    """Of one day, sent or not alike; one, unless they share a name."""

    @property
    def name(self) -> str | None:
        return self.notices[0].name

    @property
    def day(self) -> Day:
        return self.notices[0].date

    @property
    def sent(self) -> bool:
        return self.notices[0].told is not None

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(channel for each in self.notices for channel in each.channels))

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.item for each in self.notices))


def communications(plan: Plan) -> tuple[Communication, ...]:
    """By day, else in the order of the file."""
    together: dict[object, list[Notice]] = {}
    for notice in plan.notices:
        together.setdefault(notice.key if notice.name is None else notice.name, []).append(notice)
    found = (Communication(tuple(notices)) for notices in together.values())
    return tuple(sorted(found, key=lambda each: each.day))
