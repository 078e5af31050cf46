"""Sentences that the command line, the screen and the exports share."""
