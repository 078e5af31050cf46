"""The report of `check`: gathering it, comparing it with an earlier state, and its output formats."""
