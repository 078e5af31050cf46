"""The form that renames a track."""

from planner.dates import counted
from planner.edits import tracks
from planner.plan import Plan
from planner.policy import Policy
from planner.tui.dialogs.fields import Field, SelectField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome


def track_form(plan: Plan, policy: Policy, track: str | None) -> Form[Plan]:
    """Return the form that renames a track; None is the unnamed one.

    If the policy names tracks, one of them is chosen. It tells how many items the track has or will have.
    """
    field: Field = TextField(
        name="name", label="Name", value=track or "", placeholder="the name of this line of versions"
    )
    if policy.tracks is not None:
        field = SelectField(
            name="name", label="Name", options=tuple((each, each) for each in policy.tracks), value=track
        )
    number = len(tracks.items_of(plan, track))

    def read(values: Values) -> Plan:
        """Return the plan with the renamed track; raise ValueError if that is not possible."""
        return tracks.rename(plan, policy, track, values.required("name", "a name"))

    def describe(edited: Plan) -> Outcome:
        """Return the words about the number of items that are in the track, or will be once it is renamed."""
        if edited == plan:
            return Outcome(f"{counted(number, 'item')} in this track")
        return Outcome(f"{counted(number, 'item')} will be in the track of this name")

    title = "Name the track" if track is None else f"Rename track {track}"
    return Form(title, (field,), read, describe=describe)
