"""A plain sentence and the cure for each id that `check` reports besides the rules of a policy.

The ids of a policy's rules are explained by the policy; these are the rest.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Source = Literal["rule", "waiver", "since", "file", "policy", "search", "remark"]


class CodeMeaning(NamedTuple):
    """The meaning of an id, and the cure."""

    source: Source
    description: str
    cure: str


def _file(description: str, cure: str) -> CodeMeaning:
    """Return the meaning of an id for errors of a file."""
    return CodeMeaning("file", description, cure)


def _policy(description: str, cure: str) -> CodeMeaning:
    """Return the meaning of an id for mistakes of a policy."""
    return CodeMeaning("policy", description, cure)


CODES: Mapping[str, CodeMeaning] = {
    # built-in rules
    "order": CodeMeaning(
        "rule",
        "The dates of an item follow the order of its lifecycle.",
        "Move one of the two milestones until the later one is on the day of the earlier one or after it.",
    ),
    "waiver-reason": CodeMeaning(
        "waiver",
        "A waiver gives none of the reasons that the policy accepts, so it waives nothing.",
        "Give one of the policy's reasons under `reason`. A policy without reasons accepts no waiver.",
    ),
    "waiver-expired": CodeMeaning(
        "waiver",
        "A waiver would cover a violation, but the day under `expires` is past.",
        "Move the date so that the rule holds, or agree to a later `expires`.",
    ),
    "waiver-unused": CodeMeaning(
        "waiver",
        "A waiver covers no violation: the rule holds, or the date is worse than `allows`.",
        "Delete the waiver, or correct its rule, its item or `allows`.",
    ),
    "plan-removed": CodeMeaning(
        "since",
        "A plan is gone, though people may wait for dates that they were told.",
        "Restore the plan and keep it until its dates are past; it may be renamed.",
    ),
    # the text of a file
    "not-utf-8": _file(
        "The file is not encoded in UTF-8.",
        "Save it as UTF-8.",
    ),
    "not-toml": _file(
        "A line is not TOML.",
        "Write `key = value` or a header such as [[version]]; a text needs quotes.",
    ),
    "merge-conflict": _file(
        "The file has the markers of a merge that was not settled.",
        "Keep one of the two sides and delete the marker lines.",
    ),
    "empty": _file(
        "The file is empty.",
        "Write at least `format`, `product` and `policy`.",
    ),
    "duplicate-key": _file(
        "A key or a table is given twice.",
        "Keep one of the two.",
    ),
    "byte-order-mark": CodeMeaning(
        "remark",
        "The file begins with a byte-order mark, which other TOML readers may refuse.",
        "Nothing has to be done: it is read, and saving keeps it. To be rid of it, save without the mark.",
    ),
    "empty-notice": CodeMeaning(
        "remark",
        "A notice has neither `announces` nor `withdraws`, so that no rule counts it for a milestone.",
        "List the milestones that it announces, or that it says will not happen after all.",
    ),
    # keys and values
    "unknown-format": _file(
        "This version of the planner does not know the file format.",
        "Write `format = 1`, or install a newer planner.",
    ),
    "too-old": _file(
        "The file requires a newer planner than this one.",
        "Install a newer planner, or delete `requires` if the file uses nothing new.",
    ),
    "unknown-key": _file(
        "The table has no such key.",
        "Correct its name, declare it under [fields] of the policy, or put it into a table named `meta`.",
    ),
    "missing-key": _file(
        "A required key is missing.",
        "Add the key that the message names.",
    ),
    "wrong-type": _file(
        "The type of a value is wrong for its key.",
        "Write the value as the message says: a text in quotes, a date without, a list in brackets.",
    ),
    "unknown-value": _file(
        "The key does not accept this value.",
        "Use one of the values that the message lists.",
    ),
    "blank": _file(
        "A name is blank.",
        "Write a name, or leave the key out.",
    ),
    "not-a-date": _file(
        "A value is not a date of the form 2027-03-01.",
        "Write year, month and day without quotes; leave the key out while the day is unknown.",
    ),
    "not-a-duration": _file(
        "A value is not a duration.",
        'Write a whole number and a unit, as in "90 days", "20 weeks", "6 months", "1 year".',
    ),
    "bad-name": _file(
        "A name has characters that are not allowed.",
        "Use small letters, digits and hyphens, as in `support-minimum`.",
    ),
    # names that refer to something
    "duplicate-name": _file(
        "Two entries have the same name.",
        "Rename one of them; versions and changes share their names.",
    ),
    "unknown-item": _file(
        "The plan has no version or change of this name.",
        "Correct the name, or add the version or change.",
    ),
    "unknown-milestone": _file(
        "The policy has no milestone of this name for the item.",
        "Use a milestone of the policy, or add one to it with [[milestone]].",
    ),
    "unknown-channel": _file(
        "The policy has no channel of this name.",
        "Use a channel of the policy, or add one to its [channels].",
    ),
    "unknown-track": _file(
        "The policy has no track of this name.",
        "Use one of the policy's `tracks`, or add it there.",
    ),
    "unknown-rule": _file(
        "The policy has no rule with this id.",
        "Use the id of a rule; `planner policy show` lists them.",
    ),
    "unknown-kind": _file(
        "There is no such kind of rule.",
        "Use one of the kinds that the message lists.",
    ),
    "unknown-field": _file(
        "An item has no milestone, text or declared field of this name.",
        "Correct the name, or declare the field under [fields] of the policy.",
    ),
    "unknown-policy": _file(
        "There is no such policy.",
        "Use the name of a preset (`planner policy list`) or the path of a file, as in ./policy.toml.",
    ),
    # contradictions
    "unequal-notices": _file(
        "Notices of one name differ in their date, or only some of them were sent.",
        "Give all notices of the name one date, and `told` to all or to none.",
    ),
    "contradiction": _file(
        "Two values contradict each other.",
        "Change one of the two values in the message.",
    ),
    "cycle": _file(
        "Policies extend, or rules yield to, one another in a cycle.",
        "Take one `extends` or `yields_to` out of the cycle.",
    ),
    "key-clash": _file(
        "A milestone or field has the name of another key. The planner has taken `withdrawn`, `replacement`,"
        " `withdraws`, `significant` and `requires` as keys of its own.",
        "Give the milestone or field another name, in the policy and in its plans.",
    ),
    "built-in-rule": _file(
        "A rule that is built in can be neither defined nor disabled.",
        "Choose another id, or delete the entry.",
    ),
    # rules that no plan can keep, or that never apply
    "no-common-date": _policy(
        "One gap requires a later date than another gap between the same dates allows.",
        "Shorten the `at_least` of the one, or lengthen the `at_most` of the other.",
    ),
    "least-above-most": _policy(
        "The `at_least` of a rule is longer than its `at_most`, whichever day they are counted from.",
        "Shorten `at_least` or lengthen `at_most`.",
    ),
    "gap-cycle": _policy(
        "Gaps form a cycle that requires a date to be later than itself, so no plan can keep them all.",
        "Take one of the bounds that the message lists out of the cycle.",
    ),
    "gap-against-lifecycle": _policy(
        "A gap requires a milestone to come after one that follows it in the lifecycle.",
        "Swap `from` and `to`, or put the milestones into another order.",
    ),
    "gap-to-itself": _policy(
        "A gap goes from a milestone to the same milestone of the same item.",
        "Name another `from`, such as `previous.` and the milestone.",
    ),
    "calendar-without-days": _policy(
        "A day of a calendar never falls on its weekdays or in its months.",
        "Give other `days`, or leave `weekdays` or `months` out.",
    ),
    "no-common-day": _policy(
        "The calendar rules for one date have no allowed day in common.",
        "Let them share a day, or let them judge different milestones.",
    ),
    "forbidden-and-required": _policy(
        "One rule requires a date that another one forbids.",
        "Take one of the rules away, or let `when` tell their items apart.",
    ),
    "never-applies": _policy(
        "The conditions of a rule exclude every item.",
        "Change its `when` or `unless`, or take the rule away.",
    ),
    "unlisted-track": _policy(
        "A condition names a track that is not among the policy's `tracks`.",
        "Name one of the tracks, or add it there.",
    ),
    "unlisted-kind": _policy(
        "A condition names a kind of change that the policy's [changes] do not list.",
        "Name one of the kinds, or list it there.",
    ),
    "required-anyway": _policy(
        "A rule requires a key that every item it judges has anyway.",
        "Require another field, or pick the items by another condition.",
    ),
    "yields-in-vain": _policy(
        "A rule yields to a rule that never judges the same item.",
        "Name a rule for the same items, or take it out of `yields_to`.",
    ),
    "duplicate-rule": _policy(
        "Two rules require the same of the same items.",
        "Take one away, or let one yield to the other if it is there for waivers.",
    ),
    "implied-rule": _policy(
        "Another rule, or the order of the lifecycle, finds every violation of this rule, too.",
        "Take it away, or let it yield to the other if it is there for waivers.",
    ),
    "long-reminder": _policy(
        "A reminder may go out as early as the notice that it repeats.",
        "Give it an `at_most` that is shorter than the notice.",
    ),
    "no-default-milestone": _policy(
        "Requests without a version get the default, but no milestone has the role `default`.",
        "Add such a milestone, or change `unversioned`.",
    ),
    "after-retired": _policy(
        "A milestone that a policy adds to those it extends comes after the end of life.",
        "Say with `after` which milestone it follows.",
    ),
    # reading
    "unreadable": CodeMeaning(
        "search",
        "A file or folder cannot be read.",
        "Correct the path, or give yourself the right to read it.",
    ),
    "no-plan": CodeMeaning(
        "search",
        "A folder has no plan in it or below it.",
        "Name another path; a plan has a `product` and a `policy`, in a file that ends in .toml.",
    ),
    "since": CodeMeaning(
        "remark",
        "The state of --since that the plan was compared with, or the reason why it could not be compared.",
        "Correct that state if it has errors; until then every violation of the plan is reported.",
    ),
}
