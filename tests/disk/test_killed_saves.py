import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_kill_at_any_line_of_a_save_leaves_the_old_file_or_the_new_and_the_next_save_clears_up(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "tests.disk.killed_saves", str(tmp_path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    kills = [line.split() for line in told.splitlines()]
    assert len(kills) > 150
    contents = Counter(contents for contents, _, _ in kills)
    assert contents.keys() == {"old", "new"}
    assert any(int(left) for _, left, _ in kills), "some kills leave a temporary file"
    assert {int(then) for _, _, then in kills} == {0}
