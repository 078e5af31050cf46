"""Findings as people read them, in reports and on the screen alike."""
