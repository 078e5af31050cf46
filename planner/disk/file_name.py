"""File names made of other names."""

import re
from unicodedata import normalize

LONGEST = 60


def file_name(name: str) -> str:
    """Return a name made into one for a file: at most 60 small letters, digits and dashes, without a suffix.

    Accents and other characters beyond ASCII are dropped, all others between letters and digits become
    one dash. If nothing is left, it is `plan`.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST] or "plan"
