"""The JSON Schemas (2020-12) of JSON outputs: one module per output, registered by one line here."""

from collections.abc import Callable, Mapping
from importlib import import_module

from planner.reports.schemas.types import Schema

SCHEMAS: Mapping[str, str] = {
    "report": "`planner check --output-format json`",
    "diff": "`planner diff` and `planner policy try` with `--output-format json`",
    "export": "`planner export --to json`",
    "headers": "`planner export --to headers-json`",
    "statistics": "`planner check --statistics --output-format json`",
    "agenda": "`planner agenda --output-format json`",
    "status": "`planner status --output-format json`",
    "when": "`planner when --output-format json`",
    "explain": "`planner explain --output-format json`",
    "fix": "`planner fix --output-format json`",
    "simulate": "`planner simulate --output-format json`",
    "rule": "`planner rule --output-format json`",
    "policy-list": "`planner policy list --output-format json`",
    "policy-show": "`planner policy show --output-format json`",
    "policy-check": "`planner policy check --output-format json`",
}
"""The name of each schema, and the output that it describes."""


def output_schema(name: str) -> Schema:
    """Return the JSON Schema of an output, by its name in `SCHEMAS`."""
    schema: Callable[[], Schema] = import_module(f"{__name__}.{name.replace('-', '_')}").schema
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema()}
