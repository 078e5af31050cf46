"""Each source as it is published, with the traps that its files hold."""

import json
from pathlib import Path

import pytest

from planner.imports import IMPORTERS
from tests.cli.conftest import ran
from tests.repository import ENVIRONMENT, commit_all, git

from .importing import AS_OF, DATA, Run, expected, versions, without_comments


def test_nodejs_is_as_expected(run: Run) -> None:
    told = run("nodejs-schedule.json", "--from", "nodejs", *AS_OF)
    assert (told.code, told.err) == (0, "")
    head, *_ = told.out.split("\n[[version]]\n")
    entries = told.out.removeprefix(head).replace("\n[[version]]\n", "\n\n[[version]]\n").split("\n\n")
    expected_head, *expected_entries = expected("nodejs.toml").rstrip("\n").split("\n\n")
    assert without_comments(head).rstrip("\n") == expected_head
    assert [each.strip() for each in entries if each.strip()][-2:] == expected_entries
    assert 'name     = "v0.8"\nline     = "even"\nreleased = 2012-06-25\nretired  = 2014-07-31\n' in told.out
    assert 'note       = "codename Iron"' in told.out


def test_git_tags_are_as_expected(run: Run) -> None:
    told = run("git-tags-octokit-rest.txt", "--from", "git", "--product", "octokit/rest.js", *AS_OF)
    assert without_comments(told.out) == expected("git-tags.toml")
    assert told.err == "git-tags-octokit-rest.txt: v20: no v20.0.0 among the tags: left out\n"


def test_openapi_is_as_expected(run: Run) -> None:
    name = "oas-deprecated-path-mixed-rfc3339-sunset.yaml"
    told = run(name, "--from", "openapi", "--policy", "copper", "--track", "Developer API", *AS_OF)
    assert without_comments(told.out) == expected("openapi.toml")
    assert told.err.splitlines() == [
        f"{name}: POST /api/test: x-sunset 9999-08-10 means never: left out",
        f"{name}: GET /api/test: the file does not say since when it is deprecated",
    ]


def test_an_openapi_sunset_that_is_no_date_is_said_and_the_change_stays(run: Run) -> None:
    told = run("oas-deprecated-with-invalid-sunset.yaml", "--from", "openapi", *AS_OF)
    assert told.err.endswith("GET /api/test: x-sunset `invalid` is not a date: left out\n")
    assert 'name = "GET /api/test"\nkind = "remove-endpoint"\n' in told.out


def test_openapi_without_deprecated_operations_makes_no_plan(run: Run) -> None:
    told = run("oas-base-alpha-stability.yaml", "--from", "openapi", *AS_OF)
    assert (told.code, told.out) == (2, "")
    assert "no operation is deprecated" in told.err


@pytest.mark.parametrize(
    "key", ["x-sunset", "x-sunset-date", "x-sunsetDate", "X-Sunset-At", "x-removal-date", "x-acme-sunset"]
)
def test_the_spellings_of_sunset_and_deprecation(run: Run, folder: Path, key: str) -> None:
    operation = {"deprecated": True, key: "2027-08-10T00:00:00Z", "x-deprecated-since": "2026-12-01"}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": operation}},
    }
    (folder / "api.json").write_text(json.dumps(document))
    told = run("api.json", "--from", "openapi", *AS_OF)
    assert (told.code, told.err) == (0, "")
    assert "deprecated = 2026-12-01\nretired    = 2027-08-10\n" in told.out


def test_endoflife_v0_keeps_false_out_and_turns_the_list_round(run: Run) -> None:
    told = run("endoflife-v0-eks-excerpt.json", "--from", "endoflife", *AS_OF)
    assert versions(told) == [
        {"name": "1.25", "released": "2023-02-21", "retired": "2024-05-01"},
        {"name": "1.26", "released": "2023-04-11"},
    ]
    assert told.err == "endoflife-v0-eks-excerpt.json: not used: `latest`, `latestReleaseDate`\n"


