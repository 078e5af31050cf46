"""The screen in a browser: the server, the key of its address, and its page."""
