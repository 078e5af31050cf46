import json
from pathlib import Path

import pytest

from planner import policies
from planner.engine.rules.sentence import sentence
from planner.files.policy.presets import GROUPS, presets
from planner.files.policy.read import load_policy

from .conftest import PROJECT, Run, ran

HOUSE = """\
format = 1
name = "house"
title = "The house's policy"
unversioned = "oldest"
invalid = "404 Not Found"
tracks = ["API", "SDK"]

[fields.stage]
of = ["version"]
one_of = ["beta", "ga"]

[[milestone]]
name = "released"
role = "released"
phase = "Supported"
answers = "200 OK"

[channels]
email = "Email"

[changes]
compatible = ["add-field"]

[reasons]
law = "The law | demands it"

[[rule]]
id = "working-days"
kind = "calendar"
weekdays = ["mon", "tue"]
severity = "warning"
clause = "Section 4"
because = "Nobody is there on other days."
when = { stage = "ga" }
waivable = false
effective_from = 2027-01-01
tolerance = "3 days"
"""


@pytest.fixture
def policy(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    (folder / "policy.toml").write_text(HOUSE)
    return lambda *arguments: ran(capfd, "policy", *arguments)


def test_the_presets_are_listed_by_group_with_promise_and_coverage_at_80_columns(policy: Run) -> None:
    told = policy("list")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert max(map(len, lines)) <= 80
    groups = [line for line in lines if line and not line.startswith(" ")]
    assert groups == [each for each in GROUPS if each in groups]
    for preset in presets():
        (at,) = (number for number, line in enumerate(lines) if line.split()[:1] == [preset.policy.name])
        assert lines[at].endswith(f"  {preset.promise}")
        assert lines[at + 1].strip() == preset.coverage
        assert [line for line in lines[:at] if line in groups][-1] == preset.group


def test_a_policy_is_shown_as_a_document(policy: Run) -> None:
    told = policy("show", "./policy.toml")
    assert (told.code, told.err) == (0, "")
    for part in (
        "The house's policy\n==================\n",
        "A request that names no version gets the oldest version that is supported. One for a\n"
        "version that does not exist gets 404 Not Found.\n",
        "Tracks: API, SDK.",
        "\nreleased   released  Supported     200 OK\n",
        "\nemail  Email\n",
        "\nCompatible: add-field.\n",
        "\nA kind that is not listed counts as incompatible.\n",
        "\nlaw   The law | demands it\n",
        "\nstage  version  beta, ga\n",
        "\nworking-days (warning)\n"
        "  Nobody is there on other days.\n"
        "  A version's dates fall on a Monday or Tuesday. Only where stage is ga.\n"
        "  3 days more or less are forgiven. In force from 2027-01-01 on. No waiver counts.\n"
        "  Clause: Section 4\n",
        "\norder (error)\n",
    ):
        assert part in told.out


def test_a_preset_is_shown_with_its_promise_its_page_and_its_own_rules_first(policy: Run) -> None:
    told = policy("show", "github-rest").out
    github = next(each for each in presets() if each.policy.name == "github-rest")
    assert f"Published at {github.policy.url}" in told.replace("\n", " ")
    assert f"\n{github.promise}\n" in told
    assert f"\nIn the rules: {github.coverage}\n" in told
    headings = ("support-24-months (", "promise (", "order (")
    places = [told.index(f"\n{each}") for each in headings]
    assert places == sorted(places)


def test_nothing_is_said_of_requests_where_a_policy_answers_none(policy: Run) -> None:
    assert "A request" not in policy("show", "django").out
    assert "A request that names no version gets no answer." in policy("show", "copper").out


def test_a_field_that_is_needed_and_milestones_without_an_order_are_shown(folder: Path, policy: Run) -> None:
    more = '[fields.owner]\nof = ["version"]\nrequired = true\n[[milestone]]\nname = "eu"\nparallel = true\n'
    (folder / "policy.toml").write_text(f"{HOUSE}{more}")
    told = policy("show", "./policy.toml").out
    assert "\nowner  version  any text, true or false; needed\n" in told
    assert "\neu                   in no order with its neighbours\n" in told


def test_the_value_of_a_field_that_is_left_out_is_shown(policy: Run) -> None:
    told = policy("show", "azure").out
    assert "\nstage     version  ga, preview; ga if left out\n" in told
    assert "\nbreaking  version  true, false; true if left out\n" in told


@pytest.mark.parametrize("meta", ["promise = 3", 'promise = " "', "promise = { a = 1 }", "other = true"])
def test_a_meta_table_of_ones_own_is_no_line_of_the_page(policy: Run, folder: Path, meta: str) -> None:
    (folder / "policy.toml").write_text(f"{HOUSE}\n[meta]\n{meta}\n")
    told = policy("show", "./policy.toml")
    assert (told.code, told.err) == (0, "")
    assert "rule.\n\nA request that names no version" in told.out


def test_a_policy_is_shown_as_markdown_in_which_nothing_of_it_is_markup(policy: Run) -> None:
    told = policy("show", "./policy.toml", "--markdown").out
    assert told.startswith("# The house's policy\n\n")
    assert "\n| law | The law \\| demands it |\n" in told
    assert (
        "\n### working-days (warning)\n\nNobody is there on other days.\n\nA version's dates fall on" in told
    )


def test_no_text_of_a_policy_reaches_the_terminal_as_it_is(policy: Run, folder: Path) -> None:
    (folder / "policy.toml").write_text(HOUSE.replace("Email", "\\u001b]0;x\\u0007 \u202e"))
    told = policy("show", "./policy.toml").out
    assert "\\x1b]0;x\\x07 \\u202e" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("name", policies.names())
def test_every_rule_of_the_presets_is_a_sentence(name: str) -> None:
    rules = load_policy(name, None).rules
    sentences = [sentence(rule) for rule in rules]
    assert all(each[0].isupper() and each.endswith(".") for each in sentences)
    assert "None" not in " ".join(sentences)


def test_a_policy_without_faults_is_said_to_be_so(policy: Run) -> None:
    assert policy("check", "./policy.toml") == (0, "Nothing found in 1 policy\n", "")
    own = PROJECT / "plans" / "policies" / "partner.toml"
    assert policy("check", str(own), "clio").out == "Nothing found in 2 policies\n"


def test_all_faults_of_a_policy_are_shown_with_their_lines(policy: Run, folder: Path) -> None:
    (folder / "policy.toml").write_text(HOUSE.replace('"calendar"', '"calender"').replace('"ga"]', "3]"))
    told = policy("check", "policy.toml", "policy.toml")
    assert (told.code, told.err) == (1, "")
    assert told.out.count("error[") == 2
    assert "error[unknown-kind]: `calender`: did you mean `calendar`?\n  --> policy.toml:29:8\n" in told.out
    assert '\n29 | kind = "calender"\n' in told.out


UNKEEPABLE = """
[[milestone]]
name = "retired"

[[rule]]
id = "support"
kind = "gap"
from = "retired"
to = "released"
at_least = "1 day"
"""


def test_rules_that_no_plan_can_keep_are_findings_of_policy_check_alone(
    policy: Run, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = HOUSE.replace("[channels]", f"{UNKEEPABLE}\n[channels]")
    (folder / "policy.toml").write_text(text)
    told = policy("check", "policy.toml", "clio")
    assert (told.code, told.err) == (1, "")
    line = text.splitlines().index('at_least = "1 day"') + 1
    assert told.out.startswith(
        "error[gap-against-lifecycle]: `support` wants `released` at least 1 day after"
    )
    assert f"\n  --> policy.toml:{line}:12\n" in told.out
    assert policy("show", "policy.toml").code == 0
    plan = 'format = 1\nproduct = "P"\npolicy = "./policy.toml"\n[[version]]\nname = "1"\ntrack = "API"\n'
    (folder / "plan.toml").write_text(plan + "released = 2027-02-01\n")
    assert ran(capfd, "check", "plan.toml", "--as-of", "2026-11-21").code == 0


def test_the_code_of_a_mistake_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "rule", "gap-cycle")
    assert told.code == 0
    assert told.out.startswith("gap-cycle · mistake of a policy, found by policy check\n")
    assert "  cure     Take one of the bounds" in told.out


def test_faults_of_what_is_extended_are_shown_there(policy: Run, folder: Path) -> None:
    (folder / "policy.toml").write_text(HOUSE.replace('"mon"', '"moon"'))
    (folder / "stricter.toml").write_text('format = 1\nname = "stricter"\nextends = "./policy.toml"\n')
    told = policy("check", "stricter.toml")
    assert told.code == 1
    assert "--> policy.toml:30:13" in told.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("check", "gone.toml"), "there is no such file"),
        (("check", "cilo"), "did you mean `clio`?"),
        (("show", "cilo"), "did you mean `clio`?"),
        (("show",), "show needs one policy"),
        (("check",), "check needs a policy"),
        (("list", "clio"), "list takes no policy"),
        (("lst",), "did you mean `list`?"),
        ((), "say what to do: list, show, check, new or try"),
    ],
)
def test_what_cannot_be_done_is_said(policy: Run, arguments: tuple[str, ...], why: str) -> None:
    told = policy(*arguments)
    assert (told.code, told.out) == (2, "")
    assert why in told.err


