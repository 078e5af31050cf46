"""The difference between pasted text and keys, where no field takes text. Pure.

A terminal that does not bracket a paste sends it as keys, all in one read. Held keys, and keys delayed on
their way, come in one read too, but they repeat: six in a row seldom hold four different characters, and text
nearly always does. Its first line decides: after Enter a dialog may be open, where text belongs. A burst that
begins with `/` is a search that was typed at once.
"""

from collections.abc import Sequence
from itertools import takewhile

from planner.named_tuple import NamedTuple

WINDOW = 6
"""Characters in a row that are looked at together."""
DIFFERENT = 4
"""Different characters among them that make a text."""
FIND = "/"


class Typed(NamedTuple):
    """A key as the terminal sent it."""

    key: str
    character: str | None

    @property
    def is_text(self) -> bool:
        """True if the key types a character or a break."""
        return self.character is not None and (self.character.isprintable() or self.is_break)

    @property
    def is_break(self) -> bool:
        """True if the key types a line break or a tab."""
        return self.character is not None and self.character in "\r\n\t"


def text_length(burst: Sequence[Typed]) -> int:
    """Return how many keys at the start of a read are pasted text; 0 if they are typed keys.

    They are text if some `WINDOW` characters in a row of the first line have `DIFFERENT` different ones; not
    if the read begins with `/`, which begins a search, or with a break.
    """
    if not burst or burst[0].is_break or burst[0].character == FIND:
        return 0
    length = next((index for index, each in enumerate(burst) if not each.is_text), len(burst))
    characters = [each.character for each in takewhile(lambda each: not each.is_break, burst[:length])]
    windows = (characters[start : start + WINDOW] for start in range(len(characters)))
    return length if any(len(set(window)) >= DIFFERENT for window in windows) else 0
