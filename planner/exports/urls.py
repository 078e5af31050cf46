"""Web addresses that may become links: only characters that RFC 3986 allows."""

import re

_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


def is_url(text: str) -> bool:
    """Return True for an http or https address without any other character."""
    return _URL.fullmatch(text) is not None
