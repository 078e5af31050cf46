"""Copying owner, group, mode and extended attributes of a file to the file that replaces it."""

import os
import stat
from contextlib import suppress
from pathlib import Path


def keep_attributes(old: os.stat_result, target: Path, temporary: Path) -> None:
    """Give a temporary file the owner, group, mode and extended attributes of its target, as far as allowed.

    `old` is the target's status. If the group cannot be kept, the new one may do no more than everybody.
    """
    mode = stat.S_IMODE(old.st_mode)
    if not _keeps_group(old, temporary):
        # The file has another group now, which may do no more than everybody may.
        mode = mode & ~0o070 | (mode & 0o007) << 3
    _copy_extended_attributes(target, temporary)
    temporary.chmod(mode)


def _keeps_group(old: os.stat_result, temporary: Path) -> bool:
    """Give a file the old owner and group; return False if the group cannot be changed.

    A failure to change the owner is ignored.
    """
    if not hasattr(os, "chown"):
        return True
    new = temporary.stat()
    if new.st_uid != old.st_uid:
        with suppress(OSError):
            os.chown(temporary, old.st_uid, -1)
    if new.st_gid != old.st_gid:
        try:
            os.chown(temporary, -1, old.st_gid)
        except OSError:
            return False
    return True


def _copy_extended_attributes(target: Path, temporary: Path) -> None:
    """Copy extended attributes, in which some systems keep access lists and labels; ignore failures."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))
