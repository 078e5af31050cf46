"""The question that comes before history changes: it shows the dates that were told."""

from collections.abc import Mapping, Sequence

from planner.dates import Day, iso
from planner.edits import dates
from planner.engine.constraint import Place
from planner.plan import Notice, Plan
from planner.tui.controllers.history_words import name_of, was_sent, was_told
from planner.tui.controllers.plan_view import PlanView
from planner.tui.input.app import keyboard_of

MOST = 8
"""Dates that the question lists."""


def rewritten_notices(old: Plan, new: Plan) -> list[Notice]:
    """Return the sent notices of the old plan that say something else in the new one.

    They have other milestones, channels or told dates there. Notices that the new plan does not have are left
    out.
    """
    after = {each.key: each for each in new.notices}
    return [
        each
        for each in old.notices
        if each.told is not None and each.key in after and _telling(each) != _telling(after[each.key])
    ]


def moved_days(old: Plan, new: Plan) -> dict[Place, Day]:
    """Return the new day of each date that the new plan adds or has on another day, by place."""
    before = dates.all_days(old)
    return {place: day for place, day in dates.all_days(new).items() if before.get(place) != day}


def _telling(notice: Notice) -> tuple[object, ...]:
    """Return the parts of a notice that people were told: milestones, channels and told dates."""
    return notice.announces, notice.withdraws, notice.channels, notice.told


class PastDates:
    """The question that is asked before a passed date moves or a sent notice changes."""

    def __init__(self, screen: PlanView) -> None:
        self.screen = screen

    def among(self, moves: Mapping[Place, Day]) -> dict[Place, Day]:
        """Return the dates of `moves` that are history, with their days before the move.

        A date is history if it is before the as-of date, or is that of a sent notice, and would get another
        day.
        """
        session = self.screen.session
        found = {}
        for place, day in moves.items():
            slots = session.slots_of(place)
            now = session.evaluation.days[slots[0]] if slots else day
            if day != now and (now < session.as_of or was_sent(session.plan, place)):
                found[place] = now
        return found

    async def agreed_to(self, new: Plan) -> bool:
        """Return True if a new plan moves no passed date and alters no sent notice, or if the person agrees.

        Dates and notices that the new plan lacks are not asked about. Return False if the person refuses, or
        stops the work.
        """
        old = self.screen.session.plan
        found = await self.screen.stepping.calculate(
            "the edit", lambda: (rewritten_notices(old, new), moved_days(old, new))
        )
        if found is None:
            return False
        changed, moves = found
        if self.among(moves) or not changed:
            return await self.agreed(moves)
        plan = self.screen.session.plan
        lines = [f"{each.item} notice: {was_told(plan, Place(each.key, 'date'))}" for each in changed[:MOST]]
        if len(changed) > MOST:
            lines.append(f"So did {len(changed) - MOST} more.")
        title = "Change a notice that was sent?" if len(changed) == 1 else "Change notices that were sent?"
        return await self._asked(title, lines, "Make the change")

    async def agreed(self, moves: Mapping[Place, Day]) -> bool:
        """Return True if no move is of a passed date or a sent notice, or if the person agrees to the moves.

        The question lists these dates.
        """
        history = self.among(moves)
        if not history:
            return True
        plan, lines = self.screen.session.plan, []
        for place, now in list(history.items())[:MOST]:
            lines.append(f"{name_of(plan, place)} {iso(now)} would move to {iso(moves[place])}.")
            lines.append(was_told(plan, place))
        if len(history) > MOST:
            lines.append(f"So would {len(history) - MOST} more.")
        return await self._asked(self._title(history), lines, "Move it")

    async def _asked(self, title: str, lines: Sequence[str], label: str) -> bool:
        """Ask a question with the answers Cancel and `label`; return True for `label`, False else.

        Keys that a person types ahead do not answer it.
        """
        from planner.tui.dialogs.choice import ChoiceOption
        from planner.tui.dialogs.deliberate import Deliberate

        # No letter that moves dates: its repeats, while it is held down, are no answer.
        answers = (ChoiceOption("c", "Cancel", "primary"), ChoiceOption("m", label, "warning"))
        question = Deliberate(title, answers, lines)
        answer = await keyboard_of(self.screen.app).ask(question, lambda answer: answer == "m")
        return answer == "m"

    def _title(self, history: Mapping[Place, Day]) -> str:
        """Return the title of the question about dates that are history."""
        plan = self.screen.session.plan
        place = next(iter(history))
        if len(history) > 1:
            return f"Move {len(history)} dates that have passed or were told?"
        return f"Move {name_of(plan, place)}, which {'was sent' if was_sent(plan, place) else 'has passed'}?"
