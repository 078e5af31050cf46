"""`planner export` of a plan of 1,000 versions, without findings and with four for each version."""

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.big_plan import AS_OF, big_plan
from benchmarks.cold_check import check_command, least
from benchmarks.table import Result, Skipped

ROUNDS = 5
A_SECOND = 1.0


def results() -> Iterator[Result | Skipped]:
    """Yield the times of an HTML page and of a PNG against their bars, and against a check and an SVG.

    Each is measured on a plan without findings and on one with 4,000. PNGs are skipped without their extra.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        quiet, loud = folder / "quiet.toml", folder / "loud.toml"
        quiet.write_text(big_plan(1000), encoding="utf-8")
        loud.write_text(without_notices(big_plan(1000)), encoding="utf-8")
        for what, plan in (("versions", quiet), ("with 4,000 findings", loud)):
            html, check = least(_export(plan, "html"), check_command(plan), rounds=ROUNDS)
            yield Result(f"html of 1,000 {what}", html, "its bar, a second", A_SECOND, bar=1)
            yield Result(f"html of 1,000 {what}", html, "a check of that plan", check)
        if any(find_spec(each) is None for each in ("PIL", "resvg_py", "zlib_ng")):
            yield Skipped("png of 1,000 versions", "needs the extra png")
            return
        for what, plan in (("versions", quiet), ("with 4,000 findings", loud)):
            png, svg = least(_export(plan, "png"), _export(plan, "svg"), rounds=ROUNDS)
            yield Result(f"png of 1,000 {what}", png, "its bar, a second", A_SECOND, bar=1)
            yield Result(f"png of 1,000 {what}", png, "the svg of that plan", svg)


def without_notices(text: str) -> str:
    """Return the plan without its notices, so that nothing in it was announced."""
    return "".join(each for each in re.split(r"(?m)^(?=\[\[)", text) if not each.startswith("[[notice"))


def _export(plan: Path, to: str) -> list[str]:
    """Return the command that exports a plan in a format to a file beside it."""
    command = [sys.executable, "-m", "planner", "export", str(plan), "--as-of", str(AS_OF)]
    return [*command, "--to", to, "-o", str(plan.with_suffix(f".{to}"))]
