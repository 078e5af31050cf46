"""The terminal UI: screens, widgets and commands around a session."""
