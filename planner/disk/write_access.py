"""Whether a file may be replaced, said before anybody works on it for nothing."""

import os
from pathlib import Path


def why_read_only(path: str) -> str | None:
    """Return why a save of this file would be refused; None where it may be replaced.

    A file that is not there may be made where its folder may be written.
    """
    target = Path(path).resolve()
    if target.exists() and not os.access(target, os.W_OK):
        return "the file is read-only"
    if target.parent.is_dir() and not os.access(target.parent, os.W_OK | os.X_OK):
        return "its folder is read-only, and a save puts a new file there"
    return None
