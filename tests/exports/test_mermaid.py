"""The Gantt chart; by Mermaid itself where PLANNER_MERMAID names a node_modules with mermaid and jsdom."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from string import punctuation
from typing import Any

import pytest

from planner.chart import chart
from planner.dates import iso, to_day
from planner.engine.evaluate import check
from planner.exports import ExportedPlan, mermaid, render
from planner.exports.drawing.scale import scale
from planner.exports.legal import blamed
from planner.exports.mermaid import NO_TEXT
from planner.files.plan.file import read_plan_file
from tests import real_size
from tests.patience import PATIENCE

from .plans import EXAMPLES, HOSTILE, example, hostile, written

WORDS = (
    "gantt title section dateFormat inclusiveEndDates topAxis axisFormat tickInterval includes excludes"
    " todayMarker weekday weekend click call href accTitle accDescr vert displayMode milestone crit done"
    " active after until end default style class classDef linkStyle graph flowchart --- %% {{ }} null"
)


@pytest.fixture(scope="module")
def modules() -> Path:
    folder = os.environ.get("PLANNER_MERMAID", "")
    if shutil.which("node") is None:
        pytest.skip("there is no node")
    if not (Path(folder) / "mermaid").is_dir() or not (Path(folder) / "jsdom").is_dir():
        pytest.skip("PLANNER_MERMAID names no node_modules with mermaid and jsdom")
    return Path(folder).resolve()


def _parsed(modules: Path, subject: ExportedPlan) -> dict[str, Any]:
    script = Path(__file__).with_name("parse_gantt.mjs")
    told = subprocess.run(
        ["node", str(script), str(modules)],
        input=render(subject, "mermaid"),
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert told.returncode == 0, told.stderr.decode()[-2000:]
    parsed: dict[str, Any] = json.loads(told.stdout)
    return parsed


def _sections(lines: list[str]) -> dict[str, list[dict[str, str]]]:
    """The tasks of each section, as Mermaid's parser has them."""
    found: dict[str, list[dict[str, str]]] = {}
    for line in lines[lines.index("gantt") + 4 :]:
        if line.startswith("    section "):
            tasks = found.setdefault(line.removeprefix("    section "), [])
        else:
            text, _, data = line.strip().rpartition(" :")
            *tags, start, end = data.split(", ")
            tasks.append({"name": text, "tags": " ".join(tags), "start": start, "end": end})
            if end == "0d":
                tasks[-1]["end"] = start
    return found


def _rows(tasks: list[dict[str, str]]) -> int:
    """The rows that tasks of a section take: as in Mermaid, each goes to the first row that is free."""
    free: list[str] = []
    for _, each in sorted(enumerate(tasks), key=lambda numbered: (numbered[1]["start"], numbered[0])):
        row = next((row for row, until in enumerate(free) if each["start"] >= until), len(free))
        free[row : row + 1] = [each["end"]]
    return len(free)


def _written(subject: ExportedPlan) -> dict[str, list[dict[str, str]]]:
    return _sections(render(subject, "mermaid").decode().splitlines())


def _agrees(parsed: dict[str, Any], subject: ExportedPlan) -> None:
    """Mermaid reads the sections and tasks that are written, each on its days."""
    expected = [
        (each["name"], section, each["start"], each["end"], "milestone" in each["tags"])
        for section, tasks in _written(subject).items()
        for each in tasks
    ]
    assert [
        (each["name"].strip(), each["section"], each["start"], each["end"], bool(each.get("milestone")))
        for each in parsed["tasks"]
    ] == expected


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> ExportedPlan:
    read = read_plan_file(str(real_size.write(tmp_path_factory.mktemp("real"))))
    assert read.plan is not None
    assert read.policy is not None
    return ExportedPlan(read.plan, check(read.plan, read.policy, to_day(real_size.AS_OF)))


def _of_every_size(real: ExportedPlan) -> list[ExportedPlan]:
    return [*map(example, EXAMPLES), real, hostile(HOSTILE["Mermaid"])]


def test_every_item_has_one_row_whatever_its_dates(real: ExportedPlan) -> None:
    between = '[[version]]\nname = "1"\nreleased = 2026-12-01\nwithdrawn = 2027-03-01\ndefault = 2027-02-01\n'
    for subject in (*_of_every_size(real), written(between), _without_phases()):
        sections = _written(subject)
        assert [label for label, tasks in sections.items() if _rows(tasks) != 1] == []
        shown = [row for row in chart(subject.evaluation).rows if row.item is not None]
        assert len(sections) <= len(shown) + bool(subject.plan.freezes)


def _without_phases() -> ExportedPlan:
    """A milestone without phase lies within the phase of another."""
    subject = example("clio")
    milestones = tuple(
        each._replace(phase=None, answers=None, role=None, exclusive=False)
        if each.name == "default"
        else each
        for each in subject.policy.milestones
    )
    policy = subject.policy._replace(milestones=milestones, rules=())
    return ExportedPlan(subject.plan, check(subject.plan, policy, subject.as_of))


