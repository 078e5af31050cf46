"""Every example in the documentation is run, or at least read, and nothing is left out of it."""

import gc
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
import tomli

from planner import policies
from planner.cli import main
from planner.cli.arguments import DESCRIBE, Described, Parser
from planner.cli.commands import COMMANDS
from planner.engine.rules import KINDS
from planner.exports import FORMATS as EXPORTS
from planner.files.format import FileKind, formatted
from planner.files.plan.file import read_plan_bytes
from planner.files.policy.layers import BrokenPolicy
from planner.files.policy.read import load_policy
from planner.files.schema.fields import CHANGES, DECLARED, ENTRIES, MILESTONE, PLAN, POLICY, RULE
from planner.imports import IMPORTERS
from planner.reports import FORMATS as REPORTS

from .pages import PAGES, PROJECT, Block, blocks, commands

PLAN_HEAD = 'format = 1\nproduct = "Example"\npolicy = "clio"\n'
POLICY_HEAD = 'format = 1\nname = "example"\nextends = "clio"\n'
_PLANNER = re.compile(r"(?:^|[\s(/])planner((?: +[^|>)\n]+)?)", re.MULTILINE)
_ENTRIES = frozenset(ENTRIES)
_TABLES = frozenset(("milestone", "rule", "channels", "changes", "reasons", "fields"))


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> list[Block]:
    return blocks(request.param)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    gc.enable()  # which `check` turns off
    gc.unfreeze()


def test_every_command_prints_what_its_page_says(
    page: list[Block], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole: dict[str, str] = {}
    code = 0
    for block in page:
        if block.name:
            write(folder, block, whole)
        for words, printed in commands(block) if block.language == "console" else ():
            if words == "echo $?":
                told = f"{code}\n"
            else:
                code, told = run(words, capfd)
            assert told == printed, f"line {block.line}: {words}"


def write(folder: Path, block: Block, whole: dict[str, str]) -> None:
    """A named file; behind a `+`, what comes below what stands in it from the first."""
    assert block.name is not None
    name = block.name.removeprefix("+")
    if name == block.name:
        whole[name] = block.text
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    text = block.text if name == block.name else f"{whole[name]}\n{block.text}"
    (folder / name).write_text(text, encoding="utf-8")


def run(words: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    program, *arguments = shlex.split(words)
    assert program == "planner"
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, "".join(capfd.readouterr())


def test_every_python_example_prints_what_its_page_says(
    page: list[Block], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    examples = [(each, below) for each, below in pairwise(page) if each.language == "python"]
    assert len(examples) == sum(each.language == "python" for each in page), "an example without its output"
    for example, output in examples:
        assert output.language == "text", f"line {example.line}: no output below it"
        exec(compile(example.text, f"line {example.line}", "exec"), {"__name__": "example"})
        assert capsys.readouterr().out == output.text, f"line {example.line}"


def test_every_piece_of_a_plan_or_policy_is_right(page: list[Block], folder: Path) -> None:
    for block in page:
        if block.language != "toml":
            continue
        data = tomli.loads(block.text)
        if block.name or data.keys().isdisjoint(_ENTRIES | _TABLES):
            continue
        if _ENTRIES.isdisjoint(data):
            (folder / "policy.toml").write_text(POLICY_HEAD + block.text, encoding="utf-8")
            try:
                load_policy("./policy.toml", None)
            except BrokenPolicy as broken:
                pytest.fail(f"line {block.line}: {broken}")
        else:
            text = block.text if "product" in data else PLAN_HEAD + block.text
            read = read_plan_bytes("plan.toml", text.encode())
            assert read.diagnostics == (), f"line {block.line}"


def test_every_example_is_formatted_as_fmt_would(page: list[Block]) -> None:
    for block in page:
        if block.language == "toml":
            data = tomli.loads(block.text)
            kind: FileKind = "policy" if _ENTRIES.isdisjoint(data) and "product" not in data else "plan"
            named = data.get("policy", "clio")
            policy = load_policy(named, None) if named in policies.names() else None
            assert block.text == formatted(block.text, kind, policy), f"line {block.line}"


def test_every_command_has_only_options_that_there_are(
    page: list[Block], capfd: pytest.CaptureFixture[str]
) -> None:
    for block in page:
        for match in _PLANNER.finditer(block.text) if block.language == "sh" else ():
            words = shlex.split(match[1], comments=True)
            command = words.pop(0) if words and words[0] in COMMANDS else "open"
            try:
                parser(command).parse(words)
            except SystemExit:
                pytest.fail(f"line {block.line}: {match[0].strip()}: {capfd.readouterr().err}")


def parser(command: str) -> Parser:
    with pytest.raises(Described) as described:
        import_module(f"planner.cli.{command}").run(DESCRIBE)
    found = described.value.parser
    assert isinstance(found, Parser)
    return found


def test_links_between_the_pages_lead_somewhere() -> None:
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", text):
            linked = (path.parent / target) if target else path
            assert linked.exists(), f"{path.name}: {target}"
            if anchor:
                headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
                anchors = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
                assert anchor in anchors, f"{path.name}: {target}#{anchor}"


def described(page: str) -> set[str]:
    """All that a page has in backticks."""
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)))


def test_the_pages_describe_every_key_and_every_kind_of_rule() -> None:
    plan, policy, rules = map(described, ("plan-file.md", "policy-file.md", "rules.md"))
    for fields in (PLAN, *ENTRIES.values()):
        assert fields.keys() - _ENTRIES - {"version", "change"} <= plan
    for fields in (MILESTONE, DECLARED, CHANGES, RULE):
        assert fields.keys() - {"name", "meta"} <= policy
    assert POLICY.keys() - _TABLES <= policy
    page = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        assert f"\n## {kind.name}\n" in page
        assert {each.name for each in kind.parameters} <= rules


def test_every_importer_has_a_page_and_a_line_with_its_policy() -> None:
    page = (PROJECT / "docs" / "import.md").read_text(encoding="utf-8")
    for name, importer in IMPORTERS.items():
        assert (PROJECT / "docs" / "import" / f"{name}.md").exists()
        assert re.search(
            rf"^\| \[`{name}`\]\(import/{name}.md\) \|.*\| `{importer.policy}` \|$", page, re.MULTILINE
        )


def test_the_pages_list_every_export_and_every_report() -> None:
    readme, review = (
        (PROJECT / each).read_text(encoding="utf-8") for each in ("README.md", "docs/review.md")
    )
    assert [each for each in EXPORTS if f"--to {each}" not in review] == []
    assert [each for each in REPORTS if f"`{each}`" not in readme] == []


@pytest.mark.parametrize(
    "ending", ["planner new", "planner open plans/clio.toml --as-of 2026-11-21", "pytest"]
)
def test_each_first_command_of_the_readme_sets_itself_up(ending: str) -> None:
    lines = (PROJECT / "README.md").read_text(encoding="utf-8").splitlines()
    (line,) = (
        each for each in lines if each.startswith("python3 -m venv .venv && ") and each.endswith(ending)
    )
    assert "-m pip install" in line
