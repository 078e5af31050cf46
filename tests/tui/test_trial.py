"""The screen on which a policy is tried: by key and by mouse, for one plan and for several."""

from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Static

from planner.files.policy.chain import PolicyChain
from planner.trial import Setting, changed_policy
from planner.tui.background import is_open
from planner.tui.dialogs import tried_plans
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.pick import Pick
from planner.tui.dialogs.trial import TrialScreen
from planner.tui.panels.keys import Keys
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.numbers import Numbers
from planner.tui.screens.portfolio import PortfolioScreen
from tests.patience import PATIENCE
from tests.real_size import write
from tests.tui.desk import PLAN, Desk, at_work
from tests.tui.whole import SIZES, lines, outside, wrong_lines

NOTICE = 4
"""The place of the number of `default-notice` among those of clio."""


async def opened(desk: Desk) -> TrialScreen:
    await desk.press("P")
    trial = await desk.dialog(TrialScreen)
    await worked_out(desk)
    return trial


async def worked_out(desk: Desk) -> None:
    await desk.until(lambda: not desk.busy_with("trial"))
    await desk.settle()


def plans(trial: TrialScreen) -> str:
    return "\n".join(line.text.rstrip() for line in trial.query_one("#trial-plans", LinePanel).lines)


def number(trial: TrialScreen, index: int = NOTICE) -> str:
    return " ".join(trial.query_one(Numbers).lines[index].text.split())


def title(trial: TrialScreen) -> str:
    return str(trial.query_one("#trial-plans").border_title)


async def test_arrows_turn_the_number_and_the_plan_follows_and_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()
    async with at_work(path, size=SIZES[0]) as desk:
        trial = await opened(desk)
        assert number(trial) == "default-notice at_least ‹ 90 days ›"
        assert title(trial) == "1 plan: nothing gained or lost"
        await desk.press(*["down"] * NOTICE, "shift+left")
        await worked_out(desk)
        assert number(trial) == "default-notice at_least ‹ 80 days › was 90 days"
        assert title(trial) == "1 plan: 1 shrank"
        assert "(was 12 days)" in plans(trial)
        rule = str(trial.query_one("#trial-rule", Static).render())
        assert rule.startswith(
            "A version's default date is announced at least 80 days ahead by email and docs."
        )
        await desk.press("left", "left")
        await worked_out(desk)
        assert title(trial) == "1 plan: 1 gained, 1 lost", "default-after-release yields no longer"
        await desk.press("x")
        await worked_out(desk)
        assert number(trial) == "default-notice at_least ‹ 90 days ›"
        assert title(trial) == "1 plan: nothing gained or lost"
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.changes == 0
    assert path.read_bytes() == before


async def test_digits_type_the_number_in_its_unit_and_enter_another_unit(path: Path) -> None:
    async with at_work(path) as desk:
        trial = await opened(desk)
        await desk.press(*["down"] * NOTICE, "1", "2", "0")
        await worked_out(desk)
        assert number(trial) == "default-notice at_least ‹ 120 days › was 90 days"
        assert "is 42 days short" in " ".join(plans(trial).split())
        await desk.press("backspace")
        assert number(trial) == "default-notice at_least ‹ 12 days › was 90 days"
        await desk.press("enter")
        form = await desk.dialog(Form)
        await desk.write("soon")
        assert "a duration such as" in str(form.query_one("#outcome", Static).render())
        await desk.write("6 months")
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is trial)
        await worked_out(desk)
        assert number(trial) == "default-notice at_least ‹ 6 months › was 90 days"
        await desk.press("X")
        await worked_out(desk)
        assert title(trial) == "1 plan: nothing gained or lost"


async def test_the_mouse_chooses_a_number_and_steps_it_by_its_arrows(path: Path) -> None:
    async with at_work(path) as desk:
        trial = await opened(desk)
        panel = trial.query_one(Numbers)
        text = panel.lines[NOTICE].text
        for sign, expected in (("‹", "89 days"), ("›", "90 days"), ("›", "91 days")):
            await desk.pilot.click(Numbers, offset=(text.index(sign) + 1, NOTICE + 1))
            await worked_out(desk)
            assert f"‹ {expected} ›" in number(trial)
        await desk.pilot.click(Numbers, offset=(3, 1))
        await desk.settle()
        assert panel.cursor == 0
        assert "91 days" in number(trial), "a click on a name steps nothing"