def test_a_date_within_a_phase_is_a_milestone_between_two_bars() -> None:
    tasks = _written(_without_phases())["4.0.15"]
    assert [(each["name"], each["start"], each["end"]) for each in tasks] == [
        (NO_TEXT, "2027-06-01", "2027-09-01"),
        ("Default 2027-09-01", "2027-09-01", "2027-09-01"),
        ("Supported", "2027-09-01", "2028-03-03"),
    ]


def test_the_chart_shows_the_days_that_the_picture_shows(real: ExportedPlan) -> None:
    for subject in _of_every_size(real):
        drawn = chart(subject.evaluation)
        tasks = [task for tasks in _written(subject).values() for task in tasks]
        bounds = [each.bound for each in blamed(subject.evaluation).values()]
        axis = scale(drawn, subject.schedule.judge_from, max(bounds, default=0), 0, 100)
        assert iso(axis.first) <= min(each["start"] for each in tasks)
        assert max(each["end"] for each in tasks) <= iso(axis.last)
        bars = {
            (row.name, iso(max(bar.start, axis.first)))
            for row in drawn.rows
            for bar in row.bars
            if bar.role != "retired" and bar.start < axis.last and (bar.end or axis.last) > axis.first
        }
        assert sum("milestone" not in each["tags"] for each in tasks) >= len(bars)


@pytest.mark.slow
@pytest.mark.parametrize("plan", EXAMPLES)
def test_mermaid_reads_every_date(modules: Path, plan: str) -> None:
    subject = example(plan)
    parsed = _parsed(modules, subject)
    _agrees(parsed, subject)
    assert parsed["title"].startswith(f"{subject.plan.product} as of 2026-11-21")
    assert any(each.get("broken") for each in parsed["tasks"]) == (plan != "partner")
    assert (" · from " in parsed["title"]) == (plan != "partner")


@pytest.mark.slow
def test_no_name_is_syntax_to_mermaid(modules: Path) -> None:
    names = [*HOSTILE.values(), *WORDS.split(), *(f"{each} a{each}{each}b {each}" for each in punctuation)]
    versions = (
        f"[[version]]\nname = {json.dumps(f'{each} {number}').replace(chr(127), '')}\nreleased = 2027-01-01\n"
        for number, each in enumerate(names)
    )
    subject = written("".join(versions))
    _agrees(_parsed(modules, subject), subject)


@pytest.mark.parametrize(
    "text", ["Mermaid", "a word of Mermaid", "a date", "a script", "the end of a picture"]
)
@pytest.mark.slow
def test_no_track_title_or_label_is_syntax_to_mermaid(modules: Path, text: str) -> None:
    subject = hostile(HOSTILE[text])
    _agrees(_parsed(modules, subject), subject)


def test_a_broken_date_is_critical_and_past_phases_are_done() -> None:
    sections = _written(example("clio"))
    assert sections["✗ 4.0.14"][1] == {
        "name": "Default", "tags": "crit", "start": "2027-02-03", "end": "2027-09-01",
    }  # fmt: skip
    assert [each["tags"] for each in sections["4.0.13"]] == ["active", "", "milestone"]
    assert [each["tags"] for each in _written(example("copper"))["Developer API v1"]] == [
        "done", "active", "milestone",
    ]  # fmt: skip


def test_phases_say_their_first_day_where_it_has_room(real: ExportedPlan) -> None:
    texts = [each["name"] for each in _written(example("clio"))["4.0.13"]]
    assert texts == ["Default", "Supported from 2027-02-03", "Deprecated 2028-02-15"]
    assert any(each["name"] == NO_TEXT for tasks in _written(real).values() for each in tasks)


def test_versions_say_their_track_if_there_are_several() -> None:
    version = '[[version]]\nname = "{0}"\ntrack = "{1}"\nreleased = 2027-01-01\n'
    two = written(version.format("1", "SDK") + version.format("SDK 2", "SDK") + version.format("3", "API"))
    assert list(_written(two)) == ["✗ SDK · 1", "✗ SDK 2", "✗ API · 3"]
    assert list(_written(written(version.format("1", "SDK")))) == ["✗ 1"]


def test_items_of_one_label_keep_their_rows() -> None:
    version = '[[version]]\nname = "{0}"\nreleased = 2027-01-01\n'
    assert list(_written(written(version.format("a:b") + version.format("a;b")))) == ["✗ a b", "✗ a b · 2"]
    long = written(version.format("x" * 60 + "1") + version.format("x" * 60 + "2"))
    assert len(_written(long)) == 2


def test_a_chart_can_be_of_some_items_only() -> None:
    lines = list(mermaid.picture(example("clio"), {"4.0.14", "4.0.15"}))
    assert list(_sections(lines)) == ["✗ 4.0.14", "4.0.15"]
    assert mermaid.picture(example("clio"), {"4.0.10"}) == (), "it has no dates, so nothing is drawn"
