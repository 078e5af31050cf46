"""A policy in an installed package: found without running its code, and never outside of it."""

import sys
import zipfile
from pathlib import Path

import pytest

from planner.files.plan.file import read_plan_file
from planner.files.policy.layers import UnknownPolicy, locate
from planner.files.policy.read import load_policy
from planner.files.policy.reference import reference_from
from planner.files.policy_on_disk import policy_contents
from tests.cli.conftest import ran

PUBLIC = 'format = 1\nname = "acme"\nextends = "./common.toml"\n'
COMMON = 'format = 1\nname = "acme common"\nextends = "clio"\ntracks = ["Acme"]\n'
NAME = "package:acme_policies/public"


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages; the code of `acme_policies` fails if it is run."""
    folder = tmp_path / "site"
    package = folder / "acme_policies"
    (package / "eu").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('it was run')\n")
    (package / "public.toml").write_text(PUBLIC)
    (package / "common.toml").write_text(COMMON)
    (package / "eu" / "strict.toml").write_text('format = 1\nname = "eu"\nextends = "../public.toml"\n')
    (folder / "secret.toml").write_text(COMMON)
    (folder / "single.py").write_text("raise SystemExit('it was run')\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def plan_under(folder: Path, policy: str) -> Path:
    path = folder / "plan.toml"
    path.write_text(f'format = 1\nproduct = "P"\npolicy = "{policy}"\n')
    return path


@pytest.mark.parametrize(
    "name", [NAME, f"{NAME}.toml", *(f"package:acme_policies{at}eu/strict" for at in "/.")]
)
def test_a_policy_is_read_from_its_package_without_running_it(tmp_path: Path, name: str) -> None:
    file = read_plan_file(str(plan_under(tmp_path, name)))
    assert file.policy is not None
    assert file.policy.tracks == ("Acme",)
    assert "acme_policies" not in sys.modules


def test_a_policy_extends_one_in_a_package(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(f'format = 1\nname = "ours"\nextends = "{NAME}"\n')
    assert load_policy("./ours.toml", str(tmp_path)).tracks == ("Acme",)


def test_every_option_policy_takes_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plan_under(tmp_path, "clio")
    assert ran(capfd, "check", "plan.toml", "--policy", NAME).code == 0
    assert "acme" in ran(capfd, "policy", "show", NAME).out
    assert ran(capfd, "policy", "check", NAME).code == 0
    assert ran(capfd, "new", "new.toml", "--product", "P", "--policy", NAME).code == 0
    assert f'policy  = "{NAME}"' in (tmp_path / "new.toml").read_text()
    assert reference_from("plans/a.toml", NAME) == NAME


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("package:acme_policy/public", "the package `acme_policy` is not installed beside the planner"),
        ("package:acme_policies/pblic", "has no `pblic.toml`: did you mean `public`?"),
        ("package:acme_policies/zzzz", "has no `zzzz.toml`: there are `common`, `eu/strict`, `public`"),
        ("package:acme_policies", "the file in the package is missing, as in `package:acme_policies/public`"),
        ("package:acme_policies/", "the file in the package is missing"),
        ("package:", "is no package's name"),
        ("package:acme-policies/public", "`acme-policies` is no package's name"),
        ("package:single/public", "`single` is no package with files"),
        ("package:acme_policies.us/public", "`acme_policies.us` is no package with files"),
    ],
)
def test_what_is_not_there_is_said_at_the_key(tmp_path: Path, name: str, why: str) -> None:
    (diagnostic,) = read_plan_file(str(plan_under(tmp_path, name))).diagnostics
    assert (diagnostic.code, diagnostic.line, diagnostic.column) == ("unknown-policy", 3, 10)
    assert why in diagnostic.message


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "eu/../../secret",
        "/etc/passwd",
        "./public",
        "eu//strict",
        ".hidden",
        "..",
        "a\\\\..\\\\b",
    ],
)
def test_a_path_does_not_lead_out_of_the_package(path: str) -> None:
    with pytest.raises(UnknownPolicy, match="lies in its package"):
        locate(f"package:acme_policies/{path}", None)


def test_a_link_does_not_lead_out_of_the_package(site: Path) -> None:
    (site / "acme_policies" / "link.toml").symlink_to(site / "secret.toml")
    with pytest.raises(UnknownPolicy, match=r"has no `link\.toml`"):
        locate("package:acme_policies/link", None)


def test_its_files_are_watched_like_others(site: Path) -> None:
    before = policy_contents(NAME, None)
    assert [Path(path).name for path, _ in before] == ["public.toml", "common.toml"]
    (site / "acme_policies" / "common.toml").write_text(COMMON.replace("Acme", "Other"))
    assert policy_contents(NAME, None) != before
    assert load_policy(NAME, None).tracks == ("Other",)


def test_a_zipped_package_is_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "zipped.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("acme_zipped/__init__.py", "raise SystemExit('it was run')")
        file.writestr("acme_zipped/public.toml", COMMON)
    monkeypatch.syspath_prepend(str(archive))
    assert load_policy("package:acme_zipped/public", None).tracks == ("Acme",)
    with pytest.raises(UnknownPolicy, match=r"has no `other\.toml`"):
        load_policy("package:acme_zipped/other", None)
