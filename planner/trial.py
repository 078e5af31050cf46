"""Trying a policy: some of its numbers changed in memory, and the violations that plans gain and lose by it.

Pure: the policy's files come as texts, and nothing is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

import tomli

from planner.compare import Comparison
from planner.compare.keys import EditedKey, edited_rules
from planner.compare.violations import match_violations, reported_violations
from planner.dates import Duration, parse_duration
from planner.diagnostics import Diagnostic, did_you_mean, quoted, quoted_list
from planner.disk.source import Source
from planner.engine.evaluate import Evaluation
from planner.engine.rules import KINDS
from planner.engine.rules.kind import Releases
from planner.engine.rules.soundness.mistake import Examined
from planner.files.patterns import RELEASES
from planner.files.policy.chain import PolicyChain
from planner.files.policy.inheritance import Merged, merge
from planner.files.policy.layers import BrokenPolicy, layers_of
from planner.files.policy.read import ReadPolicy, policy_of
from planner.files.schema.fields import RULE
from planner.policy import Policy, Rule
from planner.soundness import mistakes
from planner.terminal_text import position
from planner.toml.render import render_key, render_value

Number = Duration | Releases | int

_SETTING = re.compile(r"([^.=\s]+)\.([^.=\s]+)\s*=(.*)", re.DOTALL)
_OVERLAY = "\0settings"
"""The path of the text that holds the settings: no file has it."""
_RELEASES = re.compile(RELEASES)
_NO_SETTINGS = frozenset(("id", "kind", "meta"))


class Setting(NamedTuple):
    """A parameter of a rule with the value to try."""

    rule: str
    parameter: str
    value: Any
    """The value as a policy file would have it."""

    def __str__(self) -> str:
        value = self.value
        plain = isinstance(value, str) and _value(value) == value and value == value.strip()
        return f"{self.rule}.{self.parameter}={value if plain else render_value(value)}"


class CannotTry(Exception):
    """The settings do not make a policy that plans could keep."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(dict.fromkeys(lines))
        super().__init__("; ".join(self.lines))


def read_setting(text: str) -> Setting:
    """Return the setting that `RULE.PARAMETER=VALUE` stands for; raise ValueError for a text of another form.

    The value is read as TOML if that is possible, else it is the text itself.
    """
    found = _SETTING.fullmatch(text.strip())
    if found is None:
        raise ValueError(
            f"{quoted(text)}: expected RULE.PARAMETER=VALUE, as in `default-notice.at_least=120 days`"
        )
    return Setting(found[1], found[2], _value(found[3].strip()))


def _value(text: str) -> Any:
    """Return the TOML value that a text stands for, or the text itself if it is no TOML value."""
    try:
        data = tomli.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return data["value"] if data.keys() == {"value"} else text


def changed_policy(chain: PolicyChain, place: int, settings: Sequence[Setting]) -> Policy:
    """Return the policy of a chain of files as if its file at the index `place` had the settings.

    Files that extend that file may override a setting. Raise CannotTry if a setting names no rule or
    parameter that this file has or inherits, if its value is wrong, or if the policy has mistakes (see
    `planner policy check`) that it does not have without the settings.
    """
    wrong = [*_unknown_names(merge(layers_of(chain.sources[: place + 1])), settings)]
    if wrong:
        raise CannotTry(wrong)
    before, after = chain.sources[: place + 1], chain.sources[place + 1 :]
    overlay, settings_by_line = _overlay(before[-1], settings)
    try:
        read = policy_of(layers_of((*before, overlay, *after)))
    except BrokenPolicy as broken:
        raise CannotTry(_broken(broken.diagnostics, settings_by_line)) from None
    known = known_mistakes(chain)
    found = [each for each in _mistakes(read) if each not in known]
    if found:
        raise CannotTry(f"[{code}] {message}" for code, message in found)
    return read.policy


@lru_cache(maxsize=16)
def known_mistakes(chain: PolicyChain) -> frozenset[tuple[str, str]]:
    """Return code and message of each mistake that a policy has without settings.

    Return an empty set if the policy has errors, so that its mistakes are unknown.
    """
    try:
        return frozenset(_mistakes(policy_of(layers_of(chain.sources))))
    except BrokenPolicy:
        return frozenset()


def _mistakes(read: ReadPolicy) -> Iterator[tuple[str, str]]:
    """Yield code and message of each mistake of a policy."""
    for each in mistakes(Examined(read.policy, read.merged.first_layers())):
        yield each.code, each.message


def _unknown_names(merged: Merged, settings: Iterable[Setting]) -> Iterator[str]:
    """Yield a sentence for each setting of a rule or parameter that does not exist."""
    for each in settings:
        entry = merged.rules.get(each.rule)
        if entry is None:
            there_are = f": there are {quoted_list(merged.rules)}" if merged.rules else ": it has none"
            yield (
                f"{each}: {quoted(each.rule)} is no rule of the policy"
                f"{did_you_mean(each.rule, merged.rules) or there_are}"
            )
            continue
        kind = KINDS.get(entry.value("kind"))
        own = [parameter.name for parameter in kind.parameters] if kind is not None else []
        known = [*own, *(key for key in RULE if key not in _NO_SETTINGS)]
        if each.parameter not in known:
            takes = f"; it takes {quoted_list(own) or 'none'}"
            yield (
                f"{each}: {quoted(each.parameter)} is no parameter of a rule of kind"
                f" {quoted(str(entry.value('kind')))}{did_you_mean(each.parameter, known) or takes}"
            )


