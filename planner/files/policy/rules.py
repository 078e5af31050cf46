"""Reading the rules of a policy: kind, parameters, and the keys that all kinds share."""

from collections.abc import Iterator, Mapping, Sequence

from planner.diagnostics import did_you_mean, quoted, quoted_list
from planner.engine.rules import KINDS
from planner.engine.rules.kind import Parameter, RuleKind
from planner.files.policy.conditions import read_condition
from planner.files.policy.inheritance import Entries, MergedEntry, WrittenValue
from planner.files.policy.parameters import (
    Names,
    Refused,
    Scope,
    convert,
    effective_by,
    tolerance,
    types,
)
from planner.files.schema.fields import RULE
from planner.files.table import shown
from planner.policy import ItemType, Rule


def read_rules(
    entries: Entries, disabled: set[str], names: Names, repeated: Sequence[MergedEntry] = ()
) -> tuple[Rule, ...]:
    """Return the rules, without those of no kind or of wrong parameters; report the errors of all.

    `disabled` are the ids of the rules that were dropped: they are left out of `yields_to`. `repeated`
    are rules with the id of another one: their errors are reported, and they are left out.
    """
    for entry in (*entries.values(), *repeated):
        _check_yields(entry, entries, disabled)
    _check_cycles(entries)
    for entry in repeated:
        _rule("", entry, disabled, names)
    rules = (_rule(name, entry, disabled, names) for name, entry in entries.items())
    return tuple(rule for rule in rules if rule is not None)


def _rule(name: str, entry: MergedEntry, disabled: set[str], names: Names) -> Rule | None:
    """Return a rule; report its errors, and return None if it has no kind or wrong parameters."""
    kind = _kind(entry)
    if kind is None:
        return None
    scope = Scope(_of(entry, kind), names)
    when, unless = (read_condition(entry.keys.get(key), scope) for key in ("when", "unless"))
    since, until = entry.value("effective_from"), entry.value("effective_until")
    if since and until and since > until:
        entry.keys["effective_until"].location.report_value(
            "contradiction", "the rule ends before it takes effect"
        )
    forgiven = _tolerance(entry.keys.get("tolerance"))
    looks_at = _effective_by(entry, scope)
    parameters = _parameters(entry, kind, scope, forgiven)
    if parameters is None:
        return None
    return Rule(
        id=name,
        kind=kind.name,
        parameters=kind.make(parameters),
        of=scope.of,
        severity=entry.value("severity") or "error",
        clause=entry.value("clause"),
        because=entry.value("because"),
        when=when,
        unless=unless,
        yields_to=tuple(each for each in _yields(entry) if each not in disabled),
        waivable=entry.value("waivable") is not False,
        effective_from=since and since.toordinal(),
        effective_until=until and until.toordinal(),
        tolerance=forgiven,
        effective_by=looks_at,
        url=entry.value("url"),
    )


def _kind(entry: MergedEntry) -> RuleKind | None:
    """Return the kind of a rule; report a missing, unknown or built-in kind and return None."""
    written = entry.keys.get("kind")
    if written is None:
        if "kind" not in entry.refused:
            entry.location.report_key("missing-key", f"a rule needs `kind`: {RULE['kind'].description}")
        return None
    kind = KINDS.get(written.value)
    if kind is not None and kind.built_in:
        written.location.report_value("built-in-rule", f"{quoted(kind.name)} is built in and always on")
        return None
    if kind is None:
        kinds = [name for name, each in KINDS.items() if not each.built_in]
        hint = did_you_mean(written.value, kinds) or f" is no kind of rule: there are {quoted_list(kinds)}"
        written.location.report_value("unknown-kind", f"{quoted(written.value)}{hint}")
    return kind


def _of(entry: MergedEntry, kind: RuleKind) -> ItemType | None:
    """Return the type of item that a rule evaluates; None stands for both types.

    Without a type, or with one that its kind cannot evaluate, which is reported, return its kind's first.
    """
    written = entry.keys.get("of")
    if written is None:
        return kind.of[0]
    if written.value not in kind.of:
        judged = " and ".join(f"{each}s" for of in kind.of for each in types(of))
        message = f"a rule of kind {quoted(kind.name)} judges {judged}"
        written.location.report_value("contradiction", message)
        return kind.of[0]
    of: ItemType = written.value
    return of


def _effective_by(entry: MergedEntry, scope: Scope) -> str | None:
    """Return the milestone by which a rule takes effect; None if it gives none or a wrong one.

    Report a wrong one, and one that has neither `effective_from` nor `effective_until` to compare with.
    """
    written = entry.keys.get("effective_by")
    if written is None:
        return None
    try:
        looks_at = effective_by(written.value, scope)
    except Refused as refused:
        written.location.report_value(refused.code, str(refused))
        return None
    if "effective_from" not in entry.keys and "effective_until" not in entry.keys:
        message = "`effective_by` needs a day to compare with: `effective_from` or `effective_until`"
        written.location.report_value("contradiction", message)
    return looks_at