def test_a_broken_policy_is_not_shown(policy: Run, folder: Path) -> None:
    (folder / "policy.toml").write_text(HOUSE.replace('"calendar"', '"calender"'))
    told = policy("show", "policy.toml")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("policy.toml:29:8: error[unknown-kind] ")


def test_check_tells_errors_and_mistakes_as_json(folder: Path, policy: Run) -> None:
    (folder / "unsound.toml").write_text(
        HOUSE.replace('weekdays = ["mon", "tue"]', 'days = ["first weekday of month"]\nweekdays = ["sat"]')
    )
    (folder / "broken.toml").write_text(HOUSE.replace("waivable", "waivabel"))
    told = policy("check", "clio", "unsound.toml", "broken.toml", "--output-format", "json")
    assert (told.code, told.err) == (1, "")
    data = json.loads(told.out)
    assert data["format_version"] == 1
    clio, unsound, broken = data["policies"]
    assert clio == {"policy": "clio", "sound": True, "errors": []}
    assert (unsound["policy"], unsound["sound"]) == ("unsound.toml", False)
    assert [each["code"] for each in unsound["errors"]] == ["calendar-without-days"]
    (error,) = broken["errors"]
    assert (error["code"], error["path"]) == ("unknown-key", "broken.toml")
    line = (folder / "broken.toml").read_text().splitlines()[error["line"] - 1]
    assert line.startswith("waivabel")
    gone = policy("check", "gone.toml", "--output-format", "json")
    assert (gone.code, json.loads(gone.out)["policies"]) == (2, [])