def _overlay(base: Source, settings: Sequence[Setting]) -> tuple[Source, Mapping[int, tuple[Setting, ...]]]:
    """Return the settings as the text of a policy file, and the settings that each line of it is about.

    The text has the same `name` as `base`, and `_OVERLAY` as its path. Of two settings for one parameter the
    later counts. Lines count from 1.
    """
    by_rule: dict[str, dict[str, Setting]] = {}
    for each in settings:
        by_rule.setdefault(each.rule, {})[each.parameter] = each
    (layer,) = layers_of((base,))
    lines = ["format = 1", f"name = {render_value(layer.table.get('name', 'policy'))}"]
    of_line: dict[int, tuple[Setting, ...]] = {}
    for rule, given in by_rule.items():
        lines += ["[[rule]]", f"id = {render_value(rule)}"]
        of_line |= dict.fromkeys((len(lines) - 1, len(lines)), tuple(given.values()))
        for parameter, each in given.items():
            lines.append(f"{render_key(parameter)} = {render_value(each.value)}")
            of_line[len(lines)] = (each,)
    return Source(_OVERLAY, "\n".join(lines) + "\n"), of_line


def _broken(
    diagnostics: Iterable[Diagnostic], settings_by_line: Mapping[int, tuple[Setting, ...]]
) -> Iterator[str]:
    """Yield a message for each error, with the setting that it is about or else its place before it."""
    for each in diagnostics:
        if each.path == _OVERLAY:
            blamed = ", ".join(map(str, settings_by_line.get(each.line, ())))
        else:
            blamed = position(each.path or "", each.line, each.column)
        yield f"{blamed}: {each.message}"


def changes(before: Policy, after: Policy) -> tuple[EditedKey, ...]:
    """Return the changed keys of the rules of a policy, and the rules that it gained or lost."""
    return tuple(edited_rules(before, after))


def compare_policies(before: Evaluation, after: Evaluation) -> Comparison:
    """Return how the violations of a plan differ under another policy: gained, lost, grown, shrunk, waived.

    Both evaluations are of the same plan. All else in the comparison is empty.
    """
    was, now = reported_violations(before, {}), reported_violations(after, {})
    found = match_violations(was, now)
    return Comparison(
        added=(),
        removed=(),
        dates=(),
        renamed=(),
        edited=(),
        promises=(),
        gained=found.gained,
        lost=found.lost,
        grew=found.grew,
        shrank=found.shrank,
        waived=match_violations(was, now, waived=True).gained,
    )


class NumberKey(NamedTuple):
    """A number of a policy: a parameter of a rule, or one of several in it."""

    rule: str
    parameter: str
    place: int = 0
    """The index in a list; 0 for a single value."""


def numbers(policy: Policy) -> dict[NumberKey, Number]:
    """Return the numbers in the parameters of all rules, and tolerances above 0, in the order of the policy.

    Numbers are durations, releases and counts.
    """
    return {key: number for rule in policy.rules for key, number in _numbers(rule)}


def _numbers(rule: Rule) -> Iterator[tuple[NumberKey, Number]]:
    """Yield the numbers in the parameters of a rule, and its tolerance in days if it has one."""
    for parameter, value in KINDS[rule.kind].written(rule.parameters).items():
        is_single = isinstance(value, Duration | Releases) or not isinstance(value, tuple)
        for place, each in enumerate((value,) if is_single else cast(tuple[object, ...], value)):
            if isinstance(each, Duration | Releases | int) and not isinstance(each, bool):
                yield NumberKey(rule.id, parameter, place), each
    if rule.tolerance:
        yield NumberKey(rule.id, "tolerance"), Duration(rule.tolerance, "day")


def number_settings(policy: Policy, changed: Mapping[NumberKey, Number]) -> tuple[Setting, ...]:
    """Return the settings that give the rules of a policy some changed numbers.

    A parameter that is a list is set as a whole, its other numbers as the policy has them.
    """
    found: dict[tuple[str, str], list[str | int]] = {}
    touched = {(key.rule, key.parameter) for key in changed}
    for key, number in numbers(policy).items():
        if (key.rule, key.parameter) in touched:
            value = changed.get(key, number)
            plain = value if isinstance(value, int) else str(value)
            found.setdefault((key.rule, key.parameter), []).append(plain)
    return tuple(
        Setting(rule, parameter, values[0] if len(values) == 1 else values)
        for (rule, parameter), values in found.items()
    )


def with_number(value: Number, number: int) -> Number:
    """Return a value with another number, in the same unit: at least 0, of releases at least 1."""
    if isinstance(value, int):
        return max(number, 0)
    if isinstance(value, Releases):
        return Releases(max(number, 1))
    return value._replace(number=max(number, 0))


def number_of(value: Number) -> int:
    """Return the number of a value without its unit."""
    return value if isinstance(value, int) else value.number


def typed_number(text: str, current: Number) -> Number:
    """Return the number that a person typed to replace the current one; without a unit, in the current unit.

    Raise ValueError for any other text, and for a text with a unit where the current number is a plain count.
    """
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return with_number(current, int(text))
    if isinstance(current, int):
        raise ValueError("expected a whole number, 0 or more")
    if found := _RELEASES.fullmatch(text):
        return Releases(int(found[1]))
    try:
        return parse_duration(text)
    except ValueError as error:
        raise ValueError(f"expected {error}") from None
