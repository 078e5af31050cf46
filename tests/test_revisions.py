import os
from pathlib import Path

import pytest

from planner.disk.source import Unreadable
from planner.files.plan.file import PlanFile
from planner.revisions import RevisionRequest, UnknownRevision, parse_revision, read_plan_at

from .repository import commit_all, git

PLAN = 'format = 1\nproduct = "{}"\npolicy = "../policies/house.toml"\n[[version]]\nname = "1"\n'
HOUSE = 'format = 1\nname = "house"\nextends = "./base.toml"\n'
BASE = 'format = 1\nname = "base"\ninvalid = "{}"\n[[milestone]]\nname = "released"\nrole = "released"\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits, of which the second changed the plan, its policy and what that extends."""
    for folder in ("plans", "policies"):
        (tmp_path / folder).mkdir()
    for state in ("before", "now"):
        (tmp_path / "plans" / "a.toml").write_text(PLAN.format(state))
        (tmp_path / "policies" / "house.toml").write_text(HOUSE)
        (tmp_path / "policies" / "base.toml").write_text(BASE.format(state))
        commit_all(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str, path: str | None = None, policy: str | None = None) -> PlanFile:
    wanted = parse_revision(text)
    assert wanted is not None
    return read_plan_at(wanted, path, policy)


def product(plan_file: PlanFile) -> str:
    assert plan_file.diagnostics == plan_file.policy_diagnostics == ()
    assert plan_file.plan is not None
    return plan_file.plan.product


def test_a_file_is_no_revision() -> None:
    assert parse_revision("plans/a.toml") is None
    assert parse_revision("./git:HEAD") is None
    assert parse_revision("git:HEAD") == RevisionRequest("HEAD", None)
    assert parse_revision("git:HEAD:a:b.toml") == RevisionRequest("HEAD", "a:b.toml")


def test_a_plan_and_all_files_of_its_policy_are_read_as_they_were(repository: Path) -> None:
    then = read("git:HEAD~1", "plans/a.toml")
    assert product(then) == "before"
    assert then.policy is not None
    assert then.policy.invalid == "before"
    assert then.source.path == "git:HEAD~1:plans/a.toml"


@pytest.mark.parametrize("folder", [".", "plans", "policies"])
def test_the_path_is_found_from_any_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(repository / folder)
    path = os.path.relpath(repository / "plans" / "a.toml")
    assert product(read("git:HEAD~1", path)) == "before"
    assert product(read("git:HEAD~1", str(repository / "plans" / "a.toml"))) == "before"


def test_a_path_of_a_revision_is_from_the_top_or_with_dots_from_here(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "plans")
    for path in ("plans/a.toml", "./a.toml", "../plans/a.toml"):
        assert product(read(f"git:HEAD~1:{path}")) == "before"
    with pytest.raises(Unreadable, match=r"git:HEAD:a\.toml: there is no such file in this revision"):
        read("git:HEAD:a.toml")


def test_any_name_of_a_commit_will_do(repository: Path) -> None:
    git(repository, "tag", "--annotate", "v1", "--message", "x", "HEAD~1")
    git(repository, "branch", "topic/one", "HEAD~1")
    for name in ("v1", "topic/one", "main^", git(repository, "rev-parse", "HEAD~1"), "HEAD^{/A commit}^"):
        assert product(read(f"git:{name}", "plans/a.toml")) == "before"


def test_a_plan_that_was_deleted_with_its_folder_is_still_in_the_revision(repository: Path) -> None:
    (repository / "plans" / "a.toml").unlink()
    (repository / "plans").rmdir()
    assert product(read("git:HEAD", "plans/a.toml")) == "now"


def test_a_symbolic_link_is_followed_within_the_revision(repository: Path) -> None:
    (repository / "link.toml").symlink_to("plans/a.toml")
    (repository / "plans" / "a.toml").write_text(PLAN.format("now").replace("../policies", "./policies"))
    commit_all(repository)
    assert product(read("git:HEAD:link.toml")) == "now"


def test_another_policy_is_read_as_it_is_now(repository: Path) -> None:
    (repository / "mine.toml").write_text(BASE.format("mine"))
    then = read("git:HEAD~1", "plans/a.toml", "mine.toml")
    assert then.policy is not None
    assert then.policy.invalid == "mine"


def test_a_policy_that_was_broken_is_told_with_its_place_in_the_revision(repository: Path) -> None:
    (repository / "policies" / "base.toml").write_text(BASE.format("x") + "unknwon = 1\n")
    commit_all(repository)
    (diagnostic,) = read("git:HEAD", "plans/a.toml").policy_diagnostics
    assert (diagnostic.path, diagnostic.line) == ("git:HEAD:policies/base.toml", 7)


def test_a_policy_that_was_not_there_is_an_error_of_the_plan(repository: Path) -> None:
    (repository / "policies" / "house.toml").unlink()
    commit_all(repository)
    (diagnostic,) = read("git:HEAD", "plans/a.toml").diagnostics
    assert diagnostic.code == "unknown-policy"


@pytest.mark.parametrize(
    "revision",
    [
        "nope",
        "--help",
        "-h",
        "--batch-check",
        "--upload-pack=touch x",
        "$(touch x)",
        "; touch x",
        "HEAD..HEAD~1",
        "^HEAD",
        " ",
        "HEAD\u2028",
    ],
)
def test_no_revision_is_anything_but_a_revision(repository: Path, revision: str) -> None:
    with pytest.raises(UnknownRevision, match="there is no such commit"):
        read(f"git:{revision}", "plans/a.toml")
    assert not (repository / "x").exists()


@pytest.mark.parametrize(
    "text", ["git:", "git::plans/a.toml", "git:HEAD\nHEAD", "git:HEAD\0", "git:...", "git:HEAD:a\0.toml"]
)
def test_what_names_no_revision_is_refused(text: str) -> None:
    with pytest.raises(UnknownRevision, match="names no revision"):
        parse_revision(text)


@pytest.mark.parametrize("path", ["plans", "../outside.toml", "/etc/passwd", "plans/none.toml", ".", ""])
def test_what_is_no_file_of_the_revision_is_unreadable(repository: Path, path: str) -> None:
    with pytest.raises(Unreadable if path else UnknownRevision):
        read(f"git:HEAD:{path}")


def test_outside_of_a_repository_git_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownRevision, match="git cannot be asked: not a git repository"):
        read("git:HEAD", "a.toml")


def test_a_shallow_clone_is_given_as_the_reason(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--depth=1", repository.as_uri(), ".")
    with pytest.raises(UnknownRevision, match="the clone is shallow"):
        read("git:HEAD~1", str(clone / "plans" / "a.toml"))


def test_without_git_it_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(UnknownRevision, match="git cannot be run: no such file"):
        read("git:HEAD", "plans/a.toml")


def test_nothing_is_left_behind(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = repository / "rooms"
    rooms.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    read("git:HEAD", "plans/a.toml")
    assert list(rooms.iterdir()) == []
