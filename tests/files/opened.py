"""Plans as they are read from text, under a small policy."""

from collections.abc import Mapping
from typing import NamedTuple

import tomli

from planner.files.plan.read import entry_paths, read_plan
from planner.files.saving.rewrite import Rewritten, rewrite
from planner.plan import Plan
from planner.policy import Field, Milestone, Policy, Rule
from planner.toml.spans import Path

POLICY = Policy(
    "policy",
    milestones=(
        Milestone("released"),
        Milestone("default"),
        Milestone("deprecated"),
        Milestone("released", of="change"),
        Milestone("effective", of="change"),
    ),
    channels={"email": "", "docs": "", "blog": ""},
    compatible=frozenset({"add"}),
    incompatible=frozenset({"remove"}),
    reasons={"security": "", "legal": ""},
    fields={"beta": Field("beta"), "size": Field("size")},
    rules=(Rule("one", "gap"), Rule("two", "gap"), Rule("three", "gap")),
)


class Opened(NamedTuple):
    text: str
    plan: Plan
    paths: Mapping[int, Path]

    def rewritten(self, new: Plan) -> Rewritten:
        return rewrite(self.text, self.paths, self.plan, new)


def opened(text: str) -> Opened:
    data = tomli.loads(text)
    plan, path_diagnostics = read_plan(data, POLICY)
    assert plan is not None, (text, path_diagnostics)
    return Opened(text, plan, entry_paths(data))
