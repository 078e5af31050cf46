"""The founding presets, rule by rule, as the contract's tables have them."""

from collections.abc import Mapping

import pytest

from planner import policies
from planner.dates import Duration
from planner.engine.rules.forbid import Forbidden
from planner.engine.rules.gap_constraint import Gap
from planner.engine.rules.kind import Origin
from planner.engine.rules.mentions import Mention
from planner.engine.rules.notice_constraint import NoticeGiven
from planner.engine.rules.promise import Promised
from planner.engine.rules.require import Required
from planner.files.policy.read import load_policy
from planner.policy import Milestone, Policy, Rule

NONE, DAY, DAYS_90 = Duration(0, "day"), Duration(1, "day"), Duration(90, "day")
YEAR, MONTHS_6 = Duration(1, "year"), Duration(6, "month")
BOTH = ("email", "docs")
ALL = ("docs", "support-article", "email")
BREAKING = {"compatibility": ("incompatible",)}
COMPATIBLE = {"compatibility": ("compatible",)}


def gap(start: str, to: str, at_least: Duration, *, require_from: bool = False) -> Gap:
    relation, _, milestone = start.rpartition(".")
    of = {"next": "next", "previous": "previous", "version": "version"}.get(relation, "own")
    return Gap(Origin(milestone, of), to, (at_least,), require_from=require_from)  # type: ignore[arg-type]


def notice(
    milestone: str, at_least: Duration, channels: tuple[str, ...], announcing: str = ""
) -> NoticeGiven:
    return NoticeGiven(milestone, announcing or milestone, at_least, channels)


CLIO = (
    Rule("release-sequence", "gap", gap("previous.released", "released", NONE)),
    Rule("default-sequence", "gap", gap("previous.default", "default", DAY)),
    Rule("release-announced", "notice", notice("released", NONE, BOTH)),
    Rule(
        "announcement-names-default",
        "mentions",
        Mention("released", ("default",), BOTH, require_also=True),
        yields_to=("default-announced",),
    ),
    Rule(
        "default-planned",
        "require",
        Required(("default",)),
        severity="info",
        when={"has": ("released",)},
        unless={"has": ("deprecated",)},
    ),
    Rule(
        "default-announced",
        "notice",
        notice("default", DAY, BOTH),
        severity="warning",
        yields_to=("default-notice",),
        waivable=False,
    ),
    Rule("default-notice", "notice", notice("default", DAYS_90, BOTH)),
    Rule(
        "default-after-release",
        "gap",
        gap("released", "default", DAYS_90),
        severity="warning",
        yields_to=("default-notice",),
    ),
    Rule("support-minimum", "gap", gap("next.default", "deprecated", YEAR, require_from=True)),
    Rule(
        "default-served",
        "served",
        yields_to=("support-minimum",),
        waivable=False,
    ),
    Rule("deprecation-notice", "notice", notice("deprecated", DAYS_90, ("email",))),
    Rule("deprecation-documented", "notice", notice("deprecated", DAY, ("docs",))),
    Rule(
        "deprecation-announced",
        "notice",
        notice("deprecated", DAY, BOTH),
        severity="warning",
        yields_to=("deprecation-notice", "deprecation-documented"),
        waivable=False,
    ),
    Rule("breaking-needs-version", "new-version", of="change"),
    Rule("compatible-everywhere", "everywhere", of="change"),
    Rule(
        "breaking-with-version",
        "gap",
        Gap(Origin("released", "version"), "released", (NONE,), (NONE,), require_from=True),
        of="change",
        when=BREAKING,
    ),
    Rule("backfill-waived", "forbid", Forbidden("backfilled"), of="change", when=BREAKING),
    Rule(
        "backfill-window",
        "gap",
        gap("version.released", "backfilled", DAYS_90, require_from=True),
        of="change",
        severity="warning",
        when=BREAKING,
    ),
    Rule(
        "backfill-announced",
        "notice",
        notice("backfilled", NONE, BOTH),
        of="change",
        severity="warning",
        when=BREAKING,
    ),
    Rule("promise", "promise", Promised(None, "warning"), of=None),
    Rule("notice-overdue", "overdue", of=None, severity="warning"),
)

COPPER = (
    Rule("release-sequence", "gap", gap("previous.released", "released", NONE)),
    Rule("release-documented", "notice", notice("released", NONE, ("docs",))),
    Rule(
        "release-announced",
        "notice",
        notice("released", NONE, ALL),
        when={"significant": (True,)},
        yields_to=("release-documented",),
    ),
    Rule("deprecation-marked", "require", Required(("deprecated",)), when={"has": ("removed",)}),
    Rule("deprecation-announced", "notice", notice("deprecated", NONE, ALL), tolerance=3),
    Rule(
        "support-minimum",
        "notice",
        notice("removed", MONTHS_6, ALL, "deprecated"),
        yields_to=("deprecation-marked",),
    ),
    Rule("removal-timeline", "mentions", Mention("deprecated", ("removed",), ALL, require_also=True)),
    Rule("migration-plan", "require", Required(("migration",)), when={"has": ("deprecated",)}),
    Rule(
        "change-marked",
        "require",
        Required(("deprecated",)),
        of="change",
        when={**BREAKING, "has": ("effective",)},
    ),
    Rule(
        "change-deprecation-announced",
        "notice",
        notice("deprecated", NONE, ALL),
        of="change",
        when=BREAKING,
        tolerance=3,
    ),
    Rule(
        "change-support-minimum",
        "notice",
        notice("effective", MONTHS_6, ALL, "deprecated"),
        of="change",
        when=BREAKING,
        yields_to=("change-marked",),
    ),
    Rule(
        "change-timeline",
        "mentions",
        Mention("deprecated", ("effective",), ALL, require_also=True),
        of="change",
        when=BREAKING,
    ),
    Rule(
        "change-migration-plan",
        "require",
        Required(("migration",)),
        of="change",
        when={**BREAKING, "has": ("deprecated",)},
    ),
    Rule(
        "change-documented",
        "notice",
        notice("effective", NONE, ("docs",)),
        of="change",
        when=COMPATIBLE,
        unless={"kind": ("change-undocumented", "edit-documentation", "fix-bug")},
    ),
    Rule(
        "change-announced",
        "notice",
        notice("effective", NONE, ALL),
        of="change",
        when={**COMPATIBLE, "significant": (True,)},
        yields_to=("change-documented",),
    ),
    Rule("promise", "promise", Promised(("removed", "effective"), "warning"), of=None),
    Rule("notice-overdue", "overdue", of=None, severity="warning"),
)

