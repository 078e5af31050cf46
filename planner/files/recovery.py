"""Recovery files: the text of plans whose changes are not saved yet, kept apart from the plans."""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import sha256

from planner.files.atomic import write_atomically


@dataclass(frozen=True, slots=True)
class Recovered:
    text: str
    """The plan with the changes that were not saved."""
    kept_at: datetime
    plan_changed: bool
    """The plan's file is not the one that was being changed: it was written, removed or made since."""


def digest(data: bytes) -> str:
    """Tells the contents of a file from other contents."""
    return sha256(data).hexdigest()


def keep(plan_path: str, text: str, base_digest: str | None, *, root: str | None = None) -> None:
    """Keep a plan's unsaved text; OSError where it cannot be.

    `base_digest` is of the file's contents that the changes were made to; None where there was no file.
    """
    place = _place(plan_path, root)
    os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
    contents = {"plan": os.path.realpath(plan_path), "base": base_digest, "text": text}
    write_atomically(place, json.dumps(contents, indent=1).encode(), mode=0o600)


def find(plan_path: str, *, root: str | None = None) -> Recovered | None:
    """What was kept for a plan and not discarded; None also where it cannot be read."""
    try:
        with open(_place(plan_path, root), "rb") as file:
            kept_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, timezone.utc)
            contents = json.load(file)
        text, base = contents["text"], contents["base"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(text, str):
        return None
    return Recovered(text, kept_at, _digest_of(plan_path) != base)


def discard(plan_path: str, *, root: str | None = None) -> None:
    try:
        os.unlink(_place(plan_path, root))
    except FileNotFoundError:
        return


def _place(plan_path: str, root: str | None) -> str:
    if root is None:
        import platformdirs  # only the editor needs it

        root = platformdirs.user_state_dir("release-planner", appauthor=False)
    name = digest(os.fsencode(os.path.realpath(plan_path)))
    return os.path.join(root, "unsaved", f"{name}.json")


def _digest_of(path: str) -> str | None:
    try:
        with open(path, "rb") as file:
            return digest(file.read())
    except OSError:
        return None
