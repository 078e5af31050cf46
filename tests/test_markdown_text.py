import re

import pytest
from markdown_it import MarkdownIt

from planner.markdown_text import linked, text, unlinked, whole_lines
from tests.exports.plans import HOSTILE


def as_forges_do() -> MarkdownIt:
    """Make links of addresses with a scheme or `www.` alone."""
    markdown = MarkdownIt("gfm-like", {"html": True})
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": False})
    return markdown


@pytest.mark.parametrize(
    "plain",
    [
        "4.0.14",
        "client_name",
        "a-b",
        "2027-02-15",
        "matters: client_name removed",
        "v1 (beta)",
        "x.",
    ],
)
def test_ordinary_names_stay_as_they_are(plain: str) -> None:
    assert text(plain) == plain


@pytest.mark.parametrize(
    "plain", ["__init__", "_a_", "*a*", "1. a", "12)", "# a", "- a", "a|b", "`a`", "\\", "&amp;"]
)
def test_markdown_shows_the_letters_themselves(plain: str) -> None:
    assert MarkdownIt("gfm-like").render(text(plain)) == f"<p>{plain.replace('&', '&amp;')}</p>\n"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_is_one_paragraph_of_text(name: str) -> None:
    blocks = MarkdownIt("gfm-like", {"html": True}).parse(text(HOSTILE[name]))
    assert [each.type for each in blocks] in (["paragraph_open", "inline", "paragraph_close"], [])


@pytest.mark.parametrize(
    "plain",
    [
        *HOSTILE.values(),
        "see HTTPS://example.com/a",
        "www.example.com",
        "mailto:a@example.com",
        "a@example.com",
    ],
)
def test_no_address_in_unlinked_text_is_a_link(plain: str) -> None:
    assert "<a " not in as_forges_do().render(unlinked(plain))


@pytest.mark.parametrize(
    "reference", ["@team", "#12", "!12", "~bug", "$3", "%v1", "^alert", "&7", "GH-1", ":tada:"]
)
def test_references_of_forges_are_broken_up(reference: str) -> None:
    html = MarkdownIt("gfm-like", {"html": True}).render(text(f"see {reference} now"))
    shown = re.sub("<!-- -->", "", html).replace("&amp;", "&")
    assert shown == f"<p>see {reference} now</p>\n"
    assert reference not in html.replace("&amp;", "&")


def test_a_document_is_cut_at_the_end_of_a_line() -> None:
    document = "".join(f"- zeile {number} für alle\n" for number in range(1000))
    assert whole_lines(document, 30_000) == document
    cut = whole_lines(document, 2_000)
    assert 1_900 < len(cut.encode()) <= 2_000
    kept, _, note = cut.rpartition("\n…")
    assert document.startswith(kept)
    assert kept.endswith(" für alle\n")
    assert "cut here" in note


def test_a_url_is_a_link_and_nothing_else_is() -> None:
    assert linked("https://example.com/a_b?c=d&e") == "<https://example.com/a_b?c=d&e>"
    assert linked("https://example.com/a b") == "https://example.com/a b"
    assert linked("javascript:alert(1)") == "javascript:alert(1)"
