"""Saving plans: the smallest edit of the file, and recovery files for unsaved work."""
