"""The form for the plan's own keys: product, policy and judge_from."""

from collections.abc import Callable

from planner.edits import plan_keys
from planner.plan import Plan
from planner.policies import names
from planner.tui.dialogs.fields import DayField, DayReader, FieldError, TextField, Values
from planner.tui.dialogs.form import Form


def own_keys_form(plan: Plan, trouble: Callable[[Plan], str | None], day_of: DayReader) -> Form[Plan]:
    """Return the form that edits the plan's own keys.

    `trouble` returns why a plan does not fit the policy that it names, or None; it is asked if the policy is
    another one than before.
    """
    fields = (
        TextField(
            name="product",
            label="Product",
            value=plan.product,
            placeholder="the product whose versions are planned",
        ),
        TextField(
            name="policy",
            label="Policy",
            value=plan.policy,
            placeholder="a preset's name, or ./policy.toml",
            suggestions=names(),
        ),
        DayField(
            name="judge_from",
            label="Judge from",
            value=plan.judge_from,
            day=lambda text, _: day_of(text, plan.judge_from),
            placeholder="earlier days are history: a date, or nothing",
        ),
    )

    def read(values: Values) -> Plan:
        """Return the edited plan; raise FieldError if a key is missing or the policy does not fit."""
        edited = plan_keys.edit(
            plan,
            product=values.required("product", "a product"),
            policy=values.required("policy", "a policy (a preset's name, or a path)"),
            judge_from=values.day("judge_from"),
        )
        if edited.policy != plan.policy and (why := trouble(edited)) is not None:
            raise FieldError("policy", why)
        return edited

    hint = f"Presets: {', '.join(names())}"
    return Form("Edit the plan", fields, read, hint=hint, days=day_of)
