"""Forms and inspector hold every key of versions, changes and notices that is no date of the lifecycle."""

from pathlib import Path

import pytest
from textual.widgets import Input, Select, SelectionList, Static

from planner.tui.dialogs.form import Form
from planner.tui.dialogs.help import HelpScreen, legend
from tests.tui.desk import PLAN, Desk, at_work, on

POLICY = """\
format = 1
name = "staged"
extends = "clio"
tracks = ["A", "B"]

[fields.stage]
of = ["version"]
one_of = ["beta", "ga"]
default = "ga"

[fields.lts]
default = false

[fields.owner]
of = ["version"]
required = true

[[rule]]
id = "lts-only"
kind = "forbid"
milestone = "deprecated"
when = { lts = true }
"""
STAGED = PLAN.replace('"clio"', '"./staged.toml"').replace(
    "[[version]]", '[[version]]\ntrack = "A"\nowner = "Ada"\nlts = true'
)


def entry(form: Form[object], name: str) -> Input:
    return next(each for each in form.query(Input) if each.name == name)


def choice(form: Form[object], name: str) -> Select[str]:
    return next(each for each in form.query(Select) if each.name == name)


def checks(form: Form[object], name: str) -> SelectionList[str]:
    return next(each for each in form.query(SelectionList) if each.name == name)


def outcome(form: Form[object]) -> str:
    return str(form.query_one("#outcome", Static).render())


async def opened(desk: Desk, item: str, what: str | None = None) -> Form[object]:
    await desk.select(item, what)
    await desk.press("e")
    return await desk.dialog(Form)


async def test_a_version_can_be_withdrawn_replaced_and_significant_in_its_form(path: Path) -> None:
    async with at_work(path) as desk:
        form = await opened(desk, "1.0")
        entry(form, "withdrawn").value = "soon"
        await desk.pilot.pause()
        assert "2027-02-15" in outcome(form), "it says how a day is typed"
        entry(form, "withdrawn").value = "2027-05-02"
        choice(form, "significant").value = "yes"
        choice(form, "replacement").value = "2.0"
        await desk.press("ctrl+s")
        version = desk.session.plan.versions[0]
        assert (version.withdrawn, version.replacement, version.significant) == (
            on("2027-05-02"),
            "2.0",
            True,
        )
        await desk.press("ctrl+s")
        text = path.read_text()
        assert "withdrawn" in text
        assert text.replace("withdrawn  = 2027-05-02\n", "").count("\n") == PLAN.count("\n") + 2
        form = await opened(desk, "1.0")
        entry(form, "withdrawn").value = ""
        choice(form, "replacement").clear()
        await desk.press("ctrl+s")
        version = desk.session.plan.versions[0]
        assert (version.withdrawn, version.replacement, version.significant) == (None, None, True)


async def test_a_notice_can_withdraw_what_others_announced(path: Path) -> None:
    async with at_work(path) as desk:
        form = await opened(desk, "1.0", "notice")
        checks(form, "withdraws").select("deprecated")
        await desk.pilot.pause()
        assert "one or the other" in outcome(form)
        checks(form, "announces").deselect("deprecated")
        await desk.press("ctrl+s")
        notice = desk.session.plan.notices[0]
        assert (notice.announces, notice.withdraws) == ((), ("deprecated",))


async def test_the_form_asks_for_what_the_policy_requires_and_keeps_true_and_false(path: Path) -> None:
    (path.parent / "staged.toml").write_text(POLICY)
    path.write_text(STAGED)
    async with at_work(path) as desk:
        form = await opened(desk, "2.0")
        before = desk.session.plan
        assert choice(form, "field stage").prompt == "without it ga counts"
        assert entry(form, "field lts").value == "true"
        entry(form, "field owner").value = " "
        await desk.pilot.pause()
        assert "owner is needed" in outcome(form)
        entry(form, "field owner").value = "Bob"
        choice(form, "track").clear()
        await desk.pilot.pause()
        assert "a track is needed" in outcome(form)
        choice(form, "track").value = "B"
        await desk.press("ctrl+s")
        version = desk.session.plan.versions[1]
        assert (version.track, dict(version.fields)) == ("B", {"owner": "Bob", "lts": True})
        form = await opened(desk, "2.0")
        entry(form, "field lts").value = "false"
        await desk.press("ctrl+s")
        assert desk.session.plan.versions[1].fields["lts"] is False
        assert before.versions[0] == desk.session.plan.versions[0]


@pytest.mark.parametrize("default", ['"[bold]ga"', '"[/]"'])
async def test_a_default_of_the_policy_is_no_markup_in_a_form(path: Path, default: str) -> None:
    (path.parent / "staged.toml").write_text(
        POLICY.replace('"beta", "ga"', f'"beta", {default}').replace('"ga"\n', f"{default}\n")
    )
    path.write_text(STAGED)
    async with at_work(path) as desk:
        form = await opened(desk, "2.0")
        assert choice(form, "field stage").prompt == "left out"


PULLED_BACK = """\
[[version]]
track       = "A"
owner       = "Ada"
name        = "3.0"
released    = 2027-01-10
default     = 2027-06-20
withdrawn   = 2027-05-02
replacement = "2.0"
significant = true

[[notice]]
version   = "3.0"
withdraws = ["released", "default"]
date      = 2027-05-02
channels  = ["email"]
"""


async def test_the_screen_shows_a_withdrawn_version_with_what_takes_its_place(path: Path) -> None:
    (path.parent / "staged.toml").write_text(
        POLICY.replace('"clio"\n', '"clio"\nurl = "https://example.com/p"\n')
    )
    path.write_text(STAGED + PULLED_BACK)
    async with at_work(path, size=(160, 50)) as desk:
        await desk.select("3.0")
        shown = desk.inspector
        assert "version · A · significant" in shown
        assert desk.screen.inspector.border_title == "3.0"
        assert "⊘ Withdrawn   Sun 2027-05-02   in 162 days" in shown
        assert "→ move to 2.0" in shown
        assert "◆ Default     Sun 2027-06-20" in shown
        assert "does not count: it was withdrawn by then" in shown
        assert "email: withdraws released and default" in shown
        assert "the policy: https://example.com/p" in shown
        assert "stage: ga (left out) · lts: false (left out) · owner: Ada" in " ".join(shown.split())
        row = desk.timeline.rows.at(desk.timeline.rows.of_item(2))
        assert row is not None
        assert row.withdrawn == on("2027-05-02")
        await desk.press("question_mark")
        assert await desk.dialog(HelpScreen)
        assert (
            dict(legend(desk.session.policy, desk.screen.signs))["⊘"]
            == "a version that was withdrawn: its bar ends there"
        )
