"""The layers of a policy: its file and the files that it extends, each read and checked by itself."""

import os
import re
from collections.abc import Iterable

from planner import policies
from planner.diagnostics import Diagnostic, did_you_mean, quoted, suggestion
from planner.disk.source import Source, Unreadable, decode, read_bytes
from planner.files.locations import DataLocation, PathDiagnostics, located
from planner.files.patterns import MILESTONE_NAME, RULE_ID
from planner.files.schema.fields import BUILT_IN_RULES, CHANGES, DECLARED, MILESTONE, POLICY, RULE
from planner.files.table import ANYTHING, Shape, Table, check_format, checked, entries, shape, too_old
from planner.named_tuple import NamedTuple
from planner.toml.parse import parse
from planner.toml.parsed import ParsedFile

_POLICY = shape("a policy", POLICY)
_MILESTONE = shape("a milestone", MILESTONE)
_DECLARED = shape("a field", DECLARED)
_CHANGES = shape("`changes`", CHANGES)
_RULE = shape("a rule", RULE, free=ANYTHING)
"""The keys that all rules have; each kind of rule adds its parameters."""

_IN_SMALL_LETTERS = "a milestone's name has small letters, digits, _ and -, and begins with a letter"

_FIELD_TYPES = {
    key: field.type
    for fields in (POLICY, MILESTONE, DECLARED, CHANGES, RULE)
    for key, field in fields.items()
}


PACKAGED = "package:"
"""The prefix of policies in installed packages, as in `package:acme_policies/public`."""


class BrokenPolicy(Exception):
    """A policy has errors."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(f"{each.path}:{each.line}: {each.message}" for each in diagnostics[:3]))
        self.diagnostics = diagnostics


class UnknownPolicy(Exception):
    """There is no preset of a name, or no file at a path."""


class ReadEntry(NamedTuple):
    """A milestone, rule or field of one file."""

    location: DataLocation
    written: Table
    right: Table
    """The table without its wrong keys and values."""


class Layer(NamedTuple):
    """One file of a policy, read and checked."""

    document: ParsedFile
    top: DataLocation
    table: Table
    """The table without its wrong keys and values."""
    milestones: tuple[ReadEntry, ...]
    rules: tuple[ReadEntry, ...]
    fields: tuple[ReadEntry, ...]

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the errors of the file so far, each with its path; reading the merged policy adds more."""
        path = self.document.source.path
        return tuple(each._replace(path=path) for each in located(self.document, self.top.path_diagnostics))


def read_layers(where: str, folder: str | None) -> tuple[list[Layer], bool]:
    """Return the layers of a policy, the base first, and True if all of them could be read completely.

    An `extends` that leads nowhere or in a circle is reported and ends the layers. Raise UnknownPolicy
    if the policy itself is not found, and BrokenPolicy if a file cannot be read.
    """
    layers: list[Layer] = []
    chain: dict[str, str] = {}
    path = locate(where, folder)
    while True:
        chain[os.path.realpath(path)] = where
        layer = _layer(_source(path, layers))
        layers.insert(0, layer)
        if "extends" not in layer.table:
            return layers, not any(each.document.partial for each in layers)
        where = layer.table["extends"]
        try:
            path = locate(where, os.path.dirname(path))
        except UnknownPolicy as error:
            layer.top.at("extends").report_value("unknown-policy", str(error))
            return layers, False
        if os.path.realpath(path) in chain:
            members = " → ".join(map(quoted, (*chain.values(), where)))
            layer.top.at("extends").report_value("cycle", f"`extends` is a cycle: {members}")
            return layers, False


def layers_of(sources: Iterable[Source]) -> list[Layer]:
    """Return the layers of a policy whose files, the base first, were read already."""
    return [_layer(each) for each in sources]


def is_path(where: str) -> bool:
    """Return True if the name of a policy is a path, neither a preset's name nor in a package."""
    return not where.startswith(PACKAGED) and ("/" in where or os.sep in where or where.endswith(".toml"))


def is_preset(where: str) -> bool:
    """Return True if the name of a policy can be a preset's: it is neither a path nor in a package."""
    return not is_path(where) and not where.startswith(PACKAGED)


def locate(where: str, folder: str | None) -> str:
    """Return the path of a policy's file: of a preset by its name, in a package, or relative to a folder.

    The folder None is the working folder. Raise UnknownPolicy, with the nearest name, if there is no such
    policy.
    """
    if where.startswith(PACKAGED):
        from planner.files.policy.package import NotPackaged, locate_packaged  # only where it is used

        try:
            return locate_packaged(where)
        except NotPackaged as error:
            raise UnknownPolicy(str(error)) from None
    if is_path(where):
        path = os.path.join(folder or "", where.removeprefix("./"))
        if not os.path.lexists(path):
            raise UnknownPolicy(f"{quoted(where)}: there is no such file{_suggestion(path, folder)}")
        return path
    presets = policies.names()
    if where not in presets:
        near = did_you_mean(where, presets)
        hint = f"{near} A" if near else ": `planner policy list` lists them; a"
        raise UnknownPolicy(
            f"{quoted(where)} is no preset{hint} file is given by its path, as in ./policy.toml"
        )
    return policies.path(where)


