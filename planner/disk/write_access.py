"""Write access: find out if a file may be replaced, before anybody works on it in vain."""

import os
from pathlib import Path


def why_read_only(path: str) -> str | None:
    """Return the reason why a save of a file would be refused, or None if nothing speaks against it.

    The file and its folder must be writable. A file or folder that does not exist is no reason.
    """
    target = Path(path).resolve()
    if target.exists() and not os.access(target, os.W_OK):
        return "the file is read-only"
    if target.parent.is_dir() and not os.access(target.parent, os.W_OK | os.X_OK):
        return "its folder is read-only, and a save puts a new file there"
    return None
