"""Copper's page, sentence by sentence.

| sentence | why it has no pair of plans here |
| --- | --- |
| changes are made from time to time, of two types that are handled separately | introduces the rest |
| changes will be made occasionally, and code should be robust to them | for who writes clients |
| new optional parameters get defaults that match what was before | about code; no date of a plan |
| the policy is about the Developer API, the SDK and Webhooks | an error of the file: `test_pages.py` has it |
| deprecated APIs are supported | no rule: `test_pages.py` asks for the phase |
| the glossary | explains words |
"""

from tests.policies.page import ALL, ONE, C, Sentence, change, notice, version

SDK = 'track = "SDK"'
COPPER_NEW = version("1", f"{SDK}\nsignificant = true", released="2027-01-11")
GOING = version("1", f'{SDK}\nmigration = "see the guide"', deprecated="2026-12-01", removed="2027-07-01")
BREAKING = change(
    "remove-field", f'{SDK}\nmigration = "guide"', deprecated="2026-12-01", effective="2027-07-01"
)

SENTENCES = {
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
    "Copper: adding a version modifies the documentation": Sentence(
        "copper",
        "release-documented",
        "error",
        version("1", SDK, released="2027-01-11") + notice(ONE, "2027-01-11", "released", ("docs",), ""),
        version("1", SDK, released="2027-01-11") + notice(ONE, "2027-01-12", "released", ("docs",), ""),
    ),
    "Copper: what a change makes obsolete is announced as deprecated, by every channel": Sentence(
        "copper",
        "change-deprecation-announced",
        "error",
        BREAKING + notice(C, "2026-12-04", "deprecated effective", ALL, ""),
        BREAKING + notice(C, "2026-12-05", "deprecated effective", ALL, ""),
    ),
    "Copper: the announcement of a breaking change has a timeline": Sentence(
        "copper",
        "change-timeline",
        "error",
        BREAKING + notice(C, "2026-12-01", "deprecated effective", ALL, ""),
        BREAKING + notice(C, "2026-12-01", "deprecated", ALL, ""),
    ),
    "Copper: so it has before the day of the removal is known": Sentence(
        "copper",
        "removal-timeline",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        GOING.replace("removed = 2027-07-01", "") + notice(ONE, "2026-12-01", "deprecated", ALL, ""),
    ),
}
for CHANNEL in ALL:
    OTHERS = tuple(each for each in ALL if each != CHANNEL)
    SENTENCES[f"Copper: a deprecation is announced by {CHANNEL}"] = Sentence(
        "copper",
        "deprecation-announced",
        "error",
        GOING + notice(ONE, "2026-12-01", "deprecated removed", ALL, ""),
        GOING + notice(ONE, "2026-12-01", "deprecated removed", OTHERS, ""),
    )
    SENTENCES[f"Copper: a significant change is announced by {CHANNEL}"] = Sentence(
        "copper",
        "change-documented" if CHANNEL == "docs" else "change-announced",
        "error",
        change("add-endpoint", f"{SDK}\nsignificant = true", effective="2027-01-11")
        + notice(C, "2027-01-11", "effective", ALL, ""),
        change("add-endpoint", f"{SDK}\nsignificant = true", effective="2027-01-11")
        + notice(C, "2027-01-11", "effective", OTHERS, ""),
    )