def test_the_list_of_presets_as_json_has_the_lines_of_the_text(capfd: pytest.CaptureFixture[str]) -> None:
    told = json.loads(ran(capfd, "policy", "list", "--output-format", "json").out)
    text = ran(capfd, "policy", "list").out
    assert told["format_version"] == 1
    assert {each["name"] for each in told["policies"]} == set(policies.names())
    for each in told["policies"]:
        assert each["group"] in text
        assert each["promise"] in text
        assert each["rules"] > 0


def test_a_policy_as_json_has_its_names_and_rules(capfd: pytest.CaptureFixture[str]) -> None:
    told = json.loads(ran(capfd, "policy", "show", "copper", "--output-format", "json").out)["policy"]
    assert told["tracks"] == ["Developer API", "SDK", "Webhooks"]
    assert {each["name"] for each in told["milestones"]} == {"released", "deprecated", "removed", "effective"}
    assert "fix-bug" in told["changes"]["compatible"]
    (support,) = (each for each in told["rules"] if each["id"] == "support-minimum")
    assert "6 months" in support["demands"]
    assert support["yields_to"] == ["deprecation-marked"]
    assert told["rules"][-1]["id"] == "order"


def test_a_policy_is_written_in_one_form_only(capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "policy", "show", "clio", "--markdown", "--output-format", "json")
    assert told.code == 2
    assert "either --markdown, or --output-format json" in told.err


def test_a_rule_as_json_tells_the_same_dates_as_its_text(capfd: pytest.CaptureFixture[str]) -> None:
    asked = ("rule", "support-minimum", "--plan", str(PROJECT / "plans/clio.toml"), "--as-of", "2026-11-21")
    (rule,) = json.loads(ran(capfd, *asked, "--output-format", "json").out)["rules"]
    lines = ran(capfd, *asked).out.splitlines()
    assert rule["policy"] == "clio"
    assert any(line.endswith(rule["demands"]) for line in lines)
    assert rule["dates"]
    for each in rule["dates"]:
        assert any(each["message"] in line and f"{each['spare']} day" in line for line in lines)


def test_an_id_that_is_no_rule_has_its_meaning_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    told = json.loads(ran(capfd, "rule", "unknown-key", "--output-format", "json").out)
    assert told["rules"] == []
    assert told["meaning"]["id"] == "unknown-key"
    assert told["meaning"]["cure"]
