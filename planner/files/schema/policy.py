"""The JSON Schema of policy files: their fields, and each kind of rule with its parameters."""

from collections.abc import Iterable, Mapping

from planner.dates import MONTHS, WEEKDAYS
from planner.engine.rules import KINDS
from planner.engine.rules.kind import Parameter, ParameterType, RuleKind
from planner.files.patterns import COUNTRY, DURATION, MILESTONE_NAME, RELEASES, RULE_ID, TOLERANCE, whole
from planner.files.schema.fields import (
    BUILT_IN_RULES,
    CHANGE,
    CHANGES,
    DECLARED,
    FORMAT,
    MILESTONE,
    POLICY,
    RATE_PERIODS,
    RULE,
    VERSION,
)
from planner.files.schema.plan import (
    DIALECT,
    FLAG,
    OPEN,
    TEXT,
    Schema,
    choice,
    either,
    entries,
    narrowed,
    table,
)
from planner.policy import SEVERITIES, Policy

ORIGIN = rf"^((next|previous|replacement|version)\.)?{MILESTONE_NAME}$"


def policy_schema(policy: Policy | None = None) -> Schema:
    """Return the JSON Schema of policy files.

    With a policy, return that of this policy's file, with its own names as choices.
    """
    instead: dict[str, Schema] = {
        "format": {"const": FORMAT},
        "fields": {"type": "object", "additionalProperties": table(DECLARED)},
        "milestone": entries("milestone"),
        "changes": table(CHANGES),
        "rule": entries("rule"),
    }
    title = f"The policy {policy.name}" if policy else "A policy for release plans"
    kinds = [kind for kind in KINDS.values() if not kind.built_in]
    common = _common(policy)
    return {
        "$schema": DIALECT,
        "title": title,
        **table(POLICY, instead),
        # What is extended may have the rest of a rule: only without it must all be there.
        "if": {"required": ["extends"], **OPEN},
        "then": OPEN,
        "else": {"properties": {"rule": entries("wholeRule")}, **OPEN},
        "$defs": {
            "condition": _condition(policy),
            "milestone": table(MILESTONE, {"name": {**TEXT, "pattern": whole(MILESTONE_NAME)}}),
            "rule": {
                "anyOf": [
                    *(_of_kind(kind, common, policy, whole=False) for kind in kinds),
                    _of_no_kind(kinds, common, policy),
                ]
            },
            "wholeRule": {"anyOf": [_of_kind(kind, common, policy, whole=True) for kind in kinds]},
        },
    }


def _common(policy: Policy | None) -> dict[str, Schema]:
    """Return the schema of each key that all kinds of rule have, by key.

    With a policy, the rules to yield to are chosen from its ids.
    """
    condition: Schema = {"$ref": "#/$defs/condition"}
    ids = None if policy is None else [rule.id for rule in policy.rules]
    own = table(
        narrowed(RULE, {"yields_to": ids and [*ids, *BUILT_IN_RULES[:1]]}),
        {
            "id": {**TEXT, "pattern": whole(RULE_ID)},
            "tolerance": {**TEXT, "pattern": whole(TOLERANCE)},
            "when": condition,
            "unless": condition,
        },
    )
    properties: dict[str, Schema] = own["properties"]
    return properties


def _of_kind(kind: RuleKind, common: Mapping[str, Schema], policy: Policy | None, *, whole: bool) -> Schema:
    """Return the schema of a rule of one kind: a table with the kind's keys and no others.

    `whole` asks for the required parameters: a rule that changes an inherited one may lack them. It is a
    table of its own and not an `if`, since editors offer only the keys of the tables that fit.
    """
    properties = {
        each.name: {**_parameter(each, policy), "description": each.description} for each in kind.parameters
    }
    required = [each.name for each in kind.parameters if each.required and whole]
    return {
        "type": "object",
        "title": f"A rule of kind {kind.name}",
        "properties": {
            **common,
            "kind": {"const": kind.name, "description": RULE["kind"].description},
            "of": {**choice(each for each in kind.of if each), "description": RULE["of"].description},
            **properties,
        },
        "required": ["id", "kind", *required],
        "additionalProperties": False,
    }


def _of_no_kind(kinds: Iterable[RuleKind], common: Mapping[str, Schema], policy: Policy | None) -> Schema:
    """Return the schema of a rule without `kind`, which changes an inherited one: any kind's parameters."""
    parameters: dict[str, list[Schema]] = {}
    for kind in kinds:
        for each in kind.parameters:
            parameters.setdefault(each.name, []).append(_parameter(each, policy))
    own = {key: schema for key, schema in common.items() if key != "kind"}
    properties = {name: either(schemas) for name, schemas in parameters.items()}
    return {
        "type": "object",
        "title": "Other values for a rule of the policy that is extended",
        "properties": {**own, **properties},
        "required": ["id"],
        "additionalProperties": False,
    }


def _parameter(parameter: Parameter, policy: Policy | None) -> Schema:
    """Return the schema of a parameter's value; with a policy, its names are choices."""
    milestones = None if policy is None else dict.fromkeys(each.name for each in policy.milestones)
    milestone = _name(milestones, whole(MILESTONE_NAME))
    duration = {**TEXT, "pattern": whole(DURATION)}
    span = {"anyOf": [duration, {**TEXT, "pattern": whole(RELEASES)}]}
    by_type: Mapping[ParameterType, Schema] = {
        "milestone": milestone,
        "milestones": _several(milestone),
        "origin": _name(None if milestones is None else _origins(milestones), ORIGIN),
        "duration": duration,
        "spans": _one_or_several(span),
        "channels": _several(TEXT if policy is None else choice(policy.channels)),
        "fields": _several(TEXT),
        "flag": FLAG,
        "severity": choice(SEVERITIES),
        "whole": {"type": "integer", "minimum": 0},
        "weekdays": _several(choice(WEEKDAYS)),
        "days": _several(TEXT),
        "months": _several(choice(MONTHS)),
        "country": {**TEXT, "pattern": whole(COUNTRY)},
        "roll": choice(("next",)),
        "period": choice(RATE_PERIODS),
        "versions": {"$ref": "#/$defs/condition"},
    }
    return by_type[parameter.type]


def _origins(milestones: Iterable[str]) -> list[str]:
    """Return all texts that `from` may have: each milestone, alone and of a related version."""
    relations = ("", "next.", "previous.", "replacement.", "version.")
    return [f"{of}{name}" for of in relations for name in milestones]


def _name(names: Iterable[str] | None, pattern: str) -> Schema:
    """Return the schema of one of some names; without a list of names, of a text with the pattern."""
    return {**TEXT, "pattern": pattern} if names is None else choice(names)


def _several(element: Schema) -> Schema:
    """Return the schema of a list of elements."""
    return {"type": "array", "items": element}


def _condition(policy: Policy | None) -> Schema:
    """Return the schema of `when`, `unless` or `among`; with a policy, only keys that its items may have."""
    value = _one_or_several({"anyOf": [TEXT, FLAG]})
    if policy is None:
        return {"type": "object", "additionalProperties": value}
    fields = [*VERSION.items(), *CHANGE.items()]
    keys = [key for key, field in fields if field.type in ("text", "name", "flag")]
    named = {
        "has": choice(dict.fromkeys(each.name for each in policy.milestones)),
        "compatibility": choice(("compatible", "incompatible")),
    }
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys((*keys, *policy.fields), value),
            **{key: _one_or_several(names) for key, names in named.items()},
        },
        "additionalProperties": False,
    }


def _one_or_several(element: Schema) -> Schema:
    """Return the schema of an element or of a list of them."""
    return {"anyOf": [element, _several(element)]}
