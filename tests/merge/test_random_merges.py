"""Merges of random hand-written plans with random edits."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.saving.rewrite import rewrite
from planner.merge import Conflict, merged_text
from planner.plan import Plan
from tests.files.random_plans import Edits, plan_data
from tests.toml.handwriting import Handwriting

POLICY = """\
format = 1
name = "small"
milestone = [
  { name = "released" }, { name = "default" }, { name = "deprecated" },
  { name = "released", of = "change" }, { name = "effective", of = "change" },
]
[channels]
email = "Email"
docs = "Docs"
blog = "Blog"
[changes]
compatible = ["add"]
incompatible = ["remove"]
[reasons]
security = "S"
legal = "L"
[fields.beta]
[fields.size]
"""
RULE = '[[rule]]\nid = "{}"\nkind = "gap"\nfrom = "released"\nto = "default"\nat_least = "1 day"\n'

randoms = st.integers(0, 2**32).map(Random)
Read = Callable[[str], PlanFile]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder: Path = tmp_path_factory.mktemp("plans")
    rules = "".join(RULE.format(each) for each in ("one", "two", "three"))
    (folder / "policy.toml").write_text(POLICY + rules)

    def read(text: str) -> PlanFile:
        plan_file = read_plan_bytes(str(folder / "plan.toml"), text.encode())
        assert plan_file.plan is not None, (text, plan_file.diagnostics, plan_file.policy_diagnostics)
        return plan_file

    return read


def written(read: Read, random: Random) -> PlanFile:
    return read(Handwriting(random).plan({**plan_data(random), "policy": "./policy.toml"}))


def edited(read: Read, before: PlanFile, random: Random) -> PlanFile:
    assert before.plan is not None
    new, edits = before.plan, Edits(random)
    for _ in range(random.randint(1, 4)):
        new = edits.any(new)
    return read(rewrite(before.source.text, before.paths, before.plan, new).text)


def merged(base: PlanFile, ours: PlanFile, theirs: PlanFile) -> tuple[str, tuple[Conflict, ...]]:
    found, rewritten = merged_text(base, ours, theirs)
    return rewritten.text, found.conflicts


@settings(max_examples=40)
@given(randoms)
def test_a_merge_with_an_unchanged_side_is_the_other_side(read: Read, random: Random) -> None:
    base = written(read, random)
    changed = edited(read, base, random)
    assert merged(base, changed, base) == (changed.source.text, ())
    assert merged(base, base, changed) == (changed.source.text, ())
    assert merged(base, changed, changed) == (changed.source.text, ())


@settings(max_examples=40)
@given(randoms)
def test_moves_of_different_dates_commute(read: Read, random: Random) -> None:
    base = written(read, random)
    assert base.plan is not None
    places = [(version.key, what) for version in base.plan.versions for what in version.dates]
    if len(places) < 2:
        return
    one, other = (
        _with_date(read, base, place, day)
        for place, day in zip(random.sample(places, 2), (738_500, 738_501), strict=True)
    )
    text, conflicts = merged(base, one, other)
    assert conflicts == ()
    assert merged(base, other, one) == (text, ())
    changed = zip(base.source.text.split("\n"), text.split("\n"), strict=True)
    assert sum(old != new for old, new in changed) in (1, 2), "two dates of one inline table are one line"


def _with_date(read: Read, base: PlanFile, place: tuple[int, str], day: int) -> PlanFile:
    assert base.plan is not None
    key, what = place
    versions = tuple(
        each._replace(dates={**each.dates, what: day}) if each.key == key else each
        for each in base.plan.versions
    )
    new: Plan = base.plan._replace(versions=versions)
    return read(rewrite(base.source.text, base.paths, base.plan, new).text)


@settings(max_examples=50)
@given(randoms)
def test_any_two_sides_merge_into_a_plan_without_writing_the_file_anew(read: Read, random: Random) -> None:
    base = written(read, random)
    ours, theirs = edited(read, base, random), edited(read, base, random)
    found, rewritten = merged_text(base, ours, theirs)
    tomli.loads(rewritten.text)
    result = read(rewritten.text)
    assert result.plan is not None
    assert _contents(result.plan) == _contents(found.plan)
    assert rewritten.extent != "file"
    _, turned = merged(base, theirs, ours)
    assert bool(turned) is bool(found.conflicts), "a conflict is one whichever side is ours"


def _contents(plan: Plan) -> list[str]:
    return sorted(repr(_sorted(each._replace(key=0)._asdict())) for each in plan.entries)


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, repr(_sorted(each))) for key, each in value.items())
    return value


def test_two_new_unnamed_notices_that_both_sides_have_are_no_conflict(read: Read) -> None:
    """Two notices about one item by one channel differ only in their days, so both have one name."""
    version = '[[version]]\nname = "1"\nreleased = 2027-01-01\n'
    notice = '[[notice]]\nversion = "1"\nannounces = ["released"]\ndate = {}\nchannels = ["email"]\n'.format
    head = 'format = 1\nproduct = "P"\npolicy = "./policy.toml"\n'
    base = read(f"{head}{version}")
    changed = read(f"{head}{version}{notice('2026-10-01')}{notice('2026-11-01')}")
    assert merged(base, changed, changed) == (changed.source.text, ())
