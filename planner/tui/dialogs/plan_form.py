"""The form that begins a plan."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from planner.dates import Day, counted, iso, parse_duration
from planner.disk.file_name import file_name
from planner.disk.new_file import is_free
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.files.policy.reference import reference_from
from planner.plan import Plan
from planner.policy import Policy
from planner.starter.plan import FIRST_NAME, NewPlan, findings, new_plan, plan_text
from planner.tui.dialogs.fields import Field, Option, SelectField, TextField, Values
from planner.tui.dialogs.form import Form, Outcome

DEFAULT_POLICY = "base"


class BegunPlan(NamedTuple):
    """A new plan that is not written yet."""

    path: str
    text: str
    summary: str
    """The dates of its first version, or the message of its first error or warning."""
    is_legal: bool


def plan_form(folder: str, path: str | None, as_of: Day, policies: Sequence[Option]) -> Form[BegunPlan]:
    """Return the form for a new plan; it tells the first dates, or a rule that the plan would break.

    Args:
        folder: The folder for the file.
        path: The path of the empty file that it is written to; None: the form asks for a name in the folder.
        as_of: The as-of date.
        policies: The policies to choose from.
    """
    fields: list[Field] = [
        TextField("product", "Product", placeholder="Shop API"),
        SelectField(name="policy", label="Policy", options=tuple(policies), value=DEFAULT_POLICY),
        TextField("version", "First version", FIRST_NAME),
        TextField("cadence", "Cadence", placeholder="3 months: the versions of a year; blank: one version"),
        TextField("tracks", "Tracks", placeholder="names between commas; blank: all of the policy"),
    ]
    if path is None:
        fields.append(TextField("file", "File", placeholder="as the product: shop-api.toml"))

    def read(values: Values) -> BegunPlan:
        """Return the new plan; raise ValueError if a value is missing or not possible."""
        product = values.required("product", "a product")
        file = path if path is not None else _path(folder, values.text("file"), product)
        name = values.required("policy", "a policy")
        policy = _policy(name)
        cadence = values.text("cadence")
        wishes = NewPlan(
            product=product,
            policy=policy,
            policy_name=reference_from(file, name),
            as_of=as_of,
            first_version=values.text("version"),
            cadence=None if cadence is None else parse_duration(cadence),
            tracks=[each.strip() for each in (values.text("tracks") or "").split(",") if each.strip()],
        )
        plan = new_plan(wishes)
        return _begun(file, plan, policy, as_of)

    return Form("Begin a plan", fields, read, describe=_described, apply="Begin")


def _path(folder: str, typed: str | None, product: str) -> str:
    """Return the path of the new file in the folder: the typed name, else one made of the product's.

    It ends in `.toml`. Raise ValueError if there is a file already, or if its folder does not exist.
    """
    name = typed or f"{file_name(product)}.toml"
    path = os.path.normpath(os.path.join(folder, name if name.endswith(".toml") else f"{name}.toml"))
    if "\0" in path or not is_free(path):
        raise ValueError(f"{path} is there already: give another file")
    if not os.path.isdir(os.path.dirname(path) or os.curdir):
        raise ValueError(f"there is no folder {os.path.dirname(path)}")
    return path


def _policy(name: str) -> Policy:
    """Return the policy with this name or path; raise ValueError if it does not exist or has errors."""
    try:
        return load_policy(name, None)
    except (UnknownPolicy, BrokenPolicy) as error:
        raise ValueError(str(error)) from None


def _begun(path: str, plan: Plan, policy: Policy, as_of: Day) -> BegunPlan:
    """Return a new plan, not written yet, with its text and a summary: its dates, or its first violation.

    The dates are those of its first version. Violations of severity info are passed over.
    """
    wrong = findings(plan, policy, as_of)
    text = plan_text(plan, policy, path)
    if wrong:
        return BegunPlan(path, text, wrong[0].reason.message, is_legal=False)
    first = plan.versions[0]
    dates = ", ".join(f"{name} {iso(day)}" for name, day in first.dates.items())
    more = f" and {counted(len(plan.versions) - 1, 'more version')}" if len(plan.versions) > 1 else ""
    return BegunPlan(path, text, f"{first.name} {dates}{more}: every promise holds", is_legal=True)


def _described(begun: BegunPlan) -> Outcome:
    """Return the path and the summary of a new plan; doubtful if it has errors or warnings."""
    return Outcome(f"{begun.path}: {begun.summary}", doubtful=not begun.is_legal)
