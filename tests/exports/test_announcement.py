import re
from pathlib import Path
from typing import cast

import pytest
from markdown_it import MarkdownIt

from planner.engine.phases import Timetable
from planner.exports import CannotExport, ExportedPlan, parts, remarks, render
from planner.exports.announced_items import AnnouncedItem, AnnouncedMilestone
from planner.exports.announcement import variables
from planner.exports.communications import communications

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
    planned = ["changelog.md: Winter mail, 2026-11-25", "email.txt: Winter mail, 2026-11-25"]
    assert list(_drafts(subject))[:3] == [*planned, "email.txt: 2, 2027-05-01"]


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


def test_an_email_says_what_changes_and_what_to_do_by_when(subject: ExportedPlan) -> None:
    draft = _drafts(subject)["email.txt: Winter mail, 2026-11-25"]
    assert draft[draft.index("Subject") :] == (
        """\
Subject: P: Correction: Version 1 is released on 2026-12-01 and becomes the default on 2027-03-01; Version 2 \
is released on 2027-06-01

Hello,

Version 1 is released on 2026-12-01.
It becomes the default on 2027-03-01.
An earlier notice said 2027-02-15: that date no longer holds.
From 2027-03-01 on, requests that name no version get version 1.
Faster.

Changes in version 1:
  - people: fax removed (breaking)

Version 2 is released on 2027-06-01.

What you have to do

  - Version 1: If your requests name no version, test them with version 1 before 2027-03-01.
  - Migration plan for version 1: https://example.com/v1_guide
  - people: fax removed: Read phone_numbers.
  - Version 2: you do not have to do anything.

All dates

  Version 1 (API)
  - 2026-12-01 Released
  - 2027-03-01 Default

  Version 2 (API)
  - 2027-06-01 Released

Questions? [whom to ask: add contact to [meta] of the plan]


"""
    )


def test_each_channel_gets_its_own_form() -> None:
    plan = PLAN.replace('channels = ["docs"]', 'channels = ["slack"]')
    drafts = _drafts(written(plan), notice="Winter mail")
    forms = [title.partition(":")[0] for title in drafts]
    assert forms == ["changelog.md", "email.txt", "post.txt"]
    assert "## " not in drafts["post.txt: Winter mail, 2026-11-25"]


def test_markdown_drafts_link_urls(subject: ExportedPlan) -> None:
    drafts = _drafts(subject)
    assert (
        "- Migration plan: <https://example.com/v1_guide>\n"
        in drafts["changelog.md: Winter mail, 2026-11-25"]
    )


ENDING = """
[meta]
contact = "api@example.com"

[[version]]
name = "1"
released = 2024-12-01
default = 2025-03-01
deprecated = 2028-06-01
REPLACEMENT

[[version]]
name = "2"
released = 2026-12-01
default = 2027-03-01

[[version]]
name = "3"
released = 2027-12-01

[[notice]]
version = "1"
announces = ["deprecated"]
date = 2026-11-25
channels = ["email", "docs"]
"""


def test_an_ending_says_the_answer_the_version_to_move_to_and_whom_to_ask() -> None:
    draft = _drafts(written(ENDING.replace("REPLACEMENT", "")), notice="1")["email.txt: 1, 2026-11-25"]
    answer = "From that day on, requests for it are answered with 410 Gone.\n"
    assert f"Version 1 is deprecated on 2028-06-01. {answer}" in draft
    assert "Move to version 2 before 2028-06-01.\n" in draft
    assert "- Migration plan: [the plan has no migration text yet]\n" in draft
    assert "Questions? api@example.com\n" in draft


def test_the_replacement_goes_before_the_successor() -> None:
    plan = ENDING.replace("REPLACEMENT", 'replacement = "3"')
    assert (
        "Move to version 3 before 2028-06-01.\n"
        in _drafts(written(plan), notice="1")["email.txt: 1, 2026-11-25"]
    )


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (
            "copper",
            (
                "SDK 1 is deprecated from 2027-01-04 on, and keeps working until 2028-01-03.",
                "It is removed on 2028-01-03. From that day on, it no longer works.",
            ),
        ),
        (
            "nodejs",
            (
                'SDK 1 has the status "Maintenance" from 2027-01-04 on, and keeps working until 2028-01-03.',
                "It reaches its end-of-life on 2028-01-03.",
            ),
        ),
        ("meta-graph", ("requests for it are answered as the oldest version that is still usable.",)),
    ],
)
def test_an_ending_is_told_in_the_words_of_the_policy(policy: str, expected: tuple[str, ...]) -> None:
    retired = "removed" if policy == "copper" else "retired"
    track = "SDK" if policy == "copper" else "API"
    plan = f"""
[[version]]
name = "SDK 1"
track = "{track}"
released = 2024-01-01
deprecated = 2027-01-04
{retired} = 2028-01-03

[[notice]]
version = "SDK 1"
announces = ["deprecated", "{retired}"]
date = 2026-12-01
channels = ["email"]
"""
    policy_tracks = "" if policy == "copper" else plan.replace(f'track = "{track}"\n', "")
    draft = next(iter(_drafts(written(policy_tracks or plan, policy), notice="SDK 1").values()))
    assert [sentence for sentence in expected if sentence not in draft] == []


