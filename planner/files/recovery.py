"""Recovery files: the text of plans whose changes are not saved yet, kept apart from the plans."""

import json
import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from planner.files.atomic import write_atomically


class Recovered(NamedTuple):
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
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    contents = {"plan": str(Path(plan_path).resolve()), "base": base_digest, "text": text}
    write_atomically(str(place), json.dumps(contents, indent=1).encode(), mode=0o600)


def find(plan_path: str, *, root: str | None = None) -> Recovered | None:
    """What was kept for a plan and not discarded; None also where it cannot be read."""
    try:
        place = _place(plan_path, root)
        kept_at = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        contents = json.loads(place.read_bytes())
        text, base = contents["text"], contents["base"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(text, str):
        return None
    return Recovered(text, kept_at, _digest_of(plan_path) != base)


def discard(plan_path: str, *, root: str | None = None) -> None:
    _place(plan_path, root).unlink(missing_ok=True)


def _place(plan_path: str, root: str | None) -> Path:
    if root is None:
        import platformdirs  # only the editor needs it

        root = platformdirs.user_state_dir("release-planner", appauthor=False)
    name = digest(os.fsencode(Path(plan_path).resolve()))
    return Path(root, "unsaved", f"{name}.json")


def _digest_of(path: str) -> str | None:
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return None
