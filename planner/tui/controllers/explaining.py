"""Explaining on the spot: the thing under the pointer once it rests, or under the cursor at a key.

The pointer costs nothing on its way: where it is is worked out when it has rested, and never during a drag.
"""

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from planner.dates import Day
from planner.engine.announced import was_sent
from planner.engine.constraint import Place, Slot
from planner.engine.phases import Phase, phases
from planner.engine.questions.explain import explain
from planner.engine.questions.objections import Objections
from planner.engine.solve.slack import BothWays, slack
from planner.plan import Freeze
from planner.tui.controllers.plan_view import PlanView
from planner.tui.panels.entries import ViolationEntry
from planner.tui.panels.explanation import DateFacts, ExplainedLines
from planner.tui.panels.explanation_box import BORDERS, WIDTH, ExplanationBox
from planner.tui.panels.line import PanelLine
from planner.tui.panels.list_selection import ListSelection
from planner.tui.timeline.pointed import Pointed, cell_of, freeze_at, pointed_at
from planner.tui.timeline.ruler import Ruler
from planner.tui.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.session import Session

REST = 0.4
"""Seconds for which the pointer rests before the thing under it is explained."""


class PhaseOf(NamedTuple):
    """A phase of an item, as a thing to explain."""

    item: int
    phase: Phase


Thing = Place | PhaseOf | Freeze | ViolationEntry
"""A date, a phase, a freeze or a violation."""


