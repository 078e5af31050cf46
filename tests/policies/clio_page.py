"""Clio's page, sentence by sentence.

| sentence | why it has no pair of plans here |
| --- | --- |
| an overview; where the supported and the default versions are listed | says where to look |
| requests may name a version by a header, and should | for who sends requests |
| what requests without a version, for an invalid and a deprecated one get | no rule: test_pages.py has it |
| compatible changes do not affect how endpoints behave | says what "compatible" means |
| compatible changes are in all versions immediately | "immediately": no rule has a date for it |
| there is no fixed schedule of releases | promises nothing |
| Slack may be used as well; a version may be supported for longer | permissions: test_pages.py uses them |
"""

from tests.policies.page import ONE, THREE, TWO, C, Sentence, change, notice, version

OLD = version("1", released="2024-01-08", default="2024-05-06")
OLD_TOLD = notice(ONE, "2023-12-04", "released default")
NEW = version("2", released="2027-01-11", default="2027-05-03")
NEW_TOLD = notice(TWO, "2026-11-02", "released default")
ENDING = version("1", released="2024-01-08", default="2024-05-06", deprecated="2028-06-05") + OLD_TOLD
ENDED_TOLD = notice(ONE, "2026-11-02", "deprecated")
WAIVER = '[[waiver]]\nversion = "1"\nreason = "security"\nnote = "A hole"\n'
HURRIED = version("2", released="2026-11-02", default="2027-01-30")
HURRIED += notice(TWO, "2026-11-02", "released default")
ENDED_EARLY = ENDING.replace("2028-06-05", "2027-10-04") + ENDED_TOLD + NEW + NEW_TOLD
BACKFILLED = NEW + NEW_TOLD + change("remove-field", TWO, released="2027-01-11", backfilled="2027-05-03")
BACKFILL_TOLD = notice(C, "2026-11-02", "backfilled")
CHANGED = '[[waiver]]\nversion = "2"\nnote = "A ruling"\nrule = "default-notice"\n'
ENDED = '[[waiver]]\nversion = "1"\nnote = "A hole"\nrule = "support-minimum"\n'
BACKFILL = '[[waiver]]\nchange = "c"\nnote = "A law"\nrule = "backfill-waived"\n'

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
    "one default at a time: no two versions on one day": Sentence(
        "clio",
        "default-sequence",
        "error",
        NEW + NEW_TOLD + version("3", default="2027-05-04") + notice(THREE, "2026-11-02", "default"),
        NEW + NEW_TOLD + version("3", default="2027-05-03") + notice(THREE, "2026-11-02", "default"),
    ),
    "upcoming changes of the default are announced by email, not only documented": Sentence(
        "clio",
        "default-notice",
        "error",
        NEW + NEW_TOLD,
        NEW + notice(TWO, "2026-11-02", "released default", ("docs",)),
    ),
    "in exceptional circumstances the default is changed without the 90 days": Sentence(
        "clio",
        "default-notice",
        "error",
        HURRIED + f'{CHANGED}reason = "legal"\n',
        HURRIED,
    ),
    "in exceptional circumstances support ends without notice or delay": Sentence(
        "clio",
        "support-minimum",
        "error",
        ENDED_EARLY + f'{ENDED}reason = "critical-bug"\n',
        ENDED_EARLY,
    ),
    "incompatible changes reach older versions in exceptional circumstances": Sentence(
        "clio",
        "backfill-waived",
        "error",
        BACKFILLED + BACKFILL_TOLD + f'{BACKFILL}reason = "privacy"\n',
        BACKFILLED + BACKFILL_TOLD,
    ),
    "reasonable efforts to tell in advance of changes to older versions": Sentence(
        "clio",
        "backfill-announced",
        "warning",
        BACKFILLED + BACKFILL_TOLD + f'{BACKFILL}reason = "privacy"\n',
        BACKFILLED + f'{BACKFILL}reason = "privacy"\n',
    ),
    "new versions are announced by email": Sentence(
        "clio",
        "release-announced",
        "error",
        NEW + NEW_TOLD,
        NEW + notice(TWO, "2026-11-02", "released default", ("docs",)),
    ),
    "new versions are documented": Sentence(
        "clio",
        "release-announced",
        "error",
        NEW + NEW_TOLD,
        NEW + notice(TWO, "2026-11-02", "released default", ("email",)),
    ),
    "the default's date is in the documentation, too": Sentence(
        "clio",
        "announcement-names-default",
        "error",
        NEW + NEW_TOLD,
        NEW
        + notice(TWO, "2026-11-02", "released default", ("email",))
        + notice(TWO, "2026-11-02", "released", ("docs",))
        + notice(TWO, "2026-11-03", "default", ("docs",)),
    ),
    "upcoming deprecations are documented at all": Sentence(
        "clio",
        "deprecation-documented",
        "error",
        ENDING + ENDED_TOLD + NEW + NEW_TOLD,
        ENDING + notice(ONE, "2026-11-02", "deprecated", ("email",)) + NEW + NEW_TOLD,
    ),
}
