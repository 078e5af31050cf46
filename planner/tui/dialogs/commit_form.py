"""The form for the message of a commit, drafted from what changed."""

from typing import NamedTuple

from planner.tui.dialogs.fields import LinesField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome
from planner.wording.commit import LONGEST


class CommitMessage(NamedTuple):
    """The message of a commit."""

    subject: str
    body: str

    @property
    def text(self) -> str:
        """The whole message."""
        return f"{self.subject}\n\n{self.body}\n" if self.body else f"{self.subject}\n"


def commit_form(draft: CommitMessage, file: str, *, saves: bool) -> Form[CommitMessage]:
    """Return the form for the message of a commit, filled with a draft.

    It tells that `file` alone is committed, with `saves` also that it is saved first, or that the subject is
    too long.
    """
    fields = (
        TextField("subject", "Subject", draft.subject),
        LinesField("body", "Message", draft.body),
    )

    def read(values: Values) -> CommitMessage:
        """Return the message that was typed; raise FieldError without a subject."""
        body = "\n".join(line.rstrip() for line in (values.text("body") or "").splitlines())
        return CommitMessage(values.required("subject", "a subject"), body)

    def describe(message: CommitMessage) -> Outcome:
        """Return a warning about a long subject, else the words about what is done."""
        over = len(message.subject) - LONGEST
        if over > 0:
            return Outcome(f"The subject is {over} longer than the {LONGEST} that tools show.", doubtful=True)
        return Outcome(f"{'Saves and commits' if saves else 'Commits'} {file} alone.")

    return Form("Save and commit" if saves else "Commit", fields, read, describe=describe, apply="Commit")
