"""Lines of a panel that are made when they are read: there may be thousands, and few are in view."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload

from planner.tui.panels.line import PanelLine


class LazyLines(Sequence[PanelLine]):
    """A sequence of lines, each made by `line` when it is read."""

    @abstractmethod
    def line(self, index: int) -> PanelLine:
        """Return the line at an index that is in range and not negative."""

    @overload
    def __getitem__(self, index: int) -> PanelLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PanelLine]: ...
    def __getitem__(self, index: int | slice) -> PanelLine | Sequence[PanelLine]:
        if isinstance(index, slice):
            return [self.line(each) for each in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.line(index)
