"""The steps of the tour: their words, when each is done, and what each leaves in the plan. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from planner.dates import Day, to_day
from planner.edits.dates import move
from planner.engine.constraint import Place
from planner.plan import Plan

AS_OF = to_day(date(2026, 11, 21))
"""The day on which the example plan is evaluated in the tour."""
EARLY, BEFORE = "4.0.14", "4.0.13"
"""The version whose default is too early, and the one before it."""
_FROM_NOTICE = to_day(date(2027, 2, 15))
_FROM_RELEASE = to_day(date(2027, 3, 1))
_SUPPORTED = to_day(date(2028, 3, 1))


class TourState(NamedTuple):
    """What the tour sees of the plan and the screen."""

    plan: Plan
    place: Place | None
    """The place of the selected date; None for a whole row."""
    errors: int
    warnings: int
    changes: int
    """Steps away from the saved plan."""
    can_redo: bool
    exported: bool
    """True if there is another file beside the plan, such as an export."""


class Done(NamedTuple):
    """The parts of the step about undo, redo and saving that were done."""

    undone: bool = False
    redone: bool = False


NOTHING_DONE = Done()


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """A step: `text` and `short` (for small windows) name keys by `{id of the command}` and signs."""

    title: str
    text: str
    short: str
    is_done: Callable[[TourState, Done], bool]
    result: Callable[[Plan], Plan]
    """Returns the plan as it is after the step, for a tour that goes on after it."""


def of(plan: Plan, item: str, milestone: str) -> Place:
    """Return the place of a milestone of the item with this name; raise StopIteration if there is none."""
    return Place(next(each.key for each in plan.items if each.name == item), milestone)


def noticed(state: TourState, before: Done) -> Done:
    """Return which of undo and redo were done so far, by the state before and the present one."""
    return Done(before.undone or state.can_redo, before.redone or (before.undone and not state.can_redo))


def _selected(state: TourState, done: Done) -> bool:
    """Return True if the default of EARLY is selected."""
    return state.place == of(state.plan, EARLY, "default")


def _told_in_time(state: TourState, done: Done) -> bool:
    """Return True if there is no error, or if the default of EARLY is late enough for its notice."""
    return state.errors == 0 or _day(state.plan, EARLY, "default") >= _FROM_NOTICE


def _all_kept(state: TourState, done: Done) -> bool:
    """Return True if there are no errors and no warnings."""
    return state.errors == state.warnings == 0


def _saved(state: TourState, done: Done) -> bool:
    """Return True if a step was undone and redone, and the plan is saved."""
    return done.undone and done.redone and state.changes == 0


def _exported(state: TourState, done: Done) -> bool:
    """Return True if an export stands beside the plan."""
    return state.exported


def _day(plan: Plan, item: str, milestone: str) -> Day:
    """Return the day of a milestone of an item; 0 if there is none."""
    return next((each.dates.get(milestone, 0) for each in plan.items if each.name == item), 0)


def _moved(days: Mapping[str, tuple[str, Day]]) -> Callable[[Plan], Plan]:
    """Return an edit, from plan to plan, that moves dates: by item, the milestone and its new day."""

    def moved(plan: Plan) -> Plan:
        """Return the plan with the dates moved."""
        return move(plan, {of(plan, item, name): day for item, (name, day) in days.items()})

    return moved


def _same(plan: Plan) -> Plan:
    """Return the plan unchanged."""
    return plan


STEPS = (
    TourStep(
        title="Something is wrong",
        text=f"{EARLY} becomes the default 12 days too early. Press {{next}}, or click on the violation:"
        " the timeline goes there.",
        short="{next}, or a click on the violation, goes to what is wrong.",
        is_done=_selected,
        result=_same,
    ),
    TourStep(
        title="Drag it",
        text=f"Drag {EARLY}'s {{default}} to the right with the mouse, until the error is gone: 15 February."
        " Or: {grab} takes it, arrows move it, enter drops it, esc puts it back.",
        short=f"Drag {EARLY}'s {{default}} right to 15 Feb, or {{grab}}, arrows, enter.",
        is_done=_told_in_time,
        result=_moved({EARLY: ("default", _FROM_NOTICE)}),
    ),
    TourStep(
        title="One promise hides another",
        text=f"A warning is left: move {EARLY}'s {{default}} on to 1 March. Then {BEFORE} would go too early:"
        f" drag its {{retired}} to 2028-03-01, or press {{type-date}} on it and type earliest.",
        short=f"{EARLY} to 1 Mar; {BEFORE}'s {{retired}}: {{type-date}}, earliest.",
        is_done=_all_kept,
        result=_moved({EARLY: ("default", _FROM_RELEASE), BEFORE: ("deprecated", _SUPPORTED)}),
    ),
    TourStep(
        title="Undo, redo, save",
        text="{undo} takes the last step back, {redo} takes it again, {save} saves. Only the dates that moved"
        " change in the file.",
        short="{undo} undoes, {redo} redoes, {save} saves.",
        is_done=_saved,
        result=_same,
    ),
    TourStep(
        title="Hand it on",
        text="{export} writes the plan for review, beside its file. In CI, planner check gives the same"
        " answer as this screen.",
        short="{export} writes the plan for review.",
        is_done=_exported,
        result=_same,
    ),
)
SAVE = 3
"""The index of the step that saves."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The index of the step that a tour is at, past the last if it is over, and its parts that are done."""

    step: int = 0
    done: Done = NOTHING_DONE

    @property
    def is_over(self) -> bool:
        """True once all steps are done."""
        return self.step >= len(STEPS)

    def after(self, state: TourState) -> "Progress":
        """Return the progress after a state of plan and screen, past all steps that the state ends.

        Undo and redo are noted for a step that is not done yet.
        """
        progress = self
        while not progress.is_over:
            done = noticed(state, progress.done)
            if not STEPS[progress.step].is_done(state, done):
                return replace(progress, done=done)
            progress = Progress(progress.step + 1)
        return progress


def begun(plan: Plan, step: int) -> Plan:
    """Return the example plan as it is when the step with this index begins: with the steps before done."""
    for each in STEPS[:step]:
        plan = each.result(plan)
    return plan
