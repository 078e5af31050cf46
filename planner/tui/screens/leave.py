"""A screen asks to be left; the app knows where from it was opened."""

from dataclasses import dataclass

from textual.message import Message
from textual.screen import Screen


@dataclass
class Leave(Message):
    screen: Screen[None]
    return_code: int = 0
