"""The panels below the timeline."""
