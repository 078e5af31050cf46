"""A policy in the form of JSON data: its names and its rules, as sentences."""

from typing import Any

from planner.engine.rules.sentence import sentence, terms
from planner.policy import Field, Milestone, Policy, Rule


def policy_brief(policy: Policy) -> dict[str, Any]:
    """Return the parts of a policy for JSON that explain the dates and findings of a plan.

    Its rules are without parameters.
    """
    return {
        "name": policy.name,
        "title": policy.title,
        "url": policy.url,
        "unversioned": policy.unversioned,
        "invalid": policy.invalid,
        "milestones": [_milestone(each) for each in policy.milestones],
        "channels": dict(policy.channels),
        "reasons": dict(policy.reasons),
        "rules": [rule_brief(each) for each in policy.rules],
    }


def policy_in_full(policy: Policy) -> dict[str, Any]:
    """Return a policy for JSON with its tracks, taxonomy and fields, each rule with its demand in words."""
    return policy_brief(policy) | {
        "tracks": None if policy.tracks is None else list(policy.tracks),
        "changes": {
            "compatible": sorted(policy.compatible),
            "incompatible": sorted(policy.incompatible),
            "unlisted": policy.unlisted,
        },
        "fields": [_field(each) for each in policy.fields.values()],
        "rules": [rule_in_full(each) for each in policy.rules],
    }


def rule_brief(rule: Rule) -> dict[str, Any]:
    """Return a rule for JSON without its parameters."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "severity": rule.severity,
        "clause": rule.clause,
        "url": rule.url,
        "because": rule.because,
        "waivable": rule.waivable,
    }


def rule_in_full(rule: Rule) -> dict[str, Any]:
    """Return a rule for JSON with its demand and its conditions as sentences."""
    demands = {"demands": sentence(rule), "terms": list(terms(rule))}
    return {**rule_brief(rule), "of": rule.of, **demands, "yields_to": list(rule.yields_to)}


def _milestone(milestone: Milestone) -> dict[str, Any]:
    """Return a milestone for JSON."""
    return {
        "name": milestone.name,
        "of": milestone.of,
        "role": milestone.role,
        "label": milestone.title,
        "phase": milestone.phase,
        "answers": milestone.answers,
        "exclusive": milestone.exclusive,
        "superseded": milestone.superseded,
    }


def _field(field: Field) -> dict[str, Any]:
    """Return a field of the policy for JSON."""
    return {
        "name": field.name,
        "of": list(field.of),
        "one_of": None if field.one_of is None else list(field.one_of),
        "required": field.required,
        "default": field.default,
    }
