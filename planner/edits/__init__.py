"""Edits: pure functions from a plan to a plan, which raise ValueError with a message for people."""
