"""What is let go is emptied, and what others still hold stays."""

from planner.toml.document import TomlDocument
from planner.toml.letting_go import let_go


def test_lists_and_the_lists_in_dictionaries_are_emptied_and_their_elements_stay() -> None:
    entry = {"name": "1.0", "channels": ["email"]}
    entries, data = [entry, {"name": "2.0"}], {"version": [entry], "head": {"format": 1}}
    let_go(entries, data)
    assert entries == []
    assert data == {}
    assert entry == {"name": "1.0", "channels": ["email"]}, "the goal of an edit may share it"


def test_a_document_that_is_let_go_holds_no_spans() -> None:
    document = TomlDocument('a = 1\n[[b]]\nc = 2\nd = { e = "f" }\n')
    assert document.spans.value(("a",))
    document.let_go()
    assert document.sections == []
    assert document.spans.assignments == []
    assert document.spans.value(("a",)) is None
