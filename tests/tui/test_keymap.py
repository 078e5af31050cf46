"""Keys that a person changed: they work, the default ones do not, and what cannot be given is said."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.screen import ModalScreen

import planner.tui
from planner.settings import Settings
from planner.tui.commands import bound_commands
from planner.tui.dialogs.choice import Choice
from planner.tui.dialogs.fix import FixScreen
from planner.tui.dialogs.followers import FollowersScreen
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.help import HelpScreen
from planner.tui.dialogs.pick import Pick
from planner.tui.dialogs.policy import PolicyScreen
from planner.tui.dialogs.simulation import SimulationScreen
from planner.tui.keymap import PLACES, all_places, bound, is_key, keymap, readable
from planner.tui.panels.comparison import ComparisonPanel
from planner.tui.panels.conflicts import Conflicts
from planner.tui.screens.tour import TourScreen
from planner.tui.screens.welcome import WelcomeScreen
from planner.tui.timeline.row_filter import RowFilter
from tests import real_size
from tests.tui.desk import PLAN, at_work
from tests.tui.whole import text

OTHERS_SCREENS = {"PlannerScreen"}


def remarks(**configured: str | list[str]) -> tuple[str, ...]:
    keys = {
        name.replace("_", "-"): tuple([each] if isinstance(each, str) else each)
        for name, each in configured.items()
    }
    return keymap(keys, all_places(bound_commands())).remarks


def test_every_panel_and_dialog_with_keys_is_among_the_places() -> None:
    for module in pkgutil.walk_packages(planner.tui.__path__, "planner.tui."):
        importlib.import_module(module.name)

    def below(kind: type[DOMNode]) -> set[type[DOMNode]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    with_keys = {
        f"{each.__module__}:{each.__name__}"
        for each in below(DOMNode)
        if each.__module__.startswith("planner.") and list(bound(vars(each).get("BINDINGS", ())))
    }
    assert {each for each in with_keys if each.split(":")[1] not in OTHERS_SCREENS} == set(PLACES.values())


def test_no_id_of_a_binding_means_two_things() -> None:
    ids = [each.id for every in all_places(bound_commands()).values() for each in every]
    assert sorted(ids) == sorted(set(ids))


def test_every_binding_says_what_it_does() -> None:
    every = all_places(bound_commands())
    assert [each.id for bindings in every.values() for each in bindings if not each.description] == []


@pytest.mark.parametrize(
    "key", ["a", "A", ",", "?", "ctrl+s", "f5", "question_mark", "shift+left", "ctrl+shift+x"]
)
def test_a_key_is_a_key(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", " ", "contrl+s", "foo", "ctrl+", "F5", "ctrl+foo", "\x1b"])
def test_no_key_is_none(key: str) -> None:
    assert not is_key(key)


def test_keys_are_written_as_people_type_them() -> None:
    assert [readable(each) for each in ("question_mark", "ctrl+slash", "space", "f5")] == [
        "?",
        "ctrl+/",
        "space",
        "f5",
    ]


def test_what_cannot_be_given_is_said_with_the_nearest_name() -> None:
    assert remarks(svae="x") == ("Keys: there is no command `svae`: did you mean `save`?",)
    assert remarks(save="contrl+s") == (
        "Keys: `save` cannot have `contrl+s`, which is no key: did you mean `ctrl+s`?",
    )
    assert remarks(save="f11", redo="f11") == (
        "Keys: `save` and `redo` both ask for `f11`: the first has it.",
    )
    assert remarks(save="f") == ("Keys: `fix` has no key left, since `save` has it.",)
    assert remarks(save="u") == ()
    assert remarks(pin=[]) == ()


async def test_a_changed_key_works_and_the_default_one_no_longer(path: Path) -> None:
    settings = Settings(keys={"day-later": ("b",), "undo": ("ctrl+s",), "save": ("u,f11",), "pin": ()})
    async with at_work(path, settings=settings) as desk:
        await desk.select("2.0", "default")
        await desk.press("l", "right", "p")
        assert desk.session.changes == 0
        await desk.press("b")
        assert desk.date("2.0", "default") == "2027-02-04"
        await desk.press("ctrl+s")
        assert desk.session.changes == 0
        await desk.press("b", "u")
        await desk.until(lambda: desk.session.changes == 0)
        assert "2027-02-04" in path.read_text(encoding="utf-8")


async def test_a_changed_key_drags_a_held_date_too(path: Path) -> None:
    async with at_work(path, settings=Settings(keys={"day-later": ("b",)})) as desk:
        await desk.select("2.0", "default")
        await desk.press("space", "b", "b", "right", "enter")
        assert desk.date("2.0", "default") == "2027-02-05"


async def test_a_key_of_a_panel_can_be_changed(path: Path) -> None:
    async with at_work(path, settings=Settings(keys={"violations.next": ("b",)})) as desk:
        await desk.select("2.0", "default")
        await desk.press("greater_than_sign", "f6", "home")
        first = desk.screen.violations.chosen
        await desk.press("b")
        assert desk.screen.violations.chosen != first


async def test_keys_that_cannot_be_given_do_not_keep_the_screen_from_opening(path: Path) -> None:
    async with at_work(path, settings=Settings(keys={"svae": ("x",)}, remarks=("Settings: no.",))) as desk:
        (said,) = desk.said
        assert "Settings: no." in said
        assert "Keys: there is no command `svae`: did you mean `save`?" in said


OWN = {
    "undo": ("f9",),
    "save": ("ctrl+w",),
    "quit": ("Q",),
    "hide-history": ("f10",),
    "back": ("f11",),
    "show-waived": ("f12",),
    "mark-sent": ("ctrl+t",),
    "add-date": ("ctrl+n",),
    "add-version": ("ctrl+a",),
    "edit": ("ctrl+e",),
    "delete": ("ctrl+d",),
}


async def test_messages_and_titles_name_the_keys_that_a_person_gave(tmp_path: Path) -> None:
    async with at_work(real_size.write(tmp_path), settings=Settings(keys=OWN)) as desk:
        assert "(1 waived, f12 shows them)" in str(desk.screen.violations.border_title)
        await desk.press("f10")
        assert "f10 shows them again" in " ".join(desk.said)
        desk.screen.row_choice.filter(RowFilter(text="no such item"))
        await desk.settle()
        assert "f11 clears the filter" in " ".join(desk.said)
        assert "No row is shown: f11 clears the filter, f10 shows history." in text(desk.app)
        await desk.press("f11")
        await desk.select("webhooks: event lead.converted added", "notice")
        assert "is not recorded as sent: ctrl+t records it" in " ".join(desk.inspector.split())
        desk.app.action_help_quit()
        assert "Q leaves, ctrl+w saves." in desk.said


GIVEN = {
    **OWN,
    "next": ("f5",),
    "previous": ("f6",),
    "show-policy": ("f7",),
    "take-back": ("f8",),
    "copy": ("ctrl+y",),
    "only-violated": ("ctrl+v",),
    "compare.with": ("f4",),
    "form.cancel": ("ctrl+b",),
    "form.apply": ("ctrl+w",),
    "pick.cancel": ("ctrl+b",),
    "tour": ("ctrl+o",),
}


async def test_no_panel_dialog_or_tour_names_a_key_that_was_given_away(path: Path) -> None:
    async with at_work(path, settings=Settings(keys=GIVEN), size=(120, 40)) as desk:
        await desk.select("2.0", "default")
        await desk.press("d")
        assert "f7 the policy, ctrl+y copies" in text(desk.app)
        await desk.press("L", "B")
        await desk.dialog(Pick)
        assert "enter takes it, ctrl+b cancels" in text(desk.app)
        await desk.press("enter")
        panel = desk.screen.query_one(ComparisonPanel)
        await desk.until(lambda: bool(panel.differences))
        await desk.settle()
        assert str(panel.border_subtitle) == "f5 f6 step, f8 takes a date back, f4 another"
        await desk.press("f5", "f8")
        assert desk.said[-1].endswith("f9 undoes it.")
        await desk.press("backslash")
        await desk.dialog(Form)
        shown = text(desk.app)
        assert "Filter (ctrl+w)" in shown
        assert "Cancel (ctrl+b)" in shown
        assert "f11 on the timeline clears the filter; ctrl+v shows violated" in " ".join(shown.split())
        await desk.press("ctrl+b", "ctrl+o")
        await desk.until(lambda: isinstance(desk.app.screen, TourScreen))
        await desk.settle()
        assert "Press f5, or click" in text(desk.app)
        assert "Leave (ctrl+o)" in text(desk.app)


async def test_the_conflicts_of_a_merge_name_the_keys_that_a_person_gave(path: Path) -> None:
    async with at_work(path, settings=Settings(keys={"conflicts.mine": ("f9",), "save": ("f8",)})) as desk:
        await desk.select("2.0", "default")
        await desk.press("L")
        path.write_text(PLAN.replace("default  = 2027-02-03", "default  = 2027-03-10"))
        await desk.press("f8")
        await desk.dialog(Choice)
        await desk.press("b")
        assert str(desk.screen.query_one(Conflicts).border_subtitle) == "f9 keeps mine, t takes theirs"
        assert desk.said[-1].endswith("f9 keeps mine, t takes theirs.")


async def test_the_first_screen_names_the_keys_that_a_person_gave(tmp_path: Path) -> None:
    keys = {"welcome.begin": ("f8",), "welcome.tour": ("ctrl+o",)}
    async with at_work(tmp_path, settings=Settings(keys=keys)) as desk:
        await desk.dialog(Form)
        await desk.press("escape")
        await desk.dialog(WelcomeScreen)
        shown = " ".join(text(desk.app).split())
        assert "f8 begin a plan: a product" in shown
        assert "ctrl+o take the five-minute tour" in shown


HINTED = {
    "fix.accept": ("f8",),
    "fix.refuse": ("f9",),
    "fix.switch": ("f12",),
    "followers.take": ("f8",),
    "followers.alone": ("f9",),
    "followers.refuse": ("f12",),
    "simulation.accept": ("f8",),
    "simulation.again": ("f9",),
    "simulation.refuse": ("f12",),
    "help.search": ("f8",),
    "help.close": ("f9",),
    "policy.search": ("f8",),
    "policy.close": ("f9",),
}


async def test_proposals_and_pages_name_the_keys_that_a_person_gave(path: Path) -> None:
    async with at_work(path, settings=Settings(keys=HINTED)) as desk:

        async def named(kind: type[ModalScreen[Any]], *hints: str) -> None:
            await desk.dialog(kind)
            await desk.until(lambda: all(each in " ".join(text(desk.app).split()) for each in hints))

        await desk.select("2.0", "default")
        await desk.press("f")
        await named(FixScreen, "f8 accepts 1 move", "f9 refuses", "f12: send notices sooner instead")
        await desk.press("f9", "I", "enter")
        await named(SimulationScreen, "Accept (f8)", "Other numbers (f9)", "Refuse (f12)")
        await desk.press("f12", "question_mark")
        await named(HelpScreen, "f8 searches, arrows scroll, f9 closes")
        await desk.press("f9", "f7")
        await named(PolicyScreen, "f8 searches, arrows scroll, f9 closes")
        await desk.press("f9")
        await desk.select("2.0", "released")
        await desk.press("R", "space", *["greater_than_sign"] * 12, "f")
        await named(FollowersScreen, "(f8)", "Move without them (f9)", "Move nothing (f12)")
        await desk.press("f8")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.session.changes == 1
