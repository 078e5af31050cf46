"""The screen that tries other numbers in a policy, and shows the effect on plans; nothing is written."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from planner.compare import Comparison
from planner.dates import counted, iso
from planner.engine.rules.sentence import sentence
from planner.policy import Policy
from planner.terminal_text import shown
from planner.trial import (
    CannotTry,
    Number,
    NumberKey,
    Setting,
    number_of,
    number_settings,
    numbers,
    typed_number,
    with_number,
)
from planner.tui.background import is_open
from planner.tui.dialogs.choice import Choice, ChoiceOption
from planner.tui.dialogs.fields import TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.tui.dialogs.sized import Sized
from planner.tui.dialogs.tried_plans import Trial, totals
from planner.tui.panels.gained import TriedPlan, lines
from planner.tui.panels.keys import Keys
from planner.tui.panels.line import PanelLine, StyledText, paragraph
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.numbers import NumberLine, Numbers
from planner.tui.signs import Signs

FURTHER = 10
"""The step of shift and an arrow."""
MOST_DIGITS = 6


class TrialScreen(ModalScreen[None], Sized):
    """The numbers of a policy above, and below them each plan with the violations that it gains and loses."""

    CSS_PATH = "trial.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,minus", "turn(-1)", "Less", id="trial.less"),
        Binding("right,l,plus", "turn(1)", "More", id="trial.more"),
        Binding("shift+left,H", f"turn(-{FURTHER})", "Less by 10", show=False, id="trial.much-less"),
        Binding("shift+right,L", f"turn({FURTHER})", "More by 10", show=False, id="trial.much-more"),
        Binding("enter", "type", "Type", id="trial.type"),
        Binding("backspace", "erase", "Erase a digit", show=False, id="trial.erase"),
        Binding("x,delete", "reset", "Reset", id="trial.reset"),
        Binding("X", "reset_all", "Reset all", id="trial.reset-all"),
        Binding("y", "command", "Command line", id="trial.command"),
        Binding("pageup", "page(-1)", "Plans up", show=False, id="trial.page-up"),
        Binding("pagedown", "page(1)", "Plans down", show=False, id="trial.page-down"),
        Binding("escape,q", "dismiss(None)", "Close", id="trial.close"),
    ]
    AUTO_FOCUS: ClassVar[str] = "Numbers"

    def __init__(
        self,
        trial: Trial,
        signs: Signs,
        undisturbed: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        super().__init__()
        self._undisturbed = undisturbed
        self._trial = trial
        self._signs = signs
        self._policy: Policy | None = None
        self._tried: Policy | None = None
        """The policy with the numbers that are tried."""
        self._was: Mapping[NumberKey, Number] = {}
        self._changed: dict[NumberKey, Number] = {}
        self._typed = ""
        self._found: list[Comparison | None] = [None] * len(trial.plans)
        self._refused: Sequence[str] = ()
        """The reasons why no plan could keep the policy with these numbers."""
        self._settings: Sequence[Setting] = ()
        self._working = False

    def compose(self) -> ComposeResult:
        """Yield the title, the numbers, the rule in words, the plans and the keys."""
        with Vertical(id="trial"):
            facts = f"Try other numbers in {self._trial.name}", f"as of {iso(self._trial.as_of)}"
            title = f" {self._signs.dot} ".join((*facts, "nothing is written"))
            yield Static(shown(title), markup=False, classes="trial-title")
            yield Numbers(self._signs)
            yield Static("", markup=False, id="trial-rule")
            yield LinePanel(id="trial-plans")
            yield Keys(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the numbers of the policy, and begin to evaluate the plans by them."""
        self.query_one("#trial-plans").can_focus = False
        try:
            self._policy = self._trial.policy(())
        except CannotTry as error:  # its file changed meanwhile
            self._refused = error.lines
        else:
            self._tried = self._policy
            self._was = numbers(self._policy)
        self._show_numbers()
        self._show_plans()
        if self._was:
            self._work()

    # what is changed

    @property
    def _key(self) -> NumberKey | None:
        """The number of the policy that the cursor is on; None if the policy has none."""
        keys = list(self._was)
        cursor = self.query_one(Numbers).cursor
        return keys[cursor] if cursor < len(keys) else None

    def action_turn(self, by: int) -> None:
        """Add to the number under the cursor, or subtract if negative; its unit stays."""
        self._typed = ""
        key = self._key
        if key is not None:
            number = self._now(key)
            self._change({key: with_number(number, number_of(number) + by)})

    def action_reset(self) -> None:
        """Set the number under the cursor back to the policy's."""
        self._typed = ""
        if (key := self._key) is not None:
            self._change({key: self._was[key]})

    def action_reset_all(self) -> None:
        """Set all numbers back to the policy's."""
        self._typed = ""
        self._change(dict(self._was))

    def on_key(self, event: events.Key) -> None:
        """Append a typed digit to the number under the cursor; its unit stays.

        The first digit after any other change, or after a move of the cursor, replaces the number.
        """
        key, digit = self._key, event.character or ""
        if key is None or not (digit.isascii() and digit.isdigit()):
            return
        event.stop()
        if len(self._typed) < MOST_DIGITS:
            self._typed += digit
            self._change({key: with_number(self._now(key), int(self._typed))})

    def action_erase(self) -> None:
        """Remove the last typed digit; if none is left, set the number back to the policy's."""
        self._typed = self._typed[:-1]
        if not self._typed:
            self.action_reset()
        elif (key := self._key) is not None:
            self._change({key: with_number(self._now(key), int(self._typed))})

    def action_type(self) -> None:
        """Ask in a form for the number under the cursor, with its unit, and set it."""
        self._typed = ""
        key = self._key
        if key is None:
            return
        now = self._now(key)

        def read(values: Values) -> Number:
            """Return the typed number; raise ValueError if it is none."""
            return typed_number(values.required("number", "a number"), now)

        field = TextField(
            name="number",
            label=key.parameter,
            value=str(now),
            placeholder="120, 6 months, 2 calendar quarters, 3 releases",
        )
        hint = f"{key.rule} has {self._was[key]}; without a unit, the number keeps the one it has"
        form = Form(
            f"{key.rule}: {key.parameter}", (field,), read, describe=lambda it: Outcome(str(it)), hint=hint
        )

        def take(number: Number | None) -> None:
            """Set the number, unless the form was cancelled."""
            if number is not None:
                self._change({key: number})

        self.app.push_screen(form, take)

    @on(Numbers.Stepped)
    def _stepped(self, message: Numbers.Stepped) -> None:
        """Add 1 to the number under the cursor, or subtract it, after a click on its arrows."""
        by: Literal[-1, 1] = message.by
        self.action_turn(by)

    @on(Numbers.Chosen)
    def _chosen(self) -> None:
        """Show the rule of the number that the cursor went to; the next digit replaces that number."""
        self._typed = ""
        self._show_rule()

    def _now(self, key: NumberKey) -> Number:
        """Return the number that is tried for a key."""
        return self._changed.get(key, self._was[key])

    def _change(self, numbers: Mapping[NumberKey, Number]) -> None:
        """Set numbers, show them, and have the plans evaluated by them."""
        self._changed |= numbers
        self._changed = {key: number for key, number in self._changed.items() if number != self._was[key]}
        self._show_numbers()
        self._work()

    # what follows

    def _work(self) -> None:
        """Have all plans evaluated by the present numbers in the background.

        Nothing happens if they were evaluated by them already.
        """
        assert self._policy is not None
        settings = number_settings(self._policy, self._changed)
        if settings == self._settings and None not in self._found and not self._refused:
            return
        self._settings = settings
        if not self._working:
            self._working = True
            # On the app: for work of the dialog itself, keys would wait.
            self.app.run_worker(self._work_out(), group="trial")

    async def _work_out(self) -> None:
        """Evaluate all plans by the present numbers; begin anew when a number changes meanwhile."""
        try:
            while is_open(self):
                settings = self._settings
                if await self._finished(settings) and settings == self._settings:
                    return
        finally:
            self._working = False

    async def _finished(self, settings: Sequence[Setting]) -> bool:
        """Evaluate all plans by these settings in a thread, slice by slice, and show each slice.

        Return False if a number changed or the dialog was closed before the end. If no plan could keep the
        policy, show why and return True.
        """
        found: list[Comparison | None] = []
        self._refused = ()
        try:
            self._tried = await asyncio.to_thread(self._trial.policy, settings)
            if not is_open(self):
                return False
            self._show_rule()
            while len(found) < len(self._trial.plans):
                with self._undisturbed():
                    found += await asyncio.to_thread(self._trial.work_out, settings, len(found))
                if settings != self._settings or not is_open(self):
                    return False
                self._found = [*found, *[None] * (len(self._trial.plans) - len(found))]
                self._show_plans()
        except CannotTry as error:
            self._refused = error.lines
            if is_open(self):
                self._show_plans()
        return True

    def action_page(self, by: int) -> None:
        """Scroll the plans down by so many pages, or up if negative."""
        plans = self.query_one("#trial-plans", LinePanel)
        plans.scroll_relative(y=by * max(plans.size.height - 2, 1), animate=False)

    def action_command(self) -> None:
        """Show and copy the command line that compares the same plans by the same numbers."""
        command = self._trial.command(self._settings)
        self.app.copy_to_clipboard(command)
        lines = [command, "", "It was copied, if the terminal lets programs copy."]
        if self._trial.unsaved:
            lines.append("It reads the plan's file, which is without the edits that are not saved yet.")
        self.app.push_screen(Choice("On the command line", (ChoiceOption("c", "Close", "primary"),), lines))

    def write(self) -> None:
        """Write the numbers and the plans."""
        self._show_numbers()
        self._show_plans()

    def _show_numbers(self) -> None:
        """Show all numbers as tried and as in the policy, and the rule under the cursor."""
        several = {(key.rule, key.parameter) for key in self._was if key.place}
        shown = [
            NumberLine(key=key, now=self._now(key), was=was, several=(key.rule, key.parameter) in several)
            for key, was in self._was.items()
        ]
        panel = self.query_one(Numbers)
        panel.styles.height = max(4, min(len(shown) + 2, self.size.height // 2))
        panel.show_numbers(shown)
        changed = f", {len(self._changed)} changed" if self._changed else ""
        panel.border_title = f"{counted(len(shown), 'number')}{changed}" if shown else "No number"
        self._show_rule()

    def _show_rule(self) -> None:
        """Show the rule of the number under the cursor in words, with the numbers evaluated last."""
        key = self._key
        if key is None or self._tried is None:
            return
        rule = next(each for each in self._tried.rules if each.id == key.rule)
        clause = f" ({rule.clause})" if rule.clause else ""
        self.query_one("#trial-rule", Static).update(shown(f"{sentence(rule)}{clause}"))

    def _show_plans(self) -> None:
        """Show the plans that are evaluated with the violations that they gain and lose."""
        panel = self.query_one("#trial-plans", LinePanel)
        panel.border_title = self._totals()
        panel.show(list(self._lines(panel.inner_width)))
        panel.settle()

    def _totals(self) -> str:
        """Return the numbers of plans, of violations gained and lost, and of plans still to be evaluated."""
        plans = counted(len(self._found), "plan")
        left = self._found.count(None)
        if self._refused:
            return f"{plans}: no plan could keep this policy"
        told = ", ".join(f"{number} {word}" for word, number in totals(self._found).items())
        work = f" {self._signs.dot} working out {left} more" if left else ""
        return f"{plans}: {told or ('' if left else 'nothing gained or lost')}{work}"

    def _lines(self, width: int) -> "Sequence[PanelLine]":
        """Return the lines of the plans in `width` cells, or the reasons why none could keep the policy."""
        if self._refused:
            sign = (StyledText(f" {self._signs.error} ", "error"),)
            return [line for each in self._refused for line in paragraph(each, width, first=sign, indent=3)]
        plans = zip(self._trial.plans, self._found, strict=True)
        return list(lines([TriedPlan(each.plan.product, found) for each, found in plans], width))
