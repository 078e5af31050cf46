"""The text editor of the person, from `$VISUAL` or `$EDITOR`, which opens a file in place of the screen."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from textual.app import App, SuspendNotSupported

from planner.diagnostics import quoted
from planner.terminal_text import position, shown

VARIABLES = ("VISUAL", "EDITOR")
"""The variables that name the editor; the first one that is set counts."""

Arguments = Callable[[str, int], Sequence[str]]
"""Returns the arguments for a file and a line."""


class NoEditor(Exception):
    """No editor can be started; the text of the error is a sentence with the cure."""


def _plus(path: str, line: int) -> Sequence[str]:
    """Return the arguments `+LINE FILE`."""
    return f"+{line}", path


def _colon(path: str, line: int) -> Sequence[str]:
    """Return the argument `FILE:LINE`."""
    return (f"{path}:{line}",)


def _waiting(*options: str, then: Arguments) -> Arguments:
    """Return a function that puts options, such as the one to wait, before the arguments of `then`."""
    return lambda path, line: (*options, *then(path, line))


def _line_option(path: str, line: int) -> Sequence[str]:
    """Return the arguments `--line LINE FILE`."""
    return "--line", str(line), path


_IN_TERMINAL: Mapping[str, Arguments] = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "vim.basic", "vim.tiny", "elvis", "vis"), _plus),
    **dict.fromkeys(("nano", "pico", "rnano", "emacs", "emacsclient", "jmacs", "mg", "zile", "jed"), _plus),
    **dict.fromkeys(("micro", "kak", "joe", "ne", "mcedit", "tilde", "dte", "amp"), _plus),
    **dict.fromkeys(("hx", "helix"), _colon),
}
_WITH_WINDOW: Mapping[str, Arguments] = {
    **dict.fromkeys(
        ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"),
        _waiting("--wait", "--goto", then=_colon),
    ),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor"), _waiting("--wait", then=_colon)),
    **dict.fromkeys(("gvim", "mvim"), _waiting("-f", then=_plus)),
    **dict.fromkeys(("gedit", "bbedit"), _waiting("--wait", then=_plus)),
    "kate": _waiting("--block", then=_line_option),
    **dict.fromkeys(
        ("mate", "idea", "pycharm", "webstorm", "goland", "rubymine"),
        _waiting("--wait", then=_line_option),
    ),
}


def editor_command(environ: Mapping[str, str], path: str, line: int = 1) -> list[str]:
    """Return the command, as words, that opens a file at a line in the editor of VISUAL, else of EDITOR.

    An editor whose arguments are not known gets the file alone. Raise NoEditor if neither variable is set, or
    if it cannot be read as a command.
    """
    variable = next((each for each in VARIABLES if environ.get(each, "").strip()), None)
    if variable is None:
        raise NoEditor(
            f"No editor is set: set VISUAL or EDITOR, such as EDITOR=nano, to edit {position(path, line)}."
        )
    try:
        words = shlex.split(environ[variable], posix=os.name != "nt")
    except ValueError:
        words = []
    if not words:
        raise NoEditor(f"{variable}={quoted(environ[variable])} is not a command: a quote is not closed.")
    if path.startswith(("-", "+")):
        path = os.path.join(os.curdir, path)  # no option, nor a line
    arguments = _arguments_of(words[0])
    added = list(arguments(path, line)) if arguments is not None else [path]
    return words + [each for each in added if each not in words or not each.startswith("-")]


def _arguments_of(program: str) -> Arguments | None:
    """Return the function for the arguments of an editor; None if the editor is not known."""
    name = _name(program)
    return _IN_TERMINAL.get(name) or _WITH_WINDOW.get(name)


def _name(program: str) -> str:
    """Return the lower-case name of a program without its folder and `.exe` or `.cmd`."""
    name = os.path.basename(program).casefold()
    return name.removesuffix(".exe").removesuffix(".cmd")


def edit_file(app: App[Any], path: str, line: int = 1) -> bool:
    """Open a file in the editor in place of the screen, and wait until the editor ends.

    Return False, and say why, if it could not be started; True even if it ended with an error.
    """
    try:
        command = editor_command(os.environ, path, line)
        with app.suspend(), _interrupts_for_the_editor():
            if _name(command[0]) in _WITH_WINDOW:
                print(f"planner: waiting until {shown(path)} is closed in {command[0]}", file=sys.stderr)
            status = subprocess.run(command, check=False).returncode
    except NoEditor as error:
        _say(app, str(error))
    except SuspendNotSupported:
        _say(app, f"No editor can be opened from here; the place is {position(path, line)}.")
    except (OSError, ValueError) as error:
        why_not = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        _say(app, f"The editor {quoted(command[0])} cannot be started: {why_not.lower()}.")
    else:
        if status:
            _say(app, f"{quoted(os.path.basename(command[0]))} ended with status {status}.")
        return True
    return False


def _say(app: App[Any], text: str) -> None:
    """Show a warning, with control characters made visible."""
    app.notify(shown(text), severity="warning", timeout=8, markup=False)


@contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """Ignore ctrl+c in the planner until the `with` block ends; the terminal sends it to the editor, too."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
