"""Explanations in words: the chain of rules that holds a date where it is."""

from planner.dates import iso
from planner.engine.questions.explain import Link
from planner.engine.rules.wording import subject


def sentence(chain: tuple[Link, ...]) -> str:
    """Return a chain of rules as a sentence, from the date asked about on.

    An example is `2027-04-05 because default-notice: email 2027-01-05 + 90 days; because …`.
    """
    first, *others = (_words(link) for link in chain)
    because = "; because ".join([first, *others])
    if chain[0].fact == "as-of":
        return f"{iso(chain[0].day)}, {because}"
    return because if chain[0].fact else f"{iso(chain[0].day)} because {because}"


def _words(link: Link) -> str:
    """Return one link of a chain in words: its rule's reason, or the fact at the end of the chain."""
    date = subject(link.date.item, link.date.what, link.date.day)
    match link.fact:
        case None:
            assert link.finding is not None
            return f"{link.finding.rule.id}: {link.reason}"
        case "as-of":
            return "the as-of date: nothing else holds it"
        case "open":
            return "nothing holds it"
        case "sent":
            return f"{date} was sent"
        case "past" | "pinned":
            return f"{date} is {link.fact}"
        case "chosen":
            return f"{date} is where the plan puts it"
