"""Fingerprints, which recognise a violation after its dates, lines or wording changed."""

from hashlib import sha256
from json import dumps


def fingerprint(rule: str, item: str | None, milestone: str | None) -> str:
    """Return 16 hex digits that depend on the rule, the item and the milestone only."""
    return sha256(dumps([rule, item, milestone]).encode()).hexdigest()[:16]
