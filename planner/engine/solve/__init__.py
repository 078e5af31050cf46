"""Answers that move dates: windows, slack, ripples, fixes, missing notices."""