@pytest.mark.parametrize(
    ("milestone", "expected"),
    [
        (
            "deprecated",
            'The change "people: fax removed" is coming.\n'
            "The old behaviour is deprecated from 2027-01-04 on, and keeps working until 2027-08-02.\n",
        ),
        ("effective", 'The change "people: fax removed" takes effect on 2027-08-02.'),
    ],
)
def test_a_change_is_told_by_what_happens_to_the_old_behaviour(milestone: str, expected: str) -> None:
    plan = f"""
[[change]]
name = "people: fax removed"
kind = "remove-field"
track = "Developer API"
deprecated = 2027-01-04
effective = 2027-08-02

[[notice]]
change = "people: fax removed"
announces = ["{milestone}"]
date = 2026-12-01
channels = ["email"]
"""
    drafts = _drafts(written(plan, "copper"), notice="people: fax removed")
    assert expected in next(iter(drafts.values()))


def test_a_switch_of_the_default_names_both_versions_and_how_to_stay() -> None:
    announced = '"1"\nannounces = ["deprecated"]', '"2"\nannounces = ["default"]'
    plan = ENDING.replace("REPLACEMENT", "").replace(*announced)
    draft = _drafts(written(plan), notice="2")["email.txt: 2, 2026-11-25"]
    assert "From 2027-03-01 on, requests that name no version get version 2 instead of 1.\n" in draft
    assert "test them with version 2 before 2027-03-01. To stay on 1, name it in your requests.\n" in draft


TOLD = ENDING.replace("date = 2026-11-25", "date = 2026-10-25\ntold = { deprecated = 2028-03-01 }")


def test_a_withdrawal_says_what_was_told_and_that_it_will_not_happen() -> None:
    plan = f"""{TOLD.replace("deprecated = 2028-06-01", "").replace("REPLACEMENT", "")}
[[notice]]
version = "1"
withdraws = ["deprecated"]
date = 2026-11-25
channels = ["email", "docs"]
"""
    draft = _drafts(written(plan), notice="1")["email.txt: 1, 2026-11-25"]
    told = "We announced that version 1 would be deprecated on 2028-03-01."
    assert f"{told} This is called off: it will not happen.\n" in draft
    assert "Subject: P: Version 1 will not be deprecated after all\n" in draft


def test_a_date_that_breaks_the_policy_is_marked_and_said() -> None:
    subject = example("copper")
    draft = _drafts(subject, notice="SDK 0.4")["email.txt: SDK 0.4, 2026-12-07"]
    mark = "breaks support-minimum: SDK 0.4 removed 2027-06-01 is 6 days short"
    assert draft.startswith(f"\n[{mark}")
    (remark,) = remarks(subject._replace(notice="SDK 0.4"), "announcement")
    assert remark.startswith(f"SDK 0.4, 2026-12-07: {mark}")
    assert remarks(example("clio")._replace(notice="4.0.15"), "announcement") == ()


def test_an_owed_correction_is_drafted_with_both_dates() -> None:
    drafts = _drafts(written(TOLD.replace("REPLACEMENT", "")))
    (title,) = (each for each in drafts if each.startswith("email.txt: 1,"))
    assert "[the plan has no such notice: Tell people by email" in drafts[title]
    assert "Subject: P: Correction: Version 1 is deprecated on 2028-06-01\n" in drafts[title]
    assert "An earlier notice said 2028-03-01: that date no longer holds.\n" in drafts[title]


def test_a_missing_notice_is_drafted() -> None:
    drafts = _drafts(written(ENDING.replace("REPLACEMENT", "")))
    marked = [text for title, text in drafts.items() if title.startswith("email.txt: 2, ")]
    assert any("[the plan has no such notice: Announce 2 " in text for text in marked)
    assert any("becomes the default on 2027-03-01." in text for text in marked)


END_OF_2025 = """
[[version]]
name = "2025"
track = "Developer API"
released = 2024-06-03
deprecated = 2026-12-07
removed = 2027-08-02
migration = "Read the guide."

[[change]]
name = "people: fax removed"
kind = "remove-field"
version = "2025"
migration = "Read phone_numbers."

[[notice]]
version = "2025"
announces = ["deprecated", "removed"]
date = 2026-12-07
channels = ["docs", "support-article", "email"]
"""


@pytest.mark.parametrize("channel", ["changelog.md", "email.txt", "support-article.md"])
def test_the_end_of_a_version_does_not_list_the_changes_that_shipped_in_it(channel: str) -> None:
    draft = _drafts(written(END_OF_2025, "copper"), notice="2025")[f"{channel}: 2025, 2026-12-07"]
    assert "Read the guide." in draft
    assert "fax" not in draft


