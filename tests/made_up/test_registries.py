"""A new command, report, export, importer or panel is one file and one line; help and options follow."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import planner.cli.commands
import planner.exports
import planner.reports
import planner.reports.diff.diff
from planner.exports import Export, ExportedPlan
from planner.imports import IMPORTERS, Importer
from planner.imports.request import Imported, ImportRequest, Remark
from planner.plan import Plan, Version
from planner.reports import Format
from planner.reports.check.report import Report
from planner.reports.diff.diff import Diff
from planner.reports.look import ReportStyle
from planner.tui.commands import COMMANDS
from planner.tui.dialogs.pick import Pick
from planner.tui.panels.line import PanelLine, StyledText
from planner.tui.panels.lines import LinePanel
from planner.tui.panels.side import SIDES, Side
from planner.tui.screens.planner import PlannerScreen
from tests.cli.conftest import Outcome, ran
from tests.tui.desk import PLAN, at_work

Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return lambda *arguments: ran(capfd, *arguments)


def made_up(monkeypatch: pytest.MonkeyPatch, name: str, **contents: object) -> None:
    """Put a module in place, as a new file would."""
    module = ModuleType(name)
    vars(module).update(contents)
    monkeypatch.setitem(sys.modules, name, module)


def registered(monkeypatch: pytest.MonkeyPatch, name: str, registry: object, *modules: str) -> None:
    """Replace a registry in the modules that have it; all are imported first, so that none keeps it."""
    for module in [import_module(each) for each in modules]:
        monkeypatch.setattr(module, name, registry)


def test_a_command_is_listed_run_and_completed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def greet(arguments: Sequence[str]) -> int:
        print("hello", *arguments)
        return 3

    made_up(monkeypatch, "planner.cli.greet", run=greet)
    monkeypatch.setitem(planner.cli.commands.COMMANDS, "greet", "say hello")
    assert run("greet", "you") == (3, "hello you\n", "")
    assert "greet        say hello" in run("--help").out
    assert "did you mean `greet`?" in run("greett").err


def test_a_report_is_an_output_format_of_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(report: Report, look: ReportStyle) -> str:
        return f"{len(report.plans)} plan\n"

    made_up(monkeypatch, "planner.reports.check.tally", render=render)
    formats = {**planner.reports.FORMATS, "tally": Format("a number")}
    registered(monkeypatch, "FORMATS", formats, "planner.reports", "planner.cli.check")
    told = run("check", "plan.toml", "--as-of", "2026-11-21", "--output-format", "tally")
    assert told.out == "1 plan\n"
    assert "tally (a number); default: full" in " ".join(run("check", "--help").out.split())
    assert "did you mean `tally`?" in run("check", "--output-format", "taly").err


def test_a_report_of_diff_is_an_output_format_of_diff(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(diff: Diff, look: ReportStyle) -> str:
        return f"{len(diff.found.dates)} dates\n"

    made_up(monkeypatch, "planner.reports.diff.tally", render=render)
    formats = {**planner.reports.diff.diff.FORMATS, "tally": Format("a number")}
    registered(monkeypatch, "FORMATS", formats, "planner.reports.diff.diff", "planner.cli.diff")
    arguments = ("diff", "plan.toml", "plan.toml", "--as-of", "2026-11-21", "--output-format", "tally")
    assert run(*arguments).out == "0 dates\n"


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that is announced by one line."""

    def render(subject: ExportedPlan) -> str:
        return f"[{subject.plan.product}]\n"

    made_up(monkeypatch, "planner.exports.boxes", render=render)
    formats = {**planner.exports.FORMATS, "boxes": Export("the product in a box", options=("notice",))}
    registered(
        monkeypatch,
        "FORMATS",
        formats,
        "planner.exports",
        "planner.cli.export",
        "planner.tui.controllers.exporting",
    )


