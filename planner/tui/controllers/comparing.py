"""Comparing the plan on the screen with another state of it, and taking one date back."""

from asyncio import to_thread
from collections.abc import Callable, Coroutine, Iterable
from typing import cast

from planner.chart import Row, chart
from planner.compare import EvaluatedPlan, compare
from planner.compare.pairs import pair
from planner.compare.take_back import with_old_date
from planner.dates import Day, counted, iso
from planner.disk.source import Unreadable
from planner.engine.constraint import Place
from planner.engine.evaluate import check
from planner.revisions.git import UnknownRevision
from planner.session import CannotPlan
from planner.session.sound import sound
from planner.terminal_text import shown
from planner.tui.background import is_open, undisturbed
from planner.tui.controllers.history_words import was_told
from planner.tui.controllers.on_disk import shown_plan
from planner.tui.controllers.other_states import FoundState, OtherState, states_of, typed_state
from planner.tui.controllers.past_dates import PastDates
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.side_panels import SidePanels
from planner.tui.dialogs.choice import Choice, ChoiceOption
from planner.tui.dialogs.fields import TextField, Values
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.panels.comparison import Compared, ComparisonPanel
from planner.tui.panels.difference import Difference, differences, lines
from planner.tui.timeline.ghosts import layer_of
from planner.wording.diff import date_name

ANOTHER = ("another revision or file…", "git:REV, git:REV:PATH or a path")
PANEL = "compare"


def comparison(side_panels: SidePanels) -> ComparisonPanel | None:
    """Return the comparison panel; None if it is not open."""
    return cast(ComparisonPanel, side_panels.panel) if side_panels.name == PANEL else None


