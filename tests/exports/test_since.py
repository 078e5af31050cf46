"""What changed since another state, in review documents."""

import re

from planner.compare import EvaluatedPlan, compare
from planner.exports import ExportedPlan, render
from planner.exports.changed import ComparisonBase, items_told

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
    plain = re.sub("</?span[^>]*>", "", page)
    cells = {"Which": "default", "Before": "2027-03-01", "Now": "2027-02-01", "By": "28 days earlier"}
    row = "".join(f'<td data-label="{label}">{cell}</td>' for label, cell in cells.items())
    assert f'<th scope="row">1</th>{row}</tr>' in plain
    assert "<li>version &lt;b&gt;4&lt;/b&gt;: released 2027-09-01</li>" in plain


def test_promises_come_before_tables_in_both_documents() -> None:
    page, document = (render(_compared(OLD, NEW), each).decode() for each in ("html", "md"))
    assert page.index("Promises touched") < page.index("<table>")
    assert document.index("Promises touched:") < document.index("| --- |")


def test_former_dates_are_ghosts_in_the_pictures() -> None:
    subject = _compared(OLD, NEW)
    page = render(subject, "html").decode()
    assert "<title>1: Default was 2027-03-01, now 2027-02-01</title>" in page
    assert "Former date" in page
    assert "    Default was 2027-03-01 :milestone, done, 2027-03-01, 0d\n" in render(subject, "md").decode()
    for picture in ("svg", "mermaid"):
        assert "was 2027-03-01" in render(subject, picture).decode()
        assert "was 2027-03-01" not in render(subject._replace(since=None), picture).decode()
    assert "Former date" not in render(subject._replace(since=None), "svg").decode()


def test_the_picture_reaches_to_a_ghost_and_says_that_its_date_is_gone() -> None:
    far = OLD.replace("released = 2027-08-01", "released = 2029-08-01")
    gone = NEW.replace("released = 2027-08-01\n", "")
    picture = render(_compared(far, gone), "svg").decode()
    assert "<title>3: Released was 2029-08-01, gone now</title>" in picture
    assert "2029" in render(_compared(far, gone), "mermaid").decode()


def test_a_notice_that_moved_has_a_ghost_of_its_own_sign() -> None:
    planned = OLD.replace("told = { default = 2027-03-01 }", "").replace("2026-11-01", "2026-12-20")
    moved = planned.replace("2026-12-20", "2026-12-24")
    assert (
        "<title>1: notice was 2026-12-20, now 2026-12-24</title>"
        in render(_compared(planned, moved), "svg").decode()
    )


def test_items_told_are_those_of_dates_entries_promises_and_violations() -> None:
    since = _compared(OLD, NEW).since
    assert since is not None
    assert items_told(since.comparison) == {"1", "3", "<b>4</b>"}


def test_no_change_is_said() -> None:
    same = _compared(OLD, OLD, "<old>.toml")
    assert "## What changed since &lt;old&gt;.toml\n\nNothing.\n" in render(same, "md").decode()
    assert '<p class="none">Nothing.</p>' in render(same, "html").decode()


def test_without_a_base_there_is_no_such_section() -> None:
    assert "What changed" not in render(written(OLD), "md").decode()
    assert "What changed" not in render(written(OLD), "html").decode()