@pytest.mark.usefixtures("boxes")
def test_an_export_is_a_format_of_the_command(run: Run) -> None:
    assert run("export", "plan.toml", "--to", "boxes").out == "[Widgets API]\n"
    assert "  boxes          the product in a box\n" in run("export", "--help").out
    assert run("export", "plan.toml", "--to", "boxes", "--notice", "1.0").code == 0
    assert "tell what changed" in run("export", "plan.toml", "--to", "boxes", "--since", "x").err


@pytest.mark.usefixtures("boxes")
async def test_an_export_is_offered_on_the_screen(folder: Path) -> None:
    exported = folder / "plan.boxes"
    async with at_work(folder / "plan.toml") as desk:
        await desk.press("E")
        await desk.dialog(Pick)
        await desk.press("end", "enter")
        await desk.until(exported.exists)
    assert exported.read_text(encoding="utf-8") == "[Widgets API]\n"


def test_an_importer_is_a_source_of_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(request: ImportRequest) -> Imported:
        names = request.source.text().split()
        plan = Plan(
            product="Words",
            policy=request.policy_name,
            judge_from=request.as_of,
            versions=tuple(Version(key=key, name=name) for key, name in enumerate(names)),
        )
        return Imported(plan, (Remark("last", "is the end"),))

    made_up(monkeypatch, "planner.imports.words", read=read)
    importers = {**IMPORTERS, "words": Importer("a version per word", policy="clio")}
    registered(monkeypatch, "IMPORTERS", importers, "planner.imports", "planner.cli.import")
    Path("w.txt").write_text("one two")
    told = run("import", "w.txt", "--from", "words", "-o", "w.toml", "--as-of", "2026-11-21")
    assert told == (0, "", "w.txt: last: is the end\nplanner import: wrote w.toml: 2 versions\n")
    assert run("check", "w.toml", "--as-of", "2026-11-21").code == 0
    assert "  words       a version per word\n" in run("import", "--help").out
    assert "did you mean `words`?" in run("import", "w.txt", "--from", "word").err


class Tally(LinePanel):
    """A made-up panel: how often it was told of something."""

    def __init__(self, planner: PlannerScreen) -> None:
        super().__init__(id="tally")
        self.add_class("side")
        self.planner = planner
        self.told: list[str] = []

    def start(self) -> None:
        self._tell("start")

    def renew(self) -> None:
        self._tell("renew")

    def follow(self) -> None:
        self._tell("follow")

    def stop(self) -> None:
        self._tell("stop")

    def _tell(self, word: str) -> None:
        self.told.append(f"{word} {self.planner.session.plan.product}")
        self.show([PanelLine((StyledText(each),)) for each in self.told])


async def test_a_panel_is_shown_kept_up_to_date_and_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up(monkeypatch, "planner.tui.panels.tally", make=Tally)
    monkeypatch.setitem(SIDES, "tally", Side("planner.tui.panels.tally", "T", "Tally", "What was told"))
    async with at_work(folder / "plan.toml") as desk:
        desk.screen.side_panels.toggle("tally")
        await desk.pilot.pause()
        panel = desk.screen.query_one(Tally)
        assert panel.display
        assert not desk.screen.inspector.display
        assert panel.lines[0].text == "start Widgets API"
        await desk.select("2.0", "default")
        await desk.press("shift+right")
        assert "renew Widgets API" in panel.told
        await desk.grip("2.0", "default")
        await desk.pull(2)
        await desk.until(lambda: "follow Widgets API" in panel.told)  # at its own pace
        await desk.press("escape")
        desk.screen.side_panels.toggle("tally")
        await desk.pilot.pause()
        assert panel.told[-1] == "stop Widgets API"
        assert not desk.screen.query(Tally)
        assert desk.screen.inspector.display


def test_every_side_panel_has_a_command_with_its_key() -> None:
    commands = {each.id(): each for each in COMMANDS}
    for name, side in SIDES.items():
        command = commands[f"show-{name}"]
        assert (command.keys, command.title, command.tooltip()) == (side.keys, side.title, side.description)