def test_a_compatible_change_says_that_code_keeps_working() -> None:
    drafts = _drafts(example("copper"), notice="webhooks: new event lead.converted")
    (draft,) = drafts.values()
    name = '"webhooks: new event lead.converted"'
    assert (
        f"- The change {name} takes effect on 2026-12-14.\n- Code that works today keeps working.\n" in draft
    )


def test_each_draft_has_a_file_of_its_own() -> None:
    files = parts(example("copper"), "announcement")
    assert "sdk-0-4-2026-12-07.email.txt" in files
    assert all(name == Path(name).name for name in files)
    assert "---" not in files["sdk-0-4-2026-12-07.email.txt"]


def test_a_draft_in_a_file_of_its_own_begins_with_its_marks() -> None:
    files = parts(example("copper"), "announcement")
    mark = "breaks support-minimum: SDK 0.4 removed 2027-06-01 is 6 days short"
    assert files["sdk-0-4-2026-12-07.email.txt"].startswith(f"[{mark}")
    assert files["sdk-0-4-2026-12-07.changelog.md"].startswith(f"\\[{mark}")
    ready = parts(example("clio")._replace(notice="4.0.15"), "announcement")
    assert all(text.startswith(("Subject: ", "## ")) for text in ready.values())


def test_a_mark_is_no_markup_in_markdown(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("{{ product }}")
    subject = hostile("*a* <b> [c](d) @e")._replace(templates=str(tmp_path))
    files = parts(subject, "announcement")
    heads = [text.partition("\n")[0] for name, text in files.items() if name.endswith(".md")]
    assert heads
    assert all(head.startswith("\\[") for head in heads)
    html = "".join(map(MarkdownIt("gfm-like", {"linkify": False}).render, heads))
    assert set(re.findall(r"</?(\w+)", html)) == {"p"}
    assert not re.search(r"@\w", html)


def test_the_page_documents_every_variable_of_a_template() -> None:
    page = (Path(__file__).parents[2] / "docs" / "review.md").read_text()
    rows = re.findall(r"^\| (`.*?) \| .*\|$", page.partition("| variable | value |")[2], re.MULTILINE)
    documented, owner = set[str](), ""
    for row in rows:
        for each in re.findall(r"`([a-z_.]+)`", row):
            owner = owner if each.startswith(".") else each.partition(".")[0]
            documented.add(f"{owner}{each}" if each.startswith(".") else each)
    dates = re.search(r"each has (.*?) \|", page)
    assert dates is not None
    of_a_date = re.findall(r"`([a-z]+)`", dates[1])
    subject = written(PLAN)
    timetable = Timetable(subject.schedule, subject.evaluation.days)
    values = variables(subject, communications(subject.plan)[0], timetable, ())
    assert documented == {
        *(name for name in values if name != "notice"),
        *(f"notice.{name}" for name in cast("dict[str, object]", values["notice"])),
        *(f"item.{name}" for name in AnnouncedItem._fields),
    }
    assert of_a_date == list(AnnouncedMilestone._fields)


def test_a_breaking_change_without_a_migration_plan_is_not_passed_over() -> None:
    bare = PLAN.replace('migration = "https://example.com/v1_guide"\n', "").replace(
        'migration = "Read phone_numbers."\n', ""
    )
    drafts = _drafts(written(bare), notice="Winter mail")
    missing = "- people: fax removed: [the plan has no migration text yet]\n"
    assert missing in drafts["email.txt: Winter mail, 2026-11-25"]
    assert "fax removed: [" not in _drafts(written(PLAN))["email.txt: Winter mail, 2026-11-25"]
    changelog = drafts["changelog.md: Winter mail, 2026-11-25"]
    assert "- **Breaking:** people: fax removed\n- Faster.\n" in changelog, "one list, without a gap"


def test_an_owed_withdrawal_is_said_in_a_sentence() -> None:
    plan = TOLD.replace("deprecated = 2028-06-01", "").replace("REPLACEMENT", "")
    line = "Tell people by email and docs by 2028-03-01 that 1 deprecated is called off."
    assert line in render(written(plan), "announcement").decode()


def test_templates_of_ones_own_replace_and_add(subject: ExportedPlan, tmp_path: Path) -> None:
    (tmp_path / "email.txt").write_text("{% include '_hello.txt' %}{{ product }}")
    (tmp_path / "_hello.txt").write_text("Dear users of ")
    (tmp_path / "partners.md").write_text(
        "{% for item in items %}*{{ item.name }}* {{ item.kind }} {% endfor %}"
    )
    drafts = _drafts(subject, notice="Winter mail", templates=str(tmp_path))
    assert [each.partition(":")[0] for each in drafts] == ["changelog.md", "email.txt", "partners.md"]
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
