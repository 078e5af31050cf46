"""The git work tree around a file, found without git."""

import os


def in_work_tree(path: str) -> bool:
    """Return True if a file lies in a git work tree: a folder above it has a `.git`.

    A link is followed to its target first.
    """
    folder = os.path.dirname(os.path.realpath(path))
    while not os.path.exists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return False
    return True
