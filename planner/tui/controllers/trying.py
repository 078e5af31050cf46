"""The way to the screen that tries other numbers in a policy, for the open plan or for several plans."""

import os
from asyncio import to_thread
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.dates import Day, counted
from planner.disk.source import Unreadable
from planner.files.plan.file import read_plan_file
from planner.files.plan.under_policy import chain_of
from planner.files.policy.chain import policy_chain
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.terminal_text import shown
from planner.tui.background import undisturbed
from planner.tui.dialogs.pick import Pick
from planner.tui.dialogs.trial import TrialScreen
from planner.tui.dialogs.tried_plans import PlanOnTrial, Trial
from planner.tui.signs import Signs

if TYPE_CHECKING:
    from textual.app import App

    from planner.tui.controllers.plan_view import PlanView


async def try_policy(screen: "PlanView") -> None:
    """Open the screen that tries other numbers in the policy of the open plan, with its unsaved edits.

    Say so if the policy can no longer be read.
    """
    session = screen.session
    given = session.policy_given
    where, folder = (session.plan.policy, os.path.dirname(session.path)) if given is None else (given, None)
    try:
        chain = policy_chain(where, folder)
    except (BrokenPolicy, UnknownPolicy) as error:
        screen.say(f"The policy cannot be read any more: {shown(str(error))}", "error")
        return
    plan = PlanOnTrial(
        path=session.path, plan=session.plan, policy=session.policy, chain=chain, before=session.evaluation
    )
    trial = Trial(chain.sources[-1].path, session.as_of, [plan], unsaved=session.changes > 0)
    await screen.app.push_screen_wait(TrialScreen(trial, screen.signs, partial(undisturbed, screen.app)))


async def try_policy_of(
    app: "App[object]", paths: Sequence[str], policy: str | None, as_of: Day, signs: Signs
) -> None:
    """Open the screen that tries other numbers in a policy of several plans; ask which policy, if several.

    `policy` is used in place of the plans' own, if given. Say so if no plan can be evaluated.
    """
    trials = await to_thread(_trials, paths, policy, as_of)
    if not trials:
        app.notify("No plan can be judged: open one to see its errors.", severity="warning", markup=False)
        return
    picked: int | None = 0
    if len(trials) > 1:
        choices = [(each.name, counted(len(each.plans), "plan")) for each in trials]
        picked = await app.push_screen_wait(Pick("Which policy to try other numbers in?", choices))
    if picked is not None:
        await app.push_screen_wait(TrialScreen(trials[picked], signs, partial(undisturbed, app)))


def _trials(paths: Sequence[str], given: str | None, as_of: Day) -> list[Trial]:
    """Return a trial for each policy that the plans name or extend, the one of the most plans first.

    `given` is the policy in place of their own; None: their own. Plans with errors are left out. It reads
    files; for a thread.
    """
    by_policy: dict[str, Trial] = {}
    for path in paths:
        for plan in _plan_at(path, given):
            for source in plan.chain.sources:
                trial = by_policy.setdefault(os.path.realpath(source.path), Trial(source.path, as_of, []))
                trial.plans = [*trial.plans, plan]
    return sorted(by_policy.values(), key=lambda each: (-len(each.plans), each.name))


def _plan_at(path: str, given: str | None) -> Iterator[PlanOnTrial]:
    """Yield the plan in a file with its policy, or with the policy `given` in its place.

    Nothing is yielded if either has errors or cannot be read.
    """
    try:
        file = read_plan_file(path, given)
        chain = chain_of(file) if given is None else policy_chain(given, None)
    except (Unreadable, BrokenPolicy, UnknownPolicy):
        return
    if file.plan is not None and file.policy is not None and chain is not None:
        yield PlanOnTrial(path=path, plan=file.plan, policy=file.policy, chain=chain)