async def test_the_command_line_for_it_is_shown_and_copied(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("right")
        await opened(desk)
        await desk.press(*["down"] * NOTICE, "right", "y")
        dialog = await desk.dialog(Choice)
        shown = str(dialog.query_one(".dialog-text Static", Static).render())
        assert "planner policy try clio --set 'default-notice.at_least=91 days'" in shown
        assert "without the edits that are not saved yet" in shown
        copied = desk.app.clipboard
        assert copied == f"planner policy try clio --set 'default-notice.at_least=91 days' {path.name}"
        await desk.press("x")


async def test_a_number_that_no_plan_could_keep_is_told_with_the_mistake(path: Path) -> None:
    (path.parent / "house.toml").write_text(
        'format = 1\nname = "house"\nextends = "clio"\n[[rule]]\nid = "soon"\nkind = "gap"\n'
        'from = "released"\nto = "default"\nat_most = "95 days"\n'
    )
    path.write_text(PLAN.replace('"clio"', '"./house.toml"'))
    async with at_work(path) as desk:
        trial = await opened(desk)
        after_release = NOTICE + 1
        assert "default-after-release" in number(trial, after_release)
        await desk.press(*["down"] * after_release, "shift+right")
        await worked_out(desk)
        assert title(trial) == "1 plan: no plan could keep this policy"
        assert "no date keeps both" in plans(trial)
        await desk.press("left", "left", "left", "left", "left")
        await worked_out(desk)
        assert title(trial) == "1 plan: nothing gained or lost"


async def test_all_plans_of_a_policy_follow_and_one_of_several_policies_is_picked(path: Path) -> None:
    other = path.parent / "other.toml"
    other.write_text(PLAN.replace("Widgets", "Gadgets"))
    third = path.parent / "third.toml"
    third.write_text('format = 1\nproduct = "Third"\npolicy = "copper"\n')
    wrong = path.parent / "wrong.toml"
    wrong.write_text(PLAN.replace("released", "releesed"))
    async with at_work(path, other, third, wrong, size=(100, 30)) as desk:
        await desk.press("P")
        await desk.dialog(Pick)
        shown = "\n".join(lines(desk.app))
        assert "clio  2 plans" in shown
        assert "copper  1 plan" in shown
        await desk.press("enter")
        trial = await desk.dialog(TrialScreen)
        await desk.press(*["down"] * NOTICE, "8", "0")
        await worked_out(desk)
        assert title(trial) == "2 plans: 2 shrank"
        assert "Widgets API  violations: 1 shrank" in plans(trial)
        assert "Gadgets API  violations: 1 shrank" in plans(trial)
        await desk.press("q")
        await desk.until(lambda: isinstance(desk.app.screen, PortfolioScreen))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_is_whole_at_every_size_on_a_plan_of_real_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_work(write(tmp_path), size=size) as desk:
        await opened(desk)
        await desk.press("right", "down", "down")
        await worked_out(desk)
        assert outside(desk.app, ".trial-title", Keys, Numbers) == []
        assert wrong_lines(desk.app) == []
        assert "esc Close" in lines(desk.app)[-1]


class HeldUp:
    """A first change of the policy that waits to be let go, and the days that were tried."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = Event(), Event()
        self.tried: list[int] = []
        known = changed_policy

        def slow(chain: PolicyChain, place: int, settings: tuple[Setting, ...]) -> object:
            self.tried.extend(int(str(each.value).split()[0]) for each in settings)
            if settings and not self.begun.is_set():
                self.begun.set()
                assert self.go_on.wait(PATIENCE)
            return known(chain, place, settings)

        monkeypatch.setattr(tried_plans, "changed_policy", slow)


async def test_a_number_that_changes_meanwhile_gives_up_what_is_being_worked_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        trial = await opened(desk)
        work = HeldUp(monkeypatch)
        await desk.press(*["down"] * NOTICE, "right")
        await desk.until(work.begun.is_set)
        await desk.press("right", "right", "right")
        assert "‹ 94 days ›" in number(trial), "keys do not wait for the plans"
        work.go_on.set()
        await worked_out(desk)
        assert work.tried == [91, 94], "the days between are not worked out"
        assert "is 16 days short" in " ".join(plans(trial).split())


async def test_a_trial_closed_while_the_plans_are_worked_out_ends_quietly(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(path) as desk:
        trial = await opened(desk)
        work = HeldUp(monkeypatch)
        await desk.press(*["down"] * NOTICE, "right")
        await desk.until(work.begun.is_set)
        assert is_open(trial)
        trial.dismiss(None)
        assert trial.is_running, "it ends a little later"
        assert not is_open(trial)
        await desk.settle()
        work.go_on.set()
        await worked_out(desk)
        assert desk.app.screen is desk.screen
