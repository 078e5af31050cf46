"""The comment on a pull or merge request, against small stand-ins of the services."""

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

from integrations import github, gitlab
from tests.cli.conftest import EARLY_PLAN, LEGAL_PLAN, POLICY
from tests.cli.test_hostile_plan import hostile_plan
from tests.patience import PATIENCE
from tests.repository import ENVIRONMENT, commit_all

from .service import PAGE, Service, serving

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
MARK = "<!-- release-planner: plans -->"
PROMISED = LEGAL_PLAN.replace("told      = {}", "told      = { default = 2027-02-15 }")


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


class Forge(NamedTuple):
    """A service, and the script that writes to it."""

    script: ModuleType
    server: Service
    environment: Mapping[str, str]
    run: Callable[..., Outcome]

    @property
    def update(self) -> str:
        return "PATCH" if self.script is github else "PUT"


@pytest.fixture(params=["github", "gitlab"])
def forge(
    request: pytest.FixtureRequest, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> Iterator[Forge]:
    script: ModuleType = {"github": github, "gitlab": gitlab}[request.param]
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 5}}))
    (tmp_path / "body.md").write_text("**1 plan: 1 changed**\n")
    with serving() as server:
        environment = {
            **ENVIRONMENT,
            "PYTHONPATH": str(PROJECT),
            "GITHUB_API_URL": server.address,
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_TOKEN": "secret-of-github",
            "GITHUB_EVENT_PATH": str(event),
            "CI_API_V4_URL": f"{server.address}/api/v4",
            "CI_PROJECT_ID": "g/p",
            "CI_MERGE_REQUEST_IID": "5",
            "GITLAB_TOKEN": "secret-of-gitlab",
        }

        def run(*arguments: str, **changes: str) -> Outcome:
            capfd.readouterr()
            try:
                code = script.main([*arguments, "--wait", "0"], {**environment, **changes})
            except SystemExit as ended:
                code = int(ended.code or 0)
            told = Outcome(code, *capfd.readouterr())
            assert "Traceback" not in told.err
            assert "secret" not in told.out + told.err
            return told

        yield Forge(script, server, environment, run)


@pytest.fixture
def body(tmp_path: Path) -> str:
    return str(tmp_path / "body.md")


def test_one_comment_is_posted_and_then_updated(forge: Forge, body: str) -> None:
    forge.server.add("Nice!")
    first = forge.run("--body", body)
    assert (first.code, first.out.partition(":")[0]) == (0, "posted")
    Path(body).write_text("**no difference**\n")
    again = forge.run("--body", body)
    assert (again.code, again.out.partition(":")[0]) == (0, "updated")
    assert forge.server.bodies == ["Nice!", f"{MARK}\n## Release plans\n\n**no difference**\n"]


def test_the_token_and_the_form_of_a_request(forge: Forge, body: str) -> None:
    forge.run("--body", body)
    headers = forge.server.headers[-1]
    if forge.script is github:
        assert headers["authorization"] == "Bearer secret-of-github"
    else:
        assert headers["private-token"] == "secret-of-gitlab"
    assert headers["content-type"] == "application/json"


def test_the_old_comment_is_found_on_whatever_page_it_is(forge: Forge, body: str) -> None:
    for number in range(2 * PAGE + 3):
        forge.server.add(f"Comment {number}")
    old = forge.server.add(f"{MARK}\nold")
    forge.server.add("later")
    assert forge.run("--body", body).out.startswith("updated")
    assert "1 changed" in old["body"]
    assert len([each for each in forge.server.asked if each.startswith("GET") and "user" not in each]) == 3


@pytest.mark.parametrize("number", [100, 230])
def test_pages_are_read_to_the_end_if_the_service_says_nothing_of_them(
    forge: Forge, body: str, number: int
) -> None:
    forge.server.silent = True
    for each in range(number):
        forge.server.add(f"Comment {each}")
    assert forge.run("--body", body).out.startswith("posted")
    assert forge.run("--body", body).out.startswith("updated")
    assert len(forge.server.comments) == number + 1


def test_comments_of_others_stay_as_they_are(forge: Forge, body: str) -> None:
    stranger = {"user": {"type": "User"}, "author_association": "CONTRIBUTOR", "author": {"id": 8}}
    theirs = [f"{MARK} mine!", f"> {MARK}\nquoted", f"<!-- release-planner: other -->\n{MARK}"]
    forge.server.add(theirs[0], **stranger)
    forge.server.add(theirs[1])
    forge.server.add(theirs[2])
    assert forge.run("--body", body).out.startswith("posted")
    assert forge.server.bodies[:3] == theirs
    assert forge.run("--body", body, "--name", "other").out.startswith("updated")


