"""Explaining on the spot, by the pointer that rests and by a key; the policy page; links."""

from pathlib import Path
from shlex import quote

import pytest

from planner.session import Session
from planner.terminal_text import cells
from planner.tui.controllers import explaining
from planner.tui.dialogs.menu import Menu
from planner.tui.dialogs.pick import Pick
from planner.tui.dialogs.policy import PolicyScreen
from planner.tui.panels.explanation import ExplainedLines
from planner.tui.panels.explanation_box import ExplanationBox
from planner.tui.panels.line import linked
from planner.tui.panels.violations import Violations
from planner.tui.timeline.ruler import Ruler
from planner.tui.timeline.timeline import Timeline
from tests.tui.desk import PLAN, Desk, at_work


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pointer that rests for a moment."""
    monkeypatch.setattr(explaining, "REST", 0.01)


FREEZE = '\n[[freeze]]\nname = "Year end [bold]"\nfrom = 2026-12-18\nto   = 2027-01-04\n'
POLICY = """\
format  = 1
name    = "linked"
extends = "clio"
url     = "https://example.com/policy"

[[rule]]
id  = "default-notice"
url = "https://example.com/policy#notice"

[[rule]]
id  = "support-minimum"
url = "javascript:alert(1)"
"""


def box(desk: Desk) -> str:
    """The text of the explanation; empty while none is shown."""
    found = list(desk.screen.query(ExplanationBox))
    return "\n".join(line.text.rstrip() for line in found[0].lines) if found and found[0].display else ""


async def rest(desk: Desk, widget: type, x: int, y: int) -> None:
    """Move the pointer to a cell and let it rest there."""
    await desk.pilot.hover(widget, offset=(x, y))
    await desk.until(lambda: not desk.screen.explaining.waits)
    await desk.settle()


@pytest.fixture
def frozen(path: Path) -> Path:
    path.write_text(PLAN + FREEZE, encoding="utf-8")
    return path


async def test_a_pointer_that_rests_explains_dates_bars_freezes_and_violations(frozen: Path) -> None:
    async with at_work(frozen) as desk:
        await desk.press("0")
        await rest(desk, Timeline, *desk.cell("2.0", "default"))
        text = box(desk)
        assert "◆ 2.0 Default" in text
        assert "Wed 2027-02-03, in 74 days" in text
        assert "earliest 2027-02-15" in text
        assert "default-notice · Default API Version" in text
        assert "latest   2027-02-20" in text
        assert "support-minimum · Version Support and Deprecation" in text
        assert "it may slip 17 days; a day more breaks" in " ".join(text.split())
        assert "2026-11-17 + 90 days = 2027-02-15" in text

        await rest(desk, Timeline, *desk.cell("1.0", "notice"))
        assert "✎ 1.0 notice" in box(desk)
        assert "planned by email, docs" in box(desk)
        assert "announces deprecated" in box(desk)
        await rest(desk, Timeline, *desk.cell("2.0", "notice"))
        assert "It was sent, and stays." in box(desk)
        await rest(desk, Timeline, *desk.cell("1.0", "released"))
        assert "It is past, and stays." in box(desk)

        x, y = desk.cell("1.0", "deprecated")
        await rest(desk, Timeline, x - 5, y)
        assert "1.0 Supported" in box(desk)
        assert "to Sat 2028-02-19" in box(desk)
        assert "a request gets 200 OK" in box(desk)
        assert "deprecated not before 2028-02-" in box(desk)

        frozen_at = desk.timeline.gutter_cells + desk.timeline.view.x(desk.session.plan.freezes[0].start)
        await rest(desk, Ruler, frozen_at, 1)
        assert "Freeze Year end [bold]" in box(desk)
        assert "18 days" in box(desk)
        assert "No rule of the policy keeps dates out of freezes." in box(desk)

        await rest(desk, Violations, 10, 1)
        assert "is 12 days short" in box(desk)
        assert "Developers know 90 days ahead" in " ".join(box(desk).split())
        await rest(desk, Timeline, 2, 1)
        assert box(desk) == ""


async def test_an_overdue_notice_is_not_explained_as_sent(path: Path) -> None:
    path.write_text(PLAN.replace("2027-06-01", "2026-11-02"), encoding="utf-8")
    async with at_work(path) as desk:
        await rest(desk, Timeline, *desk.cell("1.0", "notice"))
        assert "planned by email, docs" in box(desk)
        assert "It was due, and is not recorded as sent." in box(desk)


async def test_wide_characters_have_room_in_the_box(path: Path) -> None:
    path.write_text(PLAN + FREEZE.replace("Year end [bold]", "年末年始" * 6), encoding="utf-8")
    async with at_work(path) as desk:
        start = desk.session.plan.freezes[0].start
        await rest(desk, Ruler, desk.timeline.gutter_cells + desk.timeline.view.x(start), 1)
        assert "年末年始" * 5 in box(desk)
        found = desk.screen.query_one(ExplanationBox)
        assert max(cells(line.text) for line in found.lines) <= found.size.width
        explained = ExplainedLines(desk.session.compiled.schedule, 40, desk.screen.signs)
        rule = desk.session.policy.rules[0]._replace(clause="通知期間の規則" * 2)
        assert len([*explained.rule(rule)]) == 2, "the clause has no room beside the id"


async def test_a_pointer_that_rests_while_the_screen_closes_explains_nothing(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("0")
        await rest(desk, Timeline, *desk.cell("2.0", "default"))
        await desk.screen.query_one("#explanation").remove()
        desk.screen.explaining.look()


async def test_the_way_of_the_pointer_and_a_drag_work_nothing_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "REST", 1000.0)
    async with at_work(path) as desk:
        x, y = desk.cell("2.0", "default")
        timers: list[float] = []
        monkeypatch.setattr(desk.screen, "set_timer", lambda seconds, _: timers.append(seconds))
        for step in range(20):
            await desk.pilot.hover(Timeline, offset=(x - step, y))
        assert desk.screen.explaining.waits
        assert timers == [1000.0]
        assert box(desk) == ""
        await desk.grip("2.0", "default")
        before = desk.screen.explaining.moved_at
        await desk.pull(5)
        assert desk.screen.explaining.moved_at == before
        await desk.let_go()


async def test_a_key_explains_the_selection_with_its_chain_and_takes_it_away(frozen: Path) -> None:
    async with at_work(frozen) as desk:
        await desk.select("2.0", "default")
        await desk.press("d")
        assert "because default-notice: email and docs 2026-11-17 + 90 days" in " ".join(box(desk).split())
        await desk.press("d")
        assert box(desk) == ""
        await desk.press("d", "right")
        assert box(desk) == ""
        await desk.select("1.0")
        await desk.press("d")
        assert "1.0 Default" in box(desk)
        await desk.press("escape")
        assert box(desk) == ""
        await desk.press("f6", "home", "d")
        assert "✗ 2.0 default" in box(desk)


async def test_the_box_stays_on_the_screen(path: Path) -> None:
    for size in ((80, 24), (120, 40)):
        async with at_work(path, size=size) as desk:
            await desk.select("2.0", "default")
            await desk.press("d")
            region = desk.screen.query_one(ExplanationBox).region
            assert desk.app.screen.region.contains_region(region), region


async def test_the_policy_page_has_the_rules_of_the_selected_item_first_and_is_searched(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("f7")
        page = await desk.dialog(PolicyScreen)
        lines = [line.text.strip() for line in page.page.lines]
        assert lines.index("Rules that speak of 2.0") < lines.index("Other rules")
        assert "✗ default-notice  error" in lines
        assert lines.index("✗ default-notice  error") < lines.index("✓ support-minimum  error")
        for heading in ("Milestones of a version", "Channels", "Kinds of change", "Reasons for a waiver"):
            assert heading in lines
        await desk.press("slash", *"zz")
        assert [line.text.strip() for line in page.page.lines] == ["Nothing matches “zz”."]
        await desk.press("escape", "slash", *"ecos", "enter")
        lines = [line.text.strip() for line in page.page.lines]
        assert "Channels" in lines
        assert "Other rules" not in lines
        await desk.press("escape")
        assert page.is_current
        await desk.press("escape")
        assert desk.screen.is_current


async def test_only_http_addresses_become_links(path: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    path.write_text(PLAN.replace('"clio"', '"./policy.toml"'), encoding="utf-8")
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("d")
        lines = desk.screen.query_one(ExplanationBox).lines
        links = {span.text: span.link for line in lines for span in line.spans if span.link is not None}
        assert links == {"Default API Version": "https://example.com/policy#notice"}
        await desk.press("f7")
        page = await desk.dialog(PolicyScreen)
        addresses = {span.link for line in page.page.lines for span in line.spans}
        assert addresses == {None, "https://example.com/policy", "https://example.com/policy#notice"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a\x1b]8;;b", "http:", ""]
)
def test_nothing_else_becomes_a_link(url: str) -> None:
    assert linked("clause", "plain", url).link is None


async def test_a_copy_is_said_and_picked_where_several_make_sense(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.select("2.0", "default")
        await desk.press("y")
        await desk.dialog(Pick)
        await desk.press("enter")
        assert desk.app.clipboard == "2027-02-03"
        assert "Copied: 2027-02-03" in desk.said
        await desk.press("y", "down", "down", "enter")
        command = f"planner explain {quote(str(path))} 2.0 default --as-of 2026-11-21"
        assert desk.app.clipboard == command
        await desk.press("f6", "home", "y", "enter")
        assert desk.app.clipboard.startswith("2.0 default 2027-02-03 is 12 days short")
        await desk.press("y", "down", "down", "enter")
        assert (
            desk.app.clipboard == f"planner rule default-notice --plan {quote(str(path))} --as-of 2026-11-21"
        )
        await desk.press("y", "escape")
        assert desk.app.clipboard.startswith("planner rule")


async def test_a_copied_command_is_one_for_a_shell(tmp_path: Path) -> None:
    path = tmp_path / "a plan; rm.toml"
    path.write_text(PLAN.replace('"1.0"', '"-1.0 $(x)"'), encoding="utf-8")
    async with at_work(path) as desk:
        await desk.select("-1.0 $(x)")
        await desk.press("y")
        assert desk.app.clipboard == f"planner explain --as-of 2026-11-21 -- {quote(str(path))} '-1.0 $(x)'"


def test_the_policy_given_is_told(path: Path) -> None:
    assert Session.open(str(path), policy="clio", as_of=1).policy_given == "clio"
    assert Session.open(str(path), as_of=1).policy_given is None


async def test_a_menu_takes_the_place_of_the_explanation(path: Path) -> None:
    async with at_work(path) as desk:
        await desk.press("n")
        await rest(desk, Violations, 10, 1)
        assert box(desk)
        await desk.pilot.click(Violations, offset=(10, 1), button=3)
        await desk.settle()
        assert isinstance(desk.app.screen, Menu)
        assert not box(desk)
