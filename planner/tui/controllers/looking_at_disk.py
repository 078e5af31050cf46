"""The look at the open plan's files on disk: its own, and its policy's."""

import sys
from asyncio import to_thread
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from planner.tui.controllers.plan_view import PlanView
from planner.tui.controllers.policy_on_disk import look_at_policy

if TYPE_CHECKING:
    from planner.tui.controllers.saving import Saving

SAVING = "planner.tui.controllers.saving"


def look_at_disk(screen: PlanView, saving: "Callable[[], Saving]") -> None:
    """Look in the background whether the plan or its policy changed on disk, and act on it.

    Nothing happens during a drag, a step, a command or a dialog. `saving` returns the screen's controller,
    whose module may not be imported yet.
    """
    if not screen.dragging and screen.stepping.free:
        screen.run_worker(_look_at_file(saving), group="disk", exclusive=True)
        screen.run_worker(look_at_policy(screen), group="policy", exclusive=True)


async def _look_at_file(saving: "Callable[[], Saving]") -> None:
    """Look whether the plan's file changed; import the code for that in a thread, which takes a while."""
    if SAVING not in sys.modules:
        await to_thread(import_module, SAVING)
    await saving().look_at_disk()
