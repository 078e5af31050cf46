"""The time that a test waits for another process, a screen or a thread before it fails."""

PATIENCE = 120.0
"""Seconds: far more than anything takes on a machine that is ten times slower and has other work."""
