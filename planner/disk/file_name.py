"""File names made of other names."""

import re
from unicodedata import normalize

LONGEST = 60


def file_name(name: str) -> str:
    """Return a file's name of small letters, digits and dashes, without a suffix; `plan` if none is left."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST] or "plan"
