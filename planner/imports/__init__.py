"""The importers: one module per source, registered by one line here and nowhere else."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from planner.imports.request import Imported, ImportRequest

__all__ = ["IMPORTERS", "Importer", "read_source"]


class Importer(NamedTuple):
    """A source of plans: its help text and its usual policy."""

    description: str
    """The description of the source in a list of sources, in one line."""
    policy: str = "base"
    """The preset that the plan follows unless another one is given."""
    takes_folder: bool = False
    """True if a folder can be read."""


IMPORTERS: Mapping[str, Importer] = {
    "endoflife": Importer("an answer of endoflife.date's API (v0, v1), or a product's page there"),
    "nodejs": Importer("schedule.json of nodejs/Release", policy="nodejs"),
    "python": Importer("release-cycle.json of Python's developer's guide", policy="cpython"),
    "kubernetes": Importer("schedule.yaml or eol.yaml of kubernetes/website", policy="kubernetes-release"),
    "github": Importer("rest-api-versions.yml of github/docs", policy="github-rest"),
    "csv": Importer("a table with a row per version; columns by name, or by --map"),
    "openapi": Importer("an OpenAPI document: a change per deprecated operation"),
    "git": Importer(
        'a repository\'s tags, or lines "tag commit time": a version per x.0.0', takes_folder=True
    ),
    "plan": Importer("another plan, put under a new policy"),
}


def read_source(request: ImportRequest, importer: str) -> Imported:
    """Return the plan that the importer of this name in `IMPORTERS` makes of a source.

    Raise CannotImport if it makes none.
    """
    read: Callable[[ImportRequest], Imported] = import_module(f"{__name__}.{importer}").read
    return read(request)