class Comparing:
    """The other state that the plan is compared with, and the comparison panel that shows the differences."""

    def __init__(
        self,
        screen: PlanView,
        side_panels: SidePanels,
        past_dates: PastDates,
        changed: Callable[[], None],
        run: Callable[[Coroutine[object, object, None]], None],
    ) -> None:
        self.screen = screen
        self._changed = changed
        self._run = run
        """Runs what asks something; keys wait for it, or go to its dialog."""
        self._side_panels = side_panels
        self._past_dates = past_dates
        self._state: OtherState | None = None
        self._known: tuple[object, EvaluatedPlan] | None = None
        """The other state, evaluated, with its stamp."""

    def compare(self, *, ask: bool) -> None:
        """Compare with the state chosen last while keys go on working; with `ask`, ask for a state first.

        If it asks, keys wait until the question is answered and the result is shown.
        """
        if ask:
            self._run(self.ask())
        else:
            self.screen.run_worker(self.again(), group="compare", exclusive=True)

    async def ask(self) -> None:
        """Ask which state to compare with, and show the comparison.

        If the question is cancelled, a panel that shows a comparison keeps it, and one without any closes.
        """
        session, panel = self.screen.session, comparison(self._side_panels)
        states = await to_thread(states_of, session)
        choices = [*((each.title, each.details) for each in states), ANOTHER]
        picked = await self.screen.app.push_screen_wait(Pick("Compare with", choices))
        state: OtherState | None = None
        if picked is not None:
            state = states[picked] if picked < len(states) else await self._typed()
        if panel is not comparison(self._side_panels):
            return
        if state is not None:
            self._state, self._known = state, None
            await self.again()
        elif panel is not None and not panel.compares:
            self._side_panels.close()

    async def _typed(self) -> OtherState | None:
        """Ask for a revision or a path in a form and return its state; None if the form is cancelled."""
        session = self.screen.session

        def read(values: Values) -> OtherState:
            """Return the state that the form names; raise ValueError if it names none."""
            return typed_state(session, values.text("state") or "")

        field = TextField("state", "With", placeholder="git:v1, git:main..., old.toml")
        hint = "git:REV is exactly REV, git:REV... is where this branch left it, as in `planner diff`."
        return await self.screen.app.push_screen_wait(
            Form("Compare with a revision or a file", (field,), read, apply="Compare", hint=hint)
        )

    async def again(self) -> None:
        """Compare with the chosen state in a thread, and show the result or the error in the panel.

        If the plan was edited or a drag began meanwhile, have the panel begin anew instead. Nothing happens
        if no state is chosen or the panel is closed.
        """
        state, panel = self._state, comparison(self._side_panels)
        if state is None or panel is None:
            return
        now, rows = shown_plan(self.screen.session), tuple(self.screen.timeline.rows.every)
        compared, why = None, ""
        try:
            with undisturbed(self.screen.app):
                compared = await to_thread(self._work_out, state, now, rows, panel.text_width)
        except (UnknownRevision, Unreadable) as error:
            why = str(error)
        except CannotPlan as error:
            number = counted(len(error.diagnostics), "error")
            why = f"It cannot be read as a plan: {number}, the first: {error.diagnostics[0].message}"
        if not is_open(self.screen) or not panel.is_running:
            return
        if panel is not comparison(self._side_panels) or state is not self._state:
            return
        if self.screen.dragging or self.screen.session.plan is not now.plan:
            panel.renew()
        else:
            panel.show_compared(state.title, compared, why)
            self._changed()

    def _work_out(self, state: OtherState, now: EvaluatedPlan, rows: Iterable[Row], width: int) -> Compared:
        """Return the differences between another state and `now`, with the ghosts of the other state's dates.

        It runs in a thread. Raise UnknownRevision, Unreadable or CannotPlan if the state cannot be read.
        """
        before = self._evaluated(state.find())
        pairs = pair(before.plan, now.plan)
        keys = {was.key: each.key for was, each in pairs.kept}
        found = compare(before, now)
        ghosts = layer_of(chart(before.evaluation), rows, names=pairs.names, keys=keys)
        every = differences(found, now.plan)
        return Compared(
            found=found, every=every, ghosts=ghosts, lines=list(lines(found, every, width)), width=width
        )

    def _evaluated(self, found: FoundState) -> EvaluatedPlan:
        """Return another state, evaluated by its own policy on the as-of date of the screen.

        A state with the stamp of the last call is not read again. Raise Unreadable or CannotPlan if it cannot
        be read.
        """
        known = self._known
        if known is None or known[0] != found.stamp:
            plan, policy = sound(found.read())
            known = found.stamp, EvaluatedPlan(plan, check(plan, policy, self.screen.session.as_of))
            self._known = known
        return known[1]

    # the list

    @property
    def active(self) -> bool:
        """True if the comparison panel is open and lists differences to step through."""
        panel = comparison(self._side_panels)
        return panel is not None and bool(panel.differences)

    def step(self, by: int) -> None:
        """Choose the difference `by` places further on in the panel; nothing if the panel is closed."""
        if (panel := comparison(self._side_panels)) is not None:
            panel.step(by)

    def takes_back(self) -> Difference | None:
        """Return the difference that `take_back` would undo; None if there is none.

        It is the one of the date selected on the timeline, else the one chosen in the panel if that is about
        a date. A chosen date that the plan no longer has goes before the selected one.
        """
        panel = comparison(self._side_panels)
        if panel is None:
            return None
        chosen, place = panel.chosen, self.screen.place
        if chosen is None or chosen.change is None or chosen.place is not None:
            selected = (each for each in panel.differences if each.place == place and each.change is not None)
            chosen = next(selected, chosen) if place is not None else chosen
        return chosen if chosen is not None and chosen.change is not None else None

    async def take_back(self) -> None:
        """Set the date of `takes_back` to its day in the other state, or remove it if it was not set there.

        It is one step; ask first if a date that has passed, or a notice that was sent, changes by it. Say so
        if the plan no longer has the date.
        """
        chosen, plan = self.takes_back(), self.screen.session.plan
        change = None if chosen is None else chosen.change
        if change is None:
            return
        try:
            new = with_old_date(plan, change)
        except KeyError:
            self.screen.say("The plan no longer has this date.")
            return
        place, name = chosen.place if chosen is not None else None, shown(date_name(change))
        if change.old is None:
            agreed = await self._may_clear(name, place, change.new)
        else:
            agreed = place is None or await self._past_dates.agreed({place: change.old})
        if agreed and await self.screen.edit(f"{name} taken back", new):
            again = "not set again" if change.old is None else f"on {iso(change.old)} again"
            self.screen.say(f"{name} is {again}; {self.screen.key_of('undo')} undoes it.")

    async def _may_clear(self, name: str, place: Place | None, day: Day | None) -> bool:
        """Return True if a date may be removed from the plan.

        If its day has passed, ask first; a date without a place or day (None) needs no question.
        """
        session = self.screen.session
        if place is None or day is None or day >= session.as_of:
            return True
        answers = (ChoiceOption("c", "Cancel", "primary"), ChoiceOption("t", "Take it out", "warning"))
        lines = (was_told(session.plan, place),)
        question = Choice(f"Take {name} {iso(day)} out, which has passed?", answers, lines)
        return await self.screen.app.push_screen_wait(question) == "t"
