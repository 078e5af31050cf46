"""Nothing in a plan, or in its policy, is interpreted by what takes its exports."""

import csv
import json
import re
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token

from planner.exports import FORMATS, render
from planner.exports.csv import COLUMNS

from .plans import HOSTILE, hostile

TEXT_FORMATS = [each for each in FORMATS if not FORMATS[each].binary]
PAGE = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "figure",
    "figcaption", "h1", "h2", "h3", "p", "ul", "li", "dl", "div", "dt", "dd", "cite", "code", "span",
    "strong", "small", "wbr", "time", "table", "caption", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
PICTURE = {"svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "text", "g", "circle"}
_control = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_command = re.compile(r"^\s*(?:::|##\[|##vso\[)", re.MULTILINE)


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[str(request.param)]


@cache
def exported(text: str, export_format: str) -> str:
    return render(hostile(text), export_format).decode()


@pytest.mark.parametrize("export_format", TEXT_FORMATS)
def test_no_control_reaches_a_terminal_and_no_command_a_ci_runner(text: str, export_format: str) -> None:
    written = exported(text, export_format)
    if export_format in ("csv", "ics"):
        written = written.replace("\r\n", "\n")
    assert not _control.search(written)
    assert not _command.search(written)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update((name, value or "") for name, value in attrs)


def test_a_page_has_the_elements_that_it_is_made_of_and_no_others(text: str) -> None:
    page = _Page()
    page.feed(exported(text, "html"))
    assert page.tags <= PAGE | PICTURE
    names = {name for name, _ in page.attributes}
    assert not any(name.startswith("on") for name in names)
    assert names.isdisjoint({"src", "srcset", "style", "formaction", "xlink:href"})
    assert all(not value for name, value in page.attributes if name == "href")


def test_a_picture_has_the_elements_that_it_is_made_of_and_no_others(text: str) -> None:
    picture = ElementTree.fromstring(exported(text, "svg"))
    assert {each.tag.partition("}")[2] for each in picture.iter()} <= PICTURE
    assert not any("href" in name for each in picture.iter() for name in each.attrib)
    styles = [each.text or "" for each in picture.iter() if each.tag.endswith("style")]
    assert len(styles) == 1
    assert "url" not in styles[0]
    assert "import" not in styles[0]


def _blocks(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"html": True}).parse(exported(text, "md"))


def test_markdown_has_the_blocks_of_the_document_and_none_of_the_text(text: str) -> None:
    found, expected = _blocks(text), _blocks("plain")
    assert [each.type for each in found] == [each.type for each in expected]
    assert [each.info for each in found if each.type == "fence"] == ["mermaid"]


def test_markdown_has_no_emphasis_image_or_element_of_the_text(text: str) -> None:
    inline = [each for block in _blocks(text) for each in block.children or ()]
    assert {each.type for each in inline} <= {
        "text", "strong_open", "strong_close", "code_inline", "html_inline", "link_open", "link_close",
    }  # fmt: skip
    assert {each.content for each in inline if each.type == "html_inline"} <= {"<!-- -->"}
    assert all(
        re.fullmatch(r"[a-z-]+|[\d-]+ \+ \d+ \w+ = [\d-]+", each.content)
        for each in inline
        if each.type == "code_inline"
    )
    for place, each in enumerate(inline):
        if each.type == "link_open":  # an address that leads where it says
            assert unquote(str(each.attrs["href"])).endswith(unquote(inline[place + 1].content))


def test_markdown_mentions_nobody(text: str) -> None:
    inline = [each for block in _blocks(text) for each in block.children or ()]
    assert not any(re.search(r"@\w|#\d|:\w+:", each.content) for each in inline if each.type == "text")


def test_a_spreadsheet_gets_no_formula_and_no_row_more(text: str) -> None:
    rows = list(csv.reader(StringIO(exported(text, "csv"), newline="")))
    assert len(rows) == 1 + 4 + 2 + 1 + 2 + 1
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not any(re.match("[=+@＝＋－＠\t\r-]", cell) for row in rows for cell in row)
    assert all(line.startswith('"') for line in exported(text, "csv").removeprefix("\ufeff").splitlines())


def test_a_calendar_has_its_events_and_nothing_else(text: str) -> None:
    calendar = Calendar.from_ical(exported(text, "ics"))
    kinds = [each.name for each in calendar.walk()]
    assert kinds.count("VCALENDAR") == 1
    assert kinds.count("VALARM") == 2 * 2
    assert kinds.count("VEVENT") == 4 + 2 + 1 + 1 + 1 + 1
    assert not calendar.errors
    allowed = {
        "PRODID", "VERSION", "NAME", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY",
        "DESCRIPTION", "CATEGORIES", "TRANSP", "ACTION", "TRIGGER", "LAST-MODIFIED", "SEQUENCE",
    }  # fmt: skip
    assert {name for each in calendar.walk() for name in each} <= allowed


def test_headers_are_those_of_the_plan_and_no_others(text: str) -> None:
    lines = exported(text, "headers").splitlines()
    told = [line for line in lines if line and not line.startswith("# ")]
    assert told[:2] == ["Deprecation: @1811808000", "Sunset: Thu, 01 Jul 2027 00:00:00 GMT"]
    assert len(told) == 2
    assert len(lines) == 7


def test_mermaid_has_a_line_a_date_and_no_others(text: str) -> None:
    lines = exported(text, "mermaid").splitlines()
    day = r"\d{4}-\d\d-\d\d"
    task = re.compile(rf"    [^:;,#%{{}}<>]+ :(?:(?:milestone|crit|done|active), )*{day}, (?:0d|{day})")
    start = lines.index("gantt")
    head = r"---\ndisplayMode: compact\nconfig:\n  gantt:\n    leftPadding: \d+\n    rightPadding: \d+\n---"
    assert re.fullmatch(head, "\n".join(lines[:start]))
    assert lines[start + 1].startswith("    title ")
    assert lines[start + 2 : start + 4] == ["    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m"]
    sections = [line for line in lines[start + 4 :] if re.match(" *section ", line)]
    assert len(sections) == len(set(sections)) == 3 + 1
    tasks = [line for line in lines[start + 4 :] if line not in sections]
    assert all(task.fullmatch(each) for each in tasks)
    assert len(tasks) == 3 + 1 + 2 + 1 + 1


def test_a_draft_keeps_to_its_lines(text: str) -> None:
    drafts, expected = (exported(each, "announcement").splitlines() for each in (text, "plain"))
    assert len(drafts) == len(expected)
    for line, like in zip(drafts, expected, strict=True):
        assert bool(line) == bool(like)
        assert line[: len(like) - len(like.lstrip())] == like[: len(like) - len(like.lstrip())]


def test_json_keeps_every_letter(text: str) -> None:
    assert json.loads(exported(text, "json"))["plan"]["product"] == text
