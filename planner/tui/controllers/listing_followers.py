"""The list of the dates that a ripple moves, those out of view included, before they are taken."""

from collections.abc import Collection, Mapping

from planner.dates import Day, counted
from planner.engine.constraint import Place
from planner.tui.controllers.history_words import name_of
from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.rippling import Follower
from planner.tui.dialogs.followers import FollowersScreen, ListedFollower
from planner.tui.input.app import keyboard_of


async def list_followers(
    screen: PlanView,
    moves: Mapping[Place, Day],
    followers: Mapping[Place, Follower],
    unseen: Collection[Place],
) -> str | None:
    """Ask in a dialog whether the dates that a ripple would move follow; those out of view come first.

    Return "all" if they follow, "alone" to move without them, or None to move nothing. The view is as before
    afterwards.
    """
    session, timeline = screen.session, screen.timeline
    plan = session.plan
    listed = [
        ListedFollower(
            place=place,
            name=name_of(plan, place),
            start=follower.start,
            end=follower.end,
            rule=follower.because.rule.id,
            is_seen=place not in unseen,
        )
        for place, follower in followers.items()
    ]
    listed.sort(key=lambda each: (each.is_seen, each.start))
    moved = name_of(plan, next(iter(moves))) if len(moves) == 1 else counted(len(moves), "date")
    view, top, row_filter = timeline.view, timeline.scroll_offset.y, timeline.row_filter
    question = FollowersScreen(moved, listed, timeline.show_place, screen.signs)
    answer = await keyboard_of(screen.app).ask(question, lambda answer: answer is not None)
    if timeline.row_filter != row_filter:
        timeline.choose_rows(row_filter)
    timeline.view = view
    timeline.scroll_to(y=top, animate=False)
    return answer
