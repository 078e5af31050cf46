"""Plans and policies as texts, and what reading says of them."""

from pathlib import Path

from planner.diagnostics import Diagnostic
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.policy.layers import BrokenPolicy
from planner.files.policy.read import load_policy
from planner.policy import Policy

HEAD = 'format = 1\nproduct = "Example"\npolicy = "clio"\n'
POLICY_HEAD = 'format = 1\nname = "mine"\n'


def read(text: str, policy: str | None = None) -> PlanFile:
    """A plan of which only what follows its first three lines is given."""
    return read_plan_bytes("plan.toml", (HEAD + text).encode(), policy)


def said(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}: {each.message}" for each in diagnostics]


def path_diagnostics(text: str, policy: str | None = None) -> list[str]:
    """`line:column code: message`, lines counted from the first one given."""
    diagnostics = read(text, policy).diagnostics
    return [f"{each.line - 3}:{each.column} {each.code}: {each.message}" for each in diagnostics]


def policy_of(folder: Path, text: str) -> Policy:
    (folder / "policy.toml").write_bytes((POLICY_HEAD + text).encode())
    return load_policy("./policy.toml", str(folder))


def policy_diagnostics(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    try:
        policy_of(folder, text)
    except BrokenPolicy as broken:
        return broken.diagnostics
    return ()


def policy_messages(folder: Path, text: str) -> list[str]:
    """Of a policy of which only what follows its first two lines is given."""
    diagnostics = policy_diagnostics(folder, text)
    return [f"{each.line - 2}:{each.column} {each.code}: {each.message}" for each in diagnostics]
