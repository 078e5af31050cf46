"""Drafts are read by people: tense, dates told before and the version to move to are right for them."""

from pathlib import Path

import pytest

from planner.exports import parts, render

from .plans import example, written

MOVED = """
[[version]]
name = "2"
released = 2026-09-01
default = 2027-04-01

[[notice]]
version = "2"
announces = ["released", "default"]
date = 2026-08-17
channels = ["email", "docs"]
told = { released = 2026-09-01, default = 2027-01-11 }

[[notice]]
version = "2"
announces = ["default"]
date = 2026-11-02
channels = ["docs"]
told = { default = 2027-04-01 }
"""


def test_a_correction_by_email_says_what_email_told_though_docs_told_it_right() -> None:
    (draft,) = parts(written(MOVED), "announcement").values()
    assert "Subject: P: Correction: Version 2 becomes the default on 2027-04-01\n" in draft
    assert "An earlier notice said 2027-01-11: that date no longer holds.\n" in draft


def test_readers_of_a_channel_that_told_no_date_get_no_correction() -> None:
    told = 'channels = ["email"]\ntold = { default = 2027-01-11 }'
    planned = 'channels = ["email", "docs"]'
    plan = f"""
[[version]]
name = "2"
released = 2026-09-01
default = 2027-04-01

[[notice]]
version = "2"
announces = ["default"]
date = 2026-08-17
{told}

[[notice]]
version = "2"
announces = ["default"]
date = 2026-12-01
{planned}
"""
    drafts = parts(written(plan), "announcement")
    assert "An earlier notice said 2027-01-11" in drafts["2-2026-12-01.email.txt"]
    assert "earlier notice" not in drafts["2-2026-12-01.changelog.md"]


LATE = """
[[version]]
name = "1"
released = 2024-01-01
default = 2024-04-01
deprecated = 2026-11-05

[[version]]
name = "2"
released = 2026-06-01
default = 2026-11-01

[[notice]]
version = "2"
announces = ["released", "default"]
date = 2026-05-01
channels = ["email"]

[[notice]]
version = "1"
announces = ["deprecated"]
date = 2026-05-02
channels = ["email"]
"""


def test_a_draft_that_is_sent_late_tells_past_dates_in_the_past_tense() -> None:
    drafts = parts(written(LATE), "announcement")
    arrival, ending = drafts["2-2026-05-01.email.txt"], drafts["1-2026-05-02.email.txt"]
    assert "P: Version 2 was released on 2026-06-01 and became the default on 2026-11-01\n" in arrival
    assert "Since 2026-11-01, requests that name no version get version 2 instead of 1.\n" in arrival
    assert "test them with version 2 as soon as you can.\n" in arrival, "1 is gone: nobody can stay on it"
    assert "Version 1 was deprecated on 2026-11-05. Since then, requests for it are answered with" in ending
    assert "  - Move to version 2 as soon as you can.\n" in ending


def test_an_entry_of_a_changelog_that_is_late_has_the_day_on_which_it_goes_out() -> None:
    plan = LATE.replace('channels = ["email"]', 'channels = ["docs", "slack"]', 1)
    drafts = parts(written(plan), "announcement")
    assert "\n## 2026-11-21\n" in drafts["2-2026-05-01.changelog.md"]
    assert "\nP, 2026-11-21\n" in drafts["2-2026-05-01.post.txt"]
    sent = parts(example("clio")._replace(notice="September mail"), "announcement")
    assert sent["september-mail-2026-09-15.changelog.md"].startswith("## 2026-09-15\n")


def test_a_late_draft_of_a_change_does_not_say_that_it_is_coming() -> None:
    plan = """
[[change]]
name = "fax removed"
kind = "remove-field"
track = "SDK"
deprecated = 2026-01-05
effective = 2026-08-03

[[notice]]
change = "fax removed"
announces = ["deprecated", "effective"]
date = 2026-11-02
channels = ["email"]
"""
    (draft,) = (
        text for name, text in parts(written(plan, "copper"), "announcement").items() if "11-02" in name
    )
    assert "Hello,\n\nThe old behaviour has been deprecated since 2026-01-05.\n" in draft
    assert "The change took effect on 2026-08-03.\n" in draft
    assert "Adapt your code as soon as you can.\n" in draft


def test_a_date_that_was_called_off_after_its_day_is_not_said_to_lie_ahead() -> None:
    plan = """
[[version]]
name = "1"
track = "SDK"
released = 2024-01-01

[[notice]]
version = "1"
announces = ["deprecated"]
date = 2026-01-05
channels = ["email"]
told = { deprecated = 2026-01-05 }

[[notice]]
version = "1"
withdraws = ["deprecated"]
date = 2026-12-01
channels = ["email"]
"""
    draft = parts(written(plan, "copper"), "announcement")["1-2026-12-01.email.txt"]
    assert "Subject: P: Version 1 is not deprecated after all\n" in draft
    assert "would be deprecated on 2026-01-05. This is called off: it does not apply any more.\n" in draft