def test_without_a_token_of_its_own_a_gitlab_job_tries_with_the_token_of_the_job(
    forge: Forge, body: str
) -> None:
    if forge.script is github:
        assert "GITHUB_TOKEN is not set" in forge.run("--body", body, GITHUB_TOKEN="", CI_JOB_TOKEN="j").err
        return
    assert forge.run("--body", body, GITLAB_TOKEN="", CI_JOB_TOKEN="of-the-job").out.startswith("posted")
    assert forge.server.headers[-1]["job-token"] == "of-the-job"
    forge.server.answers = [None, (401, "{}", {})]
    told = forge.run("--body", body, GITLAB_TOKEN="", CI_JOB_TOKEN="of-the-job")
    assert told.out.startswith("updated"), "nobody says who writes with the token: the mark is enough"


def test_a_comment_that_was_deleted_meanwhile_is_posted_anew(forge: Forge, body: str) -> None:
    forge.server.add(f"{MARK}\nold")
    gets = 1 if forge.script is github else 2
    forge.server.answers = [*([None] * gets), (404, '{"message": "Not Found"}', {})]
    assert forge.run("--body", body).code == 0
    assert forge.server.asked[-2].startswith(forge.update)
    assert forge.server.asked[-1].startswith("POST")


def test_a_service_at_fault_is_asked_again_once_and_nothing_is_posted_twice(forge: Forge, body: str) -> None:
    forge.server.answers = [(503, "later", {})]
    assert forge.run("--body", body).code == 0
    assert [each.partition(" ")[0] for each in forge.server.asked] == ["GET", "GET", "POST"]
    forge.server.comments.clear()
    forge.server.answers = [None, (502, "bad gateway", {})]
    told = forge.run("--body", body)
    assert (told.code, told.out) == (2, "")
    assert "the service answered 502" in told.err
    assert [each.partition(" ")[0] for each in forge.server.asked[3:]] == ["GET", "POST"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((403, '{"message": "Resource not accessible"}', {}), "403: Resource not accessible; "),
        ((401, "no json", {}), "the service answered 401"),
        ((200, "<html>", {}), "the service did not answer GET"),
        ((200, '{"a": 1}', {}), "something that is no"),
        ((200, '[{"id": 1}]', {}), "something that is no"),
        ((200, "[null]", {}), "something that is no"),
        ((301, "", {"Location": "http://127.0.0.1:1/elsewhere"}), "the service answered 301"),
        (
            (400, '{"message": "::error::x\\u001b[31m\\n::set-output"}', {}),
            "the service answered 400: ::error::x",
        ),
    ],
)
def test_no_answer_makes_a_traceback(
    forge: Forge, body: str, answer: tuple[int, str, dict[str, str]], expected: str
) -> None:
    forge.server.answers = [answer, answer]
    told = forge.run("--body", body)
    assert (told.code, told.out) == (2, "")
    assert expected in told.err
    assert not re.search(r"^::|\x1b", told.err, re.MULTILINE)
    assert forge.server.comments == []


def test_no_failure_of_the_network_makes_a_traceback(forge: Forge, body: str) -> None:
    nowhere = (
        "http://127.0.0.1:1",
        "http://[",
        "http://a b",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://",
    )
    for address in nowhere:
        told = forge.run("--body", body, GITHUB_API_URL=address, CI_API_V4_URL=address)
        assert (told.code, told.out) == (2, ""), address
        assert told.err.startswith(("github.py: error: ", "gitlab.py: error: "))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"GITHUB_TOKEN": "", "GITLAB_TOKEN": ""}, "TOKEN is not set"),
        ({"GITHUB_TOKEN": "a\nb", "GITLAB_TOKEN": "a\nb"}, "error"),
        ({"GITHUB_REPOSITORY": "", "CI_PROJECT_ID": ""}, "is not"),
    ],
)
def test_what_is_missing_is_named(forge: Forge, body: str, changes: dict[str, str], expected: str) -> None:
    told = forge.run("--body", body, **changes)
    assert (told.code, told.out) == (2, "")
    assert expected in told.err
    assert forge.server.asked == []


def test_outside_a_pull_request_nothing_is_posted(forge: Forge, body: str) -> None:
    told = forge.run(
        "--body", body, GITHUB_EVENT_PATH="", GITHUB_REF="refs/heads/main", CI_MERGE_REQUEST_IID=""
    )
    assert told.code == 0
    assert "nothing to post" in told.out
    assert forge.server.asked == []


