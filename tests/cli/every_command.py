"""One run of every command, on a plan and a policy whose texts begin with workflow commands."""

from pathlib import Path

from planner.files.saving.recovery import UnsavedWork, digest, recovery_folder, stem, write_work

from .conftest import POLICY

COMMAND = "::error file=x::pwned"
PLAN_NAME = "::error::plan.toml"
POLICY_NAME = "::error::policy.toml"

HOSTILE_POLICY = (
    POLICY.replace('name = "house"', f'name = "{COMMAND} policy"\ntitle = "{COMMAND} title"')
    .replace('role = "released"', f'role = "released"\nlabel = "{COMMAND}"\nphase = "{COMMAND}"')
    .replace('role = "default"', f'role = "default"\nlabel = "{COMMAND}"\nanswers = "{COMMAND}"')
    .replace('"Email"', f'"{COMMAND}"')
    .replace('"A hole had to be closed"', f'"{COMMAND}"')
    .replace('"Notice"', f'"{COMMAND} clause"')
    .replace('"People know 90 days ahead."', f'"{COMMAND} because"')
)
HOSTILE_PLAN = f"""\
format  = 1
product = "{COMMAND} product"
policy  = "./{POLICY_NAME}"

[[version]]
name     = "{COMMAND} 1"
track    = "{COMMAND} track"
released = 2026-12-01
default  = 2027-02-03
note     = '''
{COMMAND}
  {COMMAND}
'''

[[notice]]
version   = "{COMMAND} 1"
announces = ["default"]
date      = 2026-11-17
channels  = ["email"]
name      = "{COMMAND} notice"
note      = "{COMMAND}"

[[change]]
name = "{COMMAND} change"
kind = "{COMMAND} kind"
version = "{COMMAND} 1"

[[freeze]]
name = "{COMMAND} freeze"
from = 2026-12-18
to   = 2026-12-20
"""
BROKEN_PLAN = f'{HOSTILE_PLAN}"{COMMAND}" = 1\n"{COMMAND}\\n{COMMAND}" = "{COMMAND}"\n'
OTHER_PLAN = HOSTILE_PLAN.replace("2027-02-03", "2027-02-01").replace(f"{COMMAND} product", f"{COMMAND} b")
BROKEN, OTHER = "::broken.toml", "::other.toml"

_PLAN, _ITEM, _DAY = PLAN_NAME, f"{COMMAND} 1", ("--as-of", "2026-11-21")

