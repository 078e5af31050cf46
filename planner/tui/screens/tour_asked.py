"""The message that a person wants the tour; the app opens it."""

from textual.message import Message


class TourAsked(Message):
    """A message that asks for the tour."""
