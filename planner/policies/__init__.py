"""The policies that ship with the planner, one TOML file each."""

import os

_FOLDER = os.path.dirname(__file__)


def names() -> tuple[str, ...]:
    """Return the names of the presets, sorted."""
    found = (os.path.splitext(file) for file in os.listdir(_FOLDER))
    return tuple(sorted(name for name, extension in found if extension == ".toml"))


def path(name: str) -> str:
    """Return the path of a preset's file."""
    return os.path.join(_FOLDER, f"{name}.toml")
