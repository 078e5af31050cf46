"""The settings of a person: one TOML file in the configuration folder, read when the screen opens.

Nothing in it is needed: a setting that cannot be used is passed over with a remark.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tomli

from planner.diagnostics import did_you_mean, quoted
from planner.disk.user_folder import user_folder
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING

FILE_NAME = "settings.toml"


class CannotRemember(Exception):
    """A setting cannot be written; the text of the error is the reason."""


class Settings(NamedTuple):
    """The settings that were read, and remarks about the others."""

    theme: str | None = None
    """The name of the theme; None for the planner's own."""
    mouse: bool = True
    """False to leave the mouse to the terminal."""
    keys: Mapping[str, tuple[str, ...]] = NOTHING
    """Keys of commands by the id of the command; none: the command has no key."""
    remarks: tuple[str, ...] = ()
    """A sentence for each setting that was passed over."""


DEFAULTS = Settings()


def settings_path(root: str | None = None) -> Path:
    """Return the path of the settings file, which need not exist; raise OSError if there is no place for one.

    `root` is the configuration folder; None stands for the user's own.
    """
    return user_folder("configuration", root) / FILE_NAME


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings of a file, of the user's own if None; the defaults if there is no file.

    A file that cannot be read gives the defaults and a remark, a setting that cannot be used a remark.
    """
    try:
        path = settings_path() if path is None else path
        data = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return DEFAULTS
    except OSError as error:
        return Settings(remarks=(f"The settings cannot be read: {error.strerror or error}.",))
    except (ValueError, RecursionError) as error:
        return Settings(remarks=(f"The settings are passed over: {quoted(str(path))}: {error}.",))
    remarks: list[str] = []
    read: dict[str, Any] = {}
    for name, value in data.items():
        reader = _READERS.get(name)
        if reader is None:
            remarks.append(f"Settings: there is no {quoted(name)}{did_you_mean(name, _READERS)}")
        elif (usable := reader(value, remarks)) is not None:
            read[name] = usable
    return Settings(**read, remarks=tuple(map(_as_sentence, remarks)))


def remember(name: str, value: str | bool, path: Path | None = None) -> None:
    """Write one setting to a file (None: the user's own), and leave the rest of the file as it is.

    Make the file and its folder if need be; write nothing if the setting has that value already. Raise
    CannotRemember if the file cannot be written, or is no valid TOML.
    """
    from planner.disk.atomic import write_atomically
    from planner.toml.document import CannotEdit, TomlDocument, edited
    from planner.toml.splice import table_edits

    try:
        path = settings_path() if path is None else path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        data = tomli.loads(text)
        if data.get(name) == value:
            return
        wanted = {**data, name: value}
        new = edited(text, table_edits(TomlDocument(text), (), data, wanted))
        if tomli.loads(new) != wanted:
            raise CannotEdit
        write_atomically(str(path), new.encode())
    except OSError as error:
        raise CannotRemember(error.strerror or str(error)) from None
    except (ValueError, RecursionError, CannotEdit):
        raise CannotRemember(f"{quoted(str(path))} has to be repaired first") from None


def _theme(value: object, remarks: list[str]) -> str | None:
    """Return the theme's name; for any other type, add a remark and return None."""
    if isinstance(value, str):
        return value
    remarks.append("Settings: `theme` is a name in quotes")
    return None


def _mouse(value: object, remarks: list[str]) -> bool | None:
    """Return true or false; for any other type, add a remark and return None."""
    if isinstance(value, bool):
        return value
    remarks.append("Settings: `mouse` is true or false")
    return None


def _keys(value: object, remarks: list[str]) -> Mapping[str, tuple[str, ...]] | None:
    """Return the keys of each command; tables within the table make dotted ids. An empty text is no key.

    Leave out a command whose keys are no texts, with a remark. Return None, with a remark, if the value is no
    table.
    """
    if not isinstance(value, dict):
        remarks.append('Settings: `keys` is a table, such as `[keys]` with `save = "ctrl+w"` below it')
        return None
    keys: dict[str, tuple[str, ...]] = {}
    for command, written in value.items():
        found = [*_each_key(written)]
        if isinstance(written, dict):
            below = {f"{command}.{each}": value for each, value in written.items()}
            keys.update(_keys(below, remarks) or {})
        elif None in found:
            remarks.append(f"Settings: the keys of {quoted(command)} are a text, or a list of texts")
        else:
            keys[command] = tuple(dict.fromkeys(key for key in found if key))
    return keys


def _each_key(written: object) -> Iterator[str | None]:
    """Yield the texts of a list, or a single text; yield None for each value that is no text."""
    for each in written if isinstance(written, list) else [written]:
        yield each if isinstance(each, str) else None


def _as_sentence(remark: str) -> str:
    return remark if remark.endswith(("?", ".")) else f"{remark}."


_READERS: Mapping[str, Callable[[object, list[str]], object]] = {
    "theme": _theme,
    "mouse": _mouse,
    "keys": _keys,
}
"""The settings by name, each with the function that reads its value."""
