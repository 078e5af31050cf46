"""A real editor in the place of the screen, and back."""

from pathlib import Path

from tests.terminal.terminal import Terminal
from tests.tui.an_editor import program
from tests.tui.desk import PLAN

EDITOR = """\
import pathlib, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
print("EDITING", sys.argv[1:-1], flush=True)
path = pathlib.Path(sys.argv[-1])
if input() == "mend":
    path.write_text(path.read_text().replace("depreciated", "deprecated"))
"""


def test_the_editor_has_the_terminal_and_gives_it_back(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace("deprecated = 2028", "depreciated = 2028"))
    terminal = Terminal(
        "open",
        str(plan),
        "--as-of=2026-11-21",
        EDITOR=program(tmp_path, "nano", EDITOR),
        VISUAL="",
        XDG_STATE_HOME=str(tmp_path),
    )
    try:
        terminal.wait_for("did you mean `deprecated`?  unknown-key")
        terminal.send("e")
        terminal.wait_for("EDITING ['+10']")
        terminal.send("\x03")  # for the editor, which ends by it: not for the planner
        terminal.wait_for("`nano` ended with status -2")
        terminal.wait_for("Read again")
        terminal.send("e")
        terminal.wait_for(lambda: terminal.output.count(b"EDITING") == 2)
        terminal.send("mend\r")
        terminal.wait_for("Widgets API")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    finally:
        terminal.close()
