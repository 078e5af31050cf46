import pytest
from markdown_it import MarkdownIt

from planner.exports.markdown_text import linked, text

from .plans import HOSTILE


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


def test_a_url_is_a_link_and_nothing_else_is() -> None:
    assert linked("https://example.com/a_b?c=d&e") == "<https://example.com/a_b?c=d&e>"
    assert linked("https://example.com/a b") == "https://example.com/a b"
    assert linked("javascript:alert(1)") == "javascript:alert(1)"
