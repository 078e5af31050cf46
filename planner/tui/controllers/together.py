"""The edits of all marked rows and dates together: shift, delete, waive; each one question and one step."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.color import Color

from planner.dates import Day, counted, iso
from planner.edits import several
from planner.edits.entries import NEW
from planner.engine.constraint import Place
from planner.engine.evaluate import preview
from planner.engine.rules.wording import listed
from planner.plan import Item, Waiver
from planner.terminal_text import shown
from planner.tui.controllers.history_words import name_of, was_told
from planner.tui.controllers.plan_view import PlanView
from planner.tui.panels.entries import ViolationEntry, entries
from planner.tui.timeline.marked import Marked

if TYPE_CHECKING:
    from planner.session import Session
    from planner.tui.controllers.moving import Moving

MOST_LISTED = 8
"""Items and dates that a question lists."""


class Together:
    """The edits of everything that is marked."""

    def __init__(self, screen: PlanView, moving: "Moving") -> None:
        self.screen = screen
        self._moving = moving

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    @property
    def marked(self) -> Marked:
        """The marked rows and dates."""
        return self.screen.timeline.marked

    def words(self) -> str:
        """Return the number of marked rows and dates in words, for the heading; empty if none is marked."""
        hidden = self.screen.timeline.hidden_marks
        return f"{self.marked.words()}, {hidden} hidden" if hidden else self.marked.words()

    async def shift(self) -> None:
        """Ask for a period and move dates by it as one step: marked dates, else those of the selection.

        While the form is open, the timeline shows the new days by ghosts. Say so if no date can move.
        """
        from planner.tui.dialogs.shift_form import shift_form

        timeline = self.screen.timeline
        starts, staying = timeline.to_move
        if not starts:
            self._moving.move({}, staying=staying)
            return
        form = shift_form(starts, len(staying), self._effect)
        # Below the timeline, which shows the new days by ghosts.
        form.styles.align_vertical, form.styles.background = "bottom", Color.parse("transparent")
        shift = await self.screen.app.push_screen_wait(form)
        timeline.show_ghosts({})
        if shift is not None:
            self._moving.move(shift.moves(starts), staying=staying)

    def _effect(self, moves: Mapping[Place, Day]) -> str:
        """Show the new days as ghosts; return in words how many violations the moves add and remove."""
        session = self.session
        self.screen.timeline.show_ghosts(moves)
        slots = {slot: day for place, day in moves.items() for slot in session.slots_of(place)}
        found = preview(session.evaluation, slots)
        gained = lost = 0
        for item, now in found.findings.items():
            before = sum(each.waived is None for each in session.evaluation.findings.get(item, ()))
            after = sum(each.waived is None for each in now)
            gained += max(after - before, 0)
            lost += max(before - after, 0)
        parts = [f"{gained} more violated" if gained else "", f"{lost} fewer violated" if lost else ""]
        return ", ".join(filter(None, parts)) or "nothing more is violated"

    async def delete(self) -> None:
        """Delete the marked rows and dates as one step after a question; nothing if none is marked."""
        from planner.tui.dialogs.choice import Choice, ChoiceOption

        items, places = self._items(), self._places()
        if not items and not places:
            return
        answers = (ChoiceOption("c", "Cancel", "primary"), ChoiceOption("d", "Delete", "error"))
        what = self._what(items, places)
        question = Choice(f"Delete {what}?", answers, self._lines(items, places))
        if await self.screen.app.push_screen_wait(question) == "d":
            plan = several.delete(self.session.plan, {each.key for each in items}, places)
            await self.screen.edit(f"{what} deleted", plan)

    @property
    def waivable(self) -> list[ViolationEntry]:
        """The open violations of marked items and dates that break a rule that may be waived, item by item.

        Empty if the policy has no reasons for waivers.
        """
        if not self.session.policy.reasons or not self.marked:
            return []
        keys, places = self.marked.items, self.marked.dates
        found = []
        for index, item in enumerate(self.session.plan.items):
            for entry in entries(self.session.findings(index)):
                waivable = not entry.waived and any(each.rule.waivable for each in entry.findings)
                if waivable and (item.key in keys or entry.worst.place in places):
                    found.append(entry)
        return found

    async def waive(self) -> None:
        """Ask for one reason and waive all violations of `waivable` with it, as one step.

        Say so if there is none.
        """
        from planner.tui.dialogs.fields import DayReader
        from planner.tui.dialogs.waivers_form import waivers_form

        found, names = self.waivable, [each.name for each in self.session.plan.items]
        if not found:
            self.screen.say("Nothing that is marked breaks a rule that may be waived.")
            return
        waivers = [
            Waiver(
                key=NEW,
                rules=tuple(dict.fromkeys(each.rule.id for each in entry.findings if each.rule.waivable)),
                item=names[entry.item],
                note="",
                allows=entry.worst.date,
            )
            for entry in found
        ]
        days = DayReader(self.session.as_of)
        form = waivers_form(self.session.plan, self.session.policy, waivers, days)
        plan = await self.screen.app.push_screen_wait(form)
        if plan is not None:
            await self.screen.edit(f"{counted(len(waivers), 'violation')} waived", plan)

    def _items(self) -> list[Item]:
        """Return the marked items, in the order of the plan."""
        return [each for each in self.session.plan.items if each.key in self.marked.items]

    def _places(self) -> list[Place]:
        """Return the marked dates, earliest first, without those of marked items and of their notices."""
        whole = {each.name for each in self._items()}
        plan = self.session.plan
        owners = {each.key: each.name for each in plan.items}
        owners.update((each.key, each.item) for each in plan.notices)
        places = (each for each in self.marked.dates if owners.get(each.entry) not in whole)
        return sorted(places, key=self.session.day)

    @staticmethod
    def _what(items: Sequence[Item], places: Sequence[Place]) -> str:
        """Return the numbers of items and dates in words, such as `2 items and 1 date`."""
        parts = (len(items), "item"), (len(places), "date")
        return listed([counted(number, noun) for number, noun in parts if number])

    def _lines(self, items: Sequence[Item], places: Sequence[Place]) -> list[str]:
        """Return lines for the question before deleting: the first items and dates, and what goes with them.

        A date's line says what people were told of it; the last line names the key that undoes.
        """
        plan = self.session.plan
        names = {each.name for each in items}
        lines = [each.name for each in items[:MOST_LISTED]]
        for place in places[: MOST_LISTED - len(lines)]:
            told = was_told(plan, place)
            lines.append(f"{name_of(plan, place)} {iso(self.session.day(place))}. {told}")
        more = len(items) + len(places) - len(lines)
        if more:
            lines.append(f"And {more} more.")
        about = (
            (sum(each.item in names for each in plan.notices), "notice"),
            (sum(each.item in names for each in plan.waivers), "waiver"),
        )
        lines += [f"{counted(number, noun)} about them go too." for number, noun in about if number]
        sent = sum(each.item in names and each.told is not None for each in plan.notices)
        if sent:
            lines.append(f"People were told of them by {counted(sent, 'sent notice')}.")
        return [*map(shown, lines), f"{self.screen.key_of('undo')} brings all of it back."]
