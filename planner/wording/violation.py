"""The message of a violation beside the name of its item."""

from planner.engine.constraint import Finding


def beside_name(finding: Finding, name: str) -> str:
    """Return a finding's message for a place that shows the name of the item already: without it.

    Messages of most kinds of rule begin with the name.
    """
    return finding.reason.message.removeprefix(name).lstrip(" :")
