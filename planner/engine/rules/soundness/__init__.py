"""Mistakes of a policy that can be read: rules that no plan can keep, and rules that never apply.

One mistake is one module with a function `find`, announced by one line in `registry.py`. They
stand among the rules, since they read the parameters of single kinds of rule.
"""
