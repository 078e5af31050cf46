"""Files on disk: reading them, replacing them without loss, and finding or leaving out paths."""
