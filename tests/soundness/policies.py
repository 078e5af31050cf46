"""Small policies for the tests of mistakes, and the mistakes that are found in them."""

from pathlib import Path

from planner.diagnostics import Diagnostic
from planner.soundness import check_policy

HEAD = """\
format = 1
name = "house"
unversioned = "default"
tracks = ["API", "SDK"]

[[milestone]]
name = "released"
role = "released"

[[milestone]]
name = "default"
role = "default"

[[milestone]]
name = "retired"
role = "retired"

[[milestone]]
name = "released"
of = "change"

[[milestone]]
name = "effective"
of = "change"

[fields.stage]
one_of = ["beta", "ga"]

[channels]
email = "Email"
docs = "Documentation"

[changes]
compatible = ["add-field", "fix-bug"]
incompatible = ["remove-field"]
"""


def rule(name: str, kind: str, *lines: str) -> str:
    """Return a rule as a policy file has it, with its further lines."""
    return "\n".join(("", "[[rule]]", f'id = "{name}"', f'kind = "{kind}"', *lines, ""))


def gap(name: str, start: str, end: str, *lines: str) -> str:
    """Return a gap between two milestones."""
    return rule(name, "gap", f'from = "{start}"', f'to = "{end}"', *lines)


def found(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    """Return the mistakes of a policy."""
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return check_policy(str(path), None)


def shown(text: str, diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Return the code of each mistake, and the line that it is shown at."""
    lines = text.splitlines()
    return [(each.code, lines[each.line - 1][each.column - 1 :]) for each in diagnostics]
