"""File names made of other names."""

import re
from unicodedata import normalize

LONGEST = 60


def file_name(name: str) -> str:
    """Return a name made into one for a file: at most 60 small letters, digits and dashes, without a suffix.

    Accents go, anything else becomes a dash; without any letter or digit the name is `plan`.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST] or "plan"