RUNS: dict[str, list[list[str]]] = {
    "": [["--help"], ["--version"], [COMMAND], [f"{COMMAND}.toml"]],
    "help": [[], ["check"], [COMMAND]],
    "open": [[*_DAY], [_PLAN], [f"{COMMAND}.toml"]],
    "serve": [
        [f"{COMMAND}.toml"],
        [_PLAN, f"--host={COMMAND}"],
        [_PLAN, f"--port={COMMAND}"],
        [f"--{COMMAND}"],
    ],
    "new": [
        [_PLAN, "--product", COMMAND, "--policy", f"./{POLICY_NAME}"],
        [f"{COMMAND}.toml", "--product", COMMAND, "--policy", COMMAND],
        ["::new.toml", "--product", COMMAND, "--policy", f"./{POLICY_NAME}", "--first-version", COMMAND],
        ["a.toml", "--product", COMMAND, "--policy", f"./{POLICY_NAME}", "--track", COMMAND],
        [f"--{COMMAND}"],
    ],
    "check": [
        *(
            [_PLAN, BROKEN, "--output-format", each]
            for each in ("full", "concise", "json", "junit", "markdown")
        ),
        *([_PLAN, BROKEN, "--output-format", each] for each in ("gitlab", "sarif", "rdjson")),
        [f"{COMMAND}.toml"],
        [_PLAN, "--since", f"git:{COMMAND}"],
        [_PLAN, "--since", f"git:HEAD:{COMMAND}"],
        [_PLAN, "--policy", COMMAND],
        [_PLAN, "--statistics"],
        [f"--{COMMAND}"],
    ],
    "diff": [
        *([_PLAN, OTHER, "--output-format", each] for each in ("text", "markdown", "json")),
        [BROKEN, OTHER],
        [f"git:{COMMAND}", _PLAN],
        [f"{COMMAND}.toml", _PLAN],
        ["--git", COMMAND, BROKEN, "0", "0", OTHER, "0", "0"],
        ["--git", COMMAND],
    ],
    "merge": [
        [_PLAN, OTHER, "shop.toml", COMMAND],
        [_PLAN, OTHER, BROKEN],
        [_PLAN, f"{COMMAND}.toml", BROKEN],
    ],
    "fix": [[_PLAN, *_DAY], [_PLAN, *_DAY, "--output-format", "json"], [_PLAN, "--item", COMMAND], [BROKEN]],
    "when": [[_PLAN, _ITEM, "default", *_DAY], [_PLAN, COMMAND, "default"], [_PLAN, _ITEM, COMMAND]],
    "explain": [[_PLAN, _ITEM, *_DAY], [_PLAN, _ITEM, "default", *_DAY], [_PLAN, COMMAND], [BROKEN, _ITEM]],
    "rule": [["default-notice", "--policy", f"./{POLICY_NAME}"], [COMMAND, "--policy", f"./{POLICY_NAME}"]],
    "simulate": [
        [_PLAN, "--cadence", "1 year", *_DAY],
        [_PLAN, "--cadence", "1 year", *_DAY, "--output-format", "json"],
        [_PLAN, "--cadence", COMMAND],
        [_PLAN, "--cadence", "1 year", "--track", COMMAND],
        [BROKEN, "--cadence", "1 year"],
    ],
    "status": [[_PLAN, "--on", "2026-12-05"], [BROKEN, "--on", "2026-12-05"], [_PLAN, "--on", COMMAND]],
    "agenda": [[_PLAN, *_DAY], [_PLAN, *_DAY, "--output-format", "json"], [".", *_DAY], [COMMAND]],
    "sent": [[_PLAN, COMMAND], [_PLAN, f"{COMMAND} notice", "--on", "2026-11-17", *_DAY], [BROKEN, COMMAND]],
    "recover": [
        [],
        [_PLAN],
        ["--output-format", "json"],
        [_PLAN, "--restore", "-o", "-"],
        [_PLAN, "--restore", "-o", OTHER],
        [COMMAND],
        [COMMAND, "--restore"],
        [COMMAND, "--drop"],
    ],
    "import": [
        [_PLAN, "--from", "plan", "--policy", f"./{POLICY_NAME}", *_DAY],
        [_PLAN, "--from", "csv", "--policy", f"./{POLICY_NAME}", f"--map={COMMAND}=released"],
        [f"{COMMAND}.toml", "--from", "git"],
        [_PLAN, "--from", COMMAND],
        [BROKEN, "--from", "plan"],
    ],
    "export": [
        *(
            [_PLAN, *_DAY, "--to", each]
            for each in ("md", "html", "svg", "csv", "json", "ics", "mermaid", "headers", "announcement")
        ),
        [_PLAN, "--to", COMMAND],
        [BROKEN, "--to", "md"],
    ],
    "policy": [
        ["list"],
        ["show", f"./{POLICY_NAME}"],
        ["show", f"./{POLICY_NAME}", "--markdown"],
        ["show", COMMAND],
        ["check", COMMAND],
        ["new", "::policy.toml", "--name", COMMAND],
        ["new", "a.toml", "--extends", COMMAND],
        ["check", f"./{PLAN_NAME}"],
        ["check", f"./{PLAN_NAME}", "--output-format", "json"],
        *(
            ["try", f"./{POLICY_NAME}", "--set", "default-notice.at_least=95 days", "--output-format", each]
            for each in ("text", "markdown", "json")
        ),
        ["try", f"./{POLICY_NAME}", "--set", f"{COMMAND}.a=1"],
        ["try", f"./{POLICY_NAME}", "--set", COMMAND],
        ["try", f"./{POLICY_NAME}", f"{COMMAND}.toml"],
        ["try", COMMAND],
    ],
    "fmt": [["--diff", _PLAN], ["--check", _PLAN, BROKEN], [f"{COMMAND}.toml"]],
    "schema": [["plan", "--policy", f"./{POLICY_NAME}"], ["plan", "--policy", COMMAND], [COMMAND]],
    "keys": [["save"], [COMMAND]],
    "completions": [["bash"], [COMMAND]],
}
"""Arguments of each command: what is found, what is missing, what is broken. Nothing runs on."""


def write_all(folder: Path) -> None:
    """Write the plans and the policy of the runs."""
    (folder / POLICY_NAME).write_text(HOSTILE_POLICY)
    (folder / PLAN_NAME).write_text(HOSTILE_PLAN)
    (folder / OTHER).write_text(OTHER_PLAN)
    (folder / BROKEN).write_text(BROKEN_PLAN)
    keep_unsaved(folder / PLAN_NAME, OTHER_PLAN)


def keep_unsaved(plan: Path, text: str, session: str = "00000000") -> None:
    """Leave unsaved work behind, as a planner that was killed does."""
    kept = recovery_folder() / f"{stem(str(plan))}-{session}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    base = digest(plan.read_bytes()) if plan.exists() else None
    write_work(kept, str(plan), UnsavedWork(text, base))
