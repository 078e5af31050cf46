"""Moves of dates as one step each, with the questions before history or dates out of view move."""

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING

from planner.dates import Day, counted
from planner.engine.constraint import Place
from planner.engine.rules.wording import listed
from planner.terminal_text import shown
from planner.tui.controllers.history_words import name_of
from planner.tui.controllers.past_dates import PastDates
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.previewing import Previewing
from planner.tui.controllers.rippling import Rippling

if TYPE_CHECKING:
    from planner.session import Session

NAMED = 3
"""Pinned dates that a message names."""


class Moving:
    """Moves of dates, each one step to undo."""

    def __init__(
        self,
        screen: PlanView,
        past_dates: PastDates,
        rippling: Rippling,
        previewing: Previewing,
        *,
        refused: Callable[[], bool],
        keep: Callable[[], None],
        run: Callable[[Coroutine[object, object, None]], None],
    ) -> None:
        self.screen = screen
        self._past_dates = past_dates
        self._rippling = rippling
        self._previewing = previewing
        self._refused = refused
        """Returns True and says why if the plan is for viewing."""
        self._keep = keep
        """Keeps the moves in the recovery file."""
        self._run = run
        """Runs a move that asks something first; keys wait for it."""
        self._agreed = False
        """True if the followers of this run of nudges were listed and agreed to."""

    @property
    def session(self) -> "Session":
        """The open plan."""
        return self.screen.session

    def move(
        self,
        moves: Mapping[Place, Day],
        *,
        merge: bool = False,
        staying: tuple[Place, ...] = (),
        list_followers: bool = False,
    ) -> None:
        """Move dates as one step, with their ripple if it is on; ask first if history or unseen dates move.

        If nothing can move or the plan is for viewing, put previewed dates back and say why.

        Args:
            moves: The new day of each date.
            merge: Make the move a part of the step just before it, if that moved the same dates.
            staying: Pinned dates that a person wanted to move too; a message names them.
            list_followers: List the followers of a ripple before they move, though all of them are in view.
        """
        if not moves:
            self._previewing.cancel()
            self._say_staying(staying, moved=False)
        elif self._refused():
            self._previewing.cancel()
        else:
            continues = merge and self.session.continues(self._label(moves), moves)
            self._agreed = self._agreed and continues
            past = not continues and bool(self._past_dates.among(moves))
            looked = not past and not list_followers and not self._agreed and self._rippling.on
            if past or list_followers or (looked and self._has_unseen_followers(moves)):
                self._run(self._ask(moves, merge, staying, list_followers, past=past))
            else:
                self._take(moves, merge=merge, staying=staying, previewed=looked)

    async def _ask(
        self,
        moves: Mapping[Place, Day],
        merge: bool,
        staying: tuple[Place, ...],
        list_followers: bool,
        *,
        past: bool,
    ) -> None:
        """Ask before passed dates or sent notices move (`past`), then before followers out of view move.

        Move the dates, with or without their followers as answered. If either question is cancelled, put the
        dates back. The other arguments are those of `move`.
        """
        ripple = True
        if past and not await self._past_dates.agreed(moves):
            self._previewing.cancel()
            return
        if self._has_unseen_followers(moves) or (list_followers and self._rippling.followers):
            answer = await self._list_followers(moves)
            if answer is None:
                self._previewing.cancel()
                return
            ripple = answer == "all"
            self._agreed = ripple
        self._take(moves, merge=merge, staying=staying, ripple=ripple)

    def _has_unseen_followers(self, moves: Mapping[Place, Day]) -> bool:
        """Return True if ripple is on and would move dates that are not in view.

        With ripple on, the moves and their followers are previewed afterwards.
        """
        if not self._rippling.on:
            return False
        self._previewing.preview(moves)
        return any(not self._is_seen(place) for place in self._rippling.followers)

    def _is_seen(self, place: Place) -> bool:
        """Return True if a follower is in view both where it is and where it would go."""
        follower, timeline = self._rippling.followers[place], self.screen.timeline
        return timeline.sees(place, follower.start) and timeline.sees(place, follower.end)

    async def _list_followers(self, moves: Mapping[Place, Day]) -> str | None:
        """Ask in a dialog whether the previewed followers follow.

        Return "all" if they do, "alone" to move without them, or None to move nothing.
        """
        from planner.tui.controllers.listing_followers import list_followers

        unseen = {place for place in self._rippling.followers if not self._is_seen(place)}
        return await list_followers(self.screen, moves, self._rippling.followers, unseen)

    def _take(
        self,
        moves: Mapping[Place, Day],
        *,
        merge: bool,
        staying: tuple[Place, ...],
        ripple: bool = True,
        previewed: bool = False,
    ) -> None:
        """Preview the moves unless they are `previewed`, make them one step, and keep it for recovery.

        Followers move along if ripple is on and `ripple` is True. With `merge`, it is a part of the step
        before. If pinned dates stay, a message names them.
        """
        if not previewed:
            self._previewing.preview(moves, ripple=ripple)
        self._previewing.take(self._label(moves) if ripple else self._plain_label(moves), merge=merge)
        self._keep()
        if staying:
            self._say_staying(staying, moved=True)

    def _label(self, moves: Mapping[Place, Day]) -> str:
        """Return the name of the step, with the remark that followers move along if ripple is on."""
        return self._rippling.label(self._plain_label(moves))

    def _plain_label(self, moves: Mapping[Place, Day]) -> str:
        """Return the name of the step without a remark: `2.0 default moved`, `5 dates of 3 items moved`."""
        schedule, session = self.session.compiled.schedule, self.session
        owners = [schedule.owners[slots[0]] for place in moves if (slots := session.slots_of(place))]
        items = dict.fromkeys(owner.item for owner in owners)
        if len(items) > 1:
            return f"{counted(len(owners), 'date')} of {len(items)} items moved"
        name = schedule.items[owners[0].item].name
        return f"{name} {owners[0].what if len(owners) == 1 else f'{len(owners)} dates'} moved"

    def _say_staying(self, staying: tuple[Place, ...], *, moved: bool) -> None:
        """Say which pinned dates stay; if nothing `moved`, also which key frees one.

        Without pinned dates, say that no marked date is to come.
        """
        if not staying:
            self.screen.say("Nothing moves: all marked dates are past.")
            return
        names = [shown(name_of(self.session.plan, place)) for place in staying[:NAMED]]
        more = [f"{len(staying) - NAMED} more"] if len(staying) > NAMED else []
        what = "pinned date stays" if len(staying) == 1 else "pinned dates stay"
        freed = "" if moved else f"; {self.screen.key_of('pin')} frees a date"
        self.screen.say(f"{len(staying)} {what}: {listed([*names, *more])}{freed}.")
