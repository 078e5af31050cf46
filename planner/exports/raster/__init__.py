"""A high picture in pixels: its parts are drawn by resvg, each distinct one once, and pasted on the page."""
