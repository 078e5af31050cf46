"""Mistakes that only the files of a policy tell: where its milestones and rules come from."""

from pathlib import Path

import pytest

from planner.files.policy.layers import BrokenPolicy
from planner.soundness import check_policy

from .policies import HEAD, found, gap, rule, shown

OWN = 'format = 1\nname = "own"\nextends = "./base.toml"\n'
SUNSET = '\n[[milestone]]\nname = "sunset"\n'


def mistakes(folder: Path, base: str, own: str) -> list[tuple[str, str, str]]:
    """Return the file, code and text of each mistake of a policy that extends another one."""
    (folder / "base.toml").write_text(base, encoding="utf-8")
    (folder / "own.toml").write_text(own, encoding="utf-8")
    texts = {str(folder / "base.toml"): base, str(folder / "own.toml"): own}
    return [
        (Path(each.path or "").name, *shown(texts[each.path or ""], (each,))[0])
        for each in check_policy(str(folder / "own.toml"), None)
    ]


def test_a_milestone_that_extends_put_after_retired(tmp_path: Path) -> None:
    told = mistakes(tmp_path, HEAD, OWN + SUNSET)
    assert told == [("own.toml", "after-retired", '"sunset"')]
    message = check_policy(str(tmp_path / "own.toml"), None)[0].message
    assert message.endswith('which milestone it follows, `after = "retired"` if it is meant so')


@pytest.mark.parametrize("after", ["released", "retired"])
def test_a_milestone_that_says_where_it_comes_is_right(tmp_path: Path, after: str) -> None:
    assert mistakes(tmp_path, HEAD, f'{OWN}{SUNSET}after = "{after}"\n') == []


def test_a_milestone_of_a_policys_own_after_retired_is_right(tmp_path: Path) -> None:
    at = HEAD.index('[[milestone]]\nname = "released"\nof = "change"')
    text = f"{HEAD[:at]}{SUNSET}\n{HEAD[at:]}"
    assert found(tmp_path, text) == ()
    assert mistakes(tmp_path, text, OWN) == []


def test_a_mistake_is_shown_in_the_file_that_makes_it(tmp_path: Path) -> None:
    base = HEAD + gap("long", "released", "default", 'at_least = "6 months"')
    own = OWN + gap("quick", "released", "default", 'at_most = "1 month"')
    assert mistakes(tmp_path, base, own) == [("own.toml", "no-common-date", '"1 month"')]
    both = base + gap("quick", "released", "default", 'at_most = "1 year"')
    shorter = f'{OWN}\n[[rule]]\nid = "long"\nat_least = "2 years"\n'
    assert mistakes(tmp_path, both, shorter) == [("own.toml", "no-common-date", '"2 years"')]


def test_tracks_that_an_extending_policy_narrows(tmp_path: Path) -> None:
    base = HEAD + rule("r", "require", 'fields = ["note"]', 'when = { track = "SDK" }')
    told = mistakes(tmp_path, base, OWN.replace("extends", 'tracks = ["API"]\nextends'))
    assert told == [("own.toml", "unlisted-track", '["API"]')]


def test_a_mistake_of_the_base_is_shown_there(tmp_path: Path) -> None:
    base = HEAD + gap("r", "default", "default", 'at_least = "1 day"')
    assert mistakes(tmp_path, base, OWN) == [("base.toml", "gap-to-itself", '"default"')]


def test_unversioned_requests_get_a_default_that_there_is_not(tmp_path: Path) -> None:
    text = HEAD.replace('role = "default"\n', "")
    told = found(tmp_path, text)
    assert shown(text, told) == [("no-default-milestone", '"default"')]
    assert told[0].message.endswith('add one, or say "oldest", "latest" or "none"')
    assert found(tmp_path, text.replace('unversioned = "default"', 'unversioned = "none"')) == ()


LEAST, MOST = 'at_least = "2 years"', 'at_most = "1 year"'
NUMBERS = ("at_least = 3", "at_most = 2")
REFUSED = {
    "gap": (gap("r", "released", "default", LEAST, MOST), "no date is at least"),
    "notice": (rule("r", "notice", 'milestone = "default"', LEAST, MOST), "no notice goes out at least"),
    "count": (rule("r", "count", 'from = "released"', 'until = "retired"', *NUMBERS), "no number"),
    "rate": (rule("r", "rate", 'milestone = "released"', 'per = "year"', *NUMBERS), "no number"),
    "role": (
        '\n[[milestone]]\nname = "again"\nrole = "default"\n',
        "only one milestone of a version can have it",
    ),
}


@pytest.mark.parametrize(("rules", "why"), REFUSED.values(), ids=REFUSED)
def test_contradictions_of_one_entry_are_errors_of_the_policy(tmp_path: Path, rules: str, why: str) -> None:
    with pytest.raises(BrokenPolicy) as broken:
        found(tmp_path, HEAD + rules)
    assert [each.code for each in broken.value.diagnostics] == ["contradiction"]
    assert why in broken.value.diagnostics[0].message