def test_endoflife_v1_takes_nulls_and_absent_keys(run: Run) -> None:
    told = run("endoflife-v1-debian-excerpt.json", "--from", "endoflife", *AS_OF)
    assert 'product    = "Debian"' in told.out
    assert versions(told) == [
        {"name": "12", "retired": "2026-07-11", "note": "codename Bookworm, eoesFrom 2028-06-30"},
        {"name": "13", "retired": "2028-08-09", "note": "codename Trixie, eoesFrom 2030-06-30"},
    ]
    told = run("endoflife-v1-fairphone-excerpt.json", "--from", "endoflife", *AS_OF)
    assert [each["name"] for each in versions(told)] == ["3+", "4"]


def test_an_end_that_is_only_true_is_said_and_not_dated(run: Run, folder: Path) -> None:
    told = run("endoflife-nodejs-md-excerpt.yaml", "--from", "endoflife", *AS_OF)
    assert "3: eol is true, without a day: left out\n" in told.err
    assert versions(told)[0] == {"name": "3", "released": "2015-08-04"}
    release = {"name": "1", "isEol": True, "eolFrom": None}
    (folder / "v1.json").write_text(json.dumps({"result": {"name": "x", "releases": [release]}}))
    assert "1: isEol is true, without a day: left out" in run("v1.json", "--from", "endoflife").err


def test_endoflife_of_several_products_asks_for_one(run: Run, folder: Path) -> None:
    products = [{"name": name, "releases": [{"name": "1"}]} for name in ("debian", "ubuntu")]
    (folder / "all.json").write_text(json.dumps({"result": products}))
    told = run("all.json", "--from", "endoflife", "--product", "ubunt")
    assert (told.code, told.err) == (
        2,
        "all.json: has several products; choose one with --product: did you mean `ubuntu`?\n",
    )
    assert run("all.json", "--from", "endoflife", "--product", "ubuntu").code == 0


def test_a_page_of_endoflife_is_read_from_its_front_matter(run: Run, folder: Path) -> None:
    text = (DATA / "endoflife-nodejs-md-excerpt.yaml").read_text()
    (folder / "page.md").write_text(f"---\ntitle: Node.js\n{text}---\n\n> [Node](x): a\n- b\n")
    told = run("page.md", "--from", "endoflife", "--policy", "nodejs", *AS_OF)
    assert 'product    = "Node.js"' in told.out
    assert "lts        = 2023-10-24" in told.out


def test_a_key_of_a_mapping_comes_before_the_one_that_it_merges(run: Run, folder: Path) -> None:
    common = "common: &common\n  endOfLifeDate: 2025-06-28\n  releaseDate: 2024-04-17\n"
    own = "schedules:\n- <<: *common\n  release: 1.30\n  endOfLifeDate: 2025-07-15\n"
    (folder / "k.yaml").write_text(common + own)
    told = run("k.yaml", "--from", "kubernetes", *AS_OF)
    assert versions(told) == [{"name": "1.30", "released": "2024-04-17", "retired": "2025-07-15"}]


def test_yaml_does_not_read_1_30_as_1_3(run: Run, folder: Path) -> None:
    text = (DATA / "kubernetes-schedule-excerpt.yaml").read_text()
    (folder / "k.yaml").write_text(text + text.split("\n", 1)[1].replace("1.27 ", "1.30 "))
    told = run("k.yaml", "--from", "kubernetes", *AS_OF)
    assert [each["name"] for each in versions(told)] == ["1.27", "1.30"]
    assert versions(told)[0] == {
        "name": "1.27",
        "released": "2024-04-11",
        "deprecated": "2024-04-28",
        "retired": "2024-06-28",
    }


