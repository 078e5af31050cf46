"""Two states of a plan, read from text under one policy or two, judged on one day."""

import tempfile
from pathlib import Path

from planner.compare import Comparison, EvaluatedPlan, compare
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_bytes
from tests.engine.plans import AS_OF, day

PLAN = """
[[version]]
name = "1.0"
released = 2025-01-10
default = 2025-06-01
retired = 2027-05-01

[[version]]
name = "1.1"
released = 2026-12-01
default = 2027-03-15
migration = "Read the guide."

[[notice]]
version = "1.0"
announces = ["retired"]
date = 2026-09-01
channels = ["email"]
told = { retired = 2027-05-01 }
name = "September mail"

[[notice]]
version = "1.1"
announces = ["default"]
date = 2026-12-01
channels = ["email"]

[[change]]
name = "field removed"
kind = "remove-field"
version = "1.1"

[[freeze]]
name = "Year end"
from = 2026-12-18
to = 2027-01-04
"""
POLICY = """
format = 1
name = "house"

[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "default"
role = "default"
[[milestone]]
name = "retired"
role = "retired"

[channels]
email = "Email"
docs = "Documentation"

[reasons]
security = "A hole had to be closed"

[fields.stage]
of = ["version"]

[[rule]]
id = "default-notice"
kind = "notice"
milestone = "default"
at_least = "90 days"
channels = ["email"]
when = { has = "default" }

[[rule]]
id = "support"
kind = "gap"
from = "next.default"
to = "retired"
at_least = "30 days"
at_most = "60 days"
waivable = true

[[rule]]
id = "promise"
kind = "promise"

[[rule]]
id = "overdue"
kind = "overdue"
severity = "warning"
"""


def judged(text: str = PLAN, policy: str = POLICY, *, head: str = "") -> EvaluatedPlan:

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "policy.toml").write_text(policy)
        plan = f'format = 1\nproduct = "Shop"\npolicy = "./policy.toml"\n{head}{text}'
        file = read_plan_bytes(str(Path(folder, "plan.toml")), plan.encode())
    assert file.diagnostics == file.policy_diagnostics == ()
    assert file.plan is not None
    assert file.policy is not None
    return EvaluatedPlan(file.plan, check(file.plan, file.policy, day(AS_OF)))


def compared(old: str, new: str) -> Comparison:
    return compare(judged(old), judged(new))


def changed(*replacements: tuple[str, str]) -> Comparison:
    """The plan against itself with these texts replaced."""
    text = PLAN
    for before, now in replacements:
        assert text.count(before) == 1, before
        text = text.replace(before, now)
    return compared(PLAN, text)
