"""What may stand as a link: a web address in the letters that RFC 3986 allows, and nothing else."""

import re

_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


def is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None
