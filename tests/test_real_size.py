"""The plan of real size is one that the planner reads and judges without a word about its file."""

import json
import subprocess
import sys
from pathlib import Path

from tests.real_size import AS_OF, VIOLATIONS, plan_text, write


def test_the_plan_of_real_size_has_no_errors_and_exactly_the_violations_it_says(tmp_path: Path) -> None:
    options = ("--as-of", str(AS_OF), "--output-format", "json")
    checked = subprocess.run(
        [sys.executable, "-m", "planner", "check", str(write(tmp_path)), *options],
        check=False,
        capture_output=True,
        text=True,
    )
    (plan,) = json.loads(checked.stdout)["plans"]
    assert plan["errors"] == []
    found = [(each["rule"], each["item"]) for each in plan["violations"] if each["waived"] is None]
    assert sorted(found) == list(VIOLATIONS)
    assert sum(each["waived"] is not None for each in plan["violations"]) == 1


def test_the_plan_of_real_size_has_thirty_versions_in_three_tracks() -> None:
    text = plan_text()
    assert text.count("[[version]]") == 30
    assert len({line for line in text.splitlines() if line.startswith("track      =")}) == 3
