"""The screens: the planner, the portfolio, and the list of errors in a plan."""
