import os
from pathlib import Path

import pytest
import tomli

from planner.disk.exclusion import excluded
from planner.files.format import file_kind
from planner.files.plan.folder import find_plans, is_plan, looks_like_a_plan, plans_of

from .test_plan_file import PLAN, POLICY, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [os.path.normpath(plan) for each in plans_of(paths, exclude) for plan in each.plans]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('product = "shop"\nversion = "1.2"\n', False),
        ('product = "shop"\n', False),
        ('product = "shop"\nformat = "wheel"\n', False),
        ('product = "shop"\nformat = true\n', False),
        ('product = "shop"\npolicy = ["a"]\n', False),
        ('product = "shop"\nversion = ["1.2"]\n', False),
        ('policy = "clio"\nformat = 1\n', False),
        ('product = "shop"\npolicy = "clio"\n', True),
        ("product = 1\nformat = 2\n", True),
        ('product = "shop"\n[[version]]\nname = "1"\n', True),
        ('[[version]]\nname = "1"\n', True),
        ('version = [{ name = "1" }]\n', True),
        ('"product" = "shop"\n"format" = 1\n', True),
    ],
)
def test_a_foreign_file_with_a_product_is_no_plan(text: str, is_one: bool) -> None:
    assert is_plan(tomli.loads(text)) is is_one
    assert (file_kind(tomli.loads(text)) == "plan") is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("[[version\n", True),
        ("x = TBD\n version = [{name = TBD}]", True),
        ('product = "x"\npolicy = clio\n', True),
        ("'product' = x\n\"format\" = 1x\n", True),
        ('product = "x"\nversion = TBD\n', False),
        ('product = "x"\n[[versions\n', False),
        ("product = TBD\n[tool]\nformat = 1\n", False),
        ("[tool]\nproduct = TBD\nformat = 1\n", False),
    ],
)
def test_a_file_that_is_no_toml_is_known_by_its_looks(text: str, is_one: bool) -> None:
    assert looks_like_a_plan(text) is is_one


def test_plans_are_found_sorted_and_other_files_counted(tmp_path: Path) -> None:
    plan = PLAN.format(policy="clio")
    for name in ("b.toml", "a/z.toml", "c/d/e.toml"):
        write(tmp_path / name, plan)
    write(tmp_path / "no-product.toml", '[[version]]\nname = "1"')
    write(tmp_path / "broken.toml", 'product = "x"\npolicy = "clio"\nfoo = TBD')
    write(tmp_path / "broken-foreign.toml", 'product = "x"\nfoo = TBD\n[p]\nformat = 1\n')
    write(tmp_path / "broken-version.toml", "x = TBD\n  [[ version ]]\n")
    write(tmp_path / "foreign.toml", 'product = "x"\nversion = "1.2"')
    write(tmp_path / "pyproject.toml", '[project]\nproduct = "x"\nversion = "1"')
    write(tmp_path / "list.toml", 'version = ["1"]')
    write(tmp_path / "other-broken.toml", "x = TBD")
    write(tmp_path / "policy.toml", POLICY)
    write(tmp_path / "plan.txt", plan)
    write(tmp_path / ".hidden/p.toml", plan)
    (tmp_path / "latin.toml").write_bytes(b'product = "\xe9"\n')
    (tmp_path / "utf-16.toml").write_bytes(plan.encode("utf-16"))
    (tmp_path / "folder.toml").mkdir()
    found = find_plans(str(tmp_path))
    assert [os.path.relpath(each, tmp_path) for each in found.plans] == [
        "a/z.toml",
        "b.toml",
        "broken-version.toml",
        "broken.toml",
        "c/d/e.toml",
        "latin.toml",
        "no-product.toml",
        "utf-16.toml",
    ]
    assert (found.passed_over, found.unreadable, found.is_empty) == (6, (), False)


def test_a_product_that_stands_in_a_table_makes_no_plan(tmp_path: Path) -> None:
    write(tmp_path / "p.toml", '[tool]\nproduct = "x"')
    found = find_plans(str(tmp_path))
    assert (found.plans, found.passed_over, found.is_empty) == ((), 1, True)


def test_what_cannot_be_read_in_a_folder_is_not_skipped_silently(tmp_path: Path) -> None:
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.toml")
    found = find_plans(str(tmp_path))
    assert [(Path(each.path).name, each.reason) for each in found.unreadable] == [
        ("gone.toml", "there is no such file"),
        ("pipe.toml", "is not an ordinary file"),
    ]
    missing = find_plans(str(tmp_path / "missing"))
    assert [each.reason for each in missing.unreadable] == ["no such file or directory"]


