"""The JSON Schema of policy files: their fields, and each kind of rule with its parameters."""

from collections.abc import Iterable, Mapping

from planner.dates import WEEKDAYS
from planner.engine.rules import KINDS
from planner.engine.rules.kind import Parameter, RuleKind, Takes
from planner.files.fields import CHANGE, CHANGES, DECLARED, FORMAT, MILESTONE, POLICY, RULE, VERSION
from planner.files.schema import (
    DIALECT,
    FLAG,
    TEXT,
    Schema,
    choice,
    either,
    entries,
    narrowed,
    table,
)
from planner.policy import SEVERITIES, Policy

DURATION = r"^([0-9]{1,100} (day|week|month|year)s?|P[0-9]{1,100}[DWMY])$"
RELEASES = r"^[1-9][0-9]{0,4} releases?$"
TOLERANCE = r"^([0-9]{1,100} days?|P[0-9]{1,100}D)$"
COUNTRY = r"^[A-Z]{2,3}$"
MILESTONE_NAME = r"^[a-z][a-z0-9_-]*$"
RULE_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ORIGIN = r"^((next|previous|version)\.)?[a-z][a-z0-9_-]*$"


def policy_schema(policy: Policy | None = None) -> Schema:
    """With a policy, of its own file: the names are those that it has, itself or by extending."""
    instead: dict[str, Schema] = {
        "format": {"const": FORMAT},
        "fields": {"type": "object", "additionalProperties": table(DECLARED)},
        "milestone": entries("milestone"),
        "changes": table(CHANGES),
        "rule": entries("rule"),
    }
    title = f"The policy {policy.name}" if policy else "A policy for release plans"
    return {
        "$schema": DIALECT,
        "title": title,
        **table(POLICY, instead),
        # What is extended may have the rest of a rule: only without it must all be there.
        "if": {"not": {"required": ["extends"]}},
        "then": {"properties": {"rule": entries("wholeRule")}},
        "$defs": {
            "milestone": table(MILESTONE, {"name": {**TEXT, "pattern": MILESTONE_NAME}}),
            "rule": _rule(policy),
            "wholeRule": {"required": ["kind"], "allOf": [_whole(kind) for kind in _kinds()]},
        },
    }


def _kinds() -> list[RuleKind]:
    return [kind for kind in KINDS.values() if not kind.built_in]


def _rule(policy: Policy | None) -> Schema:
    parameters: dict[str, list[Schema]] = {}
    for kind in _kinds():
        for each in kind.parameters:
            parameters.setdefault(each.name, []).append(_parameter(each, policy))
    condition = _condition(policy)
    ids = None if policy is None else [rule.id for rule in policy.rules]
    own = table(
        narrowed(RULE, {"yields_to": ids and [*ids, "order"]}),
        {
            "id": {**TEXT, "pattern": RULE_ID},
            "kind": choice(kind.name for kind in _kinds()),
            "tolerance": {**TEXT, "pattern": TOLERANCE},
            "when": condition,
            "unless": condition,
        },
    )
    own["properties"].update((name, either(schemas)) for name, schemas in parameters.items())
    return {**own, "allOf": [_of_kind(kind, policy) for kind in _kinds()]}


def _of_kind(kind: RuleKind, policy: Policy | None) -> Schema:
    """Which keys a rule of this kind may have, and what they take."""
    properties = {
        each.name: {**_parameter(each, policy), "description": each.says} for each in kind.parameters
    }
    of = [each for each in kind.of if each is not None]
    return {
        "if": _is(kind),
        "then": {
            "properties": {**properties, "of": choice(of)},
            "propertyNames": {"enum": [*RULE, *properties]},
        },
    }


def _whole(kind: RuleKind) -> Schema:
    required = [each.name for each in kind.parameters if each.required]
    return {"if": _is(kind), "then": {"required": required}}


def _is(kind: RuleKind) -> Schema:
    return {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]}


def _parameter(parameter: Parameter, policy: Policy | None) -> Schema:
    milestones = None if policy is None else dict.fromkeys(each.name for each in policy.milestones)
    milestone = _name(milestones, MILESTONE_NAME)
    duration = {**TEXT, "pattern": DURATION}
    span = {"anyOf": [duration, {**TEXT, "pattern": RELEASES}]}
    takes: Mapping[Takes, Schema] = {
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
        "country": {**TEXT, "pattern": COUNTRY},
    }
    return takes[parameter.takes]


def _origins(milestones: Iterable[str]) -> list[str]:
    return [f"{of}{name}" for of in ("", "next.", "previous.", "version.") for name in milestones]


def _name(names: Iterable[str] | None, pattern: str) -> Schema:
    return {**TEXT, "pattern": pattern} if names is None else choice(names)


def _several(element: Schema) -> Schema:
    return {"type": "array", "items": element}


def _condition(policy: Policy | None) -> Schema:
    value = _one_or_several({"anyOf": [TEXT, FLAG]})
    if policy is None:
        return {"type": "object", "additionalProperties": value}
    fields = [*VERSION.items(), *CHANGE.items()]
    keys = [key for key, field in fields if field.takes in ("text", "name", "flag")]
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
    return {"anyOf": [element, _several(element)]}
