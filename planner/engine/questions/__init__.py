"""Answers to questions about a plan, as data: when, explain, agenda, advice, examples."""