@pytest.mark.parametrize(("version", "successor"), [("4.0.9", "4.0.12"), ("4.0.11", "4.0.12")])
def test_nobody_is_sent_to_a_version_that_does_not_answer_then(version: str, successor: str) -> None:
    drafts = parts(example("clio")._replace(notice="September mail"), "announcement")
    entry = drafts["september-mail-2026-09-15.changelog.md"].partition(f"### Version {version}\n")[2]
    assert f"Move to version {successor} before 2026-12-31." in entry.partition("###")[0]


def test_without_a_version_that_answers_then_readers_are_told_to_stop() -> None:
    plan = LATE.replace("2026-11-05", "2027-01-05").replace("2026-06-01", "2027-02-01")
    assert (
        "Stop using version 1 before 2027-01-05."
        in parts(written(plan), "announcement")["1-2026-05-02.email.txt"]
    )


MISSING = """
[[version]]
name = "1"
released = 2024-01-01
default = 2024-04-01

[[version]]
name = "2"
released = 2027-06-01
default = 2027-12-01

[[notice]]
version = "2"
announces = ["released", "default"]
date = 2026-12-01
channels = ["email"]
"""


def test_a_missing_notice_is_not_marked_as_breaking_the_rule_that_it_cures() -> None:
    drafts = parts(written(MISSING), "announcement")
    (draft,) = (text for name, text in drafts.items() if name.endswith(".md"))
    assert draft.startswith("\\[the plan has no such notice: Announce 2 released and default by docs by")
    assert "breaks" not in draft


def test_a_missing_notice_that_comes_too_late_is_still_marked() -> None:
    drafts = parts(written(MISSING.replace("2027-12-01", "2027-01-15")), "announcement")
    assert any("\\[breaks default-notice: 2 default 2027-01-15" in text for text in drafts.values())


WITHDRAWN = """
[[version]]
name = "4"
released = 2024-01-01
default = 2024-04-01

[[version]]
name = "5"
released = RELEASED
default = 2027-07-01
withdrawn = 2026-11-02

[[version]]
name = "6"
released = 2026-10-01

[[notice]]
version = "5"
announces = ["released", "default"]
date = 2026-03-02
channels = ["email"]
told = { released = RELEASED, default = 2027-07-01 }
"""


def test_users_of_a_withdrawn_version_are_told_that_it_is_gone_and_to_move() -> None:
    draft = next(iter(parts(written(WITHDRAWN.replace("RELEASED", "2026-04-01")), "announcement").values()))
    gone = "Version 5 was withdrawn on 2026-11-02. Since then, requests for it are answered with 410 Gone.\n"
    assert gone in draft
    assert "  - Move to version 6 as soon as you can.\n" in draft


def test_a_version_withdrawn_before_its_release_has_no_heading_without_dates() -> None:
    drafts = parts(written(WITHDRAWN.replace("RELEASED", "2027-01-04")), "announcement")
    (draft,) = (text for name, text in drafts.items() if "2027-01-04" in name)
    assert "Version 5 was withdrawn on 2026-11-02, before its release.\n" in draft
    assert "You do not have to do anything.\n\nQuestions?" in draft


def test_owed_corrections_are_said_as_people_say_them() -> None:
    said = render(written(MOVED), "announcement").decode()
    assert "Tell people by email by 2027-01-11 that 2 default has moved.\n" in said
    both = MOVED.replace("default = 2027-04-01\n\n", "\n", 1).partition(
        '[[notice]]\nversion = "2"\nannounces = ["default"]'
    )
    told = both[0].replace("default = 2027-01-11", "default = 2027-01-11, deprecated = 2027-01-11")
    called_off = "that 2 default and deprecated are called off."
    assert called_off in render(written(told), "announcement").decode()


def test_tasks_of_a_mail_about_several_items_name_the_item() -> None:
    drafts = parts(example("clio")._replace(notice="September mail"), "announcement")
    mail = drafts["september-mail-2026-09-15.email.txt"]
    assert "  - Version 4.0.11: Move to version 4.0.12 before 2026-12-31.\n" in mail


