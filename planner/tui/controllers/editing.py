"""The edits that ask something first: they open a form and pass its answer to the session as one step."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from planner.dates import Day, counted, iso
from planner.edits import dates, notices
from planner.engine.constraint import Place
from planner.plan import Item, Notice, Plan, Waiver
from planner.terminal_text import shown
from planner.tui.controllers.past_dates import PastDates
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.selecting import Selecting
from planner.tui.panels.entries import ViolationEntry, entries

if TYPE_CHECKING:
    from planner.edits.missing import DateProposal
    from planner.session import Session
    from planner.tui.dialogs.fields import DayReader
    from planner.tui.dialogs.form import Form


class Editing:
    """The edits of the selected item or date, and the forms and questions that complete them."""

    def __init__(self, screen: PlanView, past_dates: PastDates, selecting: Selecting) -> None:
        self.screen = screen
        self.selecting = selecting
        self._past_dates = past_dates

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    @property
    def item(self) -> Item | None:
        """The selected item, or that of the selected notice; None if neither is selected."""
        index, plan_items = self.screen.item, self.session.plan.items
        target = self.selecting.target
        if target.type == "notice" and (notice := self.notice) is not None:
            return next(each for each in plan_items if each.name == notice.item)
        return plan_items[index] if index is not None and index < len(plan_items) else None

    @property
    def date_selected(self) -> bool:
        """True if the timeline's cursor is on a date that the plan has, not on a whole row."""
        place = self.screen.place
        return place is not None and bool(self.session.slots_of(place))

    @property
    def notice(self) -> Notice | None:
        """The selected notice; None if the selection is anything else."""
        target = self.selecting.target
        return self._notice_at(target.place) if target.type == "notice" else None

    def _notice_at(self, place: Place | None) -> Notice | None:
        """Return the notice whose day is at a place; None for any other place."""
        if place is None or place.field != "date":
            return None
        return next((each for each in self.session.plan.notices if each.key == place.entry), None)

    @property
    def waivable(self) -> ViolationEntry | None:
        """The violation that a waiver would be for; None if there is none or if the policy has no reasons.

        It is the violation chosen in the panel if that is of the selected item, else the worst of the item;
        it has to be open and to break a rule that may be waived.
        """
        if not self.session.policy.reasons:
            return None
        return self._violation(_waivable)

    @property
    def waiver(self) -> Waiver | None:
        """The waiver of the chosen violation; None if it has none or is not of the selected item."""
        chosen = self.screen.violations.chosen
        return None if chosen is None or chosen.item != self.screen.item else chosen.worst.waived

    @property
    def fixable(self) -> ViolationEntry | None:
        """The violation that a fix would be for; None if there is none.

        It is the violation chosen in the panel if that is of the selected item, else the worst of the item;
        it has to be open.
        """
        return self._violation(lambda entry: True)

    def _violation(self, suits: Callable[[ViolationEntry], bool]) -> ViolationEntry | None:
        """Return the violation chosen in the panel if it is of the selected item, is not waived and `suits`.

        If none of the item is chosen, return the worst that is not waived and suits. None if there is none.
        """
        chosen = self.screen.violations.chosen
        index = self.screen.item
        if chosen is not None and chosen.item == index:
            found = [chosen]
        else:
            found = entries(self.session.findings(index)) if index is not None else []
        return next((each for each in found if not each.waived and suits(each)), None)

    def to_bound(self, which: Literal["earliest", "latest"]) -> None:
        """Move the selected date to its earliest or latest legal day.

        Nothing moves, and a message says why, if no day is legal, if the notice was sent, or if the latest
        day is asked for and nothing bounds the date from above.
        """
        place = self.screen.place
        if place is None:
            return
        found = self.screen.legal_days.window(place)
        day = found.earliest if which == "earliest" else found.latest
        if day is None and self.notice is not None and self.notice.told is not None:
            self.screen.say("The notice was sent and does not move.")
        elif day is None:
            rules = " and ".join(dict.fromkeys(each.rule.id for each in found.contradiction))
            self.screen.say(f"No day is legal while the other dates stay: {rules}.", "warning")
        elif which == "latest" and not found.after:
            self.screen.say("No rule limits how late this date may be.")
        else:
            self.screen.move({place: day})

    async def pin(self) -> None:
        """Pin the selected date or notice, or unpin it if it is pinned; not for a whole row."""
        place, item = self.screen.place, self.item
        if place is None or item is None:
            return
        notice = self.notice
        pinned = notice.pinned if notice is not None else place.field in item.pinned
        what = "freed" if pinned else "pinned"
        await self.screen.edit(f"{self._name(place)} {what}", dates.pin(self.session.plan, place, not pinned))

    def say(self, text: str) -> None:
        """Show a message, with control characters in the plan's names made visible."""
        self.screen.say(shown(text))

    async def ask(self, label: str, form: "Form[Plan]") -> None:
        """Show a form and make the plan that it returns one step; nothing if the form is cancelled.

        If history changes by it, ask first.
        """
        plan = await self.screen.app.push_screen_wait(form)
        if plan is not None:
            await self.change(label, plan)

    async def change(self, label: str, plan: Plan) -> bool:
        """Make an edited plan one step; if history changes by it, ask first.

        Return False if nothing was changed: the person refused or stopped it, or the plan is for viewing.
        """
        return await self._past_dates.agreed_to(plan) and await self.screen.edit(label, plan)

    async def type_date(self) -> None:
        """Ask for the selected date's new day and move it there.

        If a whole row is selected, select its first date before; say so if it has none.
        """
        if self.screen.place is None:
            self.screen.timeline.move_marker(1)
        place = self.screen.timeline.cursor[1]
        if place is None:
            self.screen.say(f"This row has no date yet; {self.screen.key_of('add-date')} adds one.")
            return
        from planner.tui.dialogs.date_form import date_form

        session = self.session
        form = date_form(
            self._name(place), session.day(place), session.as_of, self.screen.legal_days.window(place)
        )
        day = await self.screen.app.push_screen_wait(form)
        if day is not None:
            self.screen.move({place: day})

    async def add_version(self) -> None:
        """Add the next version on its earliest legal days, select it, and name the rules that it breaks.

        It goes to the track of the selected item. If no item is selected, ask for a track, unless there is
        one only.
        """
        from planner.edits.next_version import add_next_version

        plan, policy, index = self.session.plan, self.session.policy, self.screen.item
        if index is not None and plan.items:
            track = self.session.compiled.schedule.tracks[index]
        else:
            tracks = list(dict.fromkeys(each.track for each in plan.versions)) or [
                *(policy.tracks or (None,))
            ]
            choices = [(each or "no track", "") for each in tracks]
            picked = await self.pick("A version of which track?", choices) if len(tracks) > 1 else 0
            if picked is None:
                return
            track = tracks[picked]
        as_of = self.session.as_of
        new = await self.screen.stepping.calculate(
            "the next version", lambda: add_next_version(plan, policy, as_of, track)
        )
        if new is None:
            return
        known = {each.key for each in plan.versions}
        place, added = next((place, each) for place, each in enumerate(new.versions) if each.key not in known)
        if not await self.screen.edit(f"{added.name} added", new):
            return
        first = next(iter(added.dates), None)
        self.screen.go_to_item(place, Place(added.key, first) if first is not None else None)
        from planner.tui.legal import rules_of

        violated = rules_of(
            [each for each in self.session.findings(place) if each.severity == "error" and not each.waived]
        )
        edit = self.screen.key_of("edit")
        if violated:
            text = f"{added.name} is added, but breaks {violated}; {edit} renames it."
            self.screen.say(text, "warning")
        else:
            self.screen.say(f"{added.name} is added on its earliest legal days; {edit} renames it.")

    async def add_date(self) -> None:
        """Offer the milestones and notices that the selected item lacks, and add the picked one.

        The last choice, and the only one if nothing is missing, is a form for any other notice.
        """
        from planner.edits.missing import missing, propose_date

        item, index, session = self.item, self.screen.item, self.session
        if item is None or index is None:
            return
        plan, policy = session.plan, session.policy
        absent = missing(session.compiled, session.evaluation.days, index)
        proposals = [
            propose_date(plan, policy, session.as_of, Place(item.key, each.name))
            for each in absent.milestones
        ]
        choices = [
            (each.title, _offer(proposal))
            for each, proposal in zip(absent.milestones, proposals, strict=True)
        ]
        choices += [
            (f"Notice of {', '.join(each.announces)}", _asked_for(each, session.as_of))
            for each in absent.notices
        ]
        choices.append(("Another notice…", ""))
        picked = await self.pick(f"What to add to {item.name}?", choices) if len(choices) > 1 else 0
        if picked is None:
            return
        if picked < len(proposals):
            await self._set_date(index, item, absent.milestones[picked].name, proposals[picked])
            return
        picked -= len(proposals)
        if picked < len(absent.notices):
            await self.screen.edit(f"{item.name} notice added", notices.add(plan, absent.notices[picked]))
            return
        from planner.tui.dialogs.notice_form import new_notice_form, proposed_notice

        proposed = proposed_notice(policy, item, session.as_of)
        await self.ask(
            f"{item.name} notice added", new_notice_form(plan, policy, item, proposed, self.day_of)
        )

    async def _set_date(self, index: int, item: Item, milestone: str, proposal: "DateProposal") -> None:
        """Add a milestone on its proposed earliest legal day, with the notices proposed with it; select it.

        If no day is legal, ask for one; notices are added only if that day is not before the as-of date.
        """
        session, place = self.session, Place(item.key, milestone)
        new, what = proposal.plan, f"{item.name} {milestone}"
        day = proposal.legal.earliest
        if day is None:
            from planner.tui.dialogs.date_form import date_form

            day = await self.screen.app.push_screen_wait(date_form(what, None, session.as_of, proposal.legal))
            if day is None:
                return
            new = dates.move(new if day >= session.as_of else session.plan, {place: day})
        if not await self.screen.edit(f"{what} added", new):
            return
        self.screen.go_to_item(index, place)
        added = proposal.notices if len(new.notices) == len(proposal.plan.notices) else ()
        self.screen.say(f"{what} is on {iso(day)}{_with_notices(len(added))}.")

    @property
    def day_of(self) -> "DayReader":
        """The reader of typed days; `+3 days` counts from the as-of date if no other day is given to it."""
        from planner.tui.dialogs.fields import DayReader

        return DayReader(self.session.as_of)

    async def pick(self, title: str, choices: Sequence[tuple[str, str]]) -> int | None:
        """Show choices, each a title and details, and return the index of the picked one; None: cancelled."""
        from planner.tui.dialogs.pick import Pick

        return await self.screen.app.push_screen_wait(Pick(title, choices))

    async def add_change(self) -> None:
        """Ask for a new change in a form and add it; the form proposes the selected version, if one is."""
        from planner.tui.dialogs.item_form import change_form

        item = self.item
        version = item.name if item in self.session.plan.versions and item is not None else None
        form = change_form(self.session.plan, self.session.policy, version, self.day_of)
        await self.ask("change added", form)

    async def add_freeze(self) -> None:
        """Ask for a new freeze in a form and add it.

        The form proposes as its start the day selected in a panel, else the day cursor's, else the as-of
        date.
        """
        from planner.tui.dialogs.freeze_form import new_freeze_form

        picked = self.selecting.selection.day or self.screen.timeline.day_cursor
        start = self.session.as_of if picked is None else picked
        await self.ask("freeze added", new_freeze_form(self.session.plan, start, self.day_of))

    def _name(self, place: Place) -> str:
        """Return the name of a date of the selected item: `2.0 released`, or `2.0 notice` for a notice."""
        what = place.field if self._notice_at(place) is None else "notice"
        return f"{self.item.name if self.item is not None else ''} {what}"


def _offer(proposal: "DateProposal") -> str:
    """Return the words for the proposed day of a missing date, and for the number of notices added with it.

    If no day is legal, name the rules that contradict each other and ask to type a day.
    """
    day = proposal.legal.earliest
    if day is None:
        from planner.tui.legal import rules_of

        return (
            f"no day is legal while the other dates stay ({rules_of(proposal.legal.contradiction)}): type one"
        )
    return f"on its earliest legal day {iso(day)}{_with_notices(len(proposal.notices))}"


def _asked_for(notice: Notice, as_of: Day) -> str:
    """Return the channels of a notice that a rule asks for, and its day unless it is the as-of date."""
    on = "" if notice.date == as_of else f" on {iso(notice.date)}"
    return f"by {', '.join(notice.channels)}{on}: a rule asks for it"


def _with_notices(number: int) -> str:
    """Return `, with 2 new notices` and the like; empty for none."""
    return f", with {counted(number, 'new notice')}" if number else ""


def _waivable(entry: ViolationEntry) -> bool:
    """Return True if a violation breaks a rule that may be waived."""
    return any(each.rule.waivable for each in entry.findings)
