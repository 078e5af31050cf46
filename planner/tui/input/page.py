"""The input of a page in a browser, which `planner serve` passes on."""

from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class PageDriver(WebDriver):
    """A driver that ends the app once nobody passes input on any longer, whatever became of the server."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._served = app

    def run_input_thread(self) -> None:
        """Read input in this thread until it ends, and end the app then; it ends with the server."""
        super().run_input_thread()
        self._served.post_message(ExitApp())
