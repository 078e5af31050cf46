"""The folders in which the user's own files of the planner stand."""

import os
from pathlib import Path
from typing import Literal


def user_folder(kind: Literal["configuration", "state"], root: str | None) -> Path:
    """Return the planner's folder for settings (`configuration`) or for remembered data (`state`).

    It is `root` if that is given, else the usual one of the system for this user. It need not exist.
    Raise OSError if the path is not absolute or the user has no such folder.
    """
    if root is None:
        import platformdirs  # only the screen and few commands need it

        own = platformdirs.user_state_dir if kind == "state" else platformdirs.user_config_dir
        try:
            root = own("release-planner", appauthor=False)
        except RuntimeError as error:
            raise OSError(str(error)) from None
    if not os.path.isabs(root):
        raise OSError(0, f"the path of the {kind} folder is not absolute", root)
    return Path(root)
