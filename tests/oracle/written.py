"""Small plans and policies as they are written in a file, for answers worked out by hand."""

import tomllib
from datetime import date

from .case import Entry
from .reading import evaluate

TODAY = "2026-11-21"
WORDS = """
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "default"
role = "default"
[[milestone]]
name = "deprecated"
role = "retired"
[[milestone]]
name = "released"
of = "change"
[[milestone]]
name = "effective"
of = "change"
[channels]
email = "Email"
docs = "Documentation"
[changes]
compatible = ["add-field"]
incompatible = ["remove-field"]
[reasons]
security = "A hole had to be closed"
"""
NOTICE = """
[[rule]]
id = "default-notice"
kind = "notice"
milestone = "default"
at_least = "90 days"
channels = ["email"]
"""


def judged(plan: str, rules: str, as_of: str = TODAY, words: str = "") -> list[Entry]:
    return evaluate(tomllib.loads(plan), tomllib.loads(words + WORDS + rules), date.fromisoformat(as_of))


def only(findings: list[Entry]) -> Entry:
    assert len(findings) == 1, findings
    return findings[0]


def ids(findings: list[Entry]) -> list[str]:
    return [finding["rule"] for finding in findings]


def lives(**versions: str) -> str:
    """Versions by their inline milestones: lives(a="default = 2022-03-01")."""
    return "".join(f'[[version]]\nname = "{name}"\n{dates}\n' for name, dates in versions.items())


def mail(day: str, more: str = "", announces: str = "default", version: str = "a") -> str:
    return (
        f'[[notice]]\nversion = "{version}"\nannounces = ["{announces}"]\ndate = {day}\n'
        f'channels = ["email"]\n{more}\n'
    )
