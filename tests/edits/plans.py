"""Plans to edit, read from text under a preset."""

from planner.dates import Day
from planner.edits.entries import NEW
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_bytes
from planner.plan import Change, Notice, Plan, Version, Waiver
from planner.policy import Policy
from tests.engine.plans import AS_OF, day

TWO_VERSIONS = """
[[version]]
name = "4.0.13"
released = 2025-10-06
default = 2026-01-06

[[version]]
name = "4.0.14"
released = 2026-12-01
default = 2027-02-20
pinned = ["default"]

[[notice]]
version = "4.0.14"
announces = ["released", "default"]
date = 2026-11-21
channels = ["email", "docs"]
name = "mail"

[[notice]]
version = "4.0.13"
announces = ["deprecated"]
date = 2026-11-21
channels = ["email"]
name = "mail"

[[notice]]
version = "4.0.13"
announces = ["released"]
date = 2025-10-01
channels = ["docs"]

[[change]]
name = "client_name removed"
kind = "remove-field"
version = "4.0.14"
released = 2026-12-01

[[waiver]]
rule = "default-notice"
version = "4.0.14"
reason = "security"
note = "a hole"
"""
JUDGED_FROM = "judge_from = 2026-07-01\n"


def opened(text: str = TWO_VERSIONS, policy: str = "clio") -> tuple[Plan, Policy]:
    written = f'format = 1\nproduct = "P"\npolicy = "{policy}"\n{JUDGED_FROM}{text}'
    file = read_plan_bytes("plan.toml", written.encode())
    assert file.diagnostics == ()
    assert file.plan is not None
    assert file.policy is not None
    return file.plan, file.policy


def version(plan: Plan, name: str) -> Version:
    return next(each for each in plan.versions if each.name == name)


def change(plan: Plan) -> Change:
    return plan.changes[0]


def mails(plan: Plan) -> list[Notice]:
    return [each for each in plan.notices if each.name == "mail"]


def errors(plan: Plan, policy: Policy, as_of: Day | None = None) -> list[str]:
    """The ids of the violated rules that are hard."""
    evaluation = check(plan, policy, day(AS_OF) if as_of is None else as_of)
    return [each.rule.id for each in evaluation.all if each.severity == "error" and each.waived is None]


def keys(plan: Plan) -> list[int]:
    return [each.key for each in plan.entries]


def new_waiver(item: str, note: str = "why") -> Waiver:
    return Waiver(NEW, ("order",), item, note)
