"""Damaged plans and policies through the commands: findings or a reason, never a traceback."""

from pathlib import Path
from random import Random

import pytest

from .conftest import EARLY_PLAN, POLICY, ran

MORE = """
[[version]]
name = "2"
track = "T"
released = 2027-01-01

[[change]]
name = "c"
kind = "k"
version = "2"

[[freeze]]
from = 2026-12-18
to = 2027-01-04

[[waiver]]
rule = "default-notice"
version = "1"
reason = "security"
note = "why"
"""
ODD = (
    *(b"\0", b"\xef\xbb\xbf", b"\r", b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\x1b[31m", b"\xe2\x80\xae"),
    *(b"[[", b"]]", b"'''", b'"""', b"[" * 200, b"{" * 120, b"{a={b={c=1}}}", b"a.b.c = 1\n"),
    *(b"9" * 5000, b"0x1F", b"1e400", b"nan", b"true", b"0001-01-01", b"9999-12-31", b"2027-02-30"),
    *(b"2027-03-01T10:00:00", b"10:00:00", b"[version]\n", b"[[version]]\n", b"version = []\n"),
    *(b"notice = {}\n", b"told = {}\n", b"channels = []\n", b"pinned = true\n", b'name = ""\n'),
    *(b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"meta.x.y = 1\n", b"format = 99999999999999999999\n"),
)
COMMANDS = (
    ("check", "shop.toml"),
    ("check", "shop.toml", "--output-format", "json"),
    ("fmt", "--check", "shop.toml"),
    ("diff", "old.toml", "shop.toml"),
    ("fix", "shop.toml"),
    ("agenda", "shop.toml"),
    ("explain", "shop.toml", "1"),
    ("export", "shop.toml", "--to", "svg"),
    ("export", "shop.toml", "--to", "ics"),
    ("policy", "check", "policy.toml"),
)


def damaged(data: bytes, random: Random) -> bytes:
    """The bytes with one to three accidents: a flip, a cut, a swap of lines, something odd."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(data) or 1)
        lines = data.split(b"\n")
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(6):
            case 0:
                flipped = bytes(each ^ (1 << random.randrange(8)) for each in data[at : at + 1])
                data = data[:at] + flipped + data[at + 1 :]
            case 1:
                data = data[:at]
            case 2:
                lines[one], lines[other] = lines[other], lines[one]
                data = b"\n".join(lines)
            case 3:
                lines.insert(one, lines[other])
                data = b"\n".join(lines)
            case _:
                data = data[:at] + random.choice(ODD) + data[at + random.choice((0, 1, 10)) :]
    return data


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_makes_a_traceback(folder: Path, capfd: pytest.CaptureFixture[str], seed: int) -> None:
    random = Random(seed)
    plan = (EARLY_PLAN + MORE).encode()
    (folder / "old.toml").write_bytes(plan)
    (folder / "shop.toml").write_bytes(damaged(plan, random))
    if seed % 3 == 0:
        (folder / "policy.toml").write_bytes(damaged(POLICY.encode(), random))
    for command in COMMANDS:
        outcome = ran(capfd, *command)
        assert outcome.code in (0, 1, 2), (command, outcome)
        assert "Traceback" not in outcome.err
