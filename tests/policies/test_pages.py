"""The published pages of the founding presets: per sentence a plan that keeps it and one that breaks it.

The sentences are in `clio_page.py` and `copper_page.py`, with tables of those that promise nothing. Answers
to requests, the taxonomies and the accepted reasons are no rules: they are tested below.
"""

import pytest

from planner.engine.evaluate import Evaluation
from planner.engine.requests import answer_on
from planner.files.plan.file import read_plan_bytes
from planner.files.policy.read import load_policy
from tests.engine.plans import day, judged
from tests.policies import clio_page, copper_page
from tests.policies.clio_page import (
    BACKFILL,
    BACKFILL_TOLD,
    BACKFILLED,
    ENDED,
    ENDED_EARLY,
    ENDING,
    NEW,
    NEW_TOLD,
)
from tests.policies.copper_page import GOING, SDK
from tests.policies.page import ALL, BOTH, TWO, C, Sentence, change, notice, version

SENTENCES = {**clio_page.SENTENCES, **copper_page.SENTENCES}
CLIO, COPPER = load_policy("clio", None), load_policy("copper", None)


def open_errors(evaluation: Evaluation) -> list[str]:
    return [each.rule.id for each in evaluation.all if each.waived is None and each.severity == "error"]


def found(plan: str, sentence: Sentence) -> list[tuple[str, str]]:
    evaluation = judged(plan, sentence.policy)
    return [(each.rule.id, each.severity) for each in evaluation.all if each.waived is None]


@pytest.mark.parametrize("said", SENTENCES)
def test_a_plan_that_keeps_the_sentence_and_one_that_breaks_it(said: str) -> None:
    sentence = SENTENCES[said]
    assert sentence.rule not in [rule for rule, _ in found(sentence.kept, sentence)]
    assert (sentence.rule, sentence.severity) in found(sentence.broken, sentence)


@pytest.mark.parametrize("said", [each for each in SENTENCES if not each.startswith("a compatible")])
def test_a_plan_that_keeps_a_sentence_breaks_no_other_one(said: str) -> None:
    sentence = SENTENCES[said]
    assert [rule for rule, severity in found(sentence.kept, sentence) if severity == "error"] == []


def test_requests_get_the_answers_that_the_page_of_clio_says() -> None:
    evaluation = judged(ENDING + NEW)
    schedule, days = evaluation.compiled.schedule, evaluation.days

    def answer(item: int, on: str) -> str:
        return answer_on(schedule, days, item, day(on))

    assert CLIO.unversioned == "default"
    assert CLIO.invalid == "410 Gone"
    assert answer(1, "2027-01-10") == "410 Gone", "a version that is not there yet is an invalid one"
    assert answer(1, "2027-01-11") == "200 OK"
    assert answer(0, "2028-06-04") == "200 OK"
    assert answer(0, "2028-06-05") == "410 Gone"


def test_what_copper_deprecates_goes_on_answering() -> None:
    evaluation = judged(GOING.replace("deprecated =", "released = 2025-01-06\ndeprecated ="), "copper")
    schedule, days = evaluation.compiled.schedule, evaluation.days
    answers = [answer_on(schedule, days, 0, day(on)) for on in ("2026-06-01", "2027-06-30", "2027-07-01")]
    assert answers[0] == answers[1] != answers[2]


@pytest.mark.parametrize("kind", [*sorted(CLIO.incompatible), "rename-everything"])
def test_every_kind_of_breaking_change_needs_a_new_version_of_clio(kind: str) -> None:
    assert "breaking-needs-version" in open_errors(judged(change(kind, released="2027-01-11")))
    kept = NEW + NEW_TOLD + change(kind, TWO, released="2027-01-11")
    assert open_errors(judged(kept)) == []


@pytest.mark.parametrize("kind", sorted(CLIO.compatible))
def test_every_kind_of_compatible_change_goes_to_all_versions_of_clio(kind: str) -> None:
    assert open_errors(judged(change(kind, released="2027-01-11"))) == []
    broken = NEW + NEW_TOLD + change(kind, TWO, released="2027-01-11")
    assert open_errors(judged(broken)) == ["compatible-everywhere"]


