"""`planner schema`: print the schema with which editors complete and check plans and policies."""

import json
import sys
from collections.abc import Sequence

from planner.cli.arguments import COULD_NOT_JUDGE, Parser, one_of
from planner.cli.given_policy import given_policy
from planner.cli.output import write
from planner.files.schema.plan import plan_schema
from planner.files.schema.policy import policy_schema
from planner.terminal_text import shown

_SCHEMAS = {"plan": plan_schema, "policy": policy_schema}

_DESCRIPTION = """\
Print the JSON Schema (2020-12) of plan files or of policy files.

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
  planner schema policy -o policy.schema.json                any policy"""


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = Parser("planner schema", description=_DESCRIPTION, examples=_EXAMPLES)
    parser.add_argument(
        "files", type=one_of(*_SCHEMAS), metavar="plan|policy", help="the files that the schema is for"
    )
    parser.add_argument(
        "--policy",
        metavar="P",
        help="with the names of this policy: a preset, a path or package:NAME/FILE",
    )
    parser.add_output("the schema")
    options = parser.parse(arguments)
    policy = None if options.policy is None else given_policy(parser, options.policy)
    schema = _SCHEMAS[options.files](policy)
    try:
        write(json.dumps(schema, indent=2) + "\n", options.output_file)
    except OSError as error:
        print(f"planner schema: cannot write: {shown(str(error))}", file=sys.stderr)
        return COULD_NOT_JUDGE
    return 0
