"""The edits that a person makes: pure functions from a plan to a plan; ValueError says what is wrong."""
