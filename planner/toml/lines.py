"""Lines and columns of offsets in a text."""

_BLOCK = 1 << 14
"""Characters from one known line to the next."""


class Lines:
    """The lines of a text: their ends are counted in blocks, since a list of all takes 20 times as long."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: list[tuple[int, int]] = []
        """The line in which each block begins: its number, from 1, and the offset at which it begins."""

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1; the column counts code points."""
        blocks = self._blocks = self._blocks or self._read()
        block = min(offset // _BLOCK, len(blocks) - 1)
        line, line_start = blocks[block]
        line += self._text.count("\n", block * _BLOCK, offset)
        return line, offset - max(line_start, self._text.rfind("\n", block * _BLOCK, offset) + 1) + 1

    def _read(self) -> list[tuple[int, int]]:
        """Return, for each block, the number from 1 and the start of the line in which it begins."""
        text, line, line_start = self._text, 1, 0
        blocks = []
        for start in range(0, len(text) + 1, _BLOCK):
            blocks.append((line, line_start))
            line += text.count("\n", start, start + _BLOCK)
            line_start = max(line_start, text.rfind("\n", start, start + _BLOCK) + 1)
        return blocks
