"""Plans written in a test, judged under a preset."""

from datetime import date

from planner.dates import Day, to_day
from planner.engine.constraint import Finding
from planner.engine.evaluate import Evaluation, check
from planner.files.plan.file import read_plan_bytes

AS_OF = "2026-11-21"
EMAIL_AND_DOCS = 'channels = ["email", "docs"]'


def day(text: str) -> Day:
    return to_day(date.fromisoformat(text))


def judged(plan: str, policy: str = "clio", as_of: str = AS_OF) -> Evaluation:
    text = f'format = 1\nproduct = "P"\npolicy = "{policy}"\n{plan}'
    file = read_plan_bytes("plan.toml", text.encode())
    assert file.diagnostics == (), file.diagnostics
    assert file.plan is not None
    assert file.policy is not None
    return check(file.plan, file.policy, day(as_of))


def of_rule(evaluation: Evaluation, rule: str) -> list[Finding]:
    return [finding for finding in evaluation.all if finding.rule.id == rule]
