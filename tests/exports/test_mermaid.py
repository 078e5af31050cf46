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
from planner.dates import iso
from planner.exports import ExportedPlan, render
from planner.exports.mermaid import name

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
        timeout=120,
    )
    assert told.returncode == 0, told.stderr.decode()[-2000:]
    parsed: dict[str, Any] = json.loads(told.stdout)
    return parsed


def _agrees(parsed: dict[str, Any], subject: ExportedPlan) -> None:
    """Each date is a milestone on its day, under its item's name, in its track."""
    milestones = [
        (each["name"].strip(), each["section"], each["start"], each["end"])
        for each in parsed["tasks"]
        if each.get("milestone")
    ]
    expected = []
    for row in chart(subject.evaluation).rows:
        for marker in row.markers:
            titles = {each.name: each.title for each in subject.policy.milestones if each.of == row.item_type}
            title = name(f"{name(row.name)} {titles.get(marker.what, marker.what)}")
            track = name(row.track) if row.track else ""
            expected.append((title, track, iso(marker.day), iso(marker.day)))
    assert milestones == expected


@pytest.mark.slow
@pytest.mark.parametrize("plan", EXAMPLES)
def test_mermaid_reads_every_date(modules: Path, plan: str) -> None:
    subject = example(plan)
    parsed = _parsed(modules, subject)
    _agrees(parsed, subject)
    assert parsed["title"] == f"{subject.plan.product} as of 2026-11-21"
    assert any(each.get("broken") for each in parsed["tasks"]) == (plan != "partner")


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


def test_a_broken_date_is_critical_and_a_past_one_done() -> None:
    lines = render(example("clio"), "mermaid").decode().splitlines()
    assert "    4.0.14 Default :milestone, crit, m29, 2027-02-03, 0d" in lines
    assert "    4.0.13 Released :milestone, done, m22, 2025-10-06, 0d" in lines
    assert "    4.0.9 :active, v7, 2022-11-21, 2026-12-31" in lines


def test_tracks_are_sections() -> None:
    lines = render(example("copper"), "mermaid").decode().splitlines()
    sections = [line.strip() for line in lines if "section" in line]
    assert sections == ["section Developer API", "section SDK", "section Webhooks", "section Freezes"]


def test_a_chart_without_tracks_has_no_section() -> None:
    assert (
        "section" not in render(written('[[version]]\nname = "1"\nreleased = 2027-01-01'), "mermaid").decode()
    )
