"""The planner screen, the portfolio, and the dialogs over them."""
