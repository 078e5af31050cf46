"""The published pages of the founding presets: per sentence a plan that keeps it and one that breaks it."""

from typing import NamedTuple

import pytest

from tests.engine.plans import judged

BOTH = ("email", "docs")
ALL = ("docs", "support-article", "email")


class Sentence(NamedTuple):
    """What a page promises, and a rule that says so."""

    policy: str
    rule: str
    severity: str
    kept: str
    broken: str


def version(name: str, more: str = "", **dates: str) -> str:
    lines = [f'[[version]]\nname = "{name}"', *(f"{key} = {day}" for key, day in dates.items()), more]
    return "\n".join(lines) + "\n"


def change(kind: str, more: str = "", **dates: str) -> str:
    lines = [f'[[change]]\nname = "c"\nkind = "{kind}"', *(f"{key} = {day}" for key, day in dates.items())]
    return "\n".join([*lines, more]) + "\n"


def notice(about: str, day: str, announces: str, by: tuple[str, ...] = BOTH, more: str = "told = {}") -> str:
    milestones = ", ".join(f'"{each}"' for each in announces.split())
    channels = ", ".join(f'"{each}"' for each in by)
    return f"[[notice]]\n{about}\nannounces = [{milestones}]\ndate = {day}\nchannels = [{channels}]\n{more}\n"


ONE, TWO, THREE, C = 'version = "1"', 'version = "2"', 'version = "3"', 'change = "c"'
SDK = 'track = "SDK"'
OLD = version("1", released="2024-01-08", default="2024-05-06")
OLD_TOLD = notice(ONE, "2023-12-04", "released default")
NEW = version("2", released="2027-01-11", default="2027-05-03")
NEW_TOLD = notice(TWO, "2026-11-02", "released default")
ENDING = version("1", released="2024-01-08", default="2024-05-06", deprecated="2028-06-05") + OLD_TOLD
ENDED_TOLD = notice(ONE, "2026-11-02", "deprecated")
WAIVER = '[[waiver]]\nversion = "1"\nreason = "security"\nnote = "A hole"\n'
COPPER_NEW = version("1", f"{SDK}\nsignificant = true", released="2027-01-11")
GOING = version("1", f'{SDK}\nmigration = "see the guide"', deprecated="2026-12-01", removed="2027-07-01")
BREAKING = change(
    "remove-field", f'{SDK}\nmigration = "guide"', deprecated="2026-12-01", effective="2027-07-01"
)