@pytest.mark.parametrize("reason", CLIO.reasons)
def test_every_exception_of_clio_is_accepted_for_each_of_the_three_things(reason: str) -> None:
    accepted = f'reason = "{reason}"\n'
    assert open_errors(judged(clio_page.HURRIED + clio_page.CHANGED + accepted)) == []
    assert open_errors(judged(ENDED_EARLY + ENDED + accepted)) == []
    assert open_errors(judged(BACKFILLED + BACKFILL_TOLD + BACKFILL + accepted)) == []


@pytest.mark.parametrize("reason", ['reason = "convenience"\n', ""])
def test_any_other_reason_is_no_exception_of_clio(reason: str) -> None:
    assert set(open_errors(judged(ENDED_EARLY + ENDED + reason))) == {"support-minimum", "waiver-reason"}


def test_no_exception_of_clio_leaves_requests_without_an_answer_or_a_word_in_advance() -> None:
    waived = '[[waiver]]\nversion = "1"\nnote = "A hole"\nreason = "security"\nrule = '
    everything = '["support-minimum", "deprecation-notice", "deprecation-documented", "default-served"]\n'
    ending = ENDING.replace("2028-06-05", "2027-04-05") + NEW + NEW_TOLD
    rules = [each.rule.id for each in judged(ending + waived + everything).all if each.waived is None]
    assert {"default-served", "deprecation-announced"} <= set(rules)


def test_slack_may_be_used_too_and_never_instead() -> None:
    by_slack = (*BOTH, "slack")
    assert open_errors(judged(NEW + notice(TWO, "2026-11-02", "released default", by_slack))) == []
    only = judged(NEW + notice(TWO, "2026-11-02", "released default", ("slack",)))
    assert {"release-announced", "default-notice"} <= set(open_errors(only))


def test_a_version_of_clio_may_be_supported_for_longer() -> None:
    longer = ENDING.replace("2028-06-05", "2035-01-01") + clio_page.ENDED_TOLD + NEW + NEW_TOLD
    assert open_errors(judged(longer)) == []


@pytest.mark.parametrize("kind", [*sorted(COPPER.incompatible), "rename-everything"])
def test_no_breaking_change_of_copper_comes_without_a_deprecation(kind: str) -> None:
    assert "change-marked" in open_errors(judged(change(kind, SDK, effective="2027-07-01"), "copper"))
    kept = copper_page.BREAKING.replace("remove-field", kind)
    assert (
        open_errors(judged(kept + notice(C, "2026-12-01", "deprecated effective", ALL, ""), "copper")) == []
    )


@pytest.mark.parametrize("kind", sorted(COPPER.compatible))
def test_every_compatible_change_of_copper_needs_the_documentation_at_most(kind: str) -> None:
    documented = notice(C, "2027-01-11", "effective", ("docs",), "")
    assert open_errors(judged(change(kind, SDK, effective="2027-01-11") + documented, "copper")) == []


@pytest.mark.parametrize(("track", "code"), [("", "missing-key"), ('track = "Widgets"', "unknown-track")])
def test_the_policy_of_copper_is_about_its_three_tracks(track: str, code: str) -> None:
    head = 'format = 1\nproduct = "P"\npolicy = "copper"\n'
    for entry in (version("1", track, released="2027-01-11"), change("add-endpoint", track)):
        file = read_plan_bytes("plan.toml", f"{head}{entry}".encode())
        assert [each.code for each in file.diagnostics] == [code]


def test_copper_knows_no_exceptions() -> None:
    waived = '[[waiver]]\nversion = "1"\nnote = "A hole"\nreason = "security"\nrule = "deprecation-marked"\n'
    rules = open_errors(judged(version("1", SDK, removed="2027-07-01") + waived, "copper"))
    assert {"deprecation-marked", "waiver-reason"} <= set(rules)
