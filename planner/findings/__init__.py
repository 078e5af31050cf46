"""Groups of findings as people read them, shared by reports and the screen."""