def _parameters(
    entry: MergedEntry, kind: RuleKind, scope: Scope, forgiven: int
) -> Mapping[str, object] | None:
    """Return the parameters of a rule as its kind needs them, or None after reporting their errors.

    Unknown and missing ones, and contradictions between them, are errors, too. `forgiven` is the rule's
    tolerance in days.
    """
    known = {each.name: each for each in kind.parameters}
    values = {key: _parameter(known[key], entry.keys[key], scope) for key in entry.keys if key in known}
    right = None not in values.values()
    for key, written in entry.keys.items():
        if key not in known and key not in RULE:
            _report_unknown_key(key, written, entry.keys["kind"], kind)
            right = False
    for parameter in kind.parameters:
        if parameter.required and parameter.name not in entry.keys:
            message = (
                f"a rule of kind {quoted(kind.name)} needs {quoted(parameter.name)}: {parameter.description}"
            )
            entry.location.report_key("missing-key", message)
            right = False
    if not right:
        return None
    names = scope.names
    given = {**values, "tolerance": forgiven} if forgiven else values
    contradictions = (*kind.contradictions(given), *kind.lacks(values, names.roles, names.unversioned))
    for message in contradictions:
        entry.location.report_key("contradiction", message)
    return None if contradictions else values


def _parameter(parameter: Parameter, written: WrittenValue, scope: Scope) -> object:
    """Return a parameter's value as its kind of rule needs it; report a wrong value and return None."""
    if parameter.type != "versions":
        return convert(parameter, written, scope)
    if isinstance(written.value, dict):
        return read_condition(written, Scope("version", scope.names))
    message = f"{quoted(parameter.name)}: expected a table of conditions, not {shown(written.value)}"
    written.location.report_value("wrong-type", message)
    return None


def _report_unknown_key(key: str, written: WrittenValue, kind_written: WrittenValue, kind: RuleKind) -> None:
    """Report a key that is no parameter of the rule's kind.

    If another file gives the key, the error is at `kind`, to which it does not belong.
    """
    own = [each.name for each in kind.parameters]
    of_others = {each.name for other in KINDS.values() for each in other.parameters}
    # A parameter of another kind is no slip of the pen.
    hint = "" if key in of_others else written.location.path_diagnostics.hint(key, (*own, *RULE))
    wrong = f"is not a parameter of {quoted(kind.name)}; it takes {quoted_list(own) or 'none'}"
    if written.location.path_diagnostics is kind_written.location.path_diagnostics:
        written.location.report_key("unknown-key", f"{quoted(key)}{hint or f' {wrong}'}")
    else:
        kind_written.location.report_value("unknown-key", f"{quoted(key)}, which is inherited, {wrong}")


def _tolerance(written: WrittenValue | None) -> int:
    """Return a tolerance in days, 0 without one; report a wrong one and return 0."""
    if written is None:
        return 0
    try:
        return tolerance(written.value)
    except Refused as refused:
        written.location.report_value(refused.code, str(refused))
        return 0


def _yields(entry: MergedEntry) -> Sequence[str]:
    """Return the ids under `yields_to`, known or not; a list, also if it is one text or missing."""
    value = entry.value("yields_to")
    return [value] if isinstance(value, str) else value or []


def _check_yields(entry: MergedEntry, entries: Entries, disabled: set[str]) -> None:
    """Report each id under `yields_to` that is neither a rule's, nor a dropped rule's, nor `order`."""
    for index, other in enumerate(_yields(entry)):
        if other not in entries and other not in disabled and other != "order":
            written = entry.keys["yields_to"]
            location = written.location.at(index) if isinstance(written.value, list) else written.location
            hint = location.path_diagnostics.hint(other, entries) or " is no rule of the policy"
            location.report_value("unknown-rule", f"{quoted(other)}{hint}")


def _check_cycles(entries: Entries) -> None:
    """Report, once each, cycles of rules that yield to one another."""
    done: set[str] = set()
    for start in entries:
        chain: list[str] = []
        waiting: list[Iterator[str]] = [iter((start,))]
        while waiting:
            name = next((each for each in waiting[-1] if each in entries and each not in done), None)
            if name is None:
                waiting.pop()
                if chain:
                    done.add(chain.pop())
            elif name in chain:
                members = " → ".join(map(quoted, (*chain[chain.index(name) :], name)))
                location = entries[chain[-1]].keys["yields_to"].location
                location.report_value("cycle", f"`yields_to` is a cycle: {members}")
            else:
                chain.append(name)
                waiting.append(iter(_yields(entries[name])))
