import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from planner.exports import ExportedPlan, render

from .plans import EXAMPLES, example, written

LIVING = """
[[version]]
name = "Developer API v1"
track = "Developer API"
released = 2019-05-01
deprecated = 2026-09-01
REMOVED
MIGRATION
"""


def _version(removed: str = "", migration: str = "") -> ExportedPlan:
    return written(LIVING.replace("REMOVED", removed).replace("MIGRATION", migration), "copper")


def _blocks(subject: ExportedPlan) -> list[list[str]]:
    _, *blocks = render(subject, "headers").decode().rstrip("\n").split("\n\n")
    return [block.split("\n") for block in blocks]


def test_a_version_is_deprecated_and_sunset_at_midnight_utc() -> None:
    (block,) = _blocks(_version("removed = 2027-03-01", 'migration = "https://a.example/?b=c,d"'))
    assert block == [
        "# version: Developer API v1",
        "# track: Developer API",
        "Deprecation: @1788220800",
        "Sunset: Mon, 01 Mar 2027 00:00:00 GMT",
        'Link: <https://a.example/?b=c,d>; rel="deprecation", <https://a.example/?b=c,d>; rel="sunset"',
    ]
    assert datetime.fromtimestamp(1788220800, UTC) == datetime(2026, 9, 1, tzinfo=UTC)


def test_what_is_not_planned_is_not_told() -> None:
    (block,) = _blocks(_version(migration='migration = "https://example.com/v2"'))
    assert block[2:] == ["Deprecation: @1788220800", 'Link: <https://example.com/v2>; rel="deprecation"']


@pytest.mark.parametrize(
    "migration", ["Read the guide.", "https://a b", 'https://a>; rel="x"', "ftp://a", "//a"]
)
def test_only_a_url_becomes_a_link(migration: str) -> None:
    (block,) = _blocks(_version(migration=f"migration = '{migration}'"))
    assert block[-1] == "# no Link: the migration plan is a text, not a URL"


def test_a_sunset_is_never_before_the_deprecation() -> None:
    (block,) = _blocks(_version("removed = 2026-08-01"))
    assert "Deprecation: @1785542400" in block
    assert "Sunset: Sat, 01 Aug 2026 00:00:00 GMT" in block


def test_roles_decide_and_not_names() -> None:
    blocks = _blocks(example("clio"))  # whose `deprecated` no longer answers
    assert len(blocks) == 4
    assert all(any(line.startswith("Sunset: ") for line in block) for block in blocks)
    assert not any(line.startswith("Deprecation: ") for block in blocks for line in block)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_is_a_remark_or_a_header(name: str) -> None:
    header = re.compile(
        r'Deprecation: @-?\d+|Sunset: \w{3}, .* GMT|Link: <[^>]+>; rel="\w+"(, <[^>]+>; rel="\w+")?'
    )
    for line in (line for block in _blocks(example(name)) for line in block):
        assert line.startswith("# ") or header.fullmatch(line)
        if line.startswith("Sunset: "):
            assert parsedate_to_datetime(line.removeprefix("Sunset: ")).tzinfo is UTC


def test_days_before_the_epoch_and_at_the_end_of_the_calendar() -> None:
    plan = LIVING.replace("2026-09-01", "1969-12-31").replace("REMOVED", "removed = 9999-12-31")
    (block,) = _blocks(written(plan.replace("MIGRATION", ""), "copper"))
    assert "Deprecation: @-86400" in block
    assert "Sunset: Fri, 31 Dec 9999 00:00:00 GMT" in block


def test_a_plan_without_an_end_says_so() -> None:
    assert (
        render(written(""), "headers").decode().endswith("\n# No version is to be deprecated or retired.\n")
    )
