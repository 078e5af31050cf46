"""The message that a screen is finished; the app knows where it was opened from."""

from textual.message import Message
from textual.screen import Screen


class Finished(Message):
    """A message that a screen is finished."""

    def __init__(
        self, screen: Screen[None], return_code: int = 0, *, back: bool = False, said: str = ""
    ) -> None:
        super().__init__()
        self.screen = screen
        self.return_code = return_code
        self.back = back
        """True if the screen below it is shown again, whichever that is."""
        self.said = said
        """A message to show there."""
