"""The answer to a request, in a sentence."""

from planner.engine.phases import ANSWERS, NO_ANSWER, SILENT

_WITHOUT_WORDS = {ANSWERS: "a request is answered", SILENT: "a request is not answered"}


def request_gets(answer: str | None) -> str:
    """Return the sentence on what a request gets, such as "a request gets 410 Gone".

    `answer` is the policy's word for it, or the planner's own if the policy has none; None is no answer.
    """
    return _WITHOUT_WORDS.get(answer or NO_ANSWER, f"a request gets {answer or NO_ANSWER}")
