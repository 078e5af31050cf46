from collections import Counter
from random import Random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from planner.files.plan.data import head_data
from planner.files.saving import rewrite as rewriting
from planner.files.saving.plan_edits import PlanEdits
from planner.files.saving.rewrite import Rewritten, rewrite
from planner.plan import Plan, Version
from planner.toml.document import CannotEdit, TomlDocument
from planner.toml.spans import comments
from tests.files.opened import Opened, opened
from tests.files.random_plans import Edits, plan_data, without
from tests.toml.handwriting import Handwriting

randoms = st.integers(0, 2**32).map(Random)


def written(random: Random) -> Opened:
    return opened(Handwriting(random).plan(plan_data(random)))


def edited(plan: Plan, random: Random) -> Plan:
    edits = Edits(random)
    for _ in range(random.randint(1, 4)):
        plan = edits.any(plan)
    return plan


def assert_holds(rewritten: Rewritten, new: Plan) -> None:
    """The text reads as the new plan, with each entry where `paths` says."""
    read = opened(rewritten.text)
    keys = {path: key for key, path in rewritten.paths.items()}
    entries = {keys[read.paths[each.key]]: each._replace(key=0) for each in read.plan.entries}
    assert entries == {each.key: each._replace(key=0) for each in new.entries}
    for kind in ("versions", "changes"):
        names = [each.name for each in getattr(read.plan, kind)]
        assert names == [each.name for each in getattr(new, kind)], "their order is the succession"
    assert head_data(read.plan) == head_data(new)


@given(randoms)
def test_any_edits_of_any_hand_written_plan_are_written_and_read_back(random: Random) -> None:
    before = written(random)
    new = edited(before.plan, random)
    after = before.rewritten(new)
    assert_holds(after, new)
    assert after.extent in ("values", "arrays"), "nothing had to be written anew"
    bare_newlines = after.text.count("\n") - after.text.count("\r\n")
    assert not bare_newlines or "\r\n" not in after.text


@given(randoms)
def test_one_date_is_one_line(random: Random) -> None:
    before = written(random)
    dated = [each for each in before.plan.versions if each.dates]
    if not dated:
        return
    version = random.choice(dated)
    milestone = random.choice([*version.dates])
    changed = version._replace(dates={**version.dates, milestone: 738_500})
    versions = tuple(changed if each is version else each for each in before.plan.versions)
    after = before.rewritten(before.plan._replace(versions=versions)).text
    assert sum(old != new for old, new in zip(before.text.split("\n"), after.split("\n"), strict=True)) == 1


@given(randoms)
def test_what_comes_takes_nothing_away(random: Random) -> None:
    before = written(random)
    edits = Edits(random)
    new = before.plan
    for add in (edits.add_item, edits.add_notice, edits.add_freeze, edits.add_waiver):
        new = add(new)
    after = before.rewritten(new).text
    rest = iter(after)
    assert all(each in rest for each in before.text if each not in " \t\n\r"), "all is there, in its order"
    assert comments(after) == comments(before.text)


@given(randoms)
def test_what_goes_takes_only_its_own_comments(random: Random) -> None:
    before = written(random)
    if not before.plan.entries:
        return
    gone = random.choice(before.plan.entries)
    new = without(before.plan, gone)
    after = before.rewritten(new)
    document = TomlDocument(before.text)
    own = Counter[str]()
    for key, path in before.paths.items():
        if key not in after.paths:
            for section in document.sections_below(path):
                own.update(comments(before.text[section.lead : section.end]))
            if span := document.spans.value(path):
                own.update(comments(before.text[span.start : document.line_end(span.end)]))
    for change in new.changes:
        if change not in before.plan.changes:  # it named the version that is gone
            span = document.spans.value((*before.paths[change.key], "version"))
            assert span
            own.update(comments(before.text[span.start : document.line_end(span.end)]))
    assert Counter(comments(before.text)) - Counter(comments(after.text)) <= own


