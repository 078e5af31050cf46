"""The table of fields: every key of plan and policy files, its type and description, and if it is required.

The keys that a policy makes (milestones, `[fields]`) and the parameters of the kinds of rule
(`planner.engine.rules`) come on top of these.
"""

from collections.abc import Mapping

from planner.diagnostics import visible
from planner.named_tuple import NamedTuple
from planner.policy import ROLES, SEVERITIES, ItemType
from planner.toml.expected import FieldType


class Field(NamedTuple):
    """A key of a file: the type of its value, its description, and the values that it may have."""

    type: FieldType
    description: str
    required: bool = False
    one_of: tuple[str, ...] | None = None


Fields = Mapping[str, Field]

FORMAT = 1
ITEM_TYPES: tuple[ItemType, ...] = ("version", "change")
RATE_PERIODS = ("month", "quarter", "half", "year")
BUILT_IN_RULES = ("order", "waiver-reason", "waiver-expired", "waiver-unused")

_META = Field("table", "your own; kept untouched")
_NOTE = Field("text", "a remark")
_MIGRATION = Field("text", "how to migrate: a text or URL")
_PINNED = Field("texts", "dates that only a person may move")
_FORMAT = Field("whole", "the file format: 1", required=True)
_REQUIRES = Field("text", 'the version of the planner that can read the file, as in "0.2"')
_URL = Field("text", "the published page")
_SIGNIFICANT = Field("flag", "true if it matters much to users")

PLAN: Fields = {
    "format": _FORMAT,
    "requires": _REQUIRES,
    "product": Field("name", "the product whose versions are planned", required=True),
    "policy": Field("name", "a preset's name, a path from this file, or package:PACKAGE/FILE", required=True),
    "judge_from": Field("date", "earlier dates are history and are not judged"),
    "version": Field("tables", "the versions, oldest first within a track"),
    "change": Field("tables", "the changes"),
    "notice": Field("tables", "the notices"),
    "freeze": Field("tables", "days on which nothing may change"),
    "waiver": Field("tables", "recorded permissions to break a rule"),
    "meta": _META,
}

VERSION: Fields = {
    "name": Field("name", "unique among versions and changes", required=True),
    "track": Field("name", "the line of versions it belongs to"),
    "withdrawn": Field("date", "the day on which it was pulled back; its number is not used again"),
    "replacement": Field("name", "the version of the plan to move to"),
    "migration": _MIGRATION,
    "significant": _SIGNIFICANT,
    "pinned": _PINNED,
    "note": _NOTE,
    "meta": _META,
}

CHANGE: Fields = {
    "name": Field("name", "unique among versions and changes", required=True),
    "kind": Field("name", "an entry of the policy's taxonomy", required=True),
    "version": Field("name", "the version it ships in"),
    "track": Field("name", "the line of versions it belongs to; else its version's"),
    "migration": _MIGRATION,
    "significant": _SIGNIFICANT,
    "pinned": _PINNED,
    "note": _NOTE,
    "meta": _META,
}

ITEM_KEYS = frozenset((*VERSION, *CHANGE))
"""The keys of items that are the planner's own, so that no policy declares them."""


def declare(key: str) -> str:
    """Return the end of a message: how a policy declares this key for its items.

    Return an empty text for a key that is the planner's own, which no policy can declare.
    """
    return "" if key in ITEM_KEYS else f"; a policy declares it with [fields.{visible(key)}]"


NOTICE: Fields = {
    "version": Field("name", "the version it is about"),
    "change": Field("name", "the change it is about"),
    "announces": Field("texts", "the milestones it announces"),
    "withdraws": Field("texts", "milestones that will not happen after all, as the notice says"),
    "date": Field("date", "the day it goes out", required=True),
    "channels": Field("texts", "the channels it goes out by"),
    "told": Field("dates", "the dates it told; its presence means that it was sent"),
    "name": Field("name", "notices of one name are one communication"),
    "pinned": Field("flag", "true if only a person may move it"),
    "note": _NOTE,
    "meta": _META,
}

FREEZE: Fields = {
    "name": Field("text", "its name"),
    "from": Field("date", "its first day", required=True),
    "to": Field("date", "its last day", required=True),
    "meta": _META,
}