def test_a_release_date_that_is_not_that_of_the_first_patch_is_said(run: Run, folder: Path) -> None:
    text = (DATA / "kubernetes-schedule-excerpt.yaml").read_text()
    patches = "  previousPatches:\n  - release: 1.27.0\n    targetDate: 2023-04-11\n"
    (folder / "k.yaml").write_text(text + patches)
    told = run("k.yaml", "--from", "kubernetes", *AS_OF)
    assert "1.27: releaseDate 2024-04-11 is used, but 1.27.0 is of 2023-04-11\n" in told.err


def test_ended_branches_of_kubernetes_have_their_end_and_their_note(run: Run) -> None:
    told = run("kubernetes-eol-excerpt.yaml", "--from", "kubernetes", *AS_OF)
    assert [(each["name"], each["retired"]) for each in versions(told)] == [
        ("1.26", "2024-02-28"),
        ("1.31", "2025-11-11"),
    ]
    assert "after the EOL date" in told.out


def test_a_month_of_python_is_no_day(run: Run) -> None:
    told = run("python-release-cycle-excerpt.json", "--from", "python", *AS_OF)
    assert "3.13: end_of_life 2029-10 has no day: left out\n" in told.err
    assert versions(told) == [
        {"name": "3.7", "released": "2018-06-27", "retired": "2023-06-27"},
        {"name": "3.13", "released": "2024-10-07"},
    ]


def test_github_writes_english_dates_and_nothing_for_unknown_ones(run: Run) -> None:
    told = run("github-rest-api-versions.yml", "--from", "github", *AS_OF)
    assert (told.code, told.err) == (0, "")
    assert versions(told) == [
        {"name": "2022-11-28", "released": "2022-11-28", "retired": "2028-03-10"},
        {"name": "2026-03-10", "released": "2026-03-10"},
    ]


def test_a_repository_gives_its_tags_in_utc_and_its_name(run: Run, folder: Path) -> None:
    shop = folder / "shop"
    shop.mkdir()
    commit_all(shop)
    git(shop, "remote", "add", "origin", "git@example.com:acme/shop.git")
    for name, time in (
        ("v1.0.0", "2024-01-01T23:30:00-04:00"),
        ("v2.0.0-rc.1", "2024-03-01T00:00:00Z"),
        ("v2.0.1", "2024-05-01T00:00:00Z"),
        ("nightly-20240101", "2024-05-01T00:00:00Z"),
        ("api@3.0.0", "2024-06-01T00:00:00Z"),
    ):
        ENVIRONMENT["GIT_COMMITTER_DATE"] = time
        git(shop, "tag", "--annotate", "--message", "m", name)
    del ENVIRONMENT["GIT_COMMITTER_DATE"]
    told = run("shop", "--from", "git", *AS_OF)
    assert 'product    = "acme/shop"' in told.out
    assert versions(told) == [
        {"name": "v1", "released": "2024-01-02"},
        {"name": "api@3", "released": "2024-06-01"},
    ]
    assert told.err.splitlines() == [
        "shop: nightly-20240101: is no version: left out",
        "shop: v2: no v2.0.0 among the tags: left out",
    ]


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("v20.0.0 v21.0.0 v20.1.2", ["v20", "v21"]),
        ("v9.0.0 v10.0.0", ["v9", "v10"]),
        ("v4 v4.0.0 v5.1.0 v5", ["v4"]),
        ("v1 v2 v3", ["v1", "v2", "v3"]),
        ("1.0.0.Final 2.0.0.RELEASE 3.0.0.CR1 4.0.0+build.7", ["1", "2", "4"]),
        ("log4j-2.0 log4j-2.17.1", ["log4j-2"]),
    ],
)
def test_which_tag_begins_a_line(run: Run, folder: Path, tags: str, names: list[str]) -> None:
    (folder / "tags.txt").write_text("".join(f"{tag} commit 2024-05-01T00:00:00Z\n" for tag in tags.split()))
    assert [each["name"] for each in versions(run("tags.txt", "--from", "git"))] == names


