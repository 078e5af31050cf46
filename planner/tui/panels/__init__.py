"""What stands below the timeline: violations and the inspector."""
