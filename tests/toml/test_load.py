"""A long text is read in pieces, and means what it means as a whole."""

import random
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import tomli
from hypothesis import given

import planner.toml.load
from benchmarks.big_plan import big_plan, inline
from planner.toml.load import load
from tests.toml.handwriting import Handwriting, documents, randoms

PLAN = big_plan(40)


def read(text: str) -> dict[str, Any] | str:
    try:
        return load(text)
    except ValueError as error:
        return str(error)


def read_whole(text: str) -> dict[str, Any] | str:
    try:
        return tomli.loads(text)
    except ValueError as error:
        return str(error)


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner.toml.load, "PIECE", 1)
        yield


@given(documents, randoms)
def test_a_text_read_in_pieces_has_the_same_data(data: dict[str, Any], hand: random.Random) -> None:
    text = Handwriting(hand).document(data)
    assert list(load(text).items()) == list(tomli.loads(text).items()), text


@pytest.mark.parametrize(
    "text",
    [
        'x = """\n[[version]]\n"""\n[[version]]\na = 1\n',
        "x = '''\n[[version]]\n[[version]]\n'''\n",
        "x = [\n[[1]],\n[[2]]\n]\n",
        "version = [{ a = 1 }]\n[[version]]\na = 2\n",
        "[version]\na = 1\n[[version]]\na = 2\n",
        "[[version]]\na = 1\n[version.meta]\nb = 1\n[[notice]]\nc = 1\n[version.meta]\nb = 2\n",
        "[[version]]\na = 1\n[[notice]]\nc = 1\n[version.other]\nb = 2\n",
        "[[version]]\na = 1\n[[notice]]\nc = 1\n[[version.deep]]\nb = 2\n[[version.deep]]\nb = 3\n",
        "[[version]]\na = 1\n[meta]\nb = 1\n[[version]]\na = 2\n[meta]\nc = 1\n",
        "[[version]]\na = 1\n[meta]\nb = 1\n[[version]]\na = 2\n[meta.more]\nc = 1\n",
        "[[version]]\na = 1\n[[version]]\na = 1\na = 2\n",
        "\n[[version]]\na = 1\n[[ version ]]\na = 2\n[['version']]\na = 3\n[[version]]\na = 4\n",
        "[[version]]\r\na = 1\r\n\r\n[[version]] # one more\r\na = 2\r\n",
        "[[version]]\na = \n[[version]]\na = 2\n",
        "",
    ],
)
def test_a_text_that_cannot_be_cut_there_is_read_as_a_whole(text: str) -> None:
    assert read(f"top = 1\n{text}") == read_whole(f"top = 1\n{text}")


def test_no_piece_of_a_long_plan_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces, read_piece = [], tomli.loads

    def noted(text: str) -> dict[str, Any]:
        pieces.append(len(text))
        return read_piece(text)

    monkeypatch.setattr(planner.toml.load, "PIECE", 1_000)
    monkeypatch.setattr(tomli, "loads", noted)
    load(PLAN)
    assert sum(pieces) == len(PLAN)
    assert max(pieces) < 2_000


def test_a_thread_reads_inline_arrays_without_holding_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    text, found = inline(PLAN), []
    whole = tomli.loads(text)
    monkeypatch.setattr(planner.toml.load, "_joined", lambda pieces: None)
    monkeypatch.setattr(tomli, "loads", lambda text: pytest.fail("tomli holds up all threads"))
    thread = Thread(target=lambda: found.append(load(text)))
    thread.start()
    thread.join()
    assert found == [whole]
