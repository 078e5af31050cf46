"""The JSON Schemas (2020-12) of JSON outputs: one module per output, registered by one line here."""

from collections.abc import Callable, Mapping
from importlib import import_module

from planner.reports.schemas.types import Schema

SCHEMAS: Mapping[str, str] = {
    "report": "`planner check --output-format json`",
    "diff": "`planner diff` and `planner policy try` with `--output-format json`",
    "export": "`planner export --to json`",
}
"""The name of each schema, and the output that it describes."""


def output_schema(name: str) -> Schema:
    """Return the JSON Schema of an output, by its name in `SCHEMAS`."""
    schema: Callable[[], Schema] = import_module(f"{__name__}.{name}").schema
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema()}
