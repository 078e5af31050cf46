"""xterm is asked for shift with the mouse, and gets it back."""

import io

import pytest

from planner.tui.input.xterm import shift_reported


def test_xterm_reports_shift_with_the_wheel_until_the_planner_ends() -> None:
    terminal = io.StringIO()
    with shift_reported(terminal, {"XTERM_VERSION": "XTerm(379)"}):
        assert terminal.getvalue() == "\x1b[>1s"
    assert terminal.getvalue() == "\x1b[>1s\x1b[>0s"


@pytest.mark.parametrize(
    "environ", [{}, {"TERM": "xterm-256color"}, {"XTERM_VERSION": "XTerm(379)", "TMUX": "/tmp/tmux"}]
)
def test_no_other_terminal_is_asked(environ: dict[str, str]) -> None:
    terminal = io.StringIO()
    with shift_reported(terminal, environ):
        pass
    assert terminal.getvalue() == ""
