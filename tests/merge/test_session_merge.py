"""A merge taken on the screen: the saved file is the merge, and one step takes it back."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.edits.keys import with_keys
from planner.engine.task import finish
from planner.files.plan.file import read_plan_file
from planner.files.saving.rewrite import rewrite
from planner.files.saving.save import NeedsWholeFile, Saved
from planner.merge import merge
from planner.plan import Plan
from planner.session import Session
from tests.engine.plans import AS_OF, day
from tests.files.random_plans import Edits, plan_data
from tests.merge.test_random_merges import POLICY, RULE
from tests.toml.handwriting import Handwriting

randoms = st.integers(0, 2**32).map(Random)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    rules = "".join(RULE.format(each) for each in ("one", "two", "three"))
    (folder / "policy.toml").write_text(POLICY + rules)
    return folder / "plan.toml"


@pytest.fixture(autouse=True)
def _recovery_files_stay_here(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(path.parent / "state"))


def edited(plan: Plan, random: Random) -> Plan:
    edits = Edits(random)
    for _ in range(random.randint(1, 3)):
        plan = edits.any(plan)
    return plan


def without_keys(plan: Plan) -> Plan:
    return with_keys(plan, {each.key: 0 for each in plan.entries})


@settings(max_examples=30)
@given(randoms)
def test_the_saved_file_is_the_merge_and_one_step_takes_it_back(path: Path, random: Random) -> None:
    path.write_text(Handwriting(random).plan({**plan_data(random), "policy": "./policy.toml"}))
    session = Session.open(str(path), as_of=day(AS_OF))
    base = session.plan_file
    session.edit("edited", edited(session.plan, random))
    mine = session.plan
    assert base.plan is not None
    theirs = rewrite(base.source.text, base.paths, base.plan, edited(base.plan, random)).text
    path.write_text(theirs)
    before = read_plan_file(str(path))
    assert before.plan is not None

    found = session.merge(theirs.encode())
    if found is None:
        return  # it could only be written anew, without its comments
    expected = merge(base.plan, mine, before.plan)
    assert without_keys(found.plan) == without_keys(expected.plan)
    assert len(found.conflicts) == len(expected.conflicts)
    finish(session.merge_steps(found)).take()
    is_new = session.plan != mine
    outcome = session.save()
    if isinstance(outcome, NeedsWholeFile):
        return
    assert isinstance(outcome, Saved)
    assert outcome.backup is None, "the merge has what they wrote"
    on_disk = read_plan_file(str(path)).plan
    assert on_disk is not None
    assert without_keys(on_disk) == without_keys(session.plan)
    assert session.changes == 0
    if is_new:
        session.undo()
        assert session.plan == mine
        assert session.changes > 0
