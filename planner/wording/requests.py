"""The answer to a request, in a sentence."""

from planner.engine.phases import ANSWERS, NO_ANSWER, SILENT

_WITHOUT_WORDS = {ANSWERS: "a request is answered", SILENT: "a request is not answered"}


def request_gets(answer: str | None) -> str:
    """Return the sentence, for policies too that have no words of their own for an answer."""
    return _WITHOUT_WORDS.get(answer or NO_ANSWER, f"a request gets {answer or NO_ANSWER}")
