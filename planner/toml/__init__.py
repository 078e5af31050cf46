"""A TOML editor that keeps comments and layout: it reads, repairs, edits, renders and tidies texts.

It knows no plan and no policy.
"""