def _suggestion(path: str, folder: str | None) -> str:
    """Return `: did you mean …?` with the nearest path, as a plan would write it; "" without one."""
    from planner.disk.near_path import near_path  # only where something is wrong

    near = near_path(path)
    if near is None:
        return ""
    return suggestion(near if os.path.isabs(path) and not folder else _from_folder(near, folder))


def _from_folder(path: str, folder: str | None) -> str:
    """Return a path relative to a folder; None is the working folder. A file name alone begins with `./`."""
    relative = os.path.relpath(path, folder or os.curdir)
    return relative if os.sep in relative else f".{os.sep}{relative}"


def _source(path: str, layers: list[Layer]) -> Source:
    """Return the text of a policy's file, also of one in a zipped package.

    Raise BrokenPolicy, with the errors of the layers so far, if it cannot be read.
    """
    try:
        source = decode(path, read_bytes(path))
    except Unreadable as error:
        from planner.files.policy.package import zipped_bytes

        zipped = zipped_bytes(path)
        source = (
            Diagnostic(code="unreadable", message=error.reason, line=1, column=1)
            if zipped is None
            else decode(path, zipped)
        )
    if isinstance(source, Diagnostic):
        before = (diagnostic for layer in layers for diagnostic in layer.diagnostics())
        raise BrokenPolicy((source._replace(path=path), *before))
    return source


def _layer(source: Source) -> Layer:
    """Return a file of a policy as a layer, its keys, milestones, rules and fields checked."""
    document = parse(source, _FIELD_TYPES, "text")
    top = DataLocation((), PathDiagnostics())
    if too_old(document.data, top):
        return Layer(document=document, top=top, table={}, milestones=(), rules=(), fields=())
    table = checked(document.data, _POLICY, top)
    check_format(table, top)
    if "changes" in table:
        table = {**table, "changes": checked(table["changes"], _CHANGES, top.at("changes"))}
    fields = ((top.at("fields", name), entry) for name, entry in table.get("fields", {}).items())
    layer = Layer(
        document,
        top,
        table,
        milestones=_read(entries(document.data, "milestone", top), _MILESTONE),
        rules=_read(entries(document.data, "rule", top), _RULE),
        fields=_read(fields, _DECLARED),
    )
    _check_milestones(layer)
    _check_rules(layer)
    return layer


def _read(found: Iterable[tuple[DataLocation, Table]], expected: Shape) -> tuple[ReadEntry, ...]:
    """Return entries of a file with their right keys; report the wrong ones."""
    return tuple(ReadEntry(location, entry, checked(entry, expected, location)) for location, entry in found)


def _check_milestones(layer: Layer) -> None:
    """Report milestones whose name is wrong, or that of an earlier milestone of the file."""
    seen: dict[tuple[str, str], DataLocation] = {}
    for location, _, milestone in layer.milestones:
        name = milestone.get("name")
        if name is None:
            continue
        if not re.fullmatch(MILESTONE_NAME, name):
            near = name.lower().replace(" ", "-")
            hint = suggestion(near) if re.fullmatch(MILESTONE_NAME, near) else ""
            message = f"{quoted(name)}: {_IN_SMALL_LETTERS}{hint}"
            location.at("name").report_value("bad-name", message)
        first = seen.setdefault((milestone.get("of", "version"), name), location)
        if first is not location:
            location.at("name").report_value(
                "duplicate-name", f"{quoted(name)} is already a milestone", first
            )


def _check_rules(layer: Layer) -> None:
    """Report rules whose id is wrong, built in, or that of an earlier rule of the file."""
    seen: dict[str, DataLocation] = {}
    for location, _, rule in layer.rules:
        name = rule.get("id")
        if name is None:
            continue
        if name in BUILT_IN_RULES:
            location.at("id").report_value("built-in-rule", f"{quoted(name)} is built in and always on")
        elif not re.fullmatch(RULE_ID, name):
            message = f"{quoted(name)}: a rule's id is in kebab-case, as in `support-minimum`"
            location.at("id").report_value("bad-name", message)
        first = seen.setdefault(name, location)
        if first is not location:
            location.at("id").report_value("duplicate-name", f"{quoted(name)} is already a rule", first)
