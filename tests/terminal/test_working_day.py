"""A working day in a real terminal, on a plan of real size: the file says what the screen said.

Nothing here waits by the clock: each step waits until the screen shows what came of the one before.
"""

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import real_size
from tests.terminal.terminal import Cell, Terminal

AS_OF = ("--as-of", real_size.AS_OF.isoformat())
ENTER, SAVE = "\r", "\x13"
SHIFT_DOWN = "\x1b[1;2B"
EMPTY_FIELD = "\x01\x0b"
"""To the start of a field, and delete to its end."""
ADDED = """
[[version]]
name     = "SDK 2032.1"
track    = "SDK"
released = 2031-05-12

[[notice]]
version   = "SDK 2032.1"
announces = ["released"]
date      = 2026-11-21
channels  = ["docs"]
"""
"""What `a` adds to the track SDK: the version, and the notice that the policy asks for."""
NAMED = 14
"""Characters of a name and of a message that the list of violations always has room for."""
LAST_SDK = 'channels  = ["docs", "support-article", "email"]\n\n# Webhooks'
"""Where the last entry of the track SDK ends."""


class Desk:
    """A folder with the plan and its policy, and the terminal in which it is open."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self.plan = real_size.write(folder)
        self.policy = folder / "policy.toml"
        self.state = folder / "state"
        self.size = columns, rows
        self.opened: list[Terminal] = []

    @property
    def terminal(self) -> Terminal:
        return self.opened[-1]

    @property
    def text(self) -> str:
        return self.plan.read_text(encoding="utf-8")

    def open(self) -> None:
        columns, rows = self.size
        state = str(self.state)
        self.opened.append(
            Terminal("open", str(self.plan), *AS_OF, columns=columns, rows=rows, XDG_STATE_HOME=state)
        )
        self.terminal.wait_for("policy team")
        self.terminal.wait_for("q Quit")

    @property
    def counts(self) -> str:
        """What the first line says of changes, errors and warnings."""
        found = re.search("[●✗!].*", self.terminal.lines[0])
        return " ".join(found[0].split()) if found else ""

    def press(self, keys: str, then: str | Callable[[], object] = "", *, counts: str | None = None) -> None:
        """Type, and wait until the screen shows a text, and the first line these counts."""
        self.terminal.send(keys)
        if isinstance(then, str):
            self.terminal.wait_for_message(then)
        else:
            self.terminal.wait_for(then)
        if counts is not None:
            self.terminal.wait_for(lambda: self.counts == counts)

    def find(self, name: str) -> None:
        """Search an item by its name and go to its row."""
        self.press("/", "versions, changes, tracks")
        self.press(name, "enter goes there")
        self.press(ENTER, lambda: self._cursor_is_on(name))

    def _cursor_is_on(self, name: str) -> bool:
        return any(
            line.startswith("▌") and name[:8] in line and name[-5:] in line for line in self.terminal.lines
        )

    def drag(self, sign: str, row: str, cells: int) -> Cell:
        """Take a date with the mouse and move it so many cells, without a release."""
        self.terminal.wait_for(lambda: self.terminal.find(sign, on_line_with=row))
        start = self.terminal.find(sign, on_line_with=row)
        assert start is not None
        step = 1 if cells > 0 else -1
        self.terminal.press(start)
        for column in range(start.column + step, start.column + cells + step, step):
            self.terminal.move(Cell(column, start.row))
        return Cell(start.column + cells, start.row)

    def kept(self) -> str:
        """Return the text of the plan in the recovery file; empty where there is none."""
        files = [each.read_text(encoding="utf-8") for each in self.state.rglob("unsaved/*.json")]
        return "".join(json.loads(each)["text"] for each in files if each)

    def quit(self) -> None:
        self.terminal.send("q")
        assert self.terminal.wait_for_end() == 0

    def check(self) -> Mapping[str, Any]:
        """Return the JSON report of `planner check`."""
        done = subprocess.run(
            [sys.executable, "-m", "planner", "check", str(self.plan), *AS_OF, "--output-format", "json"],
            check=False,
            capture_output=True,
            text=True,
        )
        report: Mapping[str, Any] = json.loads(done.stdout)
        return report

    def assert_report_is_on_screen(self) -> None:
        """`planner check` finds in the file what the screen shows, and nothing else."""
        report = self.check()
        signs = {"error": "✗", "warning": "!", "info": "i"}
        counted = {sign: report["summary"][name] for name, sign in signs.items()}
        assert self.counts == " ".join(f"{sign} {number}" for sign, number in counted.items() if number)
        for violation in report["plans"][0]["violations"]:
            if violation["waived"] is None:
                item, message = violation["item"], violation["message"]
                text = message.removeprefix(item).strip()[:NAMED]
                assert self.terminal.find(text, on_line_with=item[:NAMED]), (text, self.terminal.text)

    def left_behind(self, *expected: str) -> list[str]:
        """Return the files besides plan, policy, view, the expected ones, and the sign of an open plan."""
        known = {self.plan.name, self.policy.name, *expected}
        found = (each for each in self.plan.parent.rglob("*") if each.parent.name != "views")
        files = [each.name for each in found if each.is_file()]
        return [name for name in files if name not in known and not (self.is_open and name.endswith(".open"))]

    @property
    def is_open(self) -> bool:
        return bool(self.terminal.process.isalive())


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    made = Desk(tmp_path, *request.param)
    made.open()
    yield made
    for each in made.opened:
        each.close()


def replaced(text: str, entry: str, old: str, new: str) -> str:
    """Replace a text in the one table that has this name."""
    before, found, after = text.partition(f'name       = "{entry}"')
    assert found, entry
    table, blank, rest = after.partition("\n\n")
    assert table.count(old) == 1, table
    return before + found + table.replace(old, new) + blank + rest


def difference(old: str, new: str) -> Sequence[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def drag_into_a_violation_and_fix_it(desk: Desk, plan: str) -> str:
    """A date is dragged into a violation, which has a name before it is dropped; the violation is fixed."""
    desk.find("SDK 2025.1")
    end = desk.drag("╳", "SDK 2025.1 ", -5)
    desk.terminal.wait_for("✗ 2028-01-10  -35 d  support-minimum")
    assert desk.text == plan
    desk.terminal.release(end)
    desk.press("", "removed 2028-01-10 is 16", counts="● 1 change ✗ 7 ! 1")
    desk.press("f", "enter accepts 1 move")
    desk.press(ENTER, counts="● 2 changes ✗ 6 ! 1")
    return replaced(plan, "SDK 2025.1", "2028-02-14", "2028-01-26")


def add_a_version_and_record_a_notice(desk: Desk, plan: str) -> str:
    """The next version comes with its notice; a notice that is due is recorded as sent."""
    desk.press("a", "SDK 2032.1 is added on its earliest legal days", counts="● 3 changes ✗ 6 ! 1")
    before, at, after = plan.partition(LAST_SDK)
    head, comment = at.split("\n\n")
    plan = f"{before}{head}\n{ADDED}\n{comment}{after}"
    desk.find("webhooks: event lead.converted added")
    desk.press("[", "s Sent")
    desk.press("s", "Went out on")
    desk.press(f"{EMPTY_FIELD}2026-11-16{ENTER}", counts="● 4 changes ✗ 6")
    sent = 'date      = 2026-11-16\nchannels  = ["docs"]\n'
    assert plan.count(sent) == 1
    return plan.replace(sent, f"{sent}told      = {{ effective = 2026-12-14 }}\n")


def change_the_policy_on_disk(desk: Desk) -> None:
    """The policy changes while the plan is open, and the plan is judged by it at once."""
    policy = desk.policy.read_text(encoding="utf-8")
    lenient = policy.replace('"copper"\n', '"copper"\ndisable = ["migration-plan"]\n')
    desk.policy.write_text(lenient, encoding="utf-8")
    desk.terminal.look_away_and_back()
    desk.press("", "The policy changed on disk", counts="● 4 changes ✗ 5")


def edit_and_undo_three_times(desk: Desk) -> None:
    """Three edits are undone, each by its name."""
    desk.find("SDK 2026.1")
    desk.press(f"]{ENTER}", "SDK 2026.1 deprecated: which day?")
    desk.press(f"{EMPTY_FIELD}2028-08-07{ENTER}", counts="● 5 changes ✗ 5")
    desk.press("p", counts="● 6 changes ✗ 5")
    desk.press("x", "Delete SDK 2026.1 deprecated 2028-08-07?")
    desk.press("d", lambda: desk.counts.startswith("● 7 changes"))
    desk.press("u", "Undone: SDK 2026.1 deprecated deleted", counts="● 6 changes ✗ 5")
    desk.press("u", "Undone: SDK 2026.1 deprecated pinned", counts="● 5 changes ✗ 5")
    desk.press("u", "Undone: SDK 2026.1 deprecated 2028-08-07 back to", counts="● 4 changes ✗ 5")


def shift_several_at_once(desk: Desk, plan: str) -> str:
    """Three versions are marked by keys, and shifted by a week from the menu of one of them."""
    desk.find("SDK 2029.1")
    desk.press(SHIFT_DOWN, "2 rows marked")
    desk.press(SHIFT_DOWN, "3 rows marked")
    marked = desk.terminal.find("*SDK 2030.1")
    assert marked is not None
    desk.terminal.right_click(marked)
    desk.terminal.wait_for("Shift by a period")
    assert desk.terminal.find("Rename the track") is None, "it is the menu of all that is marked"
    line = desk.terminal.find("Shift by a period")
    assert line is not None
    desk.terminal.press(line)
    desk.terminal.release(line)
    desk.press("", "by how much?")
    desk.press("-1 week", "1 week earlier: first 2029-05-14 becomes 2029-05-07")
    desk.press(ENTER, counts="● 1 change ✗ 5")
    desk.press("U", lambda: not desk.terminal.find("rows marked"))
    for year in (2029, 2030, 2031):
        plan = a_week_earlier(plan, f"SDK {year}.1")
    return plan


def a_week_earlier(text: str, version: str) -> str:
    """Move all dates of a version, and of the notices about it, to a week before."""
    tables = text.split("\n\n")
    for at, table in enumerate(tables):
        if re.search(rf'^(name|version) += "{version}"', table, re.MULTILINE) and "[[change]]" not in table:
            tables[at] = re.sub(r"\d{4}-\d\d-\d\d", _week_before, table)
    return "\n\n".join(tables)


def _week_before(found: re.Match[str]) -> str:
    return (date.fromisoformat(found[0]) + timedelta(days=-7)).isoformat()


def edit_a_freeze(desk: Desk, plan: str) -> str:
    """A freeze, which has no row, is edited where it is listed; the form says which day is meant."""
    desk.press("O", "e edits, x deletes")
    desk.terminal.wait_for("Year end 2026")
    freeze = desk.terminal.find("Year end 2026", on_line_with=" to ")
    assert freeze is not None
    desk.terminal.double_click(freeze)
    desk.press("", "Edit freeze Year end 2026")
    desk.press(f"\t\t{EMPTY_FIELD}6 jan 2027", "= Wed 2027-01-06, in 46 days")
    desk.press(ENTER, counts="● 2 changes ✗ 5")
    desk.press("O", lambda: not desk.terminal.find("e edits, x deletes"))
    assert plan.count("to   = 2027-01-03") == 1
    return plan.replace("to   = 2027-01-03", "to   = 2027-01-06")


def copy_and_rename_a_version(desk: Desk, plan: str) -> str:
    """A version is copied, renamed, moved up and down again; a form complains about a name that is taken."""
    before = plan
    desk.find("Webhooks 2031.1")
    desk.press("Y", "Webhooks 2031.2 is a copy of Webhooks 2031.1", counts="● 3 changes ✗ 5")
    desk.press("e", "Edit Webhooks 2031.2")
    desk.press(f"{EMPTY_FIELD}Webhooks 2031.1", "another version or change already has this name")
    desk.press(f"{EMPTY_FIELD}Webhooks 2031.9{ENTER}", counts="● 4 changes ✗ 5")
    desk.press("K", "Webhooks 2031.9 comes before Webhooks 2031.1 now.")
    desk.press("J", "Webhooks 2031.9 comes after Webhooks 2031.1 now.", counts="● 6 changes ✗ 5")
    desk.press("x", "Delete Webhooks 2031.9?")
    desk.press("d", counts="● 7 changes ✗ 5")
    return before


def be_killed_and_recover(desk: Desk, plan: str) -> None:
    """More is edited and not saved; the planner is killed, and says what it would bring back."""
    desk.find("Developer API 2028.1")
    desk.press("]LL", "2028-03-27", counts="● 1 change ✗ 5")
    desk.press("f", "enter accepts 1 new notice")
    desk.press(ENTER, counts="● 2 changes ✗ 4")
    desk.terminal.wait_for(lambda: desk.kept().count("[[notice]]") > plan.count("[[notice]]"))
    desk.terminal.kill()
    assert desk.text == plan
    desk.open()
    desk.terminal.wait_for("There are unsaved changes of this plan")
    desk.terminal.wait_for("~ Developer API 2028.1 released  2028-03-13 → 2028-03-27")
    desk.terminal.wait_for("+ Developer API 2028.1 notice (released)  date 2026-11-21")
    desk.terminal.wait_for("- error[release-documented]  Developer API 2028.1 released")
    desk.terminal.answer("r", beside="Later (l)")
    desk.press("", "Restored. ctrl+s saves them.", counts="● 1 change ✗ 4")


def keep_mine(desk: Desk, plan: str) -> str:
    """Somebody else writes the file before it is saved: ours is kept, theirs is in a backup."""
    theirs = plan.replace("# The platform team's plan.", "# The plan of the platform team.")
    desk.plan.write_text(theirs, encoding="utf-8")
    desk.press(SAVE, "The file changed on disk")
    desk.press("m", "kept in", counts="✗ 4")
    plan = replaced(plan, "Developer API 2028.1", "2028-03-13", "2028-03-27")
    before, at, after = plan.partition('version   = "Developer API 2028.1"')
    notice, blank, after = after.partition("\n\n")
    added = ADDED.partition("\n\n")[2].replace("SDK 2032.1", "Developer API 2028.1")
    plan = f"{before}{at}{notice}{blank}{added}\n{after}"
    assert difference(plan, desk.text) == []
    assert desk.left_behind("platform.toml.bak") == []
    assert desk.plan.with_name("platform.toml.bak").read_text(encoding="utf-8") == theirs
    return plan


def take_theirs(desk: Desk, plan: str) -> str:
    """Somebody else writes the file: theirs is taken, and what it would change here is said before."""
    desk.find("Webhooks 2029.1")
    desk.press("]l", counts="● 1 change ✗ 4")
    plan = replaced(plan, "Webhooks 2031.1", "removed    = 2034-09-18", "removed    = 2035-09-17")
    desk.plan.write_text(plan, encoding="utf-8")
    desk.press(SAVE, "Take theirs would change here:")
    desk.terminal.wait_for("Webhooks 2031.1 removed  2034-09-18 → 2035-09-17")
    desk.press("t", "Read again as it is on disk", counts="✗ 4")
    return plan


def move_a_date_that_has_passed(desk: Desk, plan: str) -> str:
    """A date that has passed moves only after a question, which says what was told."""
    desk.find("SDK 2024.1")
    desk.press("[[h", "Move SDK 2024.1 deprecated, which has passed?")
    desk.terminal.wait_for("People were told 2026-07-27")
    desk.terminal.answer("m", beside="Move it (m)")
    desk.press("", counts="● 1 change ✗ 4")
    return replaced(plan, "SDK 2024.1", "deprecated = 2026-07-27", "deprecated = 2026-07-26")


@pytest.mark.parametrize("desk", [(120, 40)], indirect=True)
def test_a_working_day_ends_with_a_file_that_holds_exactly_what_was_done(desk: Desk) -> None:
    plan = desk.text
    desk.terminal.wait_for(lambda: desk.counts == "✗ 6 ! 1")
    plan = drag_into_a_violation_and_fix_it(desk, plan)
    plan = add_a_version_and_record_a_notice(desk, plan)
    change_the_policy_on_disk(desk)
    edit_and_undo_three_times(desk)
    desk.press(SAVE, counts="✗ 5")
    assert difference(plan, desk.text) == []
    plan = shift_several_at_once(desk, plan)
    plan = edit_a_freeze(desk, plan)
    plan = copy_and_rename_a_version(desk, plan)
    desk.press(SAVE, counts="✗ 5")
    assert difference(plan, desk.text) == []
    be_killed_and_recover(desk, plan)
    plan = keep_mine(desk, plan)
    plan = take_theirs(desk, plan)
    plan = move_a_date_that_has_passed(desk, plan)
    desk.press(SAVE, counts="✗ 4")
    desk.assert_report_is_on_screen()
    desk.quit()

    assert difference(plan, desk.text) == []
    assert desk.left_behind("platform.toml.bak") == []


@pytest.mark.parametrize("desk", [(80, 24)], indirect=True)
def test_a_short_day_in_a_small_terminal(desk: Desk) -> None:
    plan = desk.text
    desk.terminal.wait_for(lambda: desk.counts == "✗ 6 ! 1")
    desk.find("Webhooks 2024.1")
    end = desk.drag("╳", "Webhooks 2024.1 ", -5)
    desk.terminal.wait_for("✗ 2027-08-16  -35 d  support-minimum")
    desk.terminal.release(end)
    desk.press("", "16 days short", counts="● 1 change ✗ 7 ! 1")
    desk.press("f", "enter accepts 1 move")
    desk.press(ENTER, counts="● 2 changes ✗ 6 ! 1")
    desk.press("a", "Webhooks 2032.1 is added", counts="● 3 changes ✗ 6 ! 1")
    desk.press("u", "Undone: Webhooks 2032.1 added", counts="● 2 changes ✗ 6 ! 1")
    desk.press(SAVE, counts="✗ 6 ! 1")
    plan = replaced(plan, "Webhooks 2024.1", "2027-09-20", "2027-09-01")
    assert difference(plan, desk.text) == []

    desk.find("Webhooks 2024.1")
    desk.press("]]]lll", counts="● 1 change ✗ 6 ! 1")
    desk.terminal.wait_for(lambda: "2027-09-04" in desk.kept())
    desk.terminal.kill()
    desk.open()
    desk.terminal.wait_for("Webhooks 2024.1 removed")
    desk.terminal.answer("r", beside="Later (l)")
    desk.press("", "Restored", counts="● 1 change ✗ 6 ! 1")
    desk.press("q", "Save before leaving?")
    desk.terminal.wait_for("Webhooks 2024.1 removed")
    desk.terminal.send("s")
    assert desk.terminal.wait_for_end() == 0
    plan = replaced(plan, "Webhooks 2024.1", "2027-09-01", "2027-09-04")
    assert difference(plan, desk.text) == []
    assert desk.left_behind() == []
    assert desk.check()["summary"]["error"] == 6
