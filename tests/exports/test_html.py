import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from planner.exports import ExportedPlan, render

from .plans import EXAMPLES, example, written


class _Page(HTMLParser):
    """Elements in their order, and that each is closed where it has to be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "wbr"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def _page(subject: ExportedPlan) -> _Page:
    return _Page(render(subject, "html").decode())


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_one_page_that_runs_and_fetches_nothing(name: str) -> None:
    page = _page(example(name))
    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert not any(key.startswith("on") or key == "src" for _, each in page.elements for key in each)
    policy = next(each["content"] for each in page.of("meta") if "http-equiv" in each)
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "@import" not in "".join(page.text)
    assert "url(" not in render(example(name), "html").decode()


@pytest.mark.parametrize("name", EXAMPLES)
def test_headings_go_down_one_by_one_and_sections_are_named(name: str) -> None:
    page = _page(example(name))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [str(each["id"]) for _, each in page.elements if "id" in each]
    assert len(ids) == len(set(ids))
    assert {str(each["aria-labelledby"]) for each in page.of("section")} <= set(ids)
    assert page.of("html") == [{"lang": "en"}]


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_are_tables(name: str) -> None:
    page = _page(example(name))
    assert len(page.of("table")) == len(page.of("caption")) == len(page.of("thead"))
    assert all(each.get("scope") in ("col", "row") for each in page.of("th"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_cell_has_the_label_of_its_column_for_phones(name: str) -> None:
    page = render(example(name), "html").decode()
    tables = re.findall(r"<table>(.*?)</table>", page, re.DOTALL)
    assert tables
    for table in tables:
        heads = re.findall(r'<th scope="col">(.*?)</th>', table)
        columns = [re.sub("<.*?>", "", head) for head in heads]
        for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", table, re.DOTALL):
            assert re.findall(r'<td[^>]* data-label="(.*?)"', row) == columns[1:]


def test_no_line_ends_within_a_short_word_with_hyphens() -> None:
    long = "a-" * 30
    page = render(
        written(f'[[version]]\nname = "2026-12"\nreleased = 2027-01-01\nnote = "x <-y> {long}"'), "html"
    )
    assert '<th scope="row"><span class="whole">2026-12</span>' in page.decode()
    assert 'x <span class="whole">&lt;-y&gt;</span> a-a-' in page.decode()


def test_a_long_address_may_be_broken_between_its_parts_and_leads_where_it_says() -> None:
    address = "https://example.com/a-b/c_d?e=f&g"
    page = render(written(f'[[version]]\nname = "1"\nmigration = "{address}"'), "html").decode()
    (link,) = re.findall('<a href="https://example.com/a-b.*?</a>', page)
    assert "https://<wbr>example.<wbr>com/<wbr>a-<wbr>b/<wbr>c_<wbr>d?<wbr>e=<wbr>f&amp;<wbr>g</a>" in link
    assert "".join(_Page(link).text) == address


@pytest.mark.parametrize(("rows", "size"), [(10, None), (40, "tall"), (80, "huge")])
def test_a_picture_gets_the_sheet_of_paper_that_it_needs(rows: int, size: str | None) -> None:
    plan = "".join(f'[[version]]\nname = "{each}"\nreleased = 2027-01-01\n' for each in range(rows))
    sections = _page(written(plan)).of("section")
    assert [each.get("class") for each in sections if each["aria-labelledby"] == "timeline"] == [size]


def test_violations_tell_arithmetic_clause_and_bound() -> None:
    text = " ".join("".join(_page(example("clio")).text).split())
    assert "4.0.14 default 2027-02-03 is 12 days short: announced 2026-11-17 by email and docs" in text
    assert "2026-11-17 + 90 days = 2027-02-15 earliest legal date 2027-02-15" in text
    assert "Default API Version" in text


def test_waivers_tell_what_they_cover() -> None:
    text = " ".join("".join(_page(example("partner")).text).split())
    assert "Moves the sign-in off a library that is no longer maintained." in text
    assert "Covers2026-12 default 2027-01-11 is 50 days short" in text
    assert "Approved byHead of Partnerships" in text


def test_a_migration_that_is_a_url_is_a_link_and_nothing_else_is() -> None:
    links = [each["href"] for each in _page(example("copper")).of("a")]
    assert links == ["https://example.com/developer-api/v1-to-v2", "https://example.com/sdk/0.4-to-0.5"]
    plan = '[[version]]\nname = "1"\nreleased = 2027-01-01\nmigration = "javascript:alert(1)"'
    assert _page(written(plan)).of("a") == []


def test_an_empty_plan_has_its_sections() -> None:
    text = "".join(_page(written("")).text)
    for each in (
        "Every promise holds.",
        "no versions and no changes yet",
        "no notices yet",
        "Nothing is waived.",
    ):
        assert each in text


def test_the_same_plan_gives_the_same_page() -> None:
    assert render(example("clio"), "html") == render(example("clio"), "html")


def test_a_table_on_paper_keeps_its_head_with_its_first_row() -> None:
    page = render(example("clio"), "html").decode()
    on_paper = page[page.index("@media print") : page.index("</style>")]
    assert "tbody tr:first-child { break-before: avoid; }" in on_paper, "else a sheet ends with a bare head"
