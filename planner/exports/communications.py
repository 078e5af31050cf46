"""Communications: the notices of one name go out together."""

from typing import NamedTuple

from planner.dates import Day
from planner.plan import Notice, Plan


class Communication(NamedTuple):
    """One or more notices that go out together."""

    notices: tuple[Notice, ...]
    """Notices of one day, all sent or none; more than one only if they share a name."""

    @property
    def name(self) -> str | None:
        """The shared name, or None."""
        return self.notices[0].name

    @property
    def day(self) -> Day:
        """The day on which it goes or went out."""
        return self.notices[0].date

    @property
    def sent(self) -> bool:
        """True if it was sent; notices of one name are sent together."""
        return self.notices[0].told is not None

    def read_on(self, as_of: Day) -> Day:
        """Return the day on which people read it: its own, or the as-of date if it should be sent by now."""
        return self.day if self.sent else max(self.day, as_of)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels of all notices, each once."""
        return tuple(dict.fromkeys(channel for each in self.notices for channel in each.channels))

    @property
    def items(self) -> tuple[str, ...]:
        """The items of all notices, each once."""
        return tuple(dict.fromkeys(each.item for each in self.notices))


def communications(plan: Plan) -> tuple[Communication, ...]:
    """Return the communications of a plan by day; those of one day stand in the order of the file."""
    notices_by_name: dict[object, list[Notice]] = {}
    for notice in plan.notices:
        notices_by_name.setdefault(notice.key if notice.name is None else notice.name, []).append(notice)
    found = (Communication(tuple(notices)) for notices in notices_by_name.values())
    return tuple(sorted(found, key=lambda each: each.day))
