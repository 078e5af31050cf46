"""What changed since another state, in review documents."""

from planner.compare import EvaluatedPlan, compare
from planner.exports import ExportedPlan, render
from planner.exports.changed import ComparisonBase

from .plans import written

OLD = """
[[version]]
name = "1"
released = 2026-12-01
default = 2027-03-01

[[version]]
name = "3"
released = 2027-08-01
note = "old"

[[notice]]
version = "1"
announces = ["released", "default"]
date = 2026-11-01
channels = ["email", "docs"]
told = { default = 2027-03-01 }
"""
NEW = (
    OLD.replace("default = 2027-03-01\n\n", "default = 2027-02-01\n\n", 1).replace('"old"', '"new|*"')
    + '[[version]]\nname = "<b>4</b>"\nreleased = 2027-09-01\n'
)


def _compared(old: str, new: str, base: str = "git:main") -> ExportedPlan:
    before, now = written(old), written(new)
    comparison = compare(
        EvaluatedPlan(before.plan, before.evaluation), EvaluatedPlan(now.plan, now.evaluation)
    )
    return now._replace(since=ComparisonBase(base, comparison))


def test_markdown_tells_what_moved_and_what_else_changed() -> None:
    text = render(_compared(OLD, NEW), "md").decode()
    part = text[text.index("## What changed since git:main") : text.index("## Timeline")]
    assert "| 1 | default | 2027-03-01 | 2027-02-01 | 28 days earlier |" in part
    assert "Added:\n\n- version &lt;b&gt;4&lt;/b&gt;: released 2027-09-01\n" in part
    assert "- 3 note: old → new\\|\\*\n" in part
    assert (
        "Promises touched:\n\n- 1 default: told 2027-03-01, now 2027-02-01, 28 days earlier than told\n"
        in part
    )
    assert "Violations gained:\n\n- error\\[" in part


def test_the_page_tells_the_same() -> None:
    page = render(_compared(OLD, NEW), "html").decode()
    assert "What changed since git:main" in page
    row = '<th scope="row">1</th><td>default</td><td>2027-03-01</td><td>2027-02-01</td>'
    assert f"{row}<td>28 days earlier</td>" in page
    assert "<li>version &lt;b&gt;4&lt;/b&gt;: released 2027-09-01</li>" in page


def test_no_change_is_said() -> None:
    same = _compared(OLD, OLD, "<old>.toml")
    assert "## What changed since &lt;old&gt;.toml\n\nNothing.\n" in render(same, "md").decode()
    assert '<p class="none">Nothing.</p>' in render(same, "html").decode()


def test_without_a_base_there_is_no_such_section() -> None:
    assert "What changed" not in render(written(OLD), "md").decode()
    assert "What changed" not in render(written(OLD), "html").decode()
