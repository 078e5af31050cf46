from pathlib import Path

import pytest

from planner.exports import CannotExport, ExportedPlan, render

from .plans import example, hostile, written

PLAN = """
[[version]]
name = "1"
track = "API"
released = 2026-12-01
default = 2027-03-01
migration = "https://example.com/v1_guide"
note = "Faster."

[[version]]
name = "2"
track = "API"
released = 2027-06-01

[[change]]
name = "people: fax removed"
kind = "remove-field"
version = "1"
released = 2026-12-01
migration = "Read phone_numbers."

[[notice]]
version = "1"
announces = ["default"]
date = 2026-11-01
channels = ["email"]
told = { default = 2027-02-15 }

[[notice]]
version = "1"
announces = ["released", "default"]
date = 2026-11-25
channels = ["email", "docs"]
name = "Winter mail"

[[notice]]
version = "2"
announces = ["released"]
date = 2026-11-25
channels = ["docs"]
name = "Winter mail"

[[notice]]
version = "2"
announces = ["released"]
date = 2027-05-01
channels = ["email"]
"""


@pytest.fixture
def subject() -> ExportedPlan:
    return written(PLAN)


def _drafts(subject: ExportedPlan, notice: str | None = None, templates: str | None = None) -> dict[str, str]:
    """By title."""
    drafts: dict[str, str] = {}
    for line in (
        render(subject._replace(notice=notice, templates=templates), "announcement").decode().splitlines()
    ):
        if line.startswith("--- "):
            title = line.strip("- ")
            drafts[title] = ""
        else:
            drafts[title] += f"{line}\n"
    return drafts


def test_all_that_is_to_be_sent_is_drafted(subject: ExportedPlan) -> None:
    templates = ("changelog.md", "email.txt", "support-article.md")
    abouts = ("Winter mail, 2026-11-25", "2, 2027-05-01")
    assert list(_drafts(subject)) == [f"{name}: {about}" for about in abouts for name in templates]


def test_a_notice_is_found_by_its_name_and_by_its_item(subject: ExportedPlan) -> None:
    assert {each.partition(": ")[2] for each in _drafts(subject, notice="Winter mail")} == {
        "Winter mail, 2026-11-25"
    }
    assert {each.partition(": ")[2] for each in _drafts(subject, notice="1")} == {"Winter mail, 2026-11-25"}


def test_what_was_sent_is_drafted_where_nothing_else_is_there() -> None:
    sent = _drafts(example("clio"), notice="4.0.9")
    assert "email.txt: September mail, 2026-09-15" in sent


def test_an_unknown_notice_is_refused_with_a_near_name(subject: ExportedPlan) -> None:
    with pytest.raises(CannotExport, match="did you mean `Winter mail`"):
        _drafts(subject, notice="Wintermail")
    with pytest.raises(CannotExport, match="no notice about `people: fax removed`"):
        _drafts(subject, notice="people: fax removed")


def test_nothing_to_send_is_said() -> None:
    assert render(written(""), "announcement") == b"No notice is to be sent.\n"


def test_an_email_tells_what_when_how_and_the_timeline(subject: ExportedPlan) -> None:
    assert (
        _drafts(subject)["email.txt: Winter mail, 2026-11-25"]
        == """
Subject: P: 1: Released 2026-12-01, Default 2027-03-01; 2: Released 2027-06-01

Hello,

this is about P.

What changes

  Version 1 (API)
  Note: Faster.
  - people: fax removed (remove-field, breaking)

  Version 2 (API)

When

  Version 1
  - Released on 2026-12-01
  - Default on 2027-03-01: requests get 200 OK (announced before for 2027-02-15)

  Version 2
  - Released on 2027-06-01

How to migrate

  Version 1: https://example.com/v1_guide
  - people: fax removed: Read phone_numbers.

  Version 2: [the plan has no migration text yet]

Timeline

  Version 1
  - 2026-12-01 Released
  - 2027-03-01 Default

  Version 2
  - 2027-06-01 Released


"""
    )


def test_markdown_drafts_link_urls(subject: ExportedPlan) -> None:
    drafts = _drafts(subject)
    assert "- Migration: <https://example.com/v1_guide>\n" in drafts["changelog.md: Winter mail, 2026-11-25"]
    assert (
        "- **1**: <https://example.com/v1_guide>\n" in drafts["support-article.md: Winter mail, 2026-11-25"]
    )


def test_templates_of_ones_own_replace_and_add(subject: ExportedPlan, tmp_path: Path) -> None:
    (tmp_path / "email.txt").write_text("{% include '_hello.txt' %}{{ product }}")
    (tmp_path / "_hello.txt").write_text("Dear users of ")
    (tmp_path / "slack.md").write_text(
        "{% for item in items %}*{{ item.name }}* {{ item.kind }} {% endfor %}"
    )
    drafts = _drafts(subject, notice="Winter mail", templates=str(tmp_path))
    assert [each.partition(":")[0] for each in drafts] == [
        "changelog.md", "email.txt", "slack.md", "support-article.md",
    ]  # fmt: skip
    assert "Dear users of P" in drafts["email.txt: Winter mail, 2026-11-25"]


def test_text_in_a_template_of_ones_own_is_no_markup(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("{{ product }}")
    (tmp_path / "two.txt").write_text("{{ product }}")
    subject = hostile("*a*\n# b\x1b[31m")._replace(templates=str(tmp_path))
    drafts = render(subject, "announcement").decode()
    assert "\\*a\\* # b\\\\x1b\\[31m\n" in drafts
    assert "*a* # b\\x1b[31m\n" in drafts


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{% for %}",
        "{{ 1 / 0 }}",
        "{{ ().__class__.__bases__ }}",
        "{% include 'missing.txt' %}",
        "{{ items.append(1) }}",
        "\udcff",
    ],
)
def test_a_template_that_does_not_work_is_named(subject: ExportedPlan, tmp_path: Path, template: str) -> None:
    (tmp_path / "email.txt").write_bytes(template.encode("utf-8", "surrogateescape"))
    with pytest.raises(CannotExport, match=r"the template `email\.txt`"):
        render(subject._replace(templates=str(tmp_path)), "announcement")


def test_a_folder_without_templates_is_refused(subject: ExportedPlan, tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match=r"the templates in .*: No such file"):
        render(subject._replace(templates=str(tmp_path / "nowhere")), "announcement")
