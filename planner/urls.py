"""Web addresses that may become links: only characters that RFC 3986 allows."""

import re
from typing import TypeGuard

_URL = r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+"


def is_url(text: str | None) -> TypeGuard[str]:
    """Return True for a text that is nothing but an http or https address; False for None."""
    return text is not None and re.fullmatch(_URL, text) is not None
