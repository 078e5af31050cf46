"""A condition on a track that the policy does not have."""

from collections.abc import Iterator

from planner.engine.rules.soundness.mistake import Examined, Mistake, PolicyKey
from planner.engine.rules.soundness.unlisted_value import mistake, unlisted


def find(examined: Examined) -> Iterator[Mistake]:
    """Yield a mistake for each track in a condition that is not among the policy's `tracks`.

    Where the policy allows any track, yield none.
    """
    tracks = examined.policy.tracks
    for rule in examined.policy.rules if tracks is not None else ():
        for value, key in unlisted(rule, "track", tracks or ()):
            cure = "name one of them, or add the track there"
            keys = (key, PolicyKey("top", "", ("tracks",)))
            yield mistake("unlisted-track", value, keys, known=tracks or (), where="`tracks`", cure=cure)