def test_every_form_says_whom_to_ask() -> None:
    plan = LATE.replace('["email"]', '["email", "docs", "slack"]')
    subject = written(f'[meta]\ncontact = "https://example.com/help"\n{plan}')
    drafts = parts(subject, "announcement")
    forms = {name.partition(".")[2] for name, text in drafts.items() if "Questions? " in text}
    assert forms == {"changelog.md", "email.txt", "post.txt"}
    assert "\n\nQuestions? <https://example.com/help>\n" in drafts["1-2026-05-02.changelog.md"]


def test_nobody_is_asked_to_test_a_version_before_it_is_released(tmp_path: Path) -> None:
    (tmp_path / "latest.toml").write_text(
        'format = 1\nname = "latest"\nextends = "clio"\nunversioned = "latest"\n'
    )
    plan = """
[[version]]
name = "1"
released = 2024-01-01

[[version]]
name = "2"
released = 2027-06-01

[[notice]]
version = "2"
announces = ["released"]
date = 2026-12-01
channels = ["email"]
"""
    draft = parts(written(plan, str(tmp_path / "latest.toml")), "announcement")["2-2026-12-01.email.txt"]
    assert "From 2027-06-01 on, requests that name no version get version 2 instead of 1.\n" in draft
    assert "no version: to stay on 1, name it in your requests before 2027-06-01.\n" in draft


def test_versions_of_which_the_same_is_told_share_a_subject() -> None:
    drafts = parts(example("clio")._replace(notice="September mail"), "announcement")
    subject = "Subject: Clio Manage API v4: Versions 4.0.9 and 4.0.11 are deprecated on 2026-12-31\n"
    assert subject in drafts["september-mail-2026-09-15.email.txt"]
    late = LATE.replace('channels = ["email"]', 'channels = ["email"]\nname = "all"').replace(
        "05-02", "05-01"
    )
    both = late.replace("default = 2024-04-01\ndeprecated = 2026-11-05", "default = 2026-11-01")
    same = both.replace('announces = ["deprecated"]', 'announces = ["released", "default"]')
    one, other = same.replace("2024-01-01", "2026-06-01"), late
    told = "Versions 2 and 1 were released on 2026-06-01 and became the default on 2026-11-01\n"
    assert told in parts(written(one), "announcement")["all-2026-05-01.email.txt"]
    assert (
        "2026-11-01; Version 1 was deprecated on"
        in parts(written(other), "announcement")["all-2026-05-01.email.txt"]
    )


def test_people_get_one_correction_of_an_item_though_its_dates_are_due_on_two_days() -> None:
    told = MOVED.partition('[[notice]]\nversion = "2"\nannounces = ["default"]')[0]
    plan = told.replace("2027-01-11 }", "2027-01-11, deprecated = 2028-03-01 }")
    drafts = parts(written(plan), "announcement")
    assert sorted(drafts) == ["2-2027-01-11.changelog.md", "2-2027-01-11.email.txt"]
    mail = drafts["2-2027-01-11.email.txt"]
    subject = "Version 2 becomes the default on 2027-04-01; will not be deprecated after all\n"
    assert f"Subject: P: Correction: {subject}" in mail
    assert mail.count("[the plan has no such notice: Tell people by email and docs by 20") == 2


def test_two_dates_that_are_called_off_stand_in_one_sentence_of_the_subject() -> None:
    drafts = parts(written(WITHDRAWN.replace("RELEASED", "2027-01-04")), "announcement")
    (draft,) = (text for name, text in drafts.items() if "2027-01-04" in name)
    assert "Version 5 will not be released and will not become the default after all\n" in draft


def test_a_change_that_is_out_already_is_not_said_to_be_coming() -> None:
    plan = """
[[change]]
name = "fax removed"
kind = "remove-field"
released = 2027-01-04
deprecated = 2027-04-05
retired = 2027-07-05

[[notice]]
change = "fax removed"
announces = ["released", "deprecated", "retired"]
date = 2026-12-02
"""
    drafts = parts(written(plan, "base"), "announcement")
    sentences = [
        line[2:] for line in drafts["fax-removed-2026-12-02.changelog.md"].splitlines() if line[:2] == "- "
    ]
    assert sentences[:3] == [
        'The change "fax removed" is released on 2027-01-04.',
        "The old behaviour is deprecated from 2027-04-05 on, and keeps working until 2027-07-05.",
        "The change is complete on 2027-07-05: the old behaviour is gone (retired).",
    ]


def test_a_status_of_a_version_lasts_from_its_day_on() -> None:
    plan = """
[[version]]
name = "v24"
released = 2026-12-01
lts = 2027-10-26

[[notice]]
version = "v24"
announces = ["lts"]
date = 2026-12-02
"""
    drafts = parts(written(plan, "nodejs"), "announcement")
    assert 'v24 has the status "Active LTS" from 2027-10-26 on.\n' in drafts["v24-2026-12-02.email.txt"]
