"""Cases written as TOML in a test, with milestones a to d and two channels, as of 2027-01-04."""

import tomllib
from textwrap import dedent

from tests.engine.small import AS_OF
from tests.oracle.strategies import Case

_POLICY = """
format = 1
name = "written"
[[milestone]]
name = "a"
[[milestone]]
name = "b"
[[milestone]]
name = "c"
[[milestone]]
name = "d"
[channels]
email = "Email"
docs = "Documentation"
"""
_PLAN = 'format = 1\nproduct = "P"\npolicy = "policy.toml"\n'


def case(plan: str, rules: str) -> Case:
    return Case(tomllib.loads(_PLAN + dedent(plan)), tomllib.loads(_POLICY + dedent(rules)), AS_OF)
