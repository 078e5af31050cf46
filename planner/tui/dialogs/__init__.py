"""Modal screens that return an answer."""
