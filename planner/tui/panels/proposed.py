"""The proposal of a fix as lines: the moves, the notices to add, and the conflicts."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.dates import counted, iso
from planner.engine.constraint import Finding
from planner.engine.questions.advice import advice
from planner.engine.rules.wording import listed
from planner.engine.solve.fix import Unfixed
from planner.proposals import Proposal, ProposedMove, ProposedNotice
from planner.terminal_text import cells, shown
from planner.tui.panels.line import BLANK, PanelLine, StyledText, cropped_in_the_middle, padded, paragraph
from planner.tui.signs import Signs
from planner.wording.conflict import sentences
from planner.wording.fix import announcement, cause, reason

NAME_WIDTH = 22
"""Least cells for an item and its milestone before its dates; with less room they stand above them."""


def summary(proposal: Proposal) -> str:
    """Return the numbers of a proposal in words, such as `2 moves and 1 new notice`; empty for none."""
    parts = ((proposal.moves, "move"), (proposal.notices, "new notice"))
    return " and ".join(counted(len(each), noun) for each, noun in parts if each)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal and the layout of its lines."""

    proposal: Proposal
    width: int
    signs: Signs

    def lines(self) -> list[PanelLine]:
        """Return all lines: moves, new notices, conflicts, and advice on violations that remain."""
        return list(self._lines())

    def _lines(self) -> Iterator[PanelLine]:
        """Yield the lines of moves, new notices, conflicts, and advice on violations that remain.

        If there is neither a change nor a conflict, the first line says that nothing fixes this.
        """
        proposal = self.proposal
        if not proposal.changes and not proposal.unfixed:
            yield from paragraph("No move of a date and no notice fixes this.", self.width, indent=1)
        for move in proposal.moves:
            yield from self._move(move)
        for notice in proposal.notices:
            yield from self._notice(notice)
        for each in proposal.unfixed:
            yield BLANK
            yield from self._conflict(each)
        schedule = proposal.after.compiled.schedule
        for finding in proposal.remaining:
            phrases = advice(finding, schedule)
            if phrases:
                yield BLANK
                yield from self._advice(finding, phrases)

    def _move(self, move: ProposedMove) -> Iterator[PanelLine]:
        """Yield the lines of a move: its date from and to, the number of days, and its cause."""
        subjects = (shown(f"{each.item} {each.what}") for each in self.proposal.moves)
        start, end = f"{iso(move.start)} {self.signs.arrow} {iso(move.end)}", f"{move.end - move.start:+d} d"
        room = self.width - cells(start) - cells(end) - 5
        column = min(max(map(cells, subjects)), max(room, NAME_WIDTH))
        name = padded(cropped_in_the_middle(shown(f"{move.item} {move.what}"), column), column)
        dates = StyledText(start), StyledText(f"  {end}", "good")
        if room >= NAME_WIDTH:
            yield PanelLine((StyledText(f" {name}  ", "strong"), *dates))
        else:  # the new day counts most: it stands on a line of its own rather than being cut
            yield PanelLine((StyledText(f" {name}", "strong"),))
            yield PanelLine((StyledText("   "), *dates))
        yield from paragraph(cause(move), self.width, "quiet", indent=3)

    def _notice(self, proposed: ProposedNotice) -> Iterator[PanelLine]:
        """Yield the lines of a notice to add: its milestones and day, its channels and the reason."""
        notice = proposed.notice
        lead = (StyledText(f" {self.signs.appears} ", "good"),)
        what = f"{announcement(proposed)}, on {iso(notice.date)}"
        yield from paragraph(what, self.width, "strong", first=lead, indent=3)
        by = f"by {listed(notice.channels)}; " if notice.channels else ""
        yield from paragraph(f"{by}{reason(proposed)}", self.width, "quiet", indent=3)

    def _advice(self, finding: Finding, phrases: tuple[str, ...]) -> Iterator[PanelLine]:
        """Yield the lines of a violation that remains, and ways to fix it by hand."""
        lead = (StyledText(f" {self.signs.of_severity(finding.severity)} ", finding.severity),)
        yield from paragraph(finding.reason.message, self.width, first=lead, indent=3)
        yield from paragraph("To fix it:", self.width, "quiet", indent=3)
        for phrase in phrases:
            yield from paragraph(f"{self.signs.dot} {phrase}", self.width, "good", indent=5)

    def _conflict(self, unfixed: Unfixed) -> Iterator[PanelLine]:
        """Yield the lines of a violation that no move fixes, and the chains of rules that prevent moves."""
        finding, ways = unfixed
        name = self.proposal.after.compiled.schedule.items[finding.item].name
        lead = (StyledText(f" {self.signs.error} ", "error"),)
        what = f"{finding.rule.id} of {name} cannot be kept by moving dates"
        yield from paragraph(what, self.width, "error", first=lead, indent=3)
        for way in ways:
            yield from paragraph(f"{way.direction}:", self.width, "quiet", indent=3)
            for sentence in sentences(way):
                yield from paragraph(sentence, self.width, indent=5)
