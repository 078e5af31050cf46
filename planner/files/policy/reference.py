"""The name by which a plan or policy refers to a policy."""

import os

from planner.files.policy.layers import is_path


def reference_from(file: str | None, policy: str) -> str:
    """Return a policy, given by a preset's name or a path from here, by the name that a file uses for it.

    A path becomes relative to the file's folder, or to the current one if the file is None; any other
    name, and an absolute path, stays.
    """
    if not is_path(policy) or os.path.isabs(policy):
        return policy
    folder = os.path.dirname(file) if file is not None else ""
    relative = os.path.relpath(policy, folder or os.curdir)
    return relative if relative.startswith(os.pardir) else os.path.join(os.curdir, relative)
