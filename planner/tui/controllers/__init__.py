"""The code between the session and the widgets, a module for each concern."""