PLAN = """\
format  = 1
product = "Shop"
policy  = "clio"

[[version]]
name       = "1"
released   = 2026-12-01
default    = 2027-03-01
deprecated = 2028-06-01
pinned     = ["deprecated"]

[[notice]]
version   = "1"
announces = ["deprecated", "default"]
date      = 2026-11-17
channels  = ["email", "slack"]
told      = { deprecated = 2028-06-01 }

[[waiver]]
rule    = ["default-notice", "release-sequence"]
version = "1"
reason  = "security"
note    = "Agreed"
"""


def test_a_plan_goes_under_a_new_policy_by_roles(run: Run, folder: Path) -> None:
    (folder / "old.toml").write_text(PLAN)
    told = run("old.toml", "--from", "plan", "--policy", "copper", "--track", "SDK", *AS_OF)
    assert told.code == 0
    assert versions(told) == [
        {
            "name": "1",
            "track": "SDK",
            "released": "2026-12-01",
            "removed": "2028-06-01",
            "pinned": "['removed']",
        }
    ]
    assert 'announces = ["removed"]' in told.out
    assert "told      = { removed = 2028-06-01 }" in told.out
    assert told.err.splitlines() == [
        "old.toml: 1: the policy has no milestone for `default`: left out",
        "old.toml: 1, notice: the policy has no milestone for `default`: left out",
        "old.toml: 1, notice: the policy has no channel `slack`: left out",
        "old.toml: 1, waiver: the policy has no rule `default-notice`: left out",
        "old.toml: 1, waiver: the policy has no reason `security`: left out",
    ]
    told = run("old.toml", "--from", "plan", "--policy", "base", "--map", "default=deprecated", *AS_OF)
    assert versions(told)[0]["deprecated"] == "2027-03-01"


def test_entries_that_need_a_version_of_a_lost_track_do_not_stop_the_import(run: Run, folder: Path) -> None:
    (folder / "p.toml").write_text('format = 1\nname = "p"\nextends = "base"\ntracks = ["A"]\n')
    (folder / "old.toml").write_text(
        'format = 1\nproduct = "Shop"\npolicy = "base"\n'
        '[[version]]\nname = "a"\ntrack = "A"\nreleased = 2026-12-01\nreplacement = "b"\n'
        '[[version]]\nname = "b"\ntrack = "B"\nreleased = 2026-12-01\n'
        '[[change]]\nname = "c"\nkind = "remove-field"\nversion = "b"\n'
    )
    told = run("old.toml", "--from", "plan", "--policy", "./p.toml", *AS_OF)
    assert versions(told) == [{"name": "a", "track": "A", "released": "2026-12-01"}]
    assert "[[change]]" not in told.out
    assert told.err.splitlines() == [
        "old.toml: b: `B` is no track of the policy; --track puts all versions on one: left out",
        "old.toml: c: its version `b` is not in the plan: left out",
        "old.toml: a: its replacement `b` is not in the plan: left out",
    ]


def test_a_plan_with_errors_is_not_imported(run: Run, folder: Path) -> None:
    (folder / "old.toml").write_text(PLAN.replace("2027-03-01", "2027-03").replace("released ", "relesed "))
    told = run("old.toml", "--from", "plan", "--policy", "base")
    assert (told.code, told.out) == (2, "")
    assert "old.toml:7:1: " in told.err
    assert "old.toml:8:14: " in told.err


@pytest.mark.parametrize("importer", IMPORTERS)
def test_any_file_given_as_any_source_is_a_plan_that_check_reads_or_an_error(
    run: Run, folder: Path, importer: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for each in sorted(DATA.iterdir()):
        told = run(each.name, "--from", importer, "--policy", "base", "-o", f"{each.stem}.toml", *AS_OF)
        assert told.code in (0, 2), each.name
        assert told.err, each.name
        if told.code == 0:
            assert ran(capfd, "fmt", "--check", f"{each.stem}.toml") == (0, "", "")
            assert "invalid" not in ran(capfd, "check", f"{each.stem}.toml", *AS_OF).err
    assert ran(capfd, "check", ".", "--output-format", "json", *AS_OF).code in (0, 1, 2)