def test_the_number_of_a_pull_request_is_in_the_event_or_the_ref() -> None:
    assert github.number_of({"GITHUB_REF": "refs/pull/12/merge"}) == 12
    assert github.number_of({"GITHUB_REF": "refs/heads/12", "GITHUB_EVENT_PATH": "/nowhere"}) is None
    assert gitlab.number_of({"CI_MERGE_REQUEST_IID": "4"}) == 4
    assert gitlab.number_of({"CI_MERGE_REQUEST_IID": "four"}) is None


def test_a_long_comment_loses_its_pictures_then_its_last_lines() -> None:
    picture = "```mermaid\n" + "x" * 40_000 + "\n```\n"
    for script, most in ((github, 65_536), (gitlab, 1_000_000)):
        assert most == script.MOST_CHARACTERS
        two = f"start\n{picture}middle\n{picture}end\n"
        assert script.cut(two, 90_000) == two
        cut = script.cut(two, 60_000)
        assert cut.count("```mermaid") == 1
        assert re.search(r"middle\n_The picture is left out: the \w+ would be too long._\nend\n$", cut)
        lines = "".join(f"- line {number} \U0001f600\n" for number in range(10_000))
        cut = script.cut(f"{lines}{picture}", 5_000)
        assert len(cut.encode("utf-16-le")) // 2 <= 5_000
        kept, _, note = cut.rpartition("\n_Cut at 5,000 characters")
        assert lines.startswith(kept)
        assert lines[len(kept) - 1] == "\n"
        assert "`planner diff` prints all of it" in note


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With four plans on `origin/main`; the working tree moved, renamed, removed and added one."""
    folder = tmp_path / "repository"
    (folder / "plans").mkdir(parents=True)
    plans = folder / "plans"
    (plans / "policy.toml").write_text(POLICY)
    (plans / "shop.toml").write_text(PROMISED)
    (plans / "old name.toml").write_text(LEGAL_PLAN.replace('"Shop"', '"Renamed"'))
    (plans / "gone.toml").write_text(LEGAL_PLAN.replace('"Shop"', '"Gone"') + "# alone\n" * 200)
    commit_all(folder)
    subprocess.run(
        ["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=folder, env=ENVIRONMENT, check=True
    )
    (plans / "shop.toml").write_text(PROMISED.replace("default  = 2027-02-15", "default  = 2027-02-03"))
    (plans / "old name.toml").rename(plans / "new name.toml")
    (plans / "gone.toml").unlink()
    other = "# quite another file\n" * 100
    (plans / "added.toml").write_text(other + LEGAL_PLAN.replace('"Shop"', '"Added"'))
    commit_all(folder)
    monkeypatch.chdir(folder)
    return folder


def test_the_comment_tells_what_moved_and_which_plans_came_went_and_were_renamed(
    forge: Forge, repository: Path
) -> None:
    told = forge.run("plans", "--as-of", "2026-11-21", GITHUB_BASE_REF="main")
    assert told.code == 0, told.err
    (comment,) = forge.server.bodies
    assert comment.startswith(f"{MARK}\n## Release plans\n\n**4 plans: ")
    assert re.search(r"\(renamed\)", comment)
    assert re.search(r"\(added\)", comment)
    assert re.search(r"\(removed\)", comment)
    assert "| 1 default | 2027-02-15 | 2027-02-03 | 12 days earlier |" in comment
    assert comment.index("#### Promises touched") < comment.index("#### Dates")
    assert (
        "#### Violations gained\n\n- `error[default-notice]`: 1 default 2027-02-03 is 12 days short"
        in comment
    )
    assert "```mermaid\n---\ndisplayMode: compact" in comment
    assert not re.search(r"https?://", comment)


def test_a_plan_that_cannot_be_read_does_not_keep_the_others_from_being_told(
    forge: Forge, repository: Path
) -> None:
    (repository / "plans" / "added.toml").write_text(EARLY_PLAN.replace("released", "relaesed"))
    told = forge.run("plans", "--as-of", "2026-11-21", GITHUB_BASE_REF="main")
    assert told.code == 0
    assert "plans/added.toml:7:1: error[unknown-key]" in told.err
    (comment,) = forge.server.bodies
    assert "12 days earlier" in comment
    assert comment.endswith("**Some plans could not be compared: the log of the job says why.**\n")


def test_a_planner_that_breaks_down_is_told_and_nothing_is_posted(
    forge: Forge, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = repository / "broken" / "planner"
    broken.mkdir(parents=True)
    (broken / "__main__.py").write_text("raise SystemExit(1)")
    (broken / "__init__.py").touch()
    told = forge.run("plans", PYTHONPATH=str(broken.parent))
    assert (told.code, told.out) == (2, "")
    assert "the plans could not be compared" in told.err
    assert forge.server.asked == []


def test_a_folder_named_planner_in_the_repository_is_not_run(forge: Forge, repository: Path) -> None:
    (repository / "planner").mkdir()
    (repository / "planner" / "__init__.py").touch()
    (repository / "planner" / "__main__.py").write_text("raise SystemExit(3)")
    assert forge.run("plans", "--as-of", "2026-11-21").out.startswith("posted")


def test_the_planner_is_not_given_the_token(forge: Forge, repository: Path) -> None:
    spy = repository / "spy" / "planner"
    spy.mkdir(parents=True)
    (spy / "__init__.py").touch()
    (spy / "__main__.py").write_text("import os\nprint([each for each in os.environ if 'TOKEN' in each])")
    assert forge.run("plans", PYTHONPATH=str(spy.parent)).code == 0
    told = forge.run("plans", "--dry-run", PYTHONPATH=str(spy.parent))
    assert told.out.endswith("\n[]\n\n")


def test_nothing_is_posted_where_nothing_differs_but_an_old_comment_is_updated(
    forge: Forge, repository: Path
) -> None:
    arguments = ("--since", "git:HEAD", "plans", "--as-of", "2026-11-21")
    assert "nothing to post" in forge.run(*arguments).out
    assert forge.server.comments == []
    old = forge.server.add(f"{MARK}\nold")
    assert forge.run(*arguments).out.startswith("updated")
    assert "3 without a difference" in old["body"]


def test_a_base_that_is_not_there_is_told(forge: Forge, repository: Path) -> None:
    told = forge.run("plans", "--since", "git:nowhere...")
    assert (told.code, told.out) == (2, "")
    assert "nowhere" in told.err
    assert "the plans could not be compared" in told.err
    assert forge.server.asked == []


@pytest.mark.parametrize("name", ["Markdown", "a mention", "a script", "workflow commands"])
def test_nothing_of_a_hostile_plan_is_interpreted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "Markdown": "**b** ![i](https://evil.example/i.png) [l](https://evil.example) | x",
        "a mention": "@octocat/team fixes #1 !2 ~bug :tada: https://evil.example www.evil.example",
        "a script": "</details><script>alert(1)</script><!-- release-planner: plans -->",
        "workflow commands": "::error file=x::y\n/close\n```mermaid\n::set-output name=a::b",
    }
    (tmp_path / "policy.toml").write_text(POLICY)
    (tmp_path / "old.toml").write_text(LEGAL_PLAN)
    (tmp_path / "new.toml").write_text(hostile_plan(texts[name]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    github.main(["--dry-run", "--since", "old.toml", "new.toml"], {**ENVIRONMENT, "PYTHONPATH": str(PROJECT)})
    comment = capfd.readouterr().out
    assert not re.search(r"^(::|/)", comment, re.MULTILINE)
    assert comment.count("\n```mermaid\n") == 1
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(comment)
    outside = re.sub(r"<(code)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    assert outside.startswith(MARK)
    assert outside.count("<!-- release-planner") == 1
    assert not re.search(r"@\w|#\d|!\d|:tada:|://\w|www\.\w", outside)
    tags = set(re.findall(r"</?(\w+)", outside))
    assert tags <= {
        "h2",
        "h3",
        "h4",
        "p",
        "strong",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "pre",
    }


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_the_script_stands_alone_and_needs_only_the_standard_library(name: str, tmp_path: Path) -> None:
    copy = tmp_path / f"{name}.py"
    copy.write_text((PROJECT / "integrations" / f"{name}.py").read_text())
    told = subprocess.run(
        [sys.executable, "-I", "-S", copy, "--help"],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert told.returncode == 0, told.stderr
    assert "--since" in told.stdout


@pytest.mark.parametrize("name", ["Reply", "_NoRedirects", "_has_next", "_length", "_plain"])
def test_code_that_each_file_has_so_that_it_can_be_copied_alone_is_the_same(name: str) -> None:
    assert inspect.getsource(getattr(github, name)) == inspect.getsource(getattr(gitlab, name))


def test_both_services_are_asked_in_the_same_way() -> None:
    one, other = (inspect.getsource(vars(each)["_ask"]) for each in (github.GitHub, gitlab.GitLab))
    assert one == other
