import os
import socket
from pathlib import Path

import pytest

from planner.diagnostics import Diagnostic
from planner.disk.source import Source, Unreadable, decode, read_bytes


def test_text_is_kept_as_it_is() -> None:
    assert decode("p", b"a = 1\r\nb = 2") == Source("p", "a = 1\r\nb = 2", bom=False)


def test_a_byte_order_mark_is_taken_off_remembered_and_remarked_on() -> None:
    source = decode("p", b"\xef\xbb\xbfa = 1")
    assert source == Source("p", "a = 1", bom=True)
    assert isinstance(source, Source)
    assert [each.code for each in source.remarks] == ["byte-order-mark"]
    assert Source("p", "").remarks == ()


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"a = 1\n\xff", 2, 1),
        ("ä = 1\nöß".encode() + b"\xc3", 2, 3),
        (b"\xef\xbb\xbfab\xff", 1, 3),
        ("a = 1".encode("utf-16"), 1, 1),
    ],
)
def test_what_is_not_utf_8_is_placed(data: bytes, line: int, column: int) -> None:
    diagnostic = decode("p", data)
    assert isinstance(diagnostic, Diagnostic)
    assert (diagnostic.code, diagnostic.line, diagnostic.column) == ("not-utf-8", line, column)


def test_what_cannot_be_had_says_why(tmp_path: Path) -> None:
    for path, why in (
        (str(tmp_path / "none"), "there is no such file"),
        (str(tmp_path), "is a folder, not a file"),
        ("a\0b", "this is not a path"),
        ("x" * 5000, "file name too long"),
    ):
        with pytest.raises(Unreadable) as unreadable:
            read_bytes(path)
        assert (unreadable.value.path, unreadable.value.reason) == (path, why)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.touch(mode=0)
    with pytest.raises(Unreadable, match="permission denied"):
        read_bytes(str(path))


def test_what_never_ends_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="not an ordinary file"):
        read_bytes("/dev/zero")
    fifo = str(tmp_path / "fifo")
    os.mkfifo(fifo)
    with pytest.raises(Unreadable, match="not an ordinary file"):
        read_bytes(fifo)
    monkeypatch.chdir(tmp_path)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        with pytest.raises(Unreadable, match="not an ordinary file"):
            read_bytes(str(tmp_path / "socket"), pipes=True)


def test_the_message_cannot_steer_the_terminal() -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_bytes("no\x1b[31m\nsuch")
    assert str(unreadable.value) == "no\\x1b[31m\\nsuch: there is no such file"