def test_a_path_given_twice_in_whatever_spelling_is_one_plan(folder: Path) -> None:
    for name in ("a/p.toml", "other.toml"):
        write(folder / name, PLAN.format(policy="clio") if name != "other.toml" else "x = 1")
    (folder / "link").symlink_to("a")
    spellings = ("a/p.toml", "./a/p.toml", "a/../a//p.toml", str(folder / "a/p.toml"), "link/p.toml")
    assert found(*spellings, ".", "a", "link") == ["a/p.toml"]
    assert sum(each.passed_over for each in plans_of([".", str(folder), "./"])) == 1
    assert found("gone.toml", "./gone.toml") == ["gone.toml"]


def test_a_link_in_another_folder_is_a_plan_of_its_own(folder: Path) -> None:
    write(folder / "a/p.toml", PLAN.format(policy="./policy.toml"))
    (folder / "b").mkdir()
    (folder / "b" / "p.toml").symlink_to("../a/p.toml")
    os.link(folder / "a/p.toml", folder / "b/hard.toml")
    assert found("a", "b") == ["a/p.toml", "b/hard.toml", "b/p.toml"]


@pytest.mark.parametrize(
    ("globs", "left"),
    [
        (("old",), ["a/p.toml", "a/p.bak.toml", "shop.toml"]),
        (("*.bak.toml", "shop.*"), ["a/old/q.toml", "a/p.toml"]),
        (("a/*.toml",), ["a/old/q.toml", "shop.toml"]),
        (("a/**/*.toml",), ["shop.toml"]),
        (("**/q.toml", "./a/p.toml"), ["a/p.bak.toml", "shop.toml"]),
        (("a/",), ["shop.toml"]),
        (("[ps]*.toml",), ["a/old/q.toml"]),
        (("[!ps]*.toml",), ["a/p.bak.toml", "a/p.toml", "shop.toml"]),
        (("?.toml",), ["a/p.bak.toml", "shop.toml"]),
        (("old/*",), ["a/old/q.toml", "a/p.bak.toml", "a/p.toml", "shop.toml"]),
        (("*",), []),
        (("[", "(", "a.p*", "\\"), ["a/old/q.toml", "a/p.bak.toml", "a/p.toml", "shop.toml"]),
    ],
)
def test_globs_leave_files_and_folders_out(folder: Path, globs: tuple[str, ...], left: list[str]) -> None:
    for name in ("a/old/q.toml", "a/p.toml", "a/p.bak.toml", "shop.toml"):
        write(folder / name, PLAN.format(policy="clio"))
    assert sorted(found(".", exclude=globs)) == sorted(left)
    assert sorted(found(str(folder), exclude=globs)) == sorted(str(folder / each) for each in left)


def test_a_glob_with_a_slash_is_also_from_the_folder_that_is_looked_through(folder: Path) -> None:
    write(folder / "plans/old/q.toml", PLAN.format(policy="clio"))
    assert found("plans", exclude=("old/*.toml",)) == []
    assert found("plans/old/q.toml", exclude=("old/*.toml",)) == ["plans/old/q.toml"]
    assert found("plans/old/q.toml", exclude=("old",)) == []


def test_an_excluded_folder_is_not_even_listed(folder: Path) -> None:
    write(folder / "shop.toml", PLAN.format(policy="clio"))
    (folder / "locked").mkdir()
    (folder / "locked" / "gone.toml").symlink_to("nothing")
    found = find_plans(".", ("locked",))
    assert (found.plans, found.unreadable) == (("./shop.toml",), ())
    assert excluded("locked", ("locked",))


def test_a_glob_does_not_see_the_folders_above_what_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = tmp_path / "drafts"
    (above / "plans" / "old").mkdir(parents=True)
    for path in ("a.toml", "old/b.toml"):
        (above / "plans" / path).write_text(PLAN)
    whole = str(above / "plans")
    for current in (above, above / "plans", tmp_path.parent / "elsewhere"):
        current.mkdir(exist_ok=True)
        monkeypatch.chdir(current)
        assert len(found(whole, exclude=("drafts", tmp_path.name))) == 2, current
        assert found(whole, exclude=("old",)) == [str(above / "plans" / "a.toml")], current
        assert found(whole, exclude=(f"{above}/*/a.toml",)) == [str(above / "plans" / "old" / "b.toml")], (
            current
        )