class Explaining:
    """The explanation that is shown, and the thing that it is about."""

    def __init__(self, screen: PlanView) -> None:
        self.screen = screen
        self.thing: Thing | None = None
        """The thing that is explained; None while there is no box."""
        self._box: ExplanationBox | None = None
        self._by_key = False
        self._pointer = 0, 0
        self.moved_at = 0.0
        """The moment of the last motion that was no drag."""
        self.waits = False
        """True until the pointer has rested."""

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    # By pointer

    def pointer_moved(self, x: int, y: int) -> None:
        """Note the cell of the screen that the pointer is on, and explain the thing there once it has rested.

        An explanation of the thing that it was on before goes away, unless it was asked for by key.
        """
        if (x, y) == self._pointer:
            return
        self._pointer, self.moved_at = (x, y), monotonic()
        if self.thing is not None and not self._by_key:
            self.hide()
        if not self.waits:
            self.waits = True
            self.screen.set_timer(REST, self._look_when_resting)

    def _look_when_resting(self) -> None:
        """Explain the thing under the pointer if it has rested for `REST` seconds; wait on if it has not."""
        left = self.moved_at + REST - monotonic()
        if left > 0:
            self.screen.set_timer(left, self._look_when_resting)
            return
        self.waits = False
        self.look()

    def look(self) -> None:
        """Explain the thing under the pointer, if there is one.

        Nothing happens during a drag, under a dialog, or while an explanation by key is shown.
        """
        if self.screen.dragging or not self.screen.is_current or self._by_key:
            return
        thing = self._under_pointer()
        if thing is not None:
            self._explain(thing, *self._pointer)

    def _under_pointer(self) -> Thing | None:
        """Return the date, phase, freeze or violation under the pointer as last noted; None if there is none.

        The ruler has only freezes; an entry of a list is a violation, or stands for its date.
        """
        x, y = self._pointer
        widget = self.screen.widget_at(x, y)
        if isinstance(widget, Timeline):
            region = widget.content_region
            return self._thing(pointed_at(widget, x - region.x, y - region.y))
        if isinstance(widget, Ruler):
            return freeze_at(self.screen.timeline, x - widget.region.x)
        if isinstance(widget, ListSelection):
            entry = widget.entry_at(y - widget.content_region.y)
            return entry if entry is None or isinstance(entry, ViolationEntry) else self._place(entry.place)
        return None

    def _place(self, place: Place | None) -> Place | None:
        """Return a place if the plan has a date there; None otherwise."""
        return place if place is not None and self.session.slots_of(place) else None

    def _thing(self, pointed: Pointed | None) -> Thing | None:
        """Return the date that is pointed at on the timeline, else the phase, else the freeze, or None.

        Beside the bar of a phase, a freeze goes before the phase.
        """
        if pointed is None:
            return None
        if pointed.place is not None:
            return pointed.place
        phase = self._phase(pointed.item, pointed.day)
        return phase if phase is not None and (pointed.on_bar or pointed.freeze is None) else pointed.freeze

    def _phase(self, item: int | None, day: Day) -> PhaseOf | None:
        """Return the phase that an item is in on a day; None if it is in none."""
        if item is None:
            return None
        session = self.session
        life = phases(session.compiled.schedule, session.timetable, item)
        now = [each for each in life if each.start <= day and (each.end is None or day < each.end)]
        return PhaseOf(item, now[-1]) if now else None

    # By key

    def toggle(self) -> None:
        """Explain the violation chosen in its panel, or the date or row selected on the timeline.

        If an explanation by key is shown, hide it instead. Say so if there is nothing to explain.
        """
        by_key = self._by_key
        self.hide()
        if by_key:
            return
        found = self._chosen_violation() or self._selected()
        if found is None:
            self.screen.say("Nothing is selected here to explain.")
            return
        self._by_key = True
        self._explain(*found)

    def _chosen_violation(self) -> tuple[Thing, int, int] | None:
        """Return the chosen violation and the cell of the screen to explain it at.

        None unless its panel has the keyboard.
        """
        panel = self.screen.violations
        if not panel.has_focus or panel.chosen is None:
            return None
        region = panel.content_region
        return panel.chosen, region.x + 4, region.y + panel.line_of_chosen

    def _selected(self) -> tuple[Thing, int, int] | None:
        """Return the selected date, or the phase of the selected row on the as-of date, with its cell.

        The cell is counted from the corner of the screen. None if nothing is selected, or if the row is not
        shown.
        """
        timeline, item, place = self.screen.timeline, self.screen.item, self._place(self.screen.place)
        if item is None:
            return None
        day = self.session.as_of if place is None else self.session.day(place)
        at, thing = cell_of(timeline, item, day), place or self._phase(item, day)
        if thing is None or at is None:
            return None
        region = timeline.content_region
        return thing, region.x + at[0], region.y + at[1]

    # The box

    def hide(self) -> None:
        """Hide the explanation, whether it came by pointer or by key."""
        self.thing, self._by_key = None, False
        if self._box is not None:
            self._box.hide()

    def _explain(self, thing: Thing, x: int, y: int) -> None:
        """Show the box with the explanation of a thing beside a cell of the screen."""
        self.thing = thing
        if self._box is None:
            self._box = ExplanationBox(id="explanation")
            self.screen.place_over(self._box)
        if not self._box.is_attached:
            return  # the screen is closing
        lines = self.lines(thing, min(WIDTH, self.screen.app.size.width - BORDERS))
        self._box.explain(lines, x, y, hint=self._hint())

    def _hint(self) -> str:
        """Return the line that names both keys, as in `P the policy, y copies`."""
        key = self.screen.key_of
        return f"{key('show-policy')} the policy, {key('copy')} copies"

    def lines(self, thing: Thing, width: int) -> Sequence[PanelLine]:
        """Return the lines that explain a thing, at most `width` cells wide.

        If the explanation was asked for by key, a date has its rules back to the facts, too.
        """
        written = ExplainedLines(self.session.compiled.schedule, width, self.screen.signs)
        match thing:
            case Place():
                return list(written.date(self._facts(thing, chains=self._by_key)))
            case PhaseOf():
                return [*written.phase(*thing), *self._phase_ends(thing, written)]
            case Freeze():
                return list(written.freeze(thing))
        return list(written.violation(thing))

    def _phase_ends(self, thing: PhaseOf, written: ExplainedLines) -> list[PanelLine]:
        """Return the lines about the dates at the start and at the end of a phase, and their rules."""
        schedule, (item, phase) = self.session.compiled.schedule, thing
        days, key = self.session.timetable, schedule.items[item].key
        ends = (name for name, slot in schedule.slots[item].items() if days[slot] in (phase.start, phase.end))
        return [line for name in ends for line in written.end(self._facts(Place(key, name)))]

    def _slack(self, slot: Slot) -> BothWays:
        """Return by how many days a date may move each way before a hard constraint breaks.

        The later way is also limited by rules of severity error that bound no date, such as `forbid`.
        """
        evaluation = self.session.evaluation
        bounds = slack(self.screen.legal_days.compiled(), evaluation.days, slot)
        return bounds._replace(later=Objections(evaluation, slot, ("error",)).slack(bounds.later))

    def _facts(self, place: Place, *, chains: bool = False) -> DateFacts:
        """Return a date with its findings, legal days and slack, and its notice if it is one.

        The slack is None if the date has passed or was sent. With `chains`, add the rules behind its earliest
        and latest legal day, back to the facts.
        """
        session = self.session
        schedule, days = session.compiled.schedule, session.evaluation.days
        hard, slot = self.screen.legal_days.compiled(), session.slots_of(place)[0]
        still = was_sent(schedule, slot) or days[slot] < schedule.as_of
        notice = next((each for each in session.plan.notices if Place(each.key, "date") == place), None)
        explained = explain(hard, days, slot) if chains else None
        return DateFacts(
            slot=slot,
            day=days[slot],
            findings=session.findings(schedule.owners[slot].item),
            window=self.screen.legal_days.window(place),
            slack=None if still else self._slack(slot),
            notice=notice,
            earliest=explained.earliest if explained is not None else (),
            latest=explained.latest if explained is not None else (),
        )