TABLES: Mapping[str, tuple[Rule, ...]] = {"clio": CLIO, "copper": COPPER}


def bare(rule: Rule) -> Rule:
    """Without its words."""
    return Rule(
        rule.id,
        rule.kind,
        rule.parameters,
        rule.of,
        rule.severity,
        when=rule.when,
        unless=rule.unless,
        yields_to=rule.yields_to,
        waivable=rule.waivable,
        effective_from=rule.effective_from,
        effective_until=rule.effective_until,
        tolerance=rule.tolerance,
    )


def lifecycle(policy: Policy) -> list[tuple[str, str, str | None]]:
    return [(each.of, each.name, each.role) for each in policy.milestones]


@pytest.mark.parametrize("name", TABLES)
def test_rules_are_those_of_the_contract(name: str) -> None:
    assert tuple(bare(each) for each in load_policy(name, None).rules) == TABLES[name]


@pytest.mark.parametrize("name", policies.names())
def test_a_preset_loads_under_its_own_name_and_explains_itself(name: str) -> None:
    policy = load_policy(name, None)
    assert policy.name == name
    assert policy.title
    assert all(rule.clause and rule.because and rule.because.endswith(".") for rule in policy.rules)
    assert all(policy.channels.values())
    assert all(policy.reasons.values())
    assert all(each.label and each.phase and each.symbol for each in policy.milestones)


def test_the_founding_presets_ship() -> None:
    assert {"clio", "copper"} <= set(policies.names())


def test_clio_has_its_lifecycle_answers_and_taxonomy() -> None:
    policy = load_policy("clio", None)
    assert policy.milestones_of("version") == (
        Milestone(
            "released",
            role="released",
            label="Released",
            phase="Supported",
            answers="200 OK",
            symbol="○",
        ),
        Milestone(
            "default",
            role="default",
            label="Default",
            phase="Default",
            answers="200 OK",
            exclusive=True,
            superseded="Supported",
            symbol="◆",
        ),
        Milestone(
            "deprecated",
            role="retired",
            label="Deprecated",
            phase="Deprecated",
            answers="410 Gone",
            symbol="╳",
        ),
    )
    assert [each.name for each in policy.milestones_of("change")] == ["released", "backfilled"]
    assert (policy.unversioned, policy.invalid, policy.unlisted) == ("default", "410 Gone", "incompatible")
    assert policy.tracks is None
    assert list(policy.channels) == ["email", "docs", "slack"]
    assert set(policy.reasons) == {"security-settings", "critical-bug", "legal", "security", "privacy"}
    assert policy.compatible == {
        "add-endpoint",
        "add-optional-field",
        "add-enum-value",
        "add-action",
        "add-feature",
    }
    assert policy.incompatible == {
        "deprecate-field",
        "deprecate-endpoint",
        "remove-field",
        "remove-endpoint",
        "change-field-type",
        "require-field",
        "change-behaviour",
    }


def test_copper_has_its_lifecycle_tracks_and_taxonomy() -> None:
    policy = load_policy("copper", None)
    assert lifecycle(policy) == [
        ("version", "released", "released"),
        ("version", "deprecated", "deprecated"),
        ("version", "removed", "retired"),
        ("change", "deprecated", "deprecated"),
        ("change", "effective", None),
    ]
    assert policy.tracks == ("Developer API", "SDK", "Webhooks")
    assert (policy.unversioned, policy.unlisted) == ("none", "incompatible")
    assert set(policy.channels) == {"docs", "support-article", "email"}
    assert policy.reasons == {}
    assert policy.compatible == {
        "add-version",
        "add-endpoint",
        "add-sdk-method",
        "add-webhook-type",
        "add-response-field",
        "add-optional-parameter",
        "add-optional-field",
        "add-object-kind",
        "edit-documentation",
        "edit-message",
        "fix-bug",
        "change-undocumented",
    }
    assert policy.incompatible == {
        "remove-version",
        "remove-endpoint",
        "rename-endpoint",
        "remove-sdk-method",
        "rename-sdk-method",
        "add-required-parameter",
        "add-required-field",
        "require-parameter",
        "remove-parameter",
        "remove-field",
        "change-endpoint-meaning",
        "change-event-meaning",
        "change-field-meaning",
        "change-default-value",
        "change-access-control",
    }
