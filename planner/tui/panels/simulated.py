"""A simulation as lines: its effect on users, the violations that remain, and the coming dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.dates import iso
from planner.plan import Version
from planner.simulate import Simulation
from planner.terminal_text import cells, shown
from planner.tui.panels.line import BLANK, PanelLine, StyledText, cropped_in_the_middle, paragraph
from planner.tui.signs import Signs
from planner.wording.simulate import alive, burden, forced


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulation and the layout of its lines."""

    simulation: Simulation
    width: int
    signs: Signs

    def lines(self) -> list[PanelLine]:
        """Return all lines: the effect on users, violations that remain, coming versions, and new ends."""
        return list(self._lines())

    def _lines(self) -> Iterator[PanelLine]:
        """Yield the lines of versions alive, the effect on users, and the violations that remain.

        Then come the coming versions, and ends of versions that had none.
        """
        found = self.simulation
        yield from self._sentence(f"Alive: {alive(found)}.")
        effect = burden(found)
        yield from self._sentence(f"{effect[0].upper()}{effect[1:]}{':' if found.moves else '.'}")
        for move in found.moves:
            yield from self._dated(iso(move.day), forced(move))
        if found.remaining:
            yield BLANK
            yield from self._sentence("Not kept at this cadence:")
        for finding in found.remaining:
            lead = (StyledText(f" {self.signs.of_severity(finding.severity)} ", finding.severity),)
            text = f"{finding.rule.id}: {finding.reason.message}"
            yield from paragraph(text, self.width, first=lead, indent=3)
        yield from self._versions("Coming versions:", found.added)
        before = {each.key: each for each in found.original.versions}
        ended = [each._replace(dates=_new(each, before[each.key])) for each in found.ended]
        yield from self._versions("Ends of versions that had none:", ended)

    def _versions(self, title: str, versions: Sequence[Version]) -> Iterator[PanelLine]:
        """Yield a title and below it each version with its dates; nothing without versions."""
        if not versions:
            return
        yield BLANK
        yield from self._sentence(title)
        for each in versions:
            lead = (
                StyledText(f" {self.signs.appears} ", "good"),
                StyledText(f"{cropped_in_the_middle(shown(each.name), self.width // 2)}  ", "strong"),
            )
            dates = ", ".join(f"{name} {iso(day)}" for name, day in each.dates.items())
            yield from paragraph(dates, self.width, first=lead, indent=sum(cells(part.text) for part in lead))

    def _sentence(self, text: str) -> Iterator[PanelLine]:
        """Yield a sentence as a strong paragraph."""
        yield from paragraph(text, self.width, "strong", indent=1)

    def _dated(self, day: str, text: str) -> Iterator[PanelLine]:
        """Yield a paragraph after a day."""
        lead = (StyledText(f" {day}  "),)
        yield from paragraph(text, self.width, "quiet", first=lead, indent=len(day) + 3)


def _new(version: Version, before: Version) -> dict[str, int]:
    """Return the dates of a version that its earlier state `before` does not have."""
    return {name: day for name, day in version.dates.items() if name not in before.dates}
