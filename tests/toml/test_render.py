"""Values, keys and tables as TOML text."""

from datetime import date

import tomli
from hypothesis import given
from hypothesis import strategies as st

from planner.toml.render import render_entry, render_key, render_replacement, render_value
from planner.toml.values import same
from tests.toml.handwriting import names, values


@given(names, values)
def test_any_value_is_read_back_from_one_line(name: str, value: object) -> None:
    line = f"{render_key(name)} = {render_value(value)}"
    assert "\n" not in line
    assert same(tomli.loads(line), {name: value})


@given(
    st.text(st.characters(codec="utf-8")),
    st.sampled_from(['"a"', "'a'", '"""a"""', "'''a'''", "1"]),
)
def test_a_text_in_the_quotes_of_another_is_read_back(value: str, written: str) -> None:
    assert tomli.loads(f"x = {render_replacement(value, written)}") == {"x": value}


def test_nothing_in_a_text_gets_out_of_it() -> None:
    hostile = '"\n[[version]]\nname = "x" # \x1b[2J\u202e'
    block = render_entry("version", {"name": hostile, hostile: hostile})
    assert tomli.loads(block) == {"version": [{"name": hostile, hostile: hostile}]}
    assert "\x1b" not in block


def test_a_block_can_be_aligned() -> None:
    block = render_entry("freeze", {"name": "n", "from": date(2022, 6, 1)}, aligned=True)
    assert block == '[[freeze]]\nname = "n"\nfrom = 2022-06-01'
    block = render_entry("freeze", {"to": date(2022, 6, 1), "from": date(2022, 6, 1)}, aligned=True)
    assert block == "[[freeze]]\nto   = 2022-06-01\nfrom = 2022-06-01"
