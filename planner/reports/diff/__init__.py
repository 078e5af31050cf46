"""The reports of `diff`: text, Markdown and JSON."""
