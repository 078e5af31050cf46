"""The mouse and the signs of the list of plans, for its help."""

from collections.abc import Sequence

from planner.chart import NOT_SENT, SENT, SIGNS
from planner.tui.signs import Signs
from planner.tui.timeline.glyphs import ASCII, UNICODE

Line = tuple[str, str]
MOUSE: Sequence[Line] = (
    ("click", "selects a plan; on a title it sorts, once more the other way round"),
    ("double click", "opens the plan"),
    ("wheel", "scrolls the plans; with shift or alt, or over the axis, time; with ctrl it zooms"),
)


def legend(signs: Signs) -> list[Line]:
    """Return the signs in a plan's line, each with its meaning.

    Milestones have the signs of their roles; a policy may have symbols of its own.
    """
    at = signs.ascii_only
    glyphs = ASCII if at else UNICODE
    return [
        (f"{glyphs.one} {glyphs.two} {glyphs.three}", "one version answers requests, two, three or more"),
        (SIGNS["released"][at], "a release; policies may have symbols of their own"),
        (SIGNS["default"][at], "a new default version"),
        (SIGNS["deprecated"][at], "a deprecation"),
        (SIGNS["retired"][at], "the end of a version"),
        (f"{NOT_SENT[at]} {SENT[at]}", "a notice that is planned, and one that was sent"),
        (glyphs.today, "the as-of date"),
        (
            "reversed",
            f"a date with a violation: {'X' if at else glyphs.error} an error, {glyphs.warning} a warning",
        ),
    ]
