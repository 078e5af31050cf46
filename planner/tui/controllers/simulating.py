"""The simulation on the screen: coming versions are shown by ghosts, and made one step or refused."""

from functools import partial

from planner.chart import chart
from planner.dates import Day, Duration, parse_duration
from planner.edits.tracks import tracks
from planner.plan import Plan
from planner.policy import Policy
from planner.simulate import Simulation, coming_number, day_of_release, in_years, simulate
from planner.tui.controllers.plan_view import PlanView
from planner.tui.dialogs.below import rows_above
from planner.tui.dialogs.fields import DayReader
from planner.tui.dialogs.simulation import ACCEPT, AGAIN, SimulationScreen
from planner.tui.dialogs.simulation_form import SimulatedPlan, SimulationRequest, simulation_form
from planner.tui.timeline.ghosts import PROPOSED, layer_of
from planner.wording.simulate import burden, summary

_CADENCE, _YEARS = "6 months", 3
"""The cadence and the time that the form proposes."""


async def simulate_versions(screen: PlanView) -> None:
    """Ask for a cadence and a time, show the coming versions as ghosts, and make them one step if accepted.

    The person may go back to the form. If they are refused, the view is as it was before.
    """
    session, timeline = screen.session, screen.timeline
    plan, policy, as_of = session.plan, session.policy, session.as_of
    known = tracks(plan, policy) or [None]

    def release(cadence: Duration, number: int, track: str | None) -> Day:
        """Return the day on which the coming version with this number is released."""
        return day_of_release(plan, policy, as_of, cadence=cadence, number=number, track=track)

    def number(asked: SimulationRequest) -> int:
        """Return the number of coming versions that a request makes."""
        return coming_number(plan, policy, as_of, cadence=asked.cadence, until=asked.until, track=asked.track)

    about = SimulatedPlan(as_of=as_of, tracks=known, day_of_release=release, number=number)
    here = session.compiled.schedule.tracks[screen.item] if screen.item is not None and plan.items else None
    track = here if here in known else known[0]
    typed = _first(plan, policy, as_of, track)
    layer, view, row_filter = timeline.ghost_layer, timeline.view, timeline.row_filter

    def show(found: Simulation) -> None:
        """Show a simulation as ghosts, and fit the timeline to them above the dialog."""
        timeline.show_ghost_layer(layer_of(chart(found.after), timeline.rows.every, sign=PROPOSED))
        timeline.fit()
        timeline.reveal_all_missing(rows_above(screen.app.size.height))

    while True:
        asked = await screen.app.push_screen_wait(simulation_form(about, track, typed, DayReader(as_of)))
        if asked is None:
            return
        track, typed = asked.track, asked.typed
        if track in row_filter.folded:
            timeline.fold(track, folded=False)
        title = f"A version every {typed[0]}" + (f", {track}" if track is not None else "")
        work_out = partial(
            simulate, plan, policy, as_of, cadence=asked.cadence, until=asked.until, track=track
        )
        dialog = SimulationScreen(title, work_out, show, screen.signs)
        answer = await screen.app.push_screen_wait(dialog)
        timeline.show_ghost_layer(layer)
        if answer == ACCEPT and dialog.simulation is not None:
            await _take(screen, dialog.simulation)
            return
        timeline.view = view
        timeline.choose_rows(row_filter)
        if answer != AGAIN:
            return


def _first(plan: Plan, policy: Policy, as_of: Day, track: str | None) -> tuple[str, str]:
    """Return the cadence and the time that the form proposes for a track, as texts.

    At least one version comes in that time: if none would in the usual one, it is a number of versions.
    """
    cadence, until = parse_duration(_CADENCE), in_years(as_of, _YEARS)
    try:
        coming_number(plan, policy, as_of, cadence=cadence, until=until, track=track)
    except ValueError:
        return _CADENCE, "4 versions"  # they are planned for longer than these years
    return _CADENCE, f"{_YEARS} years"


async def _take(screen: PlanView, found: Simulation) -> None:
    """Make the coming versions one step, select the first of them, and say what they mean for users."""
    known = {each.name for each in screen.session.plan.versions}
    if not await screen.edit(f"{summary(found)} laid out", found.plan):
        return
    first = next((at for at, each in enumerate(screen.session.plan.versions) if each.name not in known), None)
    if first is not None:
        screen.go_to_item(first)
    screen.say(f"{summary(found)} added: {burden(found)}; {screen.key_of('undo')} undoes them.")
