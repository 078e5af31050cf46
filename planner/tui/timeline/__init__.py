"""The timeline: rows of bars and markers against time, a ruler above them, dates dragged along it."""
