"""OpenAPI and Swagger documents: a change for each operation that is deprecated."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.imports.document import Value, as_text, read_yaml, table
from planner.imports.request import Imported, ImportRequest, Remark
from planner.imports.row import DEPRECATED, Meaning, Row, milestone_for
from planner.imports.rows import plan_of_rows
from planner.policy import Policy

KIND = "remove-endpoint"
"""The kind of change that the end of an operation is."""

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_SUNSET = (
    "sunset",
    "sunsetdate",
    "sunsetat",
    "sunseton",
    "removaldate",
    "removedon",
    "removal",
    "endoflife",
    "eol",
)
_SINCE = ("deprecatedsince", "deprecatedat", "deprecatedon", "deprecationdate", "deprecated", "deprecation")
_STAGE = ("stabilitylevel", "stability", "stage", "lifecycle")
_END_MILESTONES = ("effective", "removed", "retired", "sunset", "released")
"""Names by which the end of an operation is known to policies without a role for it."""


class Operation(NamedTuple):
    """A deprecated operation."""

    name: str
    sunset: tuple[str, Value] | None
    """The key and the value of its end."""
    since: tuple[str, Value] | None
    """The key and the value of the day since which it is deprecated."""
    stage: str | None


def read(request: ImportRequest) -> Imported:
    """Return the plan of a document, with a change for each operation that is deprecated or has an end.

    Raise CannotImport if it is no OpenAPI document, or has no such operation.
    """
    document = table(read_yaml(request.source))
    if not isinstance(document.get("paths"), dict) and not isinstance(document.get("webhooks"), dict):
        raise request.source.failure("is no OpenAPI document: it has no `paths`")
    operations = [*_operations(document)]
    if not operations:
        raise request.source.failure("no operation is deprecated: there is nothing to import")
    end, since = _end(request.policy), DEPRECATED
    rows, meanings = [], {}
    for each in operations:
        values = dict(found for found in (each.sunset, each.since) if found is not None)
        meanings.update({key: end for key, _ in filter(None, [each.sunset])})
        meanings.update({key: since for key, _ in filter(None, [each.since])})
        fields = {} if each.stage is None else {"stage": each.stage}
        rows.append(Row(name=each.name, values=values, kind=KIND, fields=fields))
    imported = plan_of_rows(request, as_text(table(document.get("info")).get("title")), rows, meanings)
    return imported._replace(remarks=(*imported.remarks, *_since_when(request.policy, imported)))


def _operations(document: dict[str, Value]) -> Iterator[Operation]:
    """Yield the operations of paths and webhooks that are deprecated or have an end, in order."""
    for section, label in (("paths", ""), ("webhooks", "webhook ")):
        for path, item in table(document.get(section)).items():
            for method, operation in table(item).items():
                if method.lower() in _METHODS and isinstance(operation, dict):
                    found = _operation(f"{method.upper()} {label}{path}", operation)
                    if found is not None:
                        yield found


def _operation(name: str, operation: dict[str, Value]) -> Operation | None:
    """Return an operation if it is deprecated, or has a key for the day of its end; else None."""
    extensions = {
        _plain(key): (key, value) for key, value in operation.items() if key.lower().startswith("x-")
    }
    for nested in (value for _, value in [*extensions.values()]):
        extensions.update({_plain(key): (key, value) for key, value in table(nested).items()})
    # Companies put their own names around the word, as in `x-acme-sunset`.
    spelled = (*_SUNSET, *(key for key in extensions if "sunset" in key))
    sunset = next((extensions[key] for key in spelled if key in extensions), None)
    since = next((extensions[key] for key in _SINCE if key in extensions), None)
    if since is not None and not isinstance(since[1], str):
        since = None
    if operation.get("deprecated") not in (True, "true") and sunset is None:
        return None
    stage = next((as_text(extensions[key][1]) for key in _STAGE if key in extensions), None)
    return Operation(name=name, sunset=sunset, since=since, stage=stage)


def _plain(key: str) -> str:
    """Return a key of an extension in small letters, without `x-` and dashes."""
    return key.lower().removeprefix("x-").replace("-", "").replace("_", "")


def _end(policy: Policy) -> Meaning:
    """Return the meaning of an operation's end: the milestone of role retired, else one of a usual name.

    If the policy has neither, the meaning has the role, so that remarks name it.
    """
    for name in (None, *_END_MILESTONES):
        meaning = Meaning(milestone=name, role="retired")
        if milestone_for(policy, "change", meaning) is not None:
            return meaning
    return Meaning(role="retired")


def _since_when(policy: Policy, imported: Imported) -> Iterator[Remark]:
    """Yield a remark for each dated change without the day since which it is deprecated.

    Yield none if the policy has no milestone for that day.
    """
    since = milestone_for(policy, "change", DEPRECATED)
    for change in imported.plan.changes:
        if since is not None and change.dates and since not in change.dates:
            yield Remark(change.name, "the file does not say since when it is deprecated")
