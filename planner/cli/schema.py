"""`planner schema`: print the JSON Schemas of plans and policies, for editors, and of JSON outputs."""

import json
import sys
from collections.abc import Mapping, Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, Parser, one_of
from planner.cli.given_policy import given_policy
from planner.cli.output import write
from planner.files.schema.plan import plan_schema
from planner.files.schema.policy import policy_schema
from planner.reports.schemas import SCHEMAS, output_schema
from planner.terminal_text import shown

_FILES = {"plan": plan_schema, "policy": policy_schema}

_DESCRIPTION = """\
Print the JSON Schema (2020-12) of plan files or of policy files, or of a JSON output:

{outputs}

With --policy the schema knows the names of that policy: in a plan its milestones and
fields are keys; its channels, tracks, reasons and rules are choices. The schema of
policy files then fits only P's own file: print it again after adding a milestone.

An editor that knows TOML (Even Better TOML, Tombi) completes and checks a file whose
first line names its schema, with an empty line below:

  #:schema ./plan.schema.json

exit codes:
  0   the schema is written
  2   it is not: bad options, a broken policy, a file that cannot be written"""

_EXAMPLES = """
  planner schema plan -o plan.schema.json                    any plan
  planner schema plan --policy clio -o plan.schema.json      plans under the policy clio
  planner schema policy -o policy.schema.json                any policy
  planner schema report                                      the report of check"""


def run(arguments: Sequence[str]) -> int:
    """Write a JSON Schema to the file of `-o`, or standard output; return 2 if it cannot be written."""
    parser = Parser("planner schema", description=_description(), examples=_EXAMPLES)
    parser.add_argument(
        "files",
        type=one_of(*_FILES, *SCHEMAS),
        metavar="NAME",
        help="plan, policy, or one of the outputs above",
    )
    parser.add_argument(
        "--policy",
        metavar="P",
        help="with the names of this policy: a preset, a path or package:NAME/FILE",
    )
    parser.add_output("the schema")
    options = parser.parse(arguments)
    schema = _schema(parser, options.files, options.policy)
    try:
        write(json.dumps(schema, indent=2) + "\n", options.output_file)
    except OSError as error:
        print(f"planner schema: cannot write: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE
    return 0


def _schema(parser: Parser, name: str, policy: str | None) -> Mapping[str, object]:
    """Return the schema of plans, policies or an output, by its name.

    A policy adds its names to the first two. Exit with code 2 if it is unknown or broken, or given for an
    output.
    """
    if name in _FILES:
        return _FILES[name](None if policy is None else given_policy(parser, policy))
    if policy is not None:
        parser.error(f"argument --policy: the {name} has the same schema under every policy")
    return output_schema(name)


def _description() -> str:
    """Return the description of the command, with a line for each output that has a schema."""
    width = max(map(len, SCHEMAS))
    lines = (f"  {name:<{width}}  {output}" for name, output in SCHEMAS.items())
    return _DESCRIPTION.format(outputs="\n".join(lines))
