"""The screen of a plan: it carries events between the session and the widgets, and decides nothing itself."""

from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingsMap
from textual.widget import Widget

from planner.chart import Chart, chart, track_summaries
from planner.dates import Day, counted, iso
from planner.engine.constraint import Place
from planner.engine.evaluate import unevaluated
from planner.plan import Plan
from planner.tui.background import keep_objects
from planner.tui.input.app import keyboard_of
from planner.tui.screens.clicked import ClickedScreen
from planner.tui.screens.finished import Finished
from planner.tui.screens.layout import ROOM_FOR_BOTH
from planner.tui.screens.pointing import Pointing
from planner.tui.timeline import messages
from planner.tui.timeline.scale import View

if TYPE_CHECKING:
    from textual.command import Provider

    from planner.tui.commands.command import Command

DISK_SECONDS = 3.0


def _commands() -> "type[Provider]":
    """Return the palette's source of commands."""
    from planner.tui.commands.palette import Commands  # after the first paint

    return Commands


def _items() -> "type[Provider]":
    """Return the palette's source of items to go to."""
    from planner.tui.commands.palette import GoTo  # after the first paint

    return GoTo


class PlannerScreen(Pointing, ClickedScreen):
    """The timeline of a plan with the panels around it."""

    COMMANDS: ClassVar = {_commands, _items}
    AUTO_FOCUS: ClassVar[str] = "Timeline"

    _evaluated = False

    def on_mount(self) -> None:
        """Show the timeline without findings at once, and have the panels mounted after the first paint.

        Keys wait until the plan is evaluated.
        """
        self.set_breakpoints()
        self._name_plan()
        self.watch(self.timeline, "view", self._show_zoom, init=False)
        self.remembering.open_at(self.timeline)
        with self.timeline.prevent(messages.Selected):
            self.timeline.show(chart(unevaluated(self.session.compiled)), keep_view=False)
        keyboard_of(self.app).hold()
        self.call_after_refresh(self.begin_panels)

    async def begin_panels(self) -> None:
        """Bind the keys, mount the panels, and have the plan evaluated once their size is known."""
        if self.is_attached:  # nobody quit meanwhile
            self._bind_keys()
            self.name_keys(self.timeline, self.violations, self.inspector)
            await self.add_panels()
            self.call_after_refresh(self._evaluate)

    def _bind_keys(self) -> None:
        """Bind the keys of the commands; as `BINDINGS` of the class, the first paint would wait for them."""
        from planner.tui.commands.command import bindings

        bound = BindingsMap(bindings(self.commands))
        self._bindings.key_to_bindings.update(bound.key_to_bindings)

    def _evaluate(self) -> None:
        """Evaluate the plan, show its findings and the view in which it was left, and let keys go on.

        Then offer unsaved work, and look at the files on disk from time to time.
        """
        self._evaluated = True
        self.item, self.place = self.timeline.cursor
        self.timeline.show_rows(self.previewing.rows(self.session.evaluation.findings))
        self.show_panels()
        if not self.remembering.restore(self.timeline):
            self.select_first()
            self.timeline.reveal()
        # The panels are fitted to the selected item, whose message comes later.
        self.item, self.place = self.timeline.cursor
        self.side_panels.inspect()
        keyboard_of(self.app).release()
        self.call_after_refresh(self._settle_down)
        self.run_worker(self.recovering.begin(), group="recovery-offer")
        self.set_interval(DISK_SECONDS, self.look_at_disk)
        self.watch(self.app, "app_focus", self.look_at_disk, init=False)

    def select_first(self) -> None:
        """Choose the first violation and select the date that it blames; do nothing without violations."""
        with self.violations.prevent(type(self.violations).Chosen):
            self.violations.action_step(1)
        if (first := self.violations.chosen) is not None:
            self._select_blamed(first)

    def _settle_down(self) -> None:
        """Fit the panels, compile ahead for drags, and have the garbage collector leave the plan alone."""
        self.panel_sizes.fit()  # the panels know their width by now
        if self.stepping.is_long:
            self.run_worker(self.stepping.prepare(), group="prepare")
        else:
            self._prepare()
        # A drag that allocates little should not wait for the collector to walk what never dies.
        keep_objects(self.app, collect=True)

    def comparison_shown(self) -> None:
        """Fit the panels to the comparison that the side panel shows now, and show the keys anew."""
        self.call_after_refresh(self.panel_sizes.fit)
        self._refresh_keys()

    def on_unmount(self) -> None:
        """Write the latest edits to the recovery file, and tell other planners that the plan is closed."""
        self.recovering.close()

    # session -> widgets

    def refresh_session(self, found: Chart) -> None:
        """Show the whole plan anew, with its new chart: after an edit, an undo or a reload."""
        self.call_after_refresh(self._prepare)
        self._name_plan()
        self.timeline.show(found)
        self._show_lists()

    def _name_plan(self) -> None:
        """Show the product, the policy and the as-of date in the heading."""
        session = self.session
        self.heading.name_plan(session.plan.product, session.policy.name, iso(session.as_of))

    def _show_zoom(self, view: View) -> None:
        """Show the scale of the timeline in the heading."""
        self.heading.show_zoom(view.scale.name)

    def _prepare(self) -> None:
        """Look up which constraints read each date, and with ripple on compile the hard constraints.

        The first step of a drag would wait for it otherwise.
        """
        _ = self.session.compiled.readers
        self.rippling.prepare()

    def show_chart(self) -> None:
        """Show the rows of the timeline anew, from the present evaluation."""
        self.timeline.show(chart(self.session.evaluation))

    def show_panels(self) -> None:
        """Show the findings on track headings, all panels, the counts and the keys anew."""
        timeline = self.timeline
        if timeline.rows.tracks:
            timeline.show_summaries(track_summaries(timeline.rows.every, self.session.evaluation))
        self._show_lists()

    def _show_lists(self) -> None:
        """Show the violations, the side panel, the minimap, the counts and the keys anew."""
        session = self.session
        names = [item.name for item in session.plan.items]
        self.violations.show_all(names, session.evaluation.findings)
        self.side_panels.refresh()
        self.minimap.renew()
        self.panel_sizes.fit()
        self.count()
        self._refresh_keys()

    def count(self) -> None:
        """Show the numbers of unsaved steps, findings and undecided conflicts in the heading."""
        number = len(self.merging.conflicts) if self.session.is_merged else 0
        self.heading.warn("conflicts", counted(number, "conflict") if number else "")
        self.heading.count(self.session.changes, self.session.counts)

    def on_descendant_focus(self) -> None:
        """Show the keys that work in the newly focused panel; not before the plan is evaluated."""
        if self._evaluated:
            self._refresh_keys()

    def _refresh_keys(self) -> None:
        """Show the keys of the footer anew, with those greyed that do not work now."""
        from planner.tui.commands.footer import footer_groups  # after the first paint

        self.key_line.show_keys(footer_groups(self))

    # timeline -> session

    def on_resize(self) -> None:
        """Fit the panels, once there are any, after the size of the terminal has changed."""
        if self._evaluated:
            self.call_after_refresh(self.panel_sizes.fit_resized)

    @on(messages.Selected)
    def _selected(self, message: messages.Selected) -> None:
        """Note the timeline's selection, and show it in the panels and the keys."""
        self.stop_explaining()
        self.item, self.place = message.item, message.place
        self.side_panels.inspect()
        self.panel_sizes.grow()
        if not self.dragging:
            self._refresh_keys()
        self.after_selection()

    @on(messages.RowsChosen)
    def _rows_chosen(self, message: messages.RowsChosen) -> None:
        """Show the filter in the heading, and what the choice of rows did to the cursor."""
        self.show_state()
        if message.said:
            self.say(message.said, "warning")  # beside what an edit says, not in its place

    @on(messages.CountTyped)
    def show_state(self) -> None:
        """Show in the heading the typed number, the marks, the search and the row filter.

        A wide window has a hint for the number, too.
        """
        count = self.timeline.count
        hint = (
            f" d w m y or a move, {self.key_of('back')} drops it"
            if self.app.size.width >= ROOM_FOR_BOTH
            else ""
        )
        typed = f"{count}{self.signs.more}{hint}" if count else ""
        self.heading.show_state(typed, self.together.words(), self.searching.words(), self.row_choice.words())

    @on(messages.Released)
    def _released(self) -> None:
        """Show the keys anew after a drag."""
        self._refresh_keys()

    @on(messages.Grabbed)
    def _grabbed(self) -> None:
        """Hide the explanation as a drag begins; if keys drag, show the keys of a drag in the footer."""
        self.stop_explaining()
        if self.app.mouse_captured is None:
            self._refresh_keys()

    @on(messages.DragCancelled)
    def _cancelled(self) -> None:
        """Put the dates of a cancelled drag back."""
        self.previewing.cancel()

    @on(messages.Dropped)
    @on(messages.Nudged)
    def _moved(self, message: messages.Dropped | messages.Nudged) -> None:
        """Make the moves of a drag one step; moves by keys may continue the step before."""
        merge = isinstance(message, messages.Nudged)
        self.moving.move(
            message.moves, merge=merge, staying=message.staying, list_followers=message.list_followers
        )

    @on(messages.MarkedChanged)
    def _marked_changed(self) -> None:
        """Show the number of marks in the heading, and the keys that act on them."""
        self.show_state()
        self._refresh_keys()

    # what commands ask for

    def move(self, moves: Mapping[Place, Day], *, merge: bool = False) -> None:
        """Move dates as one step; ask first if history or unseen followers move.

        With `merge`, it continues the step before if that moved the same dates.
        """
        self.moving.move(moves, merge=merge)

    async def edit(self, label: str, plan: Plan) -> bool:
        """Make an edited plan one step and show it.

        Return False if the plan is for viewing or if a person stops the work; then nothing was changed.
        """
        return await self.stepping.edit(label, plan)

    def place_panel(self, panel: Widget) -> None:
        """Mount a side panel in the inspector's place, which is hidden, and fit the panels."""
        self.call_after_refresh(self.panel_sizes.fit)
        self.panel_row.mount(panel)
        self.add_class("-aside")

    def show_inspector(self) -> None:
        """Show the inspector again and fit the panels; the caller removes the side panel in its place."""
        self.remove_class("-aside")
        self.call_after_refresh(self.panel_sizes.fit)

    def go_to_item(self, item: int, place: Place | None = None) -> None:
        """Select the item with this index, or its date at `place`, and focus the timeline.

        If none of the item's dates is in view, scroll time to the one nearest to the as-of date.
        """
        self.timeline.select(item, place)
        self.timeline.reveal_dates()
        self.timeline.focus()

    def go_to_day(self, day: Day) -> None:
        """Put the day cursor on a day and bring it into view; the requests panel follows if it is open."""
        self.side_panels.go_to_day(day)

    def on_list_selection_left(self) -> None:
        """Focus the timeline when the keyboard leaves a list."""
        self.timeline.focus()

    # commands

    def run_command(self, command: "type[Command]") -> None:
        """Run a command; keys wait if it asks something. Clear a typed number and the explanation.

        Nothing happens if it is not available, or if it edits a plan for viewing, which is said.
        """
        if not command.available(self) or (command.edits and self.refuses_edits()):
            return
        if command is not self.command("explain"):
            self.stop_explaining()
        result = command.run(self)
        self.timeline.drop_count()
        if isinstance(result, Coroutine):
            keyboard_of(self.app).run(self, result)

    def action_run_command(self, name: str) -> None:
        """Run the command with this id, for a key."""
        self.run_command(self.command(name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return True if the key of an action works now, None if it is greyed, False if it is hidden.

        Actions that are no commands always work.
        """
        if action != "run_command":
            return True
        command = self.command(str(parameters[0]))
        if not command.shown(self) or self.keymap.lacks(command.id()):
            return False
        return command.available(self) or None

    def show_help(self) -> None:
        """Show the keys and signs of the plan's screen."""
        self.run_command(self.command("help"))

    def leave(self) -> None:
        """Remember the view and close the plan without a question."""
        self.remembering.keep(self.timeline)
        self.post_message(Finished(self))

    def saved(self) -> None:
        """Show the side panel, the counts and the keys anew after the plan was saved."""
        if self.side_panels.panel is not None:
            self.side_panels.panel.renew()
        self.count()
        self._refresh_keys()

    def look_at_disk(self) -> None:
        """Look in the background whether the plan or its policy changed on disk, and act on it."""
        from planner.tui.controllers.looking_at_disk import look_at_disk  # after the first paint

        look_at_disk(self, lambda: self.saving)
