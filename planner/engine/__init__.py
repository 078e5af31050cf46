"""The policy engine: from a plan, a policy and an as-of date to findings and answers. Pure."""
