"""A simulation in words: the days on which users have to move, and its summary."""

from planner.dates import counted, iso
from planner.engine.rules.wording import listed
from planner.simulate import ForcedMove, Simulation


def forced(move: ForcedMove) -> str:
    """Return a day's events in words, as in "1.0 retires; 2.0 answers requests without a version"."""
    verb = "retires" if len(move.retires) == 1 else "retire"
    parts = [f"{listed(move.retires)} {verb}"] if move.retires else []
    if move.answers != move.answered:
        before = f", until then {move.answered}" if move.answered is not None else ""
        who = move.answers if move.answers is not None else "no version"
        parts.append(f"{who} answers requests without a version{before}")
    return "; ".join(parts)


def alive(found: Simulation) -> str:
    """Return the largest number of versions that answer at once, and the first day of it, in words."""
    first = next(each.day for each in found.alive if each.number == found.most_alive)
    return f"at most {counted(found.most_alive, 'version')} at once, first on {iso(first)}"


def burden(found: Simulation) -> str:
    """Return on how many days users have to move until the simulation's last day, in words."""
    if found.moves:
        return f"users have to move on {counted(len(found.moves), 'day')} until {iso(found.until)}"
    return f"nobody has to move until {iso(found.until)}: no rule says how long a version lives"


def summary(found: Simulation) -> str:
    """Return the numbers of new versions, ends and notices, as in "3 versions, 2 ends and 4 notices".

    Numbers of 0 are left out.
    """
    numbers = ((len(found.added), "version"), (len(found.ended), "end"), (found.notices, "notice"))
    return listed([counted(number, noun) for number, noun in numbers if number])