@given(randoms)
def test_entries_written_anew_keep_their_comments(random: Random) -> None:
    before = written(random)
    new = before.plan
    for _ in range(3):
        new = Edits(random).notice(new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rewriting, "by_edits", only_entries)
        after = before.rewritten(new)
    assert_holds(after, new)
    if after.extent == "entries":
        assert Counter(comments(after.text)) == Counter(comments(before.text))
    else:
        assert "\n" in before.text.split("notice", 1)[1], "inline notices with comments need the whole file"


by_edits = rewriting.by_edits


def only_entries(edits: PlanEdits, new: Plan, whole_entries: bool) -> Rewritten:
    if not whole_entries:
        raise CannotEdit
    return by_edits(edits, new, whole_entries)


def no_edits(edits: PlanEdits, new: Plan, whole_entries: bool) -> Rewritten:
    raise CannotEdit


@given(randoms)
def test_a_file_written_anew_holds_the_plan_and_what_the_model_does_not_know(random: Random) -> None:
    before = written(random)
    new = edited(before.plan, random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rewriting, "by_edits", no_edits)
        after = before.rewritten(new)
    assert after.extent == "file"
    assert_holds(after, new)


PLAN = """\
#:schema ./plan.schema.json

# Clio's plan
format = 1
product = "P" # what
policy = "policy"

[[notice]]
version = "1"
# a remark
date = 2022-01-01 # soon
pinned = false
channels = [
  "email", # first
]

# more of it
[notice.meta]
x = 1 # own

[[version]]
name = "1"
"""


def test_an_entry_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "by_edits", only_entries)
    plan = opened(PLAN)
    after = plan.rewritten(
        plan.plan._replace(notices=(plan.plan.notices[0]._replace(date=738_307, told={}),))
    )
    assert after.extent == "entries"
    assert after.text == (
        PLAN[: PLAN.index("version")]
        + "# a remark\n# soon\n# first\n# more of it\n# own\n"
        + 'version = "1"\ndate = 2022-06-01\nchannels = ["email"]\ntold = {}\npinned = false\n'
        + "\n[notice.meta]\nx = 1\n"
        + '\n[[version]]\nname = "1"\n'
    )


def test_a_file_written_anew_keeps_the_comments_at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "by_edits", no_edits)
    plan = opened(PLAN.replace("\n", "\r\n"))
    after = plan.rewritten(plan.plan._replace(product="Q"))
    assert after.extent == "file"
    assert after.text.replace("\r\n", "\n") == (
        "#:schema ./plan.schema.json\n\n# Clio's plan\n"
        'format = 1\nproduct = "Q"\npolicy = "policy"\n\n[[version]]\nname = "1"\n\n'
        '[[notice]]\nversion = "1"\ndate = 2022-01-01\npinned = false\nchannels = ["email"]\n\n'
        "[notice.meta]\nx = 1\n"
    )
    assert after.text.count("\n") == after.text.count("\r\n")
    assert after.paths == {1: ("notice", 0), 0: ("version", 0)}


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "not TOML", 'format = 1\nproduct = "P"\nversoin = 1\n']
)
def test_without_an_old_plan_the_file_is_written_anew(text: str) -> None:
    plan = Plan("P", "policy", versions=(Version(7, "1"),))
    after = rewrite(text, {}, None, plan)
    assert after.extent == "file"
    assert after.paths == {7: ("version", 0)}
    assert tomli.loads(after.text) == {
        "format": 1,
        "product": "P",
        "policy": "policy",
        "version": [{"name": "1"}],
    }
    assert not text.startswith("#") or after.text.startswith(text)


def test_a_text_that_toml_could_read_otherwise_is_proven() -> None:
    """Types are compared too: to Python, true is 1."""
    plan = opened('format = 1\nproduct = "P"\npolicy = "policy"\n[meta]\nx = true\ny = nan\n')
    same = plan.rewritten(plan.plan._replace(product="Q"))
    assert same.extent == "values"
    other = plan.rewritten(plan.plan._replace(meta={**plan.plan.meta, "x": 1}))
    assert tomli.loads(other.text)["meta"]["x"] == 1
    assert "x = 1\n" in other.text