WAIVER: Fields = {
    "rule": Field("text or texts", "the rule waived, or a list of rules", required=True),
    "version": Field("name", "the version it is for"),
    "change": Field("name", "the change it is for"),
    "reason": Field("text", "one of the policy's reasons"),
    "note": Field("name", "why, in a sentence", required=True),
    "approved_by": Field("text", "who gave the permission"),
    "allows": Field("date", "the date that was agreed to; a worse one is not covered"),
    "expires": Field("date", "the last day that it covers"),
    "meta": _META,
}

ENTRIES: Mapping[str, Fields] = {
    "version": VERSION,
    "change": CHANGE,
    "notice": NOTICE,
    "freeze": FREEZE,
    "waiver": WAIVER,
}
"""The kinds of entry of a plan, in the order in which entries get their keys."""

_ALONE: tuple[FieldType, ...] = ("text", "name", "flag", "date")


def plain(item_type: ItemType) -> Mapping[str, Field]:
    """Return an item's fields that hold one text, flag or date, and are attributes of the same name.

    Reader, writer and forms go by this: such a key is one line above, and one in `planner.plan`.
    """
    return {key: field for key, field in ENTRIES[item_type].items() if field.type in _ALONE}


POLICY: Fields = {
    "format": _FORMAT,
    "requires": _REQUIRES,
    "name": Field("name", "the name of the policy", required=True),
    "title": Field("text", "its full title"),
    "url": _URL,
    "extends": Field("name", "a preset's name, a path from this file, or package:PACKAGE/FILE"),
    "disable": Field("texts", "ids of rules dropped from what is extended"),
    "unversioned": Field(
        "text",
        "the version that answers a request without a version",
        one_of=("default", "oldest", "latest", "none"),
    ),
    "invalid": Field("text", "the answer to a request for a version that does not exist"),
    "tracks": Field("texts", "the only track names allowed"),
    "fields": Field("named tables", "further keys of items, by name"),
    "milestone": Field("tables", "the milestones, in lifecycle order"),
    "channels": Field("described", "the channels, each described"),
    "changes": Field("table", "the taxonomy of changes"),
    "reasons": Field("described", "the reasons that a waiver may give, each described"),
    "rule": Field("tables", "the rules"),
    "meta": _META,
}

MILESTONE: Fields = {
    "name": Field("name", "the key of its date in a plan", required=True),
    "of": Field("text", "the items that have it", one_of=ITEM_TYPES),
    "role": Field("text", "its meaning in every policy", one_of=ROLES),
    "label": Field("text", "its name on screens and in reports"),
    "phase": Field("text", "the phase that starts here"),
    "answers": Field("text", "the answer to requests for the version from here on"),
    "exclusive": Field("flag", "true if one version per track has it at a time"),
    "superseded": Field("text", "the phase once another version has it"),
    "symbol": Field("text", "its marker on the timeline"),
    "after": Field("text", "the milestone directly after which it comes in the lifecycle"),
    "parallel": Field("flag", "true if it has no order among its neighbours"),
    "meta": _META,
}

DECLARED: Fields = {
    "of": Field("texts", "the items that may have it", one_of=ITEM_TYPES),
    "one_of": Field("texts", "the values that it may have"),
    "required": Field("flag", "true if leaving it out is an error of the plan"),
    "default": Field("value", "the value that conditions read where it is left out"),
}

CHANGES: Fields = {
    "compatible": Field("texts", "kinds of change that break nothing"),
    "incompatible": Field("texts", "kinds of change that break something"),
    "unlisted": Field("text", "how a kind in neither list is treated", one_of=("compatible", "incompatible")),
}

RULE: Fields = {
    "id": Field("name", "unique, in kebab-case", required=True),
    "kind": Field("text", "the kind of rule"),
    "of": Field("text", "the items it judges", one_of=ITEM_TYPES),
    "severity": Field("text", "how bad a violation is", one_of=SEVERITIES),
    "clause": Field("text", "its section in the published policy"),
    "because": Field("text", "the rule in a sentence"),
    "url": Field("text", "the address at which the rule is published"),
    "when": Field("table", "only items whose keys have these values"),
    "unless": Field("table", "not items whose keys have these values"),
    "yields_to": Field("text or texts", "rules that silence this one for an item where they are violated"),
    "waivable": Field("flag", "true if it can be waived"),
    "effective_from": Field("date", "only where the judged date is on or after this day"),
    "effective_until": Field("date", "only where the judged date is on or before this day"),
    "effective_by": Field("text", "the milestone compared with these two days instead of the judged date"),
    "tolerance": Field("text", "a shortfall or excess in days that is forgiven"),
    "meta": _META,
}
