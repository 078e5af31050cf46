"""Parts of a widget or screen: classes that only others are made of."""

from typing import Any


class Parted:
    """A base of widgets whose code is in several classes; those that are no widgets themselves are parts.

    `class Marking(Counting, part=True)` is a part: Textual does not prepare it for the screen, which takes it
    a quarter of a millisecond a class before the first paint. A part has no `DEFAULT_CSS`.
    """

    def __init_subclass__(cls, *, part: bool = False, **options: Any) -> None:
        if not part:
            super().__init_subclass__(**options)
