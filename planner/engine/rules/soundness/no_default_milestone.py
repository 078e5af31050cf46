"""Requests without a version that get the default, in a policy where no version becomes the default."""

from collections.abc import Iterator

from planner.engine.rules.soundness.mistake import Examined, Mistake, PolicyKey


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake if `unversioned` is "default" and no milestone of a version has that role."""
    policy = examined.policy
    if policy.unversioned == "default" and policy.of_role("default") is None:
        message = (
            '`unversioned` is "default", but no milestone of a version has the role `default`;'
            ' add one, or say "oldest", "latest" or "none"'
        )
        yield Mistake("no-default-milestone", message, (PolicyKey("top", "", ("unversioned",)),))
