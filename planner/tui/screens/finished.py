"""The message that a screen is finished; the app knows where it was opened from."""

from dataclasses import dataclass

from textual.message import Message
from textual.screen import Screen


@dataclass
class Finished(Message):
    """A message that a screen is finished."""

    screen: Screen[None]
    return_code: int = 0
    back: bool = False
    """True if the screen that it was opened from is shown again, whichever that is."""
    said: str = ""
    """A message to show there."""
