"""The page about the rooms names each of them, and no table of a page has lost its header."""

import re

import tomli

from .pages import PROJECT


def test_every_room_of_the_contract_is_on_the_page() -> None:
    contracts = tomli.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (each["layers"] for each in contracts if each.get("containers") == ["planner"])
    page = (PROJECT / "docs" / "contributing" / "architecture.md").read_text("utf-8")
    rooms = {room for layer in layers for room in layer.split(" | ")} - {"__main__"}
    assert {each for each in rooms if not re.search(rf"`planner/{each}(\.py|/)`", page)} == set()


def test_every_row_of_a_table_stands_under_a_header() -> None:
    for path in [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]:
        text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for table in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
            assert re.search(r"\A\|.*\n\|[ :|-]+\n", table), f"{path.name}: {table.splitlines()[0]}"
