"""A list of which several entries are chosen, each with a box of characters before it."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import SelectionList
from textual.widgets.option_list import OptionDoesNotExist


class Choices(SelectionList[str]):
    """A list whose chosen entries have `[x]` before them, and the others `[ ]`."""

    def render_line(self, y: int) -> Strip:
        """Return a painted line with `[x]` or `[ ]` in place of the box that colours alone would fill."""
        strip = super().render_line(y)
        index = self.scroll_offset.y + y
        try:
            chosen = self.get_option_at_index(index).value in self.selected
        except OptionDoesNotExist:
            return strip
        _, _, _, space, *prompt = strip
        box = (space.style or Style.null()) + Style(meta={"option": index}, bold=chosen or None)
        return Strip([Segment("[x]" if chosen else "[ ]", box), space, *prompt])
