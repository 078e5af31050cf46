import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from planner.engine.evaluate import check
from planner.exports import ExportedPlan, render
from planner.files.plan.file import read_plan_file
from tests.engine.plans import AS_OF, day

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
        render(written(""), "headers")
        .decode()
        .endswith("\n# The plan deprecates and retires no version and no change.\n")
    )


ENDPOINT = """
[[change]]
name = "/members removed"
kind = "remove-endpoint"
track = "Developer API"
deprecated = 2026-01-12
effective = 2026-07-01
migration = "https://example.com/members"
"""


def _with_roles() -> ExportedPlan:
    cases = Path(__file__).parent / "data"
    one = read_plan_file(str(cases / "endpoint.toml"))
    assert one.plan is not None
    assert one.policy is not None
    return ExportedPlan(plan=one.plan, evaluation=check(one.plan, one.policy, day(AS_OF)))


def test_a_change_with_roles_has_headers_of_its_own() -> None:
    (block,) = _blocks(_with_roles())
    assert block == [
        "# change: /members removed from v1 and v2",
        "Deprecation: @1768176000",
        "Sunset: Wed, 01 Jul 2026 00:00:00 GMT",
        'Link: <https://example.com/members?a=$b>; rel="deprecation", '
        '<https://example.com/members?a=$b>; rel="sunset"',
    ]


def test_a_change_without_a_retired_role_has_only_a_deprecation() -> None:
    (block,) = _blocks(written(ENDPOINT, "copper"))
    assert block[:3] == ["# change: /members removed", "# track: Developer API", "Deprecation: @1768176000"]
    assert not any(line.startswith("Sunset") for line in block)


def test_the_json_map_holds_the_same_values_as_the_plain_headers() -> None:
    told = json.loads(render(_with_roles(), "headers-json"))
    assert told["versions"] == {}
    (name,) = told["changes"]
    plain = dict(line.split(": ", 1) for line in _blocks(_with_roles())[0][1:])
    assert told["changes"][name] == {"track": None, "headers": plain}


def test_nginx_maps_send_nothing_for_unknown_names_and_expand_no_variable() -> None:
    told = render(_with_roles(), "headers-nginx").decode()
    assert 'map $api_change $api_change_sunset {\n    default "";\n' in told
    assert '"Wed, 01 Jul 2026 00:00:00 GMT";' in told
    assert "%24b" in told
    assert "$b" not in told


def test_nginx_knows_every_variable_whatever_the_plan_holds() -> None:
    full, empty = (render(subject, "headers-nginx").decode() for subject in (_with_roles(), written("")))
    names = [
        f"$api_{of}_{name}" for of in ("version", "change") for name in ("deprecation", "sunset", "link")
    ]
    for told in (full, empty):
        assert re.findall(r"^map \$api_\w+ (\$\w+) \{$", told, re.MULTILINE) == names
    assert "# The plan deprecates and retires no version and no change.\n" in empty


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("~v1", r'"\\~v1" "@1788220800";'),
        ("default", r'"\\default" "@1788220800";'),
        ('v"1', r'"v\"1" "@1788220800";'),
        ("v\\1", r'"v\\1" "@1788220800";'),
        ("ü" * 23, f'"{"ü" * 23}" "@1788220800";'),
        ('v.1 "ü" ' + "x" * 40, r'"~*^v\\.1\\ \\\"ü\\\"\\ ' + "x" * 40 + '$" "@1788220800";'),
    ],
)
def test_nginx_takes_a_name_literally(name: str, line: str) -> None:
    plan = LIVING.replace("Developer API v1", name.replace("\\", "\\\\").replace('"', '\\"'))
    told = render(written(plan.replace("REMOVED", "").replace("MIGRATION", ""), "copper"), "headers-nginx")
    assert f"    {line}\n" in told.decode()


def test_nginx_names_that_differ_only_in_case_are_said() -> None:
    twice = LIVING + LIVING.replace("API v1", "API V1")
    plan = twice.replace("REMOVED", "").replace("MIGRATION", "")
    told = render(written(plan, "copper"), "headers-nginx").decode()
    assert "# Developer API V1: nginx takes it for the name above that differs only in case" in told