SENTENCES = {
    "one default at a time, and unversioned requests get it": Sentence(
        "clio",
        "default-served",
        "error",
        ENDING + ENDED_TOLD + NEW + NEW_TOLD,
        ENDING.replace("2028-06-05", "2027-04-05")
        + ENDED_TOLD
        + NEW
        + NEW_TOLD
        + WAIVER
        + 'rule = "support-minimum"\n',
    ),
    "upcoming changes of the default are announced by email and in the documentation": Sentence(
        "clio",
        "default-notice",
        "error",
        NEW + NEW_TOLD,
        NEW + notice(TWO, "2026-11-02", "released default", ("email",)),
    ),
    "a minimum of 90 days' notice of the default": Sentence(
        "clio",
        "default-notice",
        "error",
        version("2", released="2026-12-01", default="2027-03-01")
        + notice(TWO, "2026-12-01", "released default"),
        version("2", released="2026-12-01", default="2027-02-28")
        + notice(TWO, "2026-12-01", "released default"),
    ),
    "reasonable efforts to tell of the default in advance, where the 90 days are waived": Sentence(
        "clio",
        "default-announced",
        "warning",
        version("2", released="2026-11-02", default="2026-12-01")
        + notice(TWO, "2026-11-02", "released default")
        + WAIVER.replace('"1"', '"2"')
        + 'rule = ["default-notice", "default-after-release"]\n',
        version("2", released="2026-11-02", default="2026-12-01")
        + notice(TWO, "2026-12-01", "released default", more="")
        + WAIVER.replace('"1"', '"2"')
        + 'rule = ["default-notice", "default-after-release", "release-announced"]\n',
    ),
    "incompatible changes are always released as a new version": Sentence(
        "clio",
        "breaking-needs-version",
        "error",
        NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-11"),
        change("remove-field", released="2027-01-11"),
    ),
    "an incompatible change without a date names a version that is new": Sentence(
        "clio",
        "breaking-needs-version",
        "error",
        NEW + NEW_TOLD + change("remove-field", TWO),
        OLD + OLD_TOLD + change("remove-field", ONE),
    ),
    "an incompatible change comes with its version": Sentence(
        "clio",
        "breaking-with-version",
        "error",
        NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-11"),
        NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-12"),
    ),
    "an incompatible change that is out names the version that it is out with": Sentence(
        "clio",
        "breaking-with-version",
        "error",
        NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-11"),
        version("2") + change("remove-field", TWO, released="2027-01-11"),
    ),
    "compatible changes are not versioned": Sentence(
        "clio",
        "compatible-everywhere",
        "error",
        NEW + NEW_TOLD + change("add-endpoint", released="2027-01-11"),
        NEW + NEW_TOLD + change("add-endpoint", TWO, released="2027-01-11"),
    ),
    "a compatible change may reach all versions at once": Sentence(
        "clio",
        "backfill-announced",
        "warning",
        change("add-endpoint", released="2027-01-11", backfilled="2027-01-11"),
        NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-11", backfilled="2027-05-03"),
    ),
    "new versions are announced by email and documented": Sentence(
        "clio",
        "release-announced",
        "error",
        NEW + NEW_TOLD,
        version("2", released="2027-01-11", default="2027-05-03")
        + notice(TWO, "2027-01-12", "released default"),
    ),
    "announcements include the date of the default": Sentence(
        "clio",
        "announcement-names-default",
        "error",
        NEW + NEW_TOLD,
        version("2", released="2027-01-11") + notice(TWO, "2026-11-02", "released"),
    ),
    "usually 90 days after the release": Sentence(
        "clio",
        "default-after-release",
        "warning",
        NEW + NEW_TOLD,
        version("2", released="2027-03-08", default="2027-05-03") + NEW_TOLD,
    ),
    "supported for a year after a new default: until 1 March 2023": Sentence(
        "clio",
        "support-minimum",
        "error",
        version("4.0.8", default="2021-08-02", deprecated="2023-03-01")
        + notice('version = "4.0.8"', "2021-04-01", "default deprecated")
        + version("4.0.9", default="2022-03-01")
        + notice('version = "4.0.9"', "2021-11-01", "default"),
        version("4.0.8", default="2021-08-02", deprecated="2023-02-28")
        + notice('version = "4.0.8"', "2021-04-01", "default deprecated")
        + version("4.0.9", default="2022-03-01")
        + notice('version = "4.0.9"', "2021-11-01", "default"),
    ),
    "90 days before the end, notice by email": Sentence(
        "clio",
        "deprecation-notice",
        "error",
        ENDING + NEW + NEW_TOLD + notice(ONE, "2028-03-06", "deprecated", more=""),
        ENDING
        + NEW
        + NEW_TOLD
        + notice(ONE, "2028-03-08", "deprecated", ("email",), "")
        + notice(ONE, "2028-03-06", "deprecated", ("docs",), ""),
    ),
    "upcoming deprecations are documented: not on the day itself": Sentence(
        "clio",
        "deprecation-documented",
        "error",
        ENDING
        + NEW
        + NEW_TOLD
        + notice(ONE, "2026-11-02", "deprecated", ("email",))
        + notice(ONE, "2028-06-04", "deprecated", ("docs",), ""),
        ENDING
        + NEW
        + NEW_TOLD
        + notice(ONE, "2026-11-02", "deprecated", ("email",))
        + notice(ONE, "2028-06-05", "deprecated", ("docs",), ""),
    ),
    "reasonable efforts to tell of an end in advance, where the rest is waived": Sentence(
        "clio",
        "deprecation-announced",
        "warning",
        ENDING
        + NEW
        + NEW_TOLD
        + notice(ONE, "2028-06-01", "deprecated", more="")
        + WAIVER
        + 'rule = "deprecation-notice"\n',
        ENDING + NEW + NEW_TOLD + WAIVER + 'rule = ["deprecation-notice", "deprecation-documented"]\n',
    ),
    "incompatible changes reach older versions only in exceptional circumstances": Sentence(
        "clio",
        "backfill-waived",
        "error",
        NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-11"),
        NEW
        + NEW_TOLD
        + change("remove-field", TWO, released="2027-01-11", backfilled="2027-05-03")
        + notice(C, "2026-11-02", "backfilled"),
    ),
    "when possible, in a new version 90 days before backfilling": Sentence(
        "clio",
        "backfill-window",
        "warning",
        NEW
        + NEW_TOLD
        + change("remove-field", TWO, released="2027-01-11", backfilled="2027-04-11")
        + notice(C, "2026-11-02", "backfilled")
        + '[[waiver]]\nchange = "c"\nreason = "legal"\nnote = "A law"\nrule = "backfill-waived"\n',
        NEW
        + NEW_TOLD
        + change("remove-field", TWO, released="2027-01-11", backfilled="2027-04-10")
        + notice(C, "2026-11-02", "backfilled")
        + '[[waiver]]\nchange = "c"\nreason = "legal"\nnote = "A law"\nrule = "backfill-waived"\n',
    ),
    "Copper: a compatible change is documented": Sentence(
        "copper",
        "change-documented",
        "error",
        change("add-endpoint", SDK, effective="2027-01-11")
        + notice(C, "2027-01-11", "effective", ("docs",), ""),
        change("add-endpoint", SDK, effective="2027-01-11"),
    ),
    "Copper: resolving a bug needs no word in the documentation": Sentence(
        "copper",
        "change-documented",
        "error",
        change("fix-bug", SDK, effective="2027-01-11"),
        change("edit-message", SDK, effective="2027-01-11"),
    ),
    "Copper: significant changes are announced by every channel": Sentence(
        "copper",
        "change-announced",
        "error",
        change("add-endpoint", f"{SDK}\nsignificant = true", effective="2027-01-11")
        + notice(C, "2027-01-11", "effective", ALL, ""),
        change("add-endpoint", f"{SDK}\nsignificant = true", effective="2027-01-11")
        + notice(C, "2027-01-11", "effective", ("docs",), ""),
    ),
    "Copper: so is a significant new version": Sentence(
        "copper",
        "release-announced",
        "error",
        COPPER_NEW + notice(ONE, "2027-01-11", "released", ALL, ""),
        COPPER_NEW + notice(ONE, "2027-01-11", "released", ("docs",), ""),
    ),
    "Copper: the obsolete version is marked as deprecated": Sentence(
        "copper",
        "deprecation-marked",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        version("1", SDK, removed="2027-07-01"),
    ),
    "Copper: and the deprecation announced to partners": Sentence(
        "copper",
        "deprecation-announced",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        GOING.replace("2027-07-01", "2027-09-01") + notice(ONE, "2026-12-05", "deprecated removed", ALL, ""),
    ),
    "Copper: at least six months of support from the announcement": Sentence(
        "copper",
        "support-minimum",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        GOING.replace("2027-07-01", "2027-05-31") + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
    ),
    "Copper: six months of support of what a change breaks": Sentence(
        "copper",
        "change-support-minimum",
        "error",
        BREAKING + notice(C, "2026-12-01", "deprecated effective", ALL, ""),
        BREAKING.replace("2027-07-01", "2027-05-31")
        + notice(C, "2026-12-01", "deprecated effective", ALL, ""),
    ),
    "Copper: an announcement includes a migration plan": Sentence(
        "copper",
        "migration-plan",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        GOING.replace('migration = "see the guide"', "")
        + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
    ),
    "Copper: so does that of a change, as soon as it is deprecated": Sentence(
        "copper",
        "change-migration-plan",
        "error",
        BREAKING + notice(C, "2026-12-01", "deprecated effective", ALL, ""),
        BREAKING.replace('migration = "guide"', "").replace("effective = 2027-07-01", ""),
    ),
    "Copper: and a timeline": Sentence(
        "copper",
        "removal-timeline",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        GOING + notice(ONE, "2026-12-01", "deprecated", ALL, ""),
    ),
    "Copper: a breaking change is not made unexpectedly": Sentence(
        "copper",
        "change-marked",
        "error",
        BREAKING + notice(C, "2026-12-01", "deprecated effective", ALL, ""),
        BREAKING.replace("deprecated = 2026-12-01", ""),
    ),
}


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
