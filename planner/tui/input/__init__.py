"""Keys as they arrive from the terminal, one after the other."""
