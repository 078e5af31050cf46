"""The mouse, taken by the planner or left to the terminal, whose own selection works then."""

from asyncio import to_thread

from planner.settings import CannotRemember, remember
from planner.tui.controllers.plan_view import PlanView
from planner.tui.input.app import mouse_of


async def switch_mouse(screen: PlanView) -> None:
    """Give the mouse to the terminal, or take it back; say so, and remember it in the settings.

    If it cannot be remembered, it holds until the planner ends, which is said.
    """
    app = mouse_of(screen.app)
    app.take_mouse(not app.mouse_taken)
    key = screen.key_of("switch-mouse")
    if app.mouse_taken:
        text = "The mouse is the planner's: it drags dates, and explains where it rests."
    else:
        text = f"The mouse is the terminal's: it selects text. {key} takes it back."
    try:
        await to_thread(remember, "mouse", app.mouse_taken)
    except CannotRemember as error:
        text += f" This is not remembered: {error}."
    screen.say(text)
